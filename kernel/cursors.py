"""Cursors for statements whose text stays the same: what depends on the text alone is done once."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def fixed(connection: Any) -> Iterator[Any]:
    """A cursor like Django's own, with its wrappers and classes of errors; parameters are what the driver takes.

    PostgreSQL parses and plans a statement once per connection (Django's cursor puts the values into its text), for SQLite the
    placeholders are rewritten once.
    """
    with connection.cursor() as cursor:
        cursor.cursor.close()
        if connection.vendor == "postgresql":
            cursor.cursor = _prepared()(connection.connection)
        else:
            cursor.cursor = connection.connection.cursor(factory=_Marked)
        yield cursor


@functools.cache
def _prepared() -> type:
    from psycopg import Cursor

    class Prepared(Cursor):
        """Remembers what it was asked also where it only names a prepared statement: Django's debug cursor shows it."""

        def _convert_query(self, query: Any, params: Any = None) -> Any:
            self._query = super()._convert_query(query, params)
            return self._query

    return Prepared


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
