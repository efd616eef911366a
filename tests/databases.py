"""Real database files for tests that need committed rows: threads, live servers, races.

A flush between tests is DELETE, which append-only triggers refuse; so each such test gets its own copy of a migrated file.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connections


def write_templates(folder: Path) -> dict[str, Path]:
    """Write the migrated, still empty test databases into `folder`, one file per alias; call it outside any transaction."""
    templates = {}
    for alias in connections:
        connection = connections[alias]
        if connection.vendor != "sqlite":
            raise RuntimeError(f"{alias} is {connection.vendor}: files can be copied for SQLite only")
        templates[alias] = folder / f"{alias}.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(templates[alias])])
    return templates


@contextmanager
def copied(templates: dict[str, Path], folder: Path) -> Iterator[None]:
    """Point every connection, of this thread and of new ones, to fresh copies of the templates for the block."""
    before = {alias: (connections[alias], connections.settings[alias]["NAME"]) for alias in templates}
    for alias, template in templates.items():
        name = folder / template.name
        shutil.copyfile(template, name)
        connections.settings[alias]["NAME"] = str(name)
        del connections[alias]
    try:
        yield
    finally:
        for alias, (connection, name) in before.items():
            connections[alias].close()
            connections.settings[alias]["NAME"] = name
            connections[alias] = connection
