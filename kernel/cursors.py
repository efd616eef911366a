"""Cursors for statements whose text stays the same: what depends on the text alone is done once."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def fixed(connection: Any, *, by_values: bool = False) -> Iterator[Any]:
    """A cursor like Django's own, with its wrappers and classes of errors; parameters are what the driver takes.

    PostgreSQL parses and plans a statement once per connection (Django's cursor puts the values into its text), for SQLite the
    placeholders are rewritten once. `by_values` has PostgreSQL plan anew each time, where the right plan depends on the values:
    a plan for any moment believes that a third of all rows is due, and looks for the first by reading the table.
    """
    with connection.cursor() as cursor:
        cursor.cursor.close()
        if connection.vendor == "postgresql":
            cursor.cursor = _cursors()[by_values](connection.connection)
        else:
            cursor.cursor = connection.connection.cursor(factory=_Marked)
        yield cursor


@functools.cache
def _cursors() -> tuple[type, type]:
    from psycopg import Cursor

    class Prepared(Cursor):
        """Remembers what it was asked also where it only names a prepared statement: Django's debug cursor shows it."""

        def _convert_query(self, query: Any, params: Any = None) -> Any:
            self._query = super()._convert_query(query, params)
            return self._query

    class ByValues(Prepared):
        """Keeps no plan."""

        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            return super().execute(query, params, **how | {"prepare": False})

    return Prepared, ByValues


class _Marked(sqlite3.Cursor):
    """Takes the placeholders that Django writes."""

    def execute(self, query: str, params: Any = ()) -> sqlite3.Cursor:
        return super().execute(_with_marks(query), params)

    def executemany(self, query: str, params: Any) -> sqlite3.Cursor:
        return super().executemany(_with_marks(query), params)


@functools.lru_cache(maxsize=512)
def _with_marks(query: str) -> str:
    return _PLACE.sub("?", query).replace("%%", "%")


_PLACE = re.compile(r"(?<!%)%s")
