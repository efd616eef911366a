"""The kernel's own rows, written and read with statements that are built once.

Every command writes its key and its fact, every signal its row: compiled anew each time by the ORM, that would cost more than
most of the changes they record. PostgreSQL takes all rows of a call in one statement.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connections
from django.db.models import Model

from kernel import context
from kernel.models import CommandKey

TOGETHER = 50
"""Rows that one statement takes."""
Row = tuple[type[Model], dict[str, Any]]
"""A model of the kernel, and values by column; columns that are left out get the model's default."""


def insert(using: str, *rows: Row) -> None:
    """Add the rows. The columns hold plain values only: no expressions, nothing that `pre_save` makes."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for first in range(0, len(rows), TOGETHER):
                some = rows[first : first + TOGETHER]
                values = [v for model, row in some for v in _parameters(model, row, connection.vendor)]
                cursor.execute(_joined(tuple(model for model, _ in some)), values)
            return
        for model, values in rows:
            cursor.execute(_statement(model, connection.vendor), _parameters(model, values, connection.vendor))


def row_of(instance: Model) -> Row:
    """The row of an unsaved instance whose fields hold plain values."""
    return type(instance), {f.attname: getattr(instance, f.attname) for f in instance._meta.local_concrete_fields}


def soon(using: str, row: Row) -> None:
    """Add a row with the running command's own rows at its end: one statement for all. At once where that would differ.

    Inside a savepoint that the command has opened the row must go with it, if that is undone.
    """
    frames = context.frames()
    frame = frames[-1] if frames else None
    if frame is None or frame.kind != "command" or frame.depth != len(connections[using].savepoint_ids):
        insert(using, row)
    else:
        frame.rows.append(row)


def stored_answer(using: str, *, command: str, key: str) -> tuple[str, Any] | None:
    """The hash of the arguments and the answer under a command's key, None if the key is new."""
    with connections[using].cursor() as cursor:
        cursor.execute(_FIND_KEY, (command, key))
        found = cursor.fetchone()
    if found is None:
        return None
    answer = found[1]
    return found[0], json.loads(answer) if isinstance(answer, str) else answer


_FIND_KEY = f'SELECT "arguments_hash", "answer" FROM "{CommandKey._meta.db_table}" WHERE "command" = %s AND "key" = %s'  # noqa: S608


@functools.cache
def _statement(model: type[Model], vendor: str) -> str:
    fields = model._meta.local_concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    casts = ", ".join("%s::jsonb" if vendor == "postgresql" and _is_json(field) else "%s" for field in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({casts})'  # noqa: S608 - names of our own models


@functools.lru_cache(maxsize=512)
def _joined(models: tuple[type[Model], ...]) -> str:
    *others, last = [_statement(model, "postgresql") for model in models]
    parts = ", ".join(f"row{n} AS ({statement})" for n, statement in enumerate(others))
    return f"WITH {parts} {last}" if parts else last


def _parameters(model: type[Model], values: dict[str, Any], vendor: str) -> list:
    columns = _columns(model, vendor)
    found = [adapt(values[name] if name in values else default()) for name, adapt, default in columns]
    if len(values) > len(columns) or not values.keys() <= _names(model):
        raise LookupError(f"{model.__name__} has no column {sorted(values.keys() - _names(model))}")
    return found


@functools.cache
def _names(model: type[Model]) -> frozenset[str]:
    return frozenset(field.attname for field in model._meta.local_concrete_fields)


@functools.cache
def _columns(model: type[Model], vendor: str) -> tuple[tuple[str, Callable, Callable], ...]:
    """Name, what makes a value ready for the driver, and the default of each column."""
    return tuple((f.attname, _adapter(f, vendor), f.get_default) for f in model._meta.local_concrete_fields)


def _adapter(field: Any, vendor: str) -> Callable[[Any], Any]:
    if _is_json(field):
        return _json
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    if vendor != "postgresql" and kind == "UUIDField":
        return _hex
    if vendor != "postgresql" and kind == "DateTimeField":
        return _moment
    return _same


def _is_json(field: Any) -> bool:
    return field.get_internal_type() == "JSONField"


def _json(value: Any) -> str | None:
    """Stored None is SQL's NULL in a column that may be null: the ORM's way too."""
    if value is None:
        return None
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # whole numbers past 64 bits
        return json.dumps(value)


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _same(value: Any) -> Any:
    return value
