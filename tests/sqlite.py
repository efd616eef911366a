"""The suite on SQLite: migrated once into files by the first worker, then every worker has its own copy in memory."""

from __future__ import annotations

import fcntl
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections

from tests import databases

_files: dict[str, Path] = {}
"""Alias → the migrated, empty database, once the session has begun."""


def template_of(alias: str) -> Path:
    """The file of the migrated, empty database."""
    return _files[alias]


def make_templates(folder: Path) -> dict[str, Path]:
    """Migrate what is missing in the folder; one worker does it, the others wait for the lock."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for alias in connections:
            target = folder / f"{alias}.sqlite3"
            if not target.exists():
                _migrate(alias, folder / f"{alias}.new")
                (folder / f"{alias}.new").rename(target)
            _files[alias] = target
    return _files


def _migrate(alias: str, target: Path) -> None:
    connection = connections[alias]
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], str(target)
    try:
        databases.migrate(alias)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _load(alias: str) -> None:
    """The connection's database lies in this process's memory from now on; threads of the process share it."""
    connection = connections[alias]
    connection.settings_dict["NAME"] = f"file:memorydb_{alias}?mode=memory&cache=shared"
    connection.ensure_connection()
    with closing(sqlite3.connect(template_of(alias))) as file:
        file.backup(connection.connection)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, tmp_path_factory):
    """In place of pytest-django's, which would migrate every database in every worker."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if hasattr(request.config, "workerinput") else own) / "templates"
    folder.mkdir(exist_ok=True)
    with django_db_blocker.unblock():
        make_templates(folder)
        for alias in connections:
            _load(alias)
    yield
    for alias in connections:
        connections[alias].close()
