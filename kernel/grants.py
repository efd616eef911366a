"""Who may write which table in PostgreSQL: derived from models and triggers, given after each migrate, compared by a test."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connections

from kernel.walls import KERNEL, login_role, role_of

ADD, CHANGE, REMOVE = "INSERT", "UPDATE", "DELETE"
WRITE = (ADD, CHANGE, REMOVE)
FRAMEWORK = ("admin", "sessions", "contenttypes")
"""Labels of the libraries whose tables are nobody's: the login role writes them."""
IDENTITYS = ("auth", "account", "mfa")
"""Labels of the libraries whose tables stand with identity, in whose transactions their views run."""
KERNEL_TABLES = {
    "kernel_outbox": (ADD,),
    "kernel_inbox": (ADD,),
    "kernel_keys": (ADD,),
    "kernel_audit_facts": (ADD,),
    "kernel_tombstones": (ADD,),
    "kernel_effects": WRITE,
    "kernel_mails": (ADD, CHANGE),
    "kernel_slots": (ADD,),
}
"""Kernel table → what every app may do in it, because its rows commit with the app's change."""
CHAINER = "observability"
"""The one app that may mark audit facts as chained."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Grant:
    """One privilege of one role on one table; `columns` where an UPDATE is not allowed on all of them."""

    table: str
    role: str
    privilege: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.privilege}{list(self.columns) if self.columns else ''} on {self.table} for {self.role}"


@cache
def labels() -> tuple[str, ...]:
    """The apps that have a role, in the order of the installed modules."""
    return tuple(config.label for config in apps.get_app_configs() if config.name.startswith("apps."))


def owner_of(model) -> str:
    """The app whose role writes the model's table; "" for the framework's."""
    label = model._meta.app_label
    if label in IDENTITYS:
        return "identity"
    return "" if label in FRAMEWORK else label


def expected(using: str) -> set[Grant]:
    """Every privilege that should stand in this database, but for SELECT: derived from the models and the triggers."""
    tables = set(connections[using].introspection.table_names())
    closed = protected(using)
    found: set[Grant] = set()
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in tables or not model._meta.managed:
            continue
        for role, privileges in _writers(model, table).items():
            found |= set(_grants(table, role, privileges, closed.get(table, {}), [f.column for f in model._meta.local_fields]))
    return found


def _writers(model, table: str) -> dict[str, tuple[str, ...]]:
    """Role → privileges on one table."""
    owner = owner_of(model)
    if owner == KERNEL:
        writers = {role_of(KERNEL): WRITE}
        if table in KERNEL_TABLES:
            writers |= {role_of(app): KERNEL_TABLES[table] for app in labels()}
        if table == "kernel_audit_facts":
            writers = dict.fromkeys(writers, (ADD,)) | {role_of(CHAINER): (ADD, CHANGE)}
        return writers
    if owner:
        return {role_of(owner): WRITE}
    writers = {login_role(): WRITE, role_of("identity"): WRITE}
    if model._meta.label == "admin.LogEntry":
        writers = {role_of(app): (ADD,) for app in labels()} | writers
    return writers


def _grants(table: str, role: str, privileges: tuple[str, ...], closed: dict, columns: list[str]) -> Iterator[Grant]:
    for privilege in privileges:
        if privilege == CHANGE and CHANGE in closed:
            open_columns = tuple(sorted(set(columns) - closed[CHANGE]))
            if open_columns:
                yield Grant(table=table, role=role, privilege=CHANGE, columns=open_columns)
        elif privilege not in closed:
            yield Grant(table=table, role=role, privilege=privilege)


def protected(using: str) -> dict[str, dict[str, set[str]]]:
    """Table → {"UPDATE": columns that never change, "DELETE": …}, read from its unconditional append-only triggers."""
    sql = """
        SELECT c.relname, t.tgname, coalesce(array_agg(a.attname) FILTER (WHERE a.attname IS NOT NULL), '{}')
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(t.tgattr::int2[])
        WHERE NOT t.tgisinternal AND t.tgqual IS NULL AND c.relnamespace = 'public'::regnamespace
        GROUP BY c.relname, t.tgname
    """
    found: dict[str, dict[str, set[str]]] = defaultdict(dict)
    with connections[using].cursor() as cursor:
        cursor.execute(sql)
        for table, trigger, columns in cursor.fetchall():
            for verb in (CHANGE, REMOVE):
                if trigger == f"{table}_no_{verb.lower()}":
                    found[table][verb] = set(columns)
    return found


def actual(using: str) -> set[Grant]:
    """Every writing privilege that stands in the catalog for a role other than the tables' owner."""
    whole = """
        SELECT c.relname, g.rolname, a.privilege_type
        FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.grantee <> c.relowner
          AND a.privilege_type <> 'SELECT'
    """
    by_column = """
        SELECT c.relname, g.rolname, a.privilege_type, array_agg(t.attname)
        FROM pg_attribute t JOIN pg_class c ON c.oid = t.attrelid CROSS JOIN LATERAL aclexplode(t.attacl) a
        LEFT JOIN pg_roles g ON g.oid = a.grantee
        WHERE c.relnamespace = 'public'::regnamespace AND a.privilege_type <> 'SELECT' AND a.grantee <> c.relowner
        GROUP BY 1, 2, 3
    """
    with connections[using].cursor() as cursor:
        cursor.execute(whole)
        found = {Grant(table=t, role=r or "PUBLIC", privilege=p) for t, r, p in cursor.fetchall()}
        cursor.execute(by_column)
        return found | {
            Grant(table=t, role=r or "PUBLIC", privilege=p, columns=tuple(sorted(c))) for t, r, p, c in cursor.fetchall()
        }


def differences(using: str) -> list[str]:
    """What the catalog lacks or has too much, and tables that no model owns; empty when the walls stand."""
    should, stand = expected(using), actual(using)
    known = {model._meta.db_table for model in apps.get_models(include_auto_created=True)} | {"django_migrations"}
    orphans = sorted(set(connections[using].introspection.table_names()) - known)
    return [
        *(f"missing: {grant}" for grant in sorted(should - stand)),
        *(f"too much: {grant}" for grant in sorted(stand - should)),
        *(f"nobody's: {table} has no model, so no role may write it" for table in orphans),
    ]


def give(using: str) -> int:
    """Make roles, memberships and privileges what `expected` says; for the owner's connection. Returns statements run."""
    quote = connections[using].ops.quote_name
    statements = [*_roles(using), *_memberships(using)]
    everyone = ", ".join(quote(role) for role in (login_role(), *map(role_of, (KERNEL, *labels()))))
    statements.append(f"GRANT USAGE ON SCHEMA public TO {everyone}")
    statements.append(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {everyone}")
    should, stand = expected(using), actual(using)
    statements += [f"REVOKE {_privilege(g, quote)} ON {quote(g.table)} FROM {_to(g, quote)}" for g in sorted(stand - should)]
    statements += [f"GRANT {_privilege(g, quote)} ON {quote(g.table)} TO {_to(g, quote)}" for g in sorted(should - stand)]
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    return len(statements)


def _to(grant: Grant, quote) -> str:
    return "PUBLIC" if grant.role == "PUBLIC" else quote(grant.role)


def _privilege(grant: Grant, quote) -> str:
    return f"{grant.privilege} ({', '.join(map(quote, grant.columns))})" if grant.columns else grant.privilege


def _roles(using: str) -> list[str]:
    """CREATE ROLE for each that is missing; the login role is made by whoever knows its password."""
    quote = connections[using].ops.quote_name
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        there = {name for (name,) in cursor.fetchall()}
    if login_role() not in there:
        raise LookupError(f"The role {login_role()} is missing. Make it: CREATE ROLE {login_role()} LOGIN NOINHERIT PASSWORD '…'")
    return [f"CREATE ROLE {quote(role)} NOLOGIN" for role in map(role_of, (KERNEL, *labels())) if role not in there]


def _memberships(using: str) -> list[str]:
    """GRANT role TO login for each that is missing."""
    quote = connections[using].ops.quote_name
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN pg_roles l ON l.oid = m.member "
            "WHERE l.rolname = %s",
            [login_role()],
        )
        there = {name for (name,) in cursor.fetchall()}
    return [f"GRANT {quote(role)} TO {quote(login_role())}" for role in map(role_of, (KERNEL, *labels())) if role not in there]
