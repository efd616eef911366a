"""The original's database, only read: a SQLite file or a PostgreSQL server, a handful of rows at a time, columns by name."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

BATCH = 500
OURS = "cam_legacy_rows"
"""A table that only this AICMO has: its own database is no original."""
_MAGIC = b"SQLite format 3\x00"
_WAL = b"\x02\x02"


class Unreadable(Exception):
    """The database cannot be opened or read; the message names no password."""


class NotAnOriginal(Exception):
    """It can be read, but it is no database of an original AICMO."""


class Source(Protocol):
    """A database of which tables are read in batches; what it does not have gives nothing."""

    def columns(self) -> dict[str, frozenset[str]]: ...

    def batches(self, table: str, wanted: Iterable[str]) -> Iterator[list[dict[str, Any]]]: ...

    def by_ids(self, table: str, wanted: Iterable[str], ids: list[Any]) -> list[dict[str, Any]]: ...

    def close(self) -> None: ...


def open_database(database: str) -> Source:
    """Open a SQLite file, `sqlite:///file` or `postgresql://…` (SQLAlchemy's `postgresql+driver://` too).

    Unreadable if it cannot be opened, NotAnOriginal if it has no table of an original's cam.
    """
    scheme = database.partition("://")[0].lower() if "://" in database else ""
    if scheme.partition("+")[0] in ("postgresql", "postgres"):
        from apps.cam.acl_legacy.postgresql import PostgresSource

        source: Source = PostgresSource("postgresql" + database[len(scheme) :])
    elif scheme.partition("+")[0] == "sqlite":
        source = SqliteSource(Path(unquote(urlsplit(database).path).removeprefix("/")))
    elif scheme:
        raise Unreadable(f"{scheme}:// is not read here. Give a SQLite file or a postgresql:// URL.")
    else:
        source = SqliteSource(Path(database))
    tables = source.columns()
    if OURS in tables or not any(name.startswith("cam_") for name in tables):
        source.close()
        what = "is a database of this AICMO" if OURS in tables else "has no table whose name begins with cam_"
        raise NotAnOriginal(f"The database {what}: give the database of an original AICMO.")
    return source


class SqliteSource:
    """A SQLite file, opened read-only; each batch is read by itself, so that an application at work there is not held up."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                head = file.read(20)
        except OSError as error:
            raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error
        if head[:16] != _MAGIC:
            raise NotAnOriginal(f"{path} is no SQLite database.")
        log = Path(f"{path}-wal")
        # A read-only connection to a WAL database makes files beside it; with no log there is nothing that it would miss.
        still = head[18:20] == _WAL and not (log.exists() and log.stat().st_size)
        url = f"file:{quote(str(path.resolve()))}?mode=ro{'&immutable=1' if still else ''}"
        self._connection = sqlite3.connect(url, uri=True, timeout=20)
        self._connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        self._connection.row_factory = sqlite3.Row
        self._columns = {
            name.lower(): frozenset(row["name"].lower() for row in self._ask(f"PRAGMA table_info({_quoted(name)})"))
            for (name,) in self._ask("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        }

    def columns(self) -> dict[str, frozenset[str]]:
        """Table → its columns, in lower case."""
        return self._columns

    def batches(self, table: str, wanted: Iterable[str]) -> Iterator[list[dict[str, Any]]]:
        """The rows of a table in the order of its keys, as dicts of the wanted columns it has."""
        if not (names := self._names(table, wanted)):
            return
        chosen, last = ", ".join(names), None
        while True:
            after = "" if last is None else "WHERE rowid > ?"
            rows = self._ask(
                f"SELECT rowid AS row_key, {chosen} FROM {_quoted(table)} {after} ORDER BY rowid LIMIT {BATCH}",  # noqa: S608
                () if last is None else (last,),
            )
            if not rows:
                return
            last = rows[-1]["row_key"]
            yield [_row(row) for row in rows]

    def by_ids(self, table: str, wanted: Iterable[str], ids: list[Any]) -> list[dict[str, Any]]:
        """The rows with these ids."""
        names = self._names(table, wanted)
        if "id" not in self._columns.get(table, ()) or not ids:
            return []
        marks = ", ".join("?" * len(ids))
        rows = self._ask(f"SELECT {', '.join(names)} FROM {_quoted(table)} WHERE id IN ({marks})", tuple(ids))  # noqa: S608
        return [_row(row) for row in rows]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _names(self, table: str, wanted: Iterable[str]) -> list[str]:
        there = self._columns.get(table, frozenset())
        return [_quoted(name) for name in wanted if name in there]

    def _ask(self, statement: str, values: tuple = ()) -> list[sqlite3.Row]:
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise Unreadable(f"{self._path} cannot be read: {error}.") from error


def _row(row: sqlite3.Row) -> dict[str, Any]:
    found = {name.lower(): row[name] for name in row.keys()}  # noqa: SIM118 - a Row's keys are a method
    if found.get("id") is None:
        found["id"] = found.get("row_key")
    return found


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def password_free(database: str) -> str:
    """A URL as it may be shown."""
    if "://" not in database:
        return os.fspath(database)
    try:
        parts = urlsplit(database)
        return f"{parts.scheme}://{parts.hostname or ''}{parts.path}"
    except ValueError:
        return "the database"
