"""What is due: which rows may be claimed now, looked at for all tables of a database in one statement."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.apps import apps as registry
from django.db import connections, models
from django.db.models import Q
from django.db.models.functions import Now

from kernel import clock, walls
from kernel.db import alias_for
from kernel.models import DueRow

M = TypeVar("M", bound=DueRow)
_ANY_MOMENT = datetime(2222, 2, 2, 2, 2, 2, tzinfo=UTC)
"""Stands in compiled statements for the business clock's moment."""


def claimable(model: type[DueRow]) -> Q:
    """The states that may be claimed; a single one as an equation, because only that lets SQLite use a partial index."""
    return Q(state=model.CLAIMABLE[0]) if len(model.CLAIMABLE) == 1 else Q(state__in=model.CLAIMABLE)


def rows(model: type[M], *, using: str, where: Q | None = None, at: datetime | None = None) -> models.QuerySet:
    """The rows that may be claimed now, or at another moment of the business clock."""
    at = at or clock.now()
    found = model.objects.using(using).filter(claimable(model))
    found = found.filter(Q(due_at__isnull=True) | Q(due_at__lte=at))
    found = found.filter(Q(retry_at__isnull=True) | Q(retry_at__lte=Now()))
    found = found.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=Now()))
    return found.filter(where) if where is not None else found


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
        sql, parameters = _next_statement(alias)
        connection = connections[alias]
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            found += [_moment(value) for (value,) in cursor.fetchall() if value is not None]
    return min(found, default=None)


def waiting_for_real_time() -> bool:
    """Whether a row is held back only by a backoff or a lease, which no moved clock can shorten."""
    at = clock.now()
    for model, using in tables():
        open_rows = model.objects.using(using).filter(claimable(model))
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
    connection, (sql, parameters) = connections[alias], _look_statement(alias)
    now = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [now if value is _ANY_MOMENT else value for value in parameters])
        return {table for (table,) in cursor.fetchall()}


@functools.cache
def _look_statement(alias: str) -> tuple[str, list[Any]]:
    """The names of the tables that hold a row due at a moment, which stands as _ANY_MOMENT among the parameters."""
    connection, parts, parameters = connections[alias], [], []
    placeholder = connection.ops.adapt_datetimefield_value(_ANY_MOMENT)
    looks = [(model, rows(model, using=alias, at=_ANY_MOMENT)) for model in _by_database()[alias]]
    looks += [(model, model._base_manager.using(alias).filter(when(_ANY_MOMENT))) for model, when in _watched.items()]
    for model, found in looks:
        sql, values = _compiled(found.order_by().values("pk")[:1], alias)
        parts.append(f"SELECT '{model._meta.db_table}' WHERE EXISTS ({sql})")
        parameters += [_ANY_MOMENT if value == placeholder else value for value in values]
    return " UNION ALL ".join(parts), parameters


@functools.cache
def _next_statement(alias: str) -> tuple[str, list[Any]]:
    parts, parameters = [], []
    for model in _by_database()[alias]:
        found = model.objects.using(alias).filter(claimable(model), due_at__isnull=False)
        sql, values = _compiled(found.order_by("due_at").values("due_at")[:1], alias)
        parts.append(f"SELECT * FROM ({sql}) AS {model._meta.db_table}_next")  # noqa: S608 names and SQL come from the models
        parameters += values
    return " UNION ALL ".join(parts), parameters


def _compiled(found: models.QuerySet, alias: str) -> tuple[str, list[Any]]:
    sql, parameters = found.query.get_compiler(using=alias).as_sql()
    return sql, list(parameters)


def _moment(value: datetime | str) -> datetime:
    """SQLite answers a text, in UTC."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found if found.tzinfo else found.replace(tzinfo=UTC)
