"""The embedded database: made where it is missing, upgraded where it is old. Production's is its operator's to migrate."""

from __future__ import annotations

import fcntl
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor


def prepare() -> int:
    """Migrate every database of this installation that lacks something, but none in production; returns how many did.

    Two processes that begin at once do it one after the other; in a database that lacks nothing it only looks.
    """
    if settings.AICMO_PRODUCTION:
        return 0
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "prepare.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        late = [alias for alias in connections if _lacks(alias)]
        for alias in late:
            call_command("migrate", database=alias, verbosity=0, interactive=False)
    return len(late)


def _lacks(alias: str) -> bool:
    """Whether migrations are missing of the modules whose tables the database holds: all, or the kernel's and one module's."""
    executor = MigrationExecutor(connections[alias])
    leaves = executor.loader.graph.leaf_nodes()
    if alias != DEFAULT_DB_ALIAS:
        leaves = [node for node in leaves if node[0] in ("kernel", alias)]
    return bool(executor.migration_plan(leaves))
