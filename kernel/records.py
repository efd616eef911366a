"""Rows written with statements that are built once, and set by set: the kernel's own, and those of whoever writes many.

Every command writes its key and its fact, every signal its row: compiled anew each time by the ORM, that would cost more than
most of the changes they record. PostgreSQL takes all rows of a flush in one statement, a JSON array per table; SQLite takes a
statement per table, prepared once.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connections
from django.db.models import Model

from kernel import context, cursors, statements
from kernel.context import Gathered
from kernel.models import CommandKey
from kernel.statements import Shape

Row = tuple[type[Model], dict[str, Any]]
"""A model, and values by column; columns that are left out get the model's default."""


class Overtaken(RuntimeError):
    """A row that was to be changed is no longer as it was read: nothing of the statement may stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """New values of one row, which must still be as `guard` says, both by column."""

    model: type[Model]
    pk: UUID
    guard: dict[str, Any]
    values: dict[str, Any]


def write(using: str, rows: Iterable[Row] = (), changes: Iterable[Change] = ()) -> None:
    """Add rows and change others; raises Overtaken, in a transaction that must then be undone, if a guard does not hold.

    The columns hold plain values only: no expressions, nothing that `pre_save` makes. No row is named twice.
    """
    added, changed = _by_model(rows), _by_shape(changes)
    if not added and not changed:
        return
    connection = connections[using]
    if connection.vendor == "postgresql":
        found = _write_at_once(connection, added, changed)
    else:
        found = _write_by_table(connection, added, changed)
    if found != sum(map(len, changed.values())):
        raise Overtaken("a row was changed by somebody else meanwhile")


def insert(using: str, *rows: Row) -> None:
    """Add the rows, on the terms of `write`."""
    write(using, rows)


def row_of(instance: Model) -> Row:
    """The row of an unsaved instance whose fields hold plain values."""
    return type(instance), {name: getattr(instance, name) for name in _names(type(instance))}


def made(model: type[Model], values: dict[str, Any], *, using: str) -> Any:
    """An instance of a row that is about to be added by `soon`, defaults filled in: as if it had been read."""
    fixed, makers = _defaults(model)
    row = fixed | {name: make() for name, make in makers if name not in values} | values
    return model.from_db(using, list(row), list(row.values()))


def soon(using: str, row: Row) -> None:
    """Add a row with the running command's own rows at its end: one statement for all. At once where that would differ.

    Inside a savepoint that the command has opened the row must go with it, if that is undone.
    """
    gathered = _gathered(using)
    if gathered is None:
        write(using, [row])
        return
    gathered.rows.append(row)
    gathered.touched.add((row[0], row[1].get("id")))


def soon_all(using: str, rows: list[Row]) -> None:
    """Add many rows on the terms of `soon`."""
    gathered = _gathered(using)
    if gathered is None:
        write(using, rows)
        return
    gathered.rows += rows
    gathered.touched.update((model, values.get("id")) for model, values in rows)


def change_soon(using: str, change: Change) -> None:
    """Change a row on the same terms. A command that Overtaken ends has changed nothing."""
    gathered = _gathered(using)
    if gathered is None:
        write(using, (), [change])
        return
    if (change.model, change.pk) in gathered.touched:
        flush(using)
    gathered.changes.append(change)
    gathered.touched.add((change.model, change.pk))


def flush(using: str) -> None:
    """Write what the running command has gathered: before statements that must find it."""
    gathered = _gathered(using)
    if gathered is not None:
        rows, changes = gathered.take()
        write(using, rows, changes)


def stored_answer(using: str, *, command: str, key: str) -> tuple[str, Any] | None:
    """The hash of the arguments and the answer under a command's key, None if the key is new."""
    with cursors.fixed(connections[using]) as cursor:
        cursor.execute(_FIND_KEY, (command, key))
        found = cursor.fetchone()
    if found is None:
        return None
    answer = found[1]
    return found[0], json.loads(answer) if isinstance(answer, str) else answer


_FIND_KEY = f'SELECT "arguments_hash", "answer" FROM "{CommandKey._meta.db_table}" WHERE "command" = %s AND "key" = %s'  # noqa: S608


def _gathered(using: str) -> Gathered | None:
    frames = context.frames()
    frame = frames[-1] if frames else None
    if frame is None or frame.kind not in ("command", "together") or frame.depth != len(connections[using].savepoint_ids):
        return None
    return frame.gathered


def _by_model(rows: Iterable[Row]) -> dict[type[Model], list[dict]]:
    found: dict[type[Model], list[dict]] = defaultdict(list)
    for model, values in rows:
        if not values.keys() <= _names(model):
            raise LookupError(f"{model.__name__} has no column {sorted(values.keys() - _names(model))}")
        fixed, made = _defaults(model)
        row = fixed | values
        for name, make in made:
            if name not in values:
                row[name] = make()
        found[model].append(row)
    return found


def _by_shape(changes: Iterable[Change]) -> dict[Shape, list[Change]]:
    found: dict[Shape, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.model, tuple(change.guard), tuple(change.values)].append(change)
    for some in found.values():
        some.sort(key=lambda change: change.pk)  # all writers lock rows in the same order
    return found


# PostgreSQL: everything in one statement


def _write_at_once(connection: Any, added: dict[type[Model], list[dict]], changed: dict[Shape, list[Change]]) -> int:
    parameters = [
        _json([{"id": c.pk} | {f"was_{n}": v for n, v in c.guard.items()} | c.values for c in some]) for some in changed.values()
    ]
    parameters += [_json(rows) for rows in added.values()]
    with cursors.fixed(connection) as cursor:
        cursor.execute(statements.together(tuple(changed), tuple(added)), parameters)
        return cursor.fetchone()[0]


# SQLite: a statement per table


def _write_by_table(connection: Any, added: dict[type[Model], list[dict]], changed: dict[Shape, list[Change]]) -> int:
    found = 0
    with cursors.fixed(connection) as cursor:
        for (model, guard, values), some in changed.items():
            adapt = _adapters(model)
            names = [*values, "id", *guard]
            each = [
                [adapt[n](v) for n, v in zip(names, [*c.values.values(), c.pk, *c.guard.values()], strict=True)] for c in some
            ]
            cursor.executemany(statements.update((model, guard, values)), each)
            found += cursor.rowcount
        for model, rows in added.items():
            adapt = _adapters(model).items()
            each = [[make(row[name]) for name, make in adapt] for row in rows]
            if len(each) == 1:
                cursor.execute(statements.insert(model), each[0])
            else:
                cursor.executemany(statements.insert(model), each)
    return found


@functools.cache
def _names(model: type[Model]) -> frozenset[str]:
    return frozenset(field.attname for field in model._meta.local_concrete_fields)


@functools.cache
def _defaults(model: type[Model]) -> tuple[dict[str, Any], tuple[tuple[str, Callable], ...]]:
    """Every column's default, and by column what makes those that differ from row to row."""
    fields = model._meta.local_concrete_fields
    made = tuple((f.attname, f.default) for f in fields if f.has_default() and callable(f.default))
    return {f.attname: f.get_default() for f in fields} | dict.fromkeys(name for name, _ in made), made


@functools.cache
def _adapters(model: type[Model]) -> dict[str, Callable[[Any], Any]]:
    """What makes a value ready for SQLite's driver, by column and in the table's order."""
    return {f.attname: _adapter(f) for f in model._meta.local_concrete_fields}


def _adapter(field: Any) -> Callable[[Any], Any]:
    kind = (field.target_field if field.is_relation else field).get_internal_type()
    return {"JSONField": _json, "UUIDField": _hex, "DateTimeField": _moment}.get(kind, _same)


def _json(value: Any) -> str | None:
    """Stored None is SQL's NULL in a column that may be null: the ORM's way too."""
    if value is None:
        return None
    try:
        return orjson.dumps(value, default=_bytea).decode()
    except TypeError:  # whole numbers past 64 bits
        return json.dumps(value, default=_text)


def _bytea(value: Any) -> str:
    """Bytes as PostgreSQL reads them from a text; TypeError for anything else."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    raise TypeError(type(value))


def _text(value: UUID | datetime) -> str:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat()


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


@functools.lru_cache(maxsize=256)
def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")


def _same(value: Any) -> Any:
    return value
