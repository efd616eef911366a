"""What is due: which rows may be claimed now, looked at for all tables of a database in one statement."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.apps import apps as registry
from django.db import connections, models
from django.db.models import Q
from django.db.models.functions import Now

from kernel import clock, cursors, looks, walls
from kernel.db import alias_for
from kernel.looks import ANY_MOMENT, Statement
from kernel.models import DueRow


def tables() -> list[tuple[type[DueRow], str]]:
    """Every concrete DueRow model with each database that holds a table of it."""
    from kernel.signals import databases

    found: list[tuple[type[DueRow], str]] = []
    for model in registry.get_models():
        if not issubclass(model, DueRow):
            continue
        if model._meta.app_label == "kernel":
            found += [(model, alias) for alias in databases()]
        else:
            found.append((model, alias_for(model._meta.app_label)))
    return found


def next_due() -> datetime | None:
    """The earliest `due_at` of an open row in the whole installation, by the business clock; None if nothing waits."""
    found: list[datetime] = []
    for alias in _by_database():
        statement = _next_statement(alias)
        with cursors.fixed(connections[alias], by_values=True) as cursor:
            cursor.execute(statement.sql, statement.now(alias))
            found += [_moment(value) for (value,) in cursor.fetchall() if value is not None]
    return min(found, default=None)


def waiting_for_real_time() -> bool:
    """Whether a row is held back only by a backoff or a lease, which no moved clock can shorten."""
    at = clock.now()
    for model, using in tables():
        open_rows = model.objects.using(using).filter(looks.claimable(model))
        open_rows = open_rows.filter(Q(due_at__isnull=True) | Q(due_at__lte=at))
        if open_rows.filter(Q(retry_at__gt=Now()) | Q(lease_until__gt=Now())).exists():
            return True
    return False


def watch(model: type[models.Model], when: Callable[[datetime], Q]) -> None:
    """Let the look ask a kernel table, too, which is worked on by another condition; it takes the clock's moment."""
    _watched[model] = when
    _look_statement.cache_clear()


@contextmanager
def looked() -> Iterator[None]:
    """For the block one look per database serves all its tables; the next is made when this process has written since.

    What others add meanwhile is seen by the next look.
    """
    token = _looks.set({})
    try:
        yield
    finally:
        _looks.reset(token)


def found() -> set[type[DueRow]]:
    """The models of which a row is due in any database, by the look around this."""
    return {model for model, using in tables() if not nothing_in(model, using)}


def looking() -> bool:
    """Whether a `looked` is around this."""
    return _looks.get() is not None


def nothing_in(model: type[models.Model], using: str) -> bool:
    """Whether a look finds nothing due in the table; always False outside `looked`, where nobody looks."""
    looks = _looks.get()
    if looks is None:
        return False
    found = looks.get(using)
    if found is None or found[0] != walls.writes():
        found = looks[using] = (walls.writes(), _look(using))
    return model._meta.db_table not in found[1]


_watched: dict[type[models.Model], Callable[[datetime], Q]] = {}
_looks: ContextVar[dict[str, tuple[int, set[str]]] | None] = ContextVar("looks", default=None)
"""Database → how often this process had written at the look, and the tables that held something due."""


def _by_database() -> dict[str, list[type[DueRow]]]:
    found: dict[str, list[type[DueRow]]] = {}
    for model, alias in tables():
        found.setdefault(alias, []).append(model)
    return found


def _look(alias: str) -> set[str]:
    statement = _look_statement(alias)
    with cursors.fixed(connections[alias], by_values=True) as cursor:
        cursor.execute(statement.sql, statement.now(alias))
        return {table for (table,) in cursor.fetchall()}


@functools.cache
def _look_statement(alias: str) -> Statement:
    """The names of the tables that hold a row due now."""
    found = [(model, looks.due(model, using=alias, at=ANY_MOMENT)) for model in _by_database()[alias]]
    found += [(model, model._base_manager.using(alias).filter(when(ANY_MOMENT))) for model, when in _watched.items()]
    parts = [(model._meta.db_table, _text(rows.order_by().values("pk")[:1], alias)) for model, rows in found]
    sql = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS ({one})" for table, (one, _) in parts)
    return looks.compiled(sql, [value for _, (_, values) in parts for value in values], alias)


@functools.cache
def _next_statement(alias: str) -> Statement:
    found = [(m, m.objects.using(alias).filter(looks.claimable(m), due_at__isnull=False)) for m in _by_database()[alias]]
    parts = [(m._meta.db_table, _text(rows.order_by("due_at").values("due_at")[:1], alias)) for m, rows in found]
    sql = " UNION ALL ".join(f"SELECT * FROM ({one}) AS {table}_next" for table, (one, _) in parts)  # noqa: S608 our models' names
    return looks.compiled(sql, [value for _, (_, values) in parts for value in values], alias)


def _text(rows: models.QuerySet, alias: str) -> tuple[str, tuple]:
    return rows.query.get_compiler(using=alias).as_sql()


def _moment(value: datetime | str) -> datetime:
    """SQLite answers a text, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)
