"""What the processes of a run write down for it, in its VAR folder: messages that reached workers, posts that reached a channel.

Moments are seconds since the epoch.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

Moments = dict[str, float]


def hear(folder: Path, worker: str) -> None:
    """A message reached the worker."""
    _add(folder / f"heard-{worker}", str(time.time()))


def heard(folder: Path) -> dict[str, list[float]]:
    """Worker → the moments at which a message reached it."""
    return {path.name.removeprefix("heard-"): [float(at) for (at,) in _lines(path)] for path in folder.glob("heard-*")}


def post(folder: Path, marker: str) -> None:
    """A post reached the channel."""
    _add(folder / "posted", f"{marker} {time.time()}")


def posted(folder: Path) -> list[tuple[str, float]]:
    """The marker and the moment of each post, in order."""
    return [(marker, float(at)) for marker, at in _lines(folder / "posted")]


def _add(path: Path, line: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, f"{line}\n".encode())
    os.close(handle)


def _lines(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []
