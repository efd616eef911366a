"""PostgreSQL as the benchmarks see it: a migrated template, a copy per benchmark, the owner's connection, and its counters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers import PREFIX, PostgreSQL

ROOT = Path(__file__).resolve().parents[1]
BIG_TABLE_ROWS = 10_000


def make_template(server: PostgreSQL, environment: dict[str, str]) -> None:
    """Migrate the database that every benchmark gets a copy of."""
    server.execute(f'CREATE DATABASE "{PREFIX}" OWNER {PREFIX}_owner')
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0", "--no-input"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment, "AICMO_DB_AS": "owner"}, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"migrate failed: {done.stderr[-2000:]}")


def copy(server: PostgreSQL, name: str) -> None:
    """A fresh copy of the template."""
    server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{PREFIX}" OWNER {PREFIX}_owner')


def drop(server: PostgreSQL, name: str) -> None:
    """Remove a copy, whoever is connected."""
    server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def superuser(alias: str = "default"):
    """A driver's connection of the cluster's superuser to this benchmark's database, each statement committed by itself."""
    import psycopg
    from django.db import connections

    values = connections.settings[alias]
    address = f"host={values['HOST']} port={values['PORT']} dbname={values['NAME']}"
    return psycopg.connect(f"{address} user=postgres", autocommit=True)


@contextmanager
def as_owner() -> Iterator[None]:
    """Plain ORM code in this thread signs in as the tables' owner, who needs no role: what references are measured with."""
    from django.db import connections

    before = connections["default"]
    connections["default"] = owner()
    try:
        yield
    finally:
        connections["default"] = before


def owner():
    """The thread's kept connection of the tables' owner."""
    from django.db import connections

    kept = getattr(connections, "_bench_owner", None)
    if kept is None:
        before = connections["default"]
        del connections["default"]
        kept = connections["default"]
        kept.settings_dict = {**kept.settings_dict, "USER": f"{PREFIX}_owner"}
        connections["default"] = before
        connections._bench_owner = kept
    return kept


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What a piece of work cost the server: transactions committed, WAL flushes, statements (BEGIN, COMMIT, role apart)."""

    commits: int
    flushes: int
    statements: int


def counted(work: Callable[[], object]) -> Counted:
    """Run the work on this thread's default connection and count."""
    from django.db import connection, connections

    statements = 0

    def count(execute, sql, params, many, context):
        nonlocal statements
        statements += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, params, many, context)

    with superuser() as monitor:
        before = _totals(monitor, connections["default"])
        with connection.execute_wrapper(count):
            work()
        after = _totals(monitor, connections["default"])
    # Each reading flushes the connection's own counters by one statement, which is a commit of its own.
    return Counted(commits=after[0] - before[0] - 1, flushes=after[1] - before[1], statements=statements)


def _totals(monitor, connection) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
    time.sleep(0.02)  # the connection reports when it becomes idle
    monitor.execute("SELECT pg_stat_clear_snapshot()")
    name = connection.settings_dict["NAME"]
    return monitor.execute(
        "SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = %s), (SELECT wal_sync FROM pg_stat_wal)", [name]
    ).fetchone()


class SequentialScans:
    """Counts sequential scans of tables that hold more than ten thousand rows, between `start` and `found`."""

    def __init__(self) -> None:
        self.monitor = superuser()

    def start(self) -> None:
        """Learn the tables' sizes and remember the counters."""
        self.monitor.execute("ANALYZE")
        self.before = self._read()

    def found(self) -> dict[str, int]:
        """Table → scans since `start`, only where there were any."""
        time.sleep(1.1)  # sessions report at most once a second
        after = self._read()
        return {table: n - self.before.get(table, 0) for table, n in after.items() if n > self.before.get(table, 0)}

    def _read(self) -> dict[str, int]:
        self.monitor.execute("SELECT pg_stat_clear_snapshot()")
        sql = "SELECT c.relname, seq_scan FROM pg_stat_user_tables JOIN pg_class c ON c.oid = relid WHERE c.reltuples > %s"
        return dict(self.monitor.execute(sql, [BIG_TABLE_ROWS]).fetchall())


def explained(sql: str, parameters: list | tuple = ()) -> dict:
    """EXPLAIN (ANALYZE, BUFFERS) of a statement as the login role: the plan's root node."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", parameters)
        found = cursor.fetchone()[0]
    return (found if isinstance(found, list) else json.loads(found))[0]["Plan"]


def buffers(plan: dict) -> int:
    """Pages a plan touched, found in memory or read."""
    return plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0)


def nodes(plan: dict) -> list[str]:
    """The kinds of nodes of a plan, outermost first."""
    return [plan["Node Type"], *(kind for child in plan.get("Plans", ()) for kind in nodes(child))]
