"""An original's PostgreSQL database: one read-only snapshot, each table streamed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from apps.cam.acl_legacy.sources import BATCH, Unreadable, password_free


class PostgresSource:
    """A server's database as it was when the reading began, in a transaction that could not write if it wanted to."""

    def __init__(self, url: str) -> None:
        self._name = password_free(url)
        options = f"{os.environ.get('PGOPTIONS', '')} -c default_transaction_read_only=on".strip()
        try:
            self._connection = psycopg.connect(url, options=options, connect_timeout=10, row_factory=dict_row)
            self._connection.read_only = True
            self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            found: dict[str, set[str]] = {}
            for row in self._connection.execute(
                "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = ANY(current_schemas(false))"
            ):
                found.setdefault(row["table_name"], set()).add(row["column_name"])
        except (psycopg.Error, UnicodeError) as error:
            raise self._unreadable(error) from None
        self._columns = {name: frozenset(columns) for name, columns in found.items()}

    def columns(self) -> dict[str, frozenset[str]]:
        """Table → its columns."""
        return self._columns

    def batches(self, table: str, wanted: Iterable[str]) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table in the order of their ids, as dicts of the wanted columns it has."""
        if not (names := self._names(table, wanted)):
            return
        order = sql.SQL(" ORDER BY id") if "id" in self._columns[table] else sql.SQL("")
        statement = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier(table)) + order
        number = 0
        try:
            with self._connection.cursor(name=f"original_{table}"[:60]) as cursor:
                cursor.execute(statement)
                while rows := cursor.fetchmany(BATCH):
                    for row in rows:
                        number += 1
                        row.setdefault("id", number)
                    yield rows
        except psycopg.Error as error:
            raise self._unreadable(error) from None

    def by_ids(self, table: str, wanted: Iterable[str], ids: list[Any]) -> list[dict[str, Any]]:
        """The rows with these ids."""
        if "id" not in self._columns.get(table, ()) or not ids:
            return []
        statement = sql.SQL("SELECT {} FROM {} WHERE id = ANY(%s)").format(self._names(table, wanted), sql.Identifier(table))
        try:
            return self._connection.execute(statement, (ids,)).fetchall()
        except psycopg.Error as error:
            raise self._unreadable(error) from None

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _names(self, table: str, wanted: Iterable[str]) -> sql.Composable | None:
        names = [sql.Identifier(name) for name in wanted if name in self._columns.get(table, frozenset())]
        return sql.SQL(", ").join(names) if names else None

    def _unreadable(self, error: Exception) -> Unreadable:
        # The server's own word, not the library's: that one may repeat the URL.
        said = getattr(getattr(error, "diag", None), "message_primary", None) or type(error).__name__
        return Unreadable(f"{self._name} cannot be read: {said}.")
