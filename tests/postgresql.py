"""The suite on PostgreSQL: migrated once as the owner into templates, then every worker signs in as the login role to a copy.

Test databases are copies because a flush between tests is what append-only tables refuse.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.signals import connection_created

from kernel import grants, walls
from tests import databases
from tests.servers import PREFIX

_WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"([a-z0-9_]+)"', re.IGNORECASE)


_OPEN_UP = """
    CREATE FUNCTION tests_open_up(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', name);
        EXECUTE format('GRANT ALL ON %I TO PUBLIC', name);
    END $$
"""
"""What `tests.databases.open_up` calls; the test's rollback takes it back."""


def superuser(database: str = "postgres") -> closing:
    """A connection of the cluster's superuser, each statement committed by itself."""
    host, port = os.environ["AICMO_DB_HOST"], os.environ["AICMO_DB_PORT"]
    return closing(psycopg.connect(f"host={host} port={port} user=postgres dbname={database}", autocommit=True))


def template_of(alias: str) -> str:
    """The name of the migrated, empty database that copies are made from."""
    return f"template_{_planned[alias]}"


_planned: dict[str, str] = {}


def _remember_names() -> None:
    if not _planned:
        _planned.update({alias: connections.settings[alias]["NAME"] for alias in connections})


@contextmanager
def as_owner(alias: str, name: str) -> Iterator[None]:
    """The connection signs in as the tables' owner for the block."""
    values = connections[alias].settings_dict
    before = values["USER"], values["NAME"]
    connections[alias].close()
    values["USER"], values["NAME"] = f"{PREFIX}_owner", name
    try:
        yield
    finally:
        connections[alias].close()
        values["USER"], values["NAME"] = before


def make_templates() -> None:
    """Migrate the templates that are missing; the first worker does it, the others wait for the lock."""
    _remember_names()
    with superuser() as server:
        server.execute("SELECT pg_advisory_lock(20251213)")
        there = {name for (name,) in server.execute("SELECT datname FROM pg_database")}
        for alias in connections:
            name = template_of(alias)
            if name in there:
                continue
            server.execute(f'CREATE DATABASE "{name}_new" OWNER {PREFIX}_owner')
            with as_owner(alias, f"{name}_new"):
                databases.migrate(alias)
            with superuser(f"{name}_new") as inside:
                inside.execute(_OPEN_UP)
            server.execute(f'ALTER DATABASE "{name}_new" RENAME TO "{name}"')
        # Receivers that tests declare run as an app of that name; it may what every app may in the kernel's tables.
        tests, login = walls.role_of("tests"), walls.login_role()
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [tests]).fetchone():
            server.execute(f"CREATE ROLE {tests} NOLOGIN IN ROLE {walls.role_of(walls.KERNEL)} ROLE {login}")
        server.execute("SELECT pg_advisory_unlock(20251213)")


def copy(alias: str, name: str) -> None:
    """A fresh copy of the alias's template, in place of an older one of that name."""
    with superuser() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_of(alias)}" OWNER {PREFIX}_owner')


def drop(name: str) -> None:
    """Remove a copy, whoever is connected."""
    with superuser() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """In place of pytest-django's: copies of migrated templates, and the login role."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "one")
    made = []
    with django_db_blocker.unblock():
        make_templates()
        for alias in connections:
            name = f"test_{worker}_{_planned[alias]}"
            copy(alias, name)
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
            made.append(name)
    connection_created.connect(_build_as_owner, dispatch_uid="tests.postgresql")
    yield
    with django_db_blocker.unblock():
        for alias in connections:
            connections[alias].close()
        for name in made:
            drop(name)


def _build_as_owner(*, connection, **_) -> None:
    """Tests build rows of their own module directly, as its role; what the product's code writes needs its own transaction."""
    if _as_tables_role not in connection.execute_wrappers and connection.vendor == "postgresql":
        connection.execute_wrappers.append(_as_tables_role)


def _as_tables_role(execute, sql, params, many, context):
    match = _WRITE.match(sql) if isinstance(sql, str) else None
    alias = context["connection"].alias
    if match is None or walls.current_role(alias) or not _from_a_test():
        return execute(sql, params, many, context)
    role = _roles().get(match[1])
    if not role:
        return execute(sql, params, many, context)
    with walls.writing_as(role, using=alias):
        return execute(sql, params, many, context)


def _from_a_test() -> bool:
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if (name.startswith("tests.") and name != __name__) or name == "kernel.testing":
            return True
        if name not in ("kernel.boundaries", "kernel.scoping") and name.startswith(("apps.", "kernel.", "aicmo_site.", "demo.")):
            return False
        frame = frame.f_back
    return False


@cache
def _roles() -> dict[str, str]:
    """Table → the app whose role writes it."""
    return {model._meta.db_table: grants.owner_of(model) for model in apps.get_models(include_auto_created=True)}


assert settings.AICMO_WALLS, "the walls are part of what is tested"
