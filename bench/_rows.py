"""Rows to measure with, made in the database: one INSERT … SELECT over a series of numbers."""

from __future__ import annotations

from bench import _database

BEGIN = "timestamptz '2026-01-01 00:00:00+00'"
LEADS = {
    "identity_hash": "encode(sha256(('lead' || n)::bytea), 'hex')",
    "email": "'anna.smith' || n || '@firm' || n % 9973 || '.example'",
    "first_name": "(ARRAY['Anna','Ben','Carla','Dan','Eva','Finn','Gina'])[1 + n % 7]",
    "last_name": "(ARRAY['Smith','Jones','Brown','Miller','Davis'])[1 + n % 5]",
    "title": "'Head of Marketing'",
    "company": "'Firm ' || n % 9973 || ' Ltd'",
    "website": "'https://firm' || n % 9973 || '.example'",
    "industry": "'Software'",
    "employees": "5 + n % 500",
    "city": "'Berlin'",
    "country": "'DE'",
    "language": "'de'",
    "source": "'bench'",
    "icp": "n % 97 / 97.0",
    "score": "n % 1009 / 10.0",
    "tier": "'WARM'",
    "grade": "'B'",
    "verdict": "'accept'",
    "verdict_reason": "'fits'",
    "created_at": f"{BEGIN} + n * interval '7 seconds'",
    "changed_at": f"{BEGIN} + n * interval '7 seconds'",
}
"""A lead's columns as SQL over its number `n`; the others have the model's defaults."""


def fill(model, count: int, columns: dict[str, str], *, start: int = 0, alias: str = "default") -> None:
    """Add `count` rows numbered from `start`: `columns` are SQL over `n`, the rest defaults of the model; then VACUUM ANALYZE.

    Ids grow with the number, as ours do with time. CHECK constraints are dropped and foreign keys are not checked: no row here
    need make sense to an app.
    """
    from django.db import connections

    row, table = model(), model._meta.db_table
    expressions, values = [], []
    for field in model._meta.local_concrete_fields:
        if field.column in columns:
            expressions.append(columns[field.column].replace("%", "%%"))
        elif field.primary_key and field.get_internal_type() == "UUIDField":
            expressions.append(_uuid("0190"))
        else:
            expressions.append("%s")
            values.append(field.get_db_prep_save(getattr(row, field.attname), connections[alias]))
    names = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
    numbers = f"generate_series({start}, {start + count - 1}) n"
    with _database.superuser(alias) as server:
        server.execute("SET session_replication_role = replica")
        checks = "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'c'"
        for (name,) in server.execute(checks, [table]).fetchall():
            server.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
        server.execute(f'INSERT INTO "{table}" ({names}) SELECT {", ".join(expressions)} FROM {numbers}', values)
        server.execute(f'VACUUM ANALYZE "{table}"')


def anything(model) -> dict[str, str]:
    """SQL over `n` for the columns that have no default: unlike each other from row to row, right by type."""
    from django.db.models import NOT_PROVIDED

    by_type = {
        "UUIDField": _uuid("0191"),
        "ForeignKey": _uuid("0192"),
        "OneToOneField": _uuid("0193"),
        "CharField": "'x' || n",
        "TextField": "'x' || n",
        "DateTimeField": f"{BEGIN} + n * interval '1 second'",
        "DateField": "date '2026-01-01' + n",
        "JSONField": "'{}'::jsonb",
        "BooleanField": "false",
        "PositiveSmallIntegerField": "n % 30000",
        "SmallIntegerField": "n % 30000",
    }
    fields = [f for f in model._meta.local_concrete_fields if f.default is NOT_PROVIDED and not f.primary_key and not f.null]
    return {f.column: by_type.get(f.get_internal_type(), "n") for f in fields}


def _uuid(start: str) -> str:
    """A time-ordered UUID of the number."""
    return f"('{start}0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
