"""The one worker loop: tell signals, send mail, run every module's sweeps, until nothing is due."""

from __future__ import annotations

import fcntl
import logging
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import close_old_connections

from kernel import claims, context, due, heartbeat, mail, signals
from kernel.errors import Conflict

log = logging.getLogger(__name__)


def jobs() -> tuple[claims.Sweep, ...]:
    """Everything that workers do, in the order of a round: tell signals, send mail, then every module's sweeps.

    Observability's come last: they look at what the others did.
    """
    relay = claims.Sweep(app="kernel", name="kernel.relay", function=signals.relay, queue="signals", every=1.0)
    post = claims.Sweep(app="kernel", name="kernel.mail", function=mail.send_due, queue="mail", every=1.0)
    return (relay, post, *sorted(claims.SWEEPS.values(), key=lambda job: job.app == "observability"))


def tick(*, strict: bool = False) -> int:
    """One round over everything that may be due. Returns rows handled.

    A failing sweep does not stop the others; with `strict` its error is raised (tests).
    """
    run = _correlated if strict else _isolated
    with due.looked():
        return sum(run(job.name, job.function) for job in jobs())


def serve(name: str, *, seconds: float) -> int:
    """Do one of the jobs until it finds nothing or the time is up (the next wake-up goes on); returns rows handled."""
    job = next(job for job in jobs() if job.name == name)
    close_old_connections()
    end, total = time.monotonic() + seconds, 0
    while handled := _isolated(job.name, job.function):
        total += handled
        if time.monotonic() > end:
            break
    return total


def run_until_idle(*, rounds: int = 10_000, strict: bool = False) -> int:
    """Tick until a whole round finds nothing; returns rows handled. Raises RuntimeError if work keeps making work."""
    total = 0
    for _ in range(rounds):
        handled = tick(strict=strict)
        if not handled:
            return total
        total += handled
    raise RuntimeError(f"work keeps making work after {rounds} rounds")


def run_forever(*, stop: threading.Event, poll_seconds: float = 0.5, kind: str = "worker") -> None:
    """Serve due rows until `stop` is set (embedded mode's local worker; in production what stands in for deaf ones)."""
    while not stop.is_set():
        close_old_connections()
        heartbeat.beat(kind)
        if not tick():
            stop.wait(poll_seconds)
    heartbeat.stopped()


class ExclusiveLock:
    """The installation's one embedded worker: an flock that the system drops when the process dies, however it dies."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._handle = self.path.open("a+")
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Conflict(
                f"Another process works on this installation ({self.path}).", remedy="Stop it first, or wait for it."
            ) from error
        self._handle.truncate(0)
        self._handle.write(str(os.getpid()))
        self._handle.flush()
        claims.release_leases_of_dead_workers()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        fcntl.flock(self._handle, fcntl.LOCK_UN)
        self._handle.close()


def _correlated(name: str, work: Callable[[], int]) -> int:
    with context.correlated(""):
        return work()


def _isolated(name: str, work: Callable[[], int]) -> int:
    started = time.monotonic()
    try:
        return _correlated(name, work)
    except Exception:
        log.exception("sweep failed", extra={"sweep": name, "seconds": round(time.monotonic() - started, 3)})
        return 0
