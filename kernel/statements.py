"""The text of the statements that `kernel.records` writes with, built once per table and set of columns."""

from __future__ import annotations

import functools
from typing import Any

from django.db import connections
from django.db.models import Model

from kernel.models import OutboxEvent

Shape = tuple[type[Model], tuple[str, ...], tuple[str, ...]]
"""What changes of one statement have in common: the table, the guarded columns, the columns that get new values."""


CHANNEL = "aicmo_signals"
"""Where PostgreSQL notifies of stored signals (kernel.wakeups), once per transaction, when it commits."""
ALL = 2**63 - 1
"""As a limit that the planner does not look into: it expects few rows then, and finds them by the primary key, whatever the
size of the table."""


@functools.lru_cache(maxsize=512)
def together(shapes: tuple[Shape, ...], models: tuple[type[Model], ...]) -> str:
    """PostgreSQL: every change and every new row in one, a JSON array per part; answers how many rows were changed."""
    parts = [f"changed{n} AS ({_update(shape)} RETURNING 1)" for n, shape in enumerate(shapes)]
    parts += [f"added{n} AS ({_insert_set(model)})" for n, model in enumerate(models)]
    counts = " + ".join(f"(SELECT count(*) FROM changed{n})" for n in range(len(shapes)))  # noqa: S608
    woken = f", pg_notify('{CHANNEL}', '')" if OutboxEvent in models else ""
    return f"WITH {', '.join(parts)} SELECT {counts or '0'}{woken}"


def _insert_set(model: type[Model]) -> str:
    fields = model._meta.local_concrete_fields
    names = ", ".join(f'"{f.column}"' for f in fields)
    typed = ", ".join(f'"{f.attname}" {_type(f)}' for f in fields)
    read = ", ".join(f'v."{f.attname}"' for f in fields)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {read} FROM jsonb_to_recordset(%s::jsonb) AS v({typed})'  # noqa: S608


def _update(shape: Shape) -> str:
    model, guard, values = shape
    field, table = model._meta.get_field, model._meta.db_table
    typed = [f'"id" {_type(model._meta.pk)}', *(f'"was_{n}" {_type(field(n))}' for n in guard)]
    typed += [f'"{n}" {_type(field(n))}' for n in values]
    new = ", ".join(f'"{field(n).column}" = v."{n}"' for n in values)
    same = "".join(f' AND t."{field(n).column}" = v."was_{n}"' for n in guard)
    return (
        f'UPDATE "{table}" AS t SET {new} '  # noqa: S608
        f"FROM (SELECT * FROM jsonb_to_recordset(%s::jsonb) AS r({', '.join(typed)}) LIMIT (SELECT {ALL})) AS v "
        f'WHERE t."{model._meta.pk.column}" = v."id"{same}'
    )


def _type(field: Any) -> str:
    """Texts without their length: what is too long is refused where it is stored, not cut."""
    found = field.db_type(connections["default"])
    return "text" if found.startswith("varchar") else found


@functools.cache
def insert(model: type[Model]) -> str:
    """SQLite: one new row, every column a parameter."""
    names = ", ".join(f'"{f.column}"' for f in model._meta.local_concrete_fields)
    places = ", ".join("%s" for _ in model._meta.local_concrete_fields)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})'  # noqa: S608 - names of our own models


@functools.cache
def update(shape: Shape) -> str:
    """SQLite: new values of one row, then its id and what must still stand, as parameters."""
    model, guard, values = shape
    column = {f.attname: f.column for f in model._meta.local_concrete_fields}
    new = ", ".join(f'"{column[n]}" = %s' for n in values)
    same = " AND ".join(f'"{column[n]}" = %s' for n in ("id", *guard))
    return f'UPDATE "{model._meta.db_table}" SET {new} WHERE {same}'  # noqa: S608 - names of our own models
