"""Batch commands: a file in, a file out, no server, nothing sent. Exit code 0 done, 1 the answer is no, 2 the call was wrong."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import orjson
from django.core.management.base import BaseCommand

from kernel import embedded
from kernel.errors import DomainError
from kernel.refs import plain

DONE, REFUSED, WRONG = 0, 1, 2


class BatchCommand(BaseCommand):
    """A command that works through files: `look` at the call, make the database where it is missing, `work`."""

    requires_system_checks: list = []  # `doctor` and `check` tell of them; a batch should begin at once
    stores = False
    """Whether it stores something, so that the embedded database must be there."""

    def handle(self, *args: Any, **options: Any) -> None:
        given = self.look(**options)
        if self.stores:
            embedded.prepare()
        self.work(given, **options)

    def look(self, **options: Any) -> Any:
        """What `work` needs of the files; ends the command where the call is wrong or a path cannot be read."""

    def work(self, given: Any, **options: Any) -> None:
        """Do it; `given` is what `look` answered."""
        raise NotImplementedError

    def read(self, path: Path) -> bytes:
        """The bytes of a file; OSError with a sentence for a person if there is none that can be read."""
        try:
            return path.read_bytes()
        except OSError as error:
            raise OSError(f"{path} cannot be read: {error.strerror or error}.") from error

    def check_writable(self, path: Path | None) -> None:
        """Stop with exit code 2, before anything is done, if the file asked for cannot be written."""
        if path is None:
            return
        folder = path.parent if str(path.parent) else Path()
        if path.is_dir() or not folder.is_dir() or not os.access(path if path.exists() else folder, os.W_OK):
            self.stop(WRONG, f"{path} cannot be written.", "Name a file in a folder that exists and that you may write to.")

    def stop(self, code: int, text: str, remedy: str = "") -> NoReturn:
        """Say on standard error why it ends, and end."""
        self.stderr.write(f"{text} {remedy}".strip())
        raise SystemExit(code)


@contextlib.contextmanager
def lines_into(path: Path) -> Iterator[Callable[[bytes], object]]:
    """Write lines one by one, whatever their number; the file is there when all of them are, or stays as it was."""
    if path.exists() and not path.is_file():  # a pipe or device
        with path.open("wb") as out:
            yield out.write
        return
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with new.open("wb") as out:
            yield out.write
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def write_json(path: Path | None, value: Any) -> None:
    """Write the value, a dataclass too, as one JSON object: whole, or not at all. No path, no file."""
    if path is not None:
        write_whole(path, orjson.dumps(plain(value), option=orjson.OPT_INDENT_2) + b"\n")


def write_whole(path: Path, data: bytes) -> None:
    """Replace the file by these bytes in one step."""
    with lines_into(path) as write:
        write(data)


def printable(path: str) -> str:
    """A file's name as text: bytes in it that are none come out as question marks."""
    return path.encode("utf-8", "replace").decode()


def code_of(error: DomainError) -> str:
    """The name of an error in a report: its own `code`, else its class's name in snake_case."""
    return getattr(error, "code", "") or re.sub(r"(?<!^)(?=[A-Z])", "_", type(error).__name__).lower()
