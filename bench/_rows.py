"""Rows to measure with, made in the database: one INSERT … SELECT over a series of numbers, signed in as the tables' owner."""

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


def fill(model, count: int, columns: dict[str, str], *, start: int = 0) -> None:
    """Add `count` rows numbered from `start`: `columns` are SQL over `n`, the rest defaults of the model; then VACUUM ANALYZE.

    Ids grow with the number, as ours do with time.
    """
    table = model._meta.db_table
    expressions, values = [], []
    for column, default in _defaults(model).items():
        expressions.append(columns.get(column, "%s"))
        values += [] if column in columns else [default]
    if model._meta.pk.get_internal_type() == "UUIDField" and model._meta.pk.column not in columns:
        place = list(_defaults(model)).index(model._meta.pk.column)
        del values[sum(e == "%s" for e in expressions[:place])]
        expressions[place] = "('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
    names = ", ".join(f'"{name}"' for name in _defaults(model))
    sql = f'INSERT INTO "{table}" ({names}) SELECT {", ".join(expressions)} FROM generate_series({start}, {start + count - 1}) n'
    connection = _database.owner()
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute(_escaped(sql), values)
        cursor.execute(f'VACUUM ANALYZE "{table}"')


def _defaults(model) -> dict[str, object]:
    """Column → the model's default as the driver wants it."""
    connection, row = _database.owner(), model()
    return {f.column: f.get_db_prep_save(getattr(row, f.attname), connection) for f in model._meta.local_concrete_fields}


def _escaped(sql: str) -> str:
    """Doubles every percent sign that is no placeholder: SQL's modulo."""
    return sql.replace("%", "%%").replace("%%s", "%s")
