"""Real databases for tests that need committed rows: threads, live servers, races.

A flush between tests is DELETE, which append-only triggers refuse; so each such test gets its own copy of a migrated database.
"""

import importlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections


def migrate(alias: str) -> None:
    """Migrate what a database holds: all modules in the default one, else the kernel and the one whose own it is."""
    for labels in ([],) if alias == DEFAULT_DB_ALIAS else (["kernel"], [alias]):
        call_command("migrate", *labels, database=alias, verbosity=0)


def templates() -> dict[str, Path | str]:
    """The migrated, still empty databases, one per alias: files, or names on a server."""
    return {alias: _engine(alias).template_of(alias) for alias in connections}


def _engine(alias: str) -> ModuleType:
    return importlib.import_module(f"tests.{connections[alias].vendor}")


REFUSED = "append-only|permission denied"
"""What a database says to a change of what must not change: SQLite by its triggers, PostgreSQL by privileges before them."""


def open_up(table: str, *, using: str) -> None:
    """What an attacker with the owner's password would do first: no trigger guards the table, everybody may write it."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT tests_open_up(%s)", [table])
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


@contextmanager
def copied(templates: dict[str, Path | str], folder: Path) -> Iterator[None]:
    """Point every connection, of this thread and of new ones, to fresh copies of the templates for the block."""
    before = {alias: (connections[alias], connections.settings[alias]["NAME"]) for alias in templates}
    names = {alias: _copy(alias, template, folder) for alias, template in templates.items()}
    for alias, name in names.items():
        connections.settings[alias]["NAME"] = name
        del connections[alias]
    try:
        yield
    finally:
        for alias, (connection, name) in before.items():
            connections[alias].close()
            connections.settings[alias]["NAME"] = name
            connections[alias] = connection
            _remove(alias, names[alias])


def _copy(alias: str, template: Path | str, folder: Path) -> str:
    if connections[alias].vendor == "postgresql":
        name = f"committed_{connections[alias].settings_dict['NAME']}"
        _engine(alias).copy(alias, name)
        return name
    name = folder / template.name
    shutil.copyfile(template, name)
    return str(name)


def _remove(alias: str, name: str) -> None:
    if connections[alias].vendor == "postgresql":
        _engine(alias).drop(name)
