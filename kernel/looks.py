"""Statements about due rows, compiled once per table: looking for work that is not there must cost next to nothing."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db import connections, models
from django.db.models import Q
from django.db.models.functions import Now

from kernel import clock, cursors
from kernel.models import DueRow

M = TypeVar("M", bound=DueRow)
ANY_MOMENT = datetime(1970, 1, 1, 0, 0, 0, 1, UTC)
"""Stands for the business clock's present moment in a compiled statement."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Text and parameters; `moments` are the places where the business clock's present moment belongs."""

    sql: str
    parameters: tuple
    moments: tuple[int, ...]

    def now(self, using: str) -> list:
        """The parameters for now."""
        found, at = list(self.parameters), connections[using].ops.adapt_datetimefield_value(clock.now())
        for place in self.moments:
            found[place] = at
        return found


def claimable(model: type[DueRow]) -> Q:
    """The states that may be claimed; a single one as an equation, because only that lets SQLite use a partial index."""
    return Q(state=model.CLAIMABLE[0]) if len(model.CLAIMABLE) == 1 else Q(state__in=model.CLAIMABLE)


def due(model: type[M], *, using: str, where: Q | None = None, at: datetime | None = None) -> models.QuerySet:
    """The rows that may be claimed now, or at a moment of the business clock."""
    at = at or clock.now()
    found = model.objects.using(using).filter(claimable(model))
    found = found.filter(Q(due_at__isnull=True) | Q(due_at__lte=at))
    found = found.filter(Q(retry_at__isnull=True) | Q(retry_at__lte=Now()))
    found = found.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=Now()))
    return found.filter(where) if where is not None else found


def finds(model: type[DueRow], *, using: str, where: Q | None = None) -> bool:
    """Whether a row is due, asked without a lock."""
    if where is not None:
        return due(model, using=using, where=where).exists()
    statement = _look(model, using)
    with cursors.fixed(connections[using], by_values=True) as cursor:
        cursor.execute(statement.sql, statement.now(using))
        return cursor.fetchone() is not None


def take(
    model: type[M], *, using: str, limit: int, where: Q | None, order_by: tuple[str, ...], by: str, lease_seconds: int
) -> list[M]:
    """Lease due rows to worker `by`, in the transaction of their owner that is open: attempt and token are one more."""
    make = _claim if where is None else _claim.__wrapped__
    statement = make(model, using, limit, order_by, where)
    connection = connections[using]
    with cursors.fixed(connection, by_values=True) as cursor:
        cursor.execute(statement.sql, [*statement.now(using), by, str(lease_seconds)])
        rows = cursor.fetchall()
    names, converters = _reading(model, using)
    found = []
    for row in rows:
        values = list(row)
        for place, convert in converters:
            values[place] = convert(values[place])
        found.append(model.from_db(using, names, values))
    return sorted(found, key=lambda row: [(value is not None, value) for value in (getattr(row, name) for name in order_by)])


@functools.cache
def _look(model: type[DueRow], using: str) -> Statement:
    sql, parameters = due(model, using=using, at=ANY_MOMENT).query.exists().get_compiler(using=using).as_sql()
    return compiled(sql, parameters, using)


@functools.lru_cache(maxsize=512)
def _claim(model: type[DueRow], using: str, limit: int, order_by: tuple[str, ...], where: Q | None) -> Statement:
    connection = connections[using]
    rows = due(model, using=using, where=where, at=ANY_MOMENT).order_by(*order_by)[:limit]
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    inner, parameters = rows.values("pk").query.get_compiler(using=using).as_sql()
    table, pk = model._meta.db_table, model._meta.pk.column
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    later = _later(connection.vendor)
    # Materialized: a plan may run a subquery with LIMIT and SKIP LOCKED again for each row, and claim more than it returns.
    # Names come from the models, values are parameters.
    sql = (
        f'WITH picked (picked_pk) AS MATERIALIZED ({inner}) UPDATE "{table}" SET "attempt" = "attempt" + 1, '  # noqa: S608
        f'"token" = "token" + 1, "leased_by" = %s, "lease_until" = {later} '
        f'WHERE "{pk}" IN (SELECT picked_pk FROM picked) RETURNING {columns}'
    )
    return compiled(sql, parameters, using)


@functools.cache
def _reading(model: type[DueRow], using: str) -> tuple[list[str], list[tuple[int, Any]]]:
    """The columns' names, and what makes values of those that the driver gives in another form."""
    connection, names, converters = connections[using], [], []
    for place, field in enumerate(model._meta.concrete_fields):
        names.append(field.attname)
        column = field.get_col(model._meta.db_table)
        for convert in [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]:
            converters.append((place, functools.partial(_converted, convert, column, using)))
    return names, converters


def _converted(convert: Any, column: Any, using: str, value: Any) -> Any:
    return convert(value, column, connections[using])


def compiled(sql: str, parameters: Iterable, using: str) -> Statement:
    """A statement whose parameters may hold ANY_MOMENT, as the database takes it."""
    parameters, at = tuple(parameters), connections[using].ops.adapt_datetimefield_value(ANY_MOMENT)
    return Statement(sql, parameters, tuple(place for place, value in enumerate(parameters) if value == at))


def _later(vendor: str) -> str:
    if vendor == "sqlite":
        return "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '+' || %s || ' seconds')"
    return "statement_timestamp() + (%s || ' seconds')::interval"
