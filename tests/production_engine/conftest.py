"""A Redis of the test's own, and processes of the product on the test's own copy of PostgreSQL."""

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from aicmo_site.processes import WORKERS, runnable
from tests.servers import Missing, Redis

FAST = {"call": 0.5, "deaf": 5, "beat": 1, "dead": 12}
"""The times of a worker (AICMO_WORKER_SECONDS) for people who wait."""


@pytest.fixture
def redis_server(tmp_path) -> Iterator[Redis]:
    """A Redis that the test may flush and stop."""
    try:
        server = Redis(tmp_path)
    except Missing as error:
        pytest.skip(str(error))
    server.start()
    yield server
    server.stop()


class Site:
    """Starts processes of the product; what it wrote can be read, and all of them are gone at the end."""

    def __init__(self, folder: Path, redis: Redis) -> None:
        self.folder, self.started = folder, []
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.servers",
            "AICMO_DB_NAME": connections["default"].settings_dict["NAME"],
            "AICMO_DB_ROLES": settings.AICMO_WALLS["prefix"],
            "AICMO_REDIS_URL": redis.url,
            "AICMO_DATA": str(folder / "var"),
            "AICMO_WORKER_SECONDS": json.dumps(FAST),
        }

    def start(self, name: str, *more: str) -> subprocess.Popen:
        """One of the product's processes, by the command that production uses."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [*runnable(WORKERS[name]), *more],
                env=self.environment, cwd=settings.BASE_DIR, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.started.append(process)
        return process

    def log(self) -> str:
        """What all of them said, on the terminal and in the log."""
        files = [*self.folder.glob("*.log"), self.folder / "var" / "log" / "aicmo.jsonl"]
        return "\n".join(path.read_text() for path in files if path.exists())

    def end(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.terminate()
        for process in self.started:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def site(committed, redis_server, tmp_path) -> Iterator[Site]:
    """The product's processes on a committed copy of the database."""
    if not settings.AICMO_WALLS:
        pytest.skip("needs PostgreSQL: python -m tests.servers pytest tests/production_engine")
    made = Site(tmp_path, redis_server)
    yield made
    made.end()


def eventually(what: Callable[[], bool], *, seconds: float, hint: Callable[[], str] = str) -> float:
    """Wait until it is so; returns how long it took, fails after `seconds`."""
    begun = time.monotonic()
    while not what():
        if time.monotonic() - begun > seconds:
            raise AssertionError(f"not within {seconds} s\n{hint()[-4000:]}")
        time.sleep(0.1)
    return time.monotonic() - begun
