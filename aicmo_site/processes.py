"""The processes of a production installation, and who keeps them alive on a machine without containers."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
"""Seconds before a process that ended is started again: doubled each time, from the start after a minute of life."""
HEALTHY_AFTER = 60.0
LAST_SECONDS = 60.0
"""How long a process may take to end in order."""

WEB = (
    "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4",  # noqa: S104
    "--respawn-failed-workers", "--workers-kill-timeout", "30", "--no-access-log", "--log-level", "warning",
    "aicmo_site.wsgi:application",
)  # fmt: skip
"""The web server, behind something that ends TLS; in a container all addresses are those of its own network.
Each thread may hold one connection of the pool (AICMO_DB_POOL)."""

_CELERY = ("celery", "-A", "aicmo_site.celery")
_QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "-l", "WARNING")
WORKERS: Mapping[str, tuple[str, ...]] = {
    "worker": (*_CELERY, "worker", "-n", "worker@%h", "-Q", "signals,mail,sweeps", "-c", "4", *_QUIET),
    "documents": (*_CELERY, "worker", "-n", "documents@%h", "-Q", "documents", "-c", "1", *_QUIET),
    "beat": (*_CELERY, "beat", "--pidfile=", "-l", "WARNING"),
}
"""Name → command. One kind of worker for what is short and many, one for what is long; the scheduler wakes both."""


def runnable(command: Sequence[str]) -> list[str]:
    """The command with the programs of this interpreter's environment."""
    return [str(Path(sys.executable).with_name(command[0])), *command[1:]]


@dataclass
class _Kept:
    name: str
    command: list[str]
    wait: float = 0.0
    begun: float = 0.0
    again_at: float = 0.0
    process: subprocess.Popen | None = None
    codes: list[int] = field(default_factory=list)


class Supervisor:
    """Starts processes, starts them again when they end however they end, and ends them in order when it ends."""

    def __init__(self, commands: Mapping[str, Sequence[str]], *, say=print) -> None:
        self.kept = [_Kept(name, list(command)) for name, command in commands.items()]
        self.say = say
        self.stop = threading.Event()

    def run(self) -> None:
        """Keep them alive until `stop` is set."""
        try:
            while not self.stop.is_set():
                for kept in self.kept:
                    self._mind(kept)
                self.stop.wait(0.2)
        finally:
            self._end_all()

    def _mind(self, kept: _Kept) -> None:
        now = time.monotonic()
        if kept.process is None:
            if now >= kept.again_at:
                # A session of its own: Ctrl-C reaches the supervisor only, which then ends them in order.
                kept.process, kept.begun = subprocess.Popen(kept.command, start_new_session=True), now  # noqa: S603
                self.say(f"{kept.name}: started as process {kept.process.pid}")
        elif (code := kept.process.poll()) is not None:
            kept.codes.append(code)
            kept.wait = FIRST_WAIT if now - kept.begun > HEALTHY_AFTER else min(kept.wait * 2 or FIRST_WAIT, LONGEST_WAIT)
            kept.process, kept.again_at = None, now + kept.wait
            self.say(f"{kept.name}: ended with code {code}, started again in {kept.wait:.0f} s")

    def _end_all(self) -> None:
        living = [kept for kept in self.kept if kept.process is not None and kept.process.poll() is None]
        for kept in living:
            kept.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + LAST_SECONDS
        for kept in living:
            try:
                kept.process.wait(timeout=max(end - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                kept.process.kill()
                kept.process.wait()
            self.say(f"{kept.name}: ended")
