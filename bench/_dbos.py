"""The reference for durable steps: DBOS Transact on the same server, in a database of its own. Not installed: `Missing`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench import _database
from bench._figures import must_be

STEPS = 10


class Missing(RuntimeError):
    """dbos is not installed (requirements-bench.txt)."""


@contextmanager
def workflow() -> Iterator[Callable[[int], int]]:
    """A workflow of ten durable steps, each adding one: call it with a number, get that number and ten."""
    try:
        from dbos import DBOS
    except ImportError as error:
        raise Missing("dbos is not installed (requirements-bench.txt)") from error
    from django.db import connections

    values = connections.settings["default"]
    name = f"{values['NAME']}_dbos"
    with _database.superuser() as server:
        server.execute(f'CREATE DATABASE "{name}"')
    address = f"postgresql://postgres@{values['HOST']}:{values['PORT']}/{name}"
    DBOS(config={"name": "bench", "system_database_url": address, "log_level": "ERROR", "run_admin_server": False})

    @DBOS.step()
    def add_one(number: int) -> int:
        return number + 1

    @DBOS.workflow()
    def ten_steps(number: int) -> int:
        for _ in range(STEPS):
            number = add_one(number)
        return number

    DBOS.launch()
    try:
        must_be(ten_steps(1), 1 + STEPS, "a workflow of DBOS")
        yield ten_steps
    finally:
        DBOS.destroy()
        with _database.superuser() as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
