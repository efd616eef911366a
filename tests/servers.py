"""Real servers for tests, faults and benchmarks: PostgreSQL and Redis on free ports of 127.0.0.1, in a folder of their own.

`python -m tests.servers pytest …` starts them, runs the command with their addresses in its environment, and stops them.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "aicmo"
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""Settings of a server whose data nobody needs after the run; benchmarks and faults start theirs without."""


class Missing(RuntimeError):
    """A server's program is not installed; the message says what to install."""


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def postgresql_programs() -> Path:
    """The folder of initdb and postgres; Missing if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: float(p.parts[-3]))
    on_path = shutil.which("postgres")
    if not found and not on_path:
        raise Missing("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return found[-1].parent if found else Path(on_path).parent


def redis_program() -> str:
    """The path of redis-server; Missing if there is none."""
    if not (found := shutil.which("redis-server")):
        raise Missing("Redis is not installed (Debian: apt-get install redis-server)")
    return found


class PostgreSQL:
    """One cluster: superuser `postgres`, trust on loopback, roles aicmo_owner and aicmo_login as an operator makes them."""

    def __init__(self, folder: Path, *settings: str) -> None:
        self.data, self.settings, self.port = folder / "postgresql", settings, free_port()
        self.programs, self.user = postgresql_programs(), _somebody()
        self.process: subprocess.Popen | None = None

    def create(self, *, like: str = "") -> None:
        """Write the cluster, start it and make the two roles; or copy the one at the port `like`, with all that is in it."""
        self.data.mkdir(parents=True, mode=0o700)
        if self.user:
            shutil.chown(self.data, *self.user)
        if like:
            copied = ("-h", "127.0.0.1", "-p", like, "-U", "postgres", "-c", "fast", "--no-sync")
            self._run("pg_basebackup", "-D", str(self.data), *copied)
            self.start()
            return
        self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        self.execute(f"CREATE ROLE {PREFIX}_owner LOGIN CREATEDB CREATEROLE", f"CREATE ROLE {PREFIX}_login LOGIN NOINHERIT")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = ["-c", f"port={self.port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        options += ["-c", "max_connections=200", "-c", "shared_buffers=256MB"]
        for setting in self.settings:
            options += ["-c", setting]
        with (self.data.parent / "postgresql.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", str(self.data), *options], stdout=log, stderr=log, **self._as()
            )
        _wait(self.answers, f"PostgreSQL did not start, see {self.data.parent}/postgresql.log")

    def stop(self, how: int = signal.SIGINT) -> None:
        """End it: SIGINT is a fast shutdown, SIGQUIT an immediate one, as after a power failure."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=60)
            self.process = None

    def answers(self) -> bool:
        """Whether it takes connections."""
        import psycopg

        try:
            self.execute("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each committed by itself."""
        import psycopg

        with psycopg.connect(f"host=127.0.0.1 port={self.port} user=postgres dbname={database}", autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run([str(self.programs / program), *arguments], capture_output=True, text=True, **self._as())
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")

    def _as(self) -> dict:
        """PostgreSQL refuses root: then it runs as the user that its package made."""
        return {"user": self.user[0], "group": self.user[1], "extra_groups": [], "cwd": "/"} if self.user else {}


class Redis:
    """One server without persistence: what it holds may be lost at any time."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.program = folder, free_port(), redis_program()
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        with (self.folder / "redis.log").open("ab") as log:
            self.process = subprocess.Popen([self.program, *options], stdout=log, stderr=log)
        _wait(self.answers, f"Redis did not start, see {self.folder}/redis.log")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End it: in order, or with SIGKILL."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def answers(self) -> bool:
        """Whether it takes connections."""
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _somebody() -> tuple[int, int] | None:
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("postgres")
    return entry.pw_uid, entry.pw_gid


def _wait(ready, complaint: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise RuntimeError(complaint)
        time.sleep(0.05)


@contextlib.contextmanager
def running(*settings: str) -> Iterator[tuple[PostgreSQL, Redis, dict[str, str]]]:
    """Both servers and the environment that points the project to them; gone with all their data at the end."""
    folder = Path(tempfile.mkdtemp(prefix="aicmo-servers-"))
    folder.chmod(0o755)
    database, redis = PostgreSQL(folder, *settings), Redis(folder)
    try:
        database.create()
        redis.start()
        yield (
            database,
            redis,
            {
                "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.servers",
                "AICMO_DB_HOST": "127.0.0.1",
                "AICMO_DB_PORT": str(database.port),
                "AICMO_DB_NAME": PREFIX,
                "AICMO_REDIS_URL": redis.url,
            },
        )
    finally:
        redis.stop()
        database.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run a command beside the servers; its exit code, 3 if a server is not installed."""
    try:
        with running(*FAST) as (_, _, environment):
            return subprocess.run(command, env={**os.environ, **environment}).returncode
    except Missing as error:
        print(f"servers: {error}", file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
