"""The guard on every connection: SQL may touch only tables of the app whose code issued it."""

from __future__ import annotations

import re
import sys
from functools import cache

from django.apps import apps
from django.db import connections
from django.db.backends.signals import connection_created

from kernel import context

_QUOTED = re.compile(r'["`]([a-z0-9_]+)["`]')
_WRITE = re.compile(r'^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+["`]([a-z0-9_]+)["`]', re.IGNORECASE)


class BoundaryViolation(AssertionError):
    """An app's code ran SQL against another app's table, or a write came from outside its owner's transaction."""


@cache
def owners() -> dict[str, str]:
    """Table name → label of the app that owns it, for the modules only; other tables are nobody's."""
    return {
        model._meta.db_table: config.label
        for config in apps.get_app_configs()
        if config.name.startswith("apps.")
        for model in config.get_models(include_auto_created=True)
    }


@cache
def _labels() -> frozenset[str]:
    return frozenset(config.label for config in apps.get_app_configs() if config.name.startswith("apps."))


def caller() -> str | None:
    """The app whose code, or whose tests, are nearest on the call stack; None for framework, kernel and journeys.

    The test harness, counts of the backlog, looks at what is due and the search for a person are of the whole installation,
    whoever makes them.
    """
    frame = sys._getframe(2)
    labels = _labels()
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name in ("kernel.testing", "kernel.backlog", "kernel.due", "kernel.persons"):
            return None
        if name.startswith(("apps.", "tests.")):
            label = name.split(".", 2)[1]
            if label in labels:
                return label
        frame = frame.f_back
    return None


def guard(execute, sql, params, many, context_):
    """Execute wrapper: see the module's docstring."""
    tables = {*_QUOTED.findall(sql)} & owners().keys()
    if tables:
        label = caller()
        if label is not None:
            foreign = sorted(t for t in tables if owners()[t] != label)
            if foreign:
                raise BoundaryViolation(f"apps.{label} touched {foreign[0]}, owned by {owners()[foreign[0]]}: {sql[:200]}")
        else:
            _check_unowned_write(sql)
    return execute(sql, params, many, context_)


def _check_unowned_write(sql: str) -> None:
    match = _WRITE.match(sql)
    if match is None or match[1] not in owners():
        return
    owner = owners()[match[1]]
    if context.writing() != owner and not _migrating():
        raise BoundaryViolation(f"a write to {match[1]} outside atomic({owner!r}): {sql[:200]}")


def _migrating() -> bool:
    """Whether a library's own migration runs: migrations use the owner's connection, whosever table they touch."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_globals.get("__name__") == "django.db.migrations.executor":
            return True
        frame = frame.f_back
    return False


def install() -> None:
    """Put the guard on all connections, present and future."""
    for connection in connections.all():
        _add(connection=connection)
    connection_created.connect(_add, dispatch_uid="kernel.boundaries")


def _add(*, connection, **_) -> None:
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)
