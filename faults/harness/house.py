"""A house for one run: servers (or those the environment names), a fresh migrated database, and processes in it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

from faults.harness.launch import DATABASE, PATCH
from faults.harness.mutation import Mutation
from tests import servers

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = f"template_{servers.PREFIX}"


class Failed(RuntimeError):
    """A call in another process raised, or the process is gone."""


class Process:
    """A process of the product that does what it is told; killed with everything at the end of the run."""

    def __init__(self, environment: dict[str, str], errors: Path) -> None:
        self._errors = errors.open("ab")
        command = [sys.executable, "-m", "faults.harness.launch"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": self._errors}
        self.popen = subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)
        self.stdin, self.stdout = self.popen.stdin, self.popen.stdout

    def send(self, call: str, **arguments: Any) -> None:
        """Let it begin a call of "module:function"."""
        print(json.dumps({"call": call, "with": arguments}, default=str), file=self.stdin, flush=True)

    def receive(self) -> Any:
        """The answer to the oldest call; Failed if it raised."""
        line = self.stdout.readline()
        found = json.loads(line) if line else {"error": f"the process ended, see {self._errors.name}"}
        if "error" in found:
            raise Failed(found["error"])
        return found["result"]

    def call(self, call: str, **arguments: Any) -> Any:
        """Send, and wait for the answer."""
        self.send(call, **arguments)
        return self.receive()

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.popen.send_signal(signal.SIGKILL)
        self.popen.wait()
        for stream in (self.stdin, self.stdout, self._errors):
            with contextlib.suppress(OSError):  # a line that was never read is lost with the process
                stream.close()


class Forked(Process):
    """A copy of a process that has just set itself up: it costs nothing to start, and may be killed like any other."""

    def __init__(self, mother: Process, folder: Path) -> None:
        orders, answers = (folder / f"{uuid.uuid4().hex}" for _ in range(2))
        os.mkfifo(orders)
        os.mkfifo(answers)
        print(json.dumps({"fork": [str(orders), str(answers)]}), file=mother.stdin, flush=True)
        self._errors, self.pid = mother._errors, mother.receive()
        self.stdin, self.stdout = orders.open("w"), answers.open()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
            while True:
                os.kill(self.pid, 0)
                time.sleep(0.005)
        for stream in (self.stdin, self.stdout):
            with contextlib.suppress(OSError):
                stream.close()


class House:
    """What a run holds: its folder, its database's name, its servers where it started them."""

    def __init__(self, environment: dict[str, str], folder: Path, mutation: Mutation | None) -> None:
        self.folder, self.database, self.mutation = folder, f"fault_{uuid.uuid4().hex[:12]}", mutation
        plain = {name: value for name, value in os.environ.items() if name != "AICMO_SPLIT"}
        self.environment = {**plain, **environment, "AICMO_DATA": str(folder / "var")}
        self.environment["PYTHONHASHSEED"] = "0"
        self.var = folder / "var"
        self.postgresql: servers.PostgreSQL | None = None
        self.redis: servers.Redis | None = None
        self.processes: list[Process] = []
        self._mothers: dict[str, Process] = {}

    def start(self, *, backstage: bool = False, **environment: str) -> Process:
        """A new process; `backstage` is the run's own (it counts and builds), so its guards stay."""
        more = {} if backstage or not (self.mutation and self.mutation.patch) else {PATCH: self.mutation.patch}
        variables = {**self.environment, DATABASE: self.database, **more, **environment}
        made = Process(variables, self.folder / f"process{len(self.processes)}.log") if environment else self._fork(variables)
        self.processes.append(made)
        return made

    def _fork(self, variables: dict[str, str]) -> Process:
        """A copy of a process of these variables that does nothing but wait to be copied."""
        patch = variables.get(PATCH, "")
        if patch not in self._mothers:
            self._mothers[patch] = Process(variables, self.folder / f"mother{len(self._mothers)}.log")
        return Forked(self._mothers[patch], self.folder)

    def end(self) -> None:
        """Kill all of them."""
        for process in (*self.processes, *self._mothers.values()):
            process.kill()

    def rest(self) -> None:
        """No process of the product runs any more; the next ones start anew."""
        self.end()
        self.processes, self._mothers = [], {}

    def ask(self, sql: str, *values: Any) -> list[tuple]:
        """Rows, asked by the superuser: no guard of the product stands between."""
        with self.superuser() as connection:
            return connection.execute(sql, values or None).fetchall()

    def number(self, sql: str, *values: Any) -> int:
        """The one number that the statement gives."""
        return self.ask(sql, *values)[0][0]

    def superuser(self, database: str = "") -> psycopg.Connection:
        """A connection of the superuser, to the run's database or another; each statement committed by itself."""
        host, port = self.environment["AICMO_DB_HOST"], self.environment["AICMO_DB_PORT"]
        return psycopg.connect(f"host={host} port={port} user=postgres dbname={database or self.database}", autocommit=True)

    def prepare(self) -> None:
        """The migrated database of this run, a copy of the template; then what the mutation takes away in it."""
        with self.superuser("postgres") as server:
            there = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
            if not there:
                maker = Process(self.environment, self.folder / "maker.log")
                try:
                    maker.call("faults.harness.house:make_template")
                finally:
                    maker.kill()
            server.execute(f'CREATE DATABASE "{self.database}" TEMPLATE "{TEMPLATE}" OWNER {servers.PREFIX}_owner')
        with self.superuser() as connection:
            for statement in self.mutation.sql if self.mutation else ():
                connection.execute(statement)


@contextlib.contextmanager
def opened(mutation: Mutation | None = None, *, own: tuple[str, ...] = ()) -> Iterator[House]:
    """A house; everything in it is gone afterwards. The servers named in `own` (postgresql, redis) are its own: it may kill
    them, and PostgreSQL keeps what it wrote through that."""
    folder = Path(tempfile.mkdtemp(prefix="aicmo-fault-"))
    folder.chmod(0o755)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        house = House({"DJANGO_SETTINGS_MODULE": "aicmo_site.settings.servers"}, folder, mutation)
        if "postgresql" in own:
            house.postgresql = servers.PostgreSQL(folder)
            stack.callback(house.postgresql.stop, signal.SIGQUIT)
            house.postgresql.create(like=house.environment.get("AICMO_DB_PORT", ""))
            house.environment |= {"AICMO_DB_HOST": "127.0.0.1", "AICMO_DB_PORT": str(house.postgresql.port)}
        if "redis" in own:
            house.redis = servers.Redis(folder)
            stack.callback(house.redis.stop)
            house.redis.start()
            house.environment["AICMO_REDIS_URL"] = house.redis.url
        house.prepare()
        try:
            yield house
        finally:
            house.end()
            if not house.postgresql:
                drop_database(house)


def drop_database(house: House) -> None:
    """Remove the run's database from a server that lives on."""
    with house.superuser("postgres") as server:
        server.execute(f'DROP DATABASE IF EXISTS "{house.database}" WITH (FORCE)')


def make_template() -> None:
    """In a process of the product: the migrated database that runs copy."""
    from tests import postgresql

    postgresql.make_templates()
