"""Where metrics of several processes lie: one folder per machine, files per process, one sum of those that ended."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_FILE = re.compile(r"(?P<kind>counter|histogram)_(?P<pid>\d+)\.db")
ENDED = 0
"""The process id under whose name the sums of ended processes are kept."""


def prepare(folder: str | Path) -> str:
    """This machine's folder, made where it is missing; "" if metrics stay in the process. Process ids are a machine's own."""
    if not folder:
        return ""
    path = Path(folder) / re.sub(r"[^A-Za-z0-9.-]", "_", socket.gethostname())
    path.mkdir(parents=True, exist_ok=True)
    return str(path)


@contextlib.contextmanager
def added_up(folder: str) -> Iterator[CollectorRegistry]:
    """A registry with the sums over all processes that ever ran here; one scrape at a time."""
    from prometheus_client import CollectorRegistry, multiprocess

    with (Path(folder) / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _fold(Path(folder))
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry, path=folder)
        yield registry


def _fold(folder: Path) -> None:
    """Add the files of ended processes to one sum: a counter never falls, and the folder does not grow."""
    for path in sorted(folder.glob("*.db")):
        found = _FILE.fullmatch(path.name)
        if found and int(found["pid"]) != ENDED and not _lives(int(found["pid"])):
            _add(path, folder / f"{found['kind']}_{ENDED}.db")
            path.unlink(missing_ok=True)


def _add(source: Path, target: Path) -> None:
    from prometheus_client.mmap_dict import MmapedDict

    sums = MmapedDict(str(target))
    try:
        for key, value, _time, _place in MmapedDict.read_all_values_from_file(str(source)):
            json.loads(key)  # a file cut off by a crash ends here, before it spoils the sum
            before, _ = sums.read_value(key)
            sums.write_value(key, before + value, 0.0)
    except (ValueError, RuntimeError, IndexError):
        pass
    finally:
        sums.close()


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
