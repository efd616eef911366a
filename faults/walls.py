"""G13: PostgreSQL refuses every write of one app's role to another app's tables, and whatever no app's role may do."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path

from faults.harness import house
from faults.harness.mutation import Mutation

MUTATIONS = {
    "everybody_may_write": Mutation(patch="grant_everything"),
    "a_table_without_owner": Mutation(sql=("CREATE TABLE nobodys (id int)",)),
    "an_app_may_not_write_its_own": Mutation(sql=("REVOKE INSERT ON cam_leads FROM aicmo_cam",)),
    "the_login_may_write": Mutation(sql=("GRANT DELETE ON billing_invoices TO aicmo_login",)),
}
INSUFFICIENT_PRIVILEGE = "42501"


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: pairs, statements, those that PostgreSQL did not refuse with 42501, differences in the catalog, broken imports.

    Both scales try every pair.
    """
    with house.opened(MUTATIONS.get(mutate)) as home:
        if mutate and MUTATIONS[mutate].patch:
            home.start(AICMO_DB_AS="owner").call("faults.walls:give")
        found = home.start(backstage=True).call("faults.walls:attempt_all")
    imports = 0 if mutate else _broken_imports()
    ok = not (found["not_refused"] or found["differences"] or imports)
    return {"ok": ok, "broken_imports": imports, **found}


def give() -> int:
    """As the owner, in a process whose guards may be gone: what `migrate` does at its end."""
    from kernel import grants

    return grants.give("default")


def attempt_all() -> dict:
    """Every pair of apps × table × INSERT, UPDATE, DELETE, and the same for the login role outside a command."""
    from kernel import grants, walls

    apps = grants.labels()
    pairs = list(permutations(apps, 2))
    not_refused, statements, differences = [], 0, grants.differences("default")
    for app, other in [*pairs, *(("", other) for other in apps)]:
        for table, sql in _writes(other):
            statements += 1
            role = walls.role_of(app) if app else walls.login_role()
            if (code := _attempt(role, sql)) != INSUFFICIENT_PRIVILEGE:
                not_refused.append(f"{role}: {sql.split()[0]} {table}: {code or 'done'}")
    return {
        "pairs": len(pairs),
        "statements": statements,
        "not_refused": len(not_refused),
        "examples": not_refused[:5],
        "differences": differences[:10],
    }


def _writes(app: str) -> list[tuple[str, str]]:
    from django.apps import apps

    found = []
    for model in apps.get_app_config(app).get_models():
        table, pk = model._meta.db_table, model._meta.pk_fields[0].column
        found.append((table, f'INSERT INTO "{table}" DEFAULT VALUES'))
        found.append((table, f'UPDATE "{table}" SET "{pk}" = "{pk}" WHERE false'))
        found.append((table, f'DELETE FROM "{table}" WHERE false'))
    return found


def _attempt(role: str, sql: str) -> str:
    """The SQLSTATE that the statement ends with under the role; "" if it ran."""
    import psycopg
    from django.db import connections

    with connections["default"].connection.cursor() as cursor:
        cursor.execute(f'SET ROLE "{role}"')
        try:
            cursor.execute(sql)
        except psycopg.Error as error:
            return error.sqlstate
    return ""


def _broken_imports() -> int:
    """The exit code of the import contracts."""
    linter = Path(sys.executable).parent / "lint-imports"
    return subprocess.run([str(linter), "--no-cache"], cwd=house.ROOT, capture_output=True).returncode
