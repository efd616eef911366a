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

from django.db import DatabaseError, close_old_connections

from kernel import claims, context, due, heartbeat, mail, restored, signals, wakeups
from kernel.errors import Conflict
from kernel.models import Mail, OutboxEvent

log = logging.getLogger(__name__)


RELAY, POST = "kernel.relay", "kernel.mail"
LISTENING_SECONDS = 1.0
"""How long a worker that hears of signals waits before it looks for what became due by time."""


def jobs() -> tuple[claims.Sweep, ...]:
    """Everything that workers do, in the order of a round: tell signals, send mail, then every module's sweeps.

    Observability's come last: they look at what the others did.
    """
    relay = claims.Sweep(app="kernel", name=RELAY, function=signals.relay, queue="signals", every=1.0)
    post = claims.Sweep(app="kernel", name=POST, function=mail.send_due, queue="mail", every=1.0)
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
    """Serve due rows until `stop` is set (embedded mode's local worker; in production what stands in for deaf ones).

    Woken when a signal is stored, where that can be heard; else, and for what becomes due by time, it looks again and again.
    """
    restored.look()
    rounds = Rounds()
    with wakeups.Listener() as listener:
        woken = True
        while not stop.is_set():
            close_old_connections()
            heartbeat.beat(kind)
            if not rounds.run(told=woken, woken=listener.woken):
                woken = listener.wait(max(poll_seconds, LISTENING_SECONDS) if listener.listens else poll_seconds, stop)
    heartbeat.stopped()


class Rounds:
    """What a worker does again and again, without asking every job each time whether there is something to do.

    One look says in which tables rows are due, so which jobs have work; whatever a look cannot tell is done every so often,
    as each job says of itself (`every`), and again as long as it finds something.
    """

    def __init__(self) -> None:
        self._done: dict[str, float] = {}
        self._busy: set[str] = set()

    def run(self, *, told: bool, woken: Callable[[], bool] = lambda: False) -> int:
        """One round; returns rows handled. `told`: a signal was stored. `woken` is asked between two jobs: signals go first."""
        work = jobs()
        total = self._do(work[0]) if told else 0  # the relay: somebody waits for it
        looked = _looked(work)
        for job in work:
            if job.name in looked or job.name in self._busy or self._since(job) >= job.every:
                total += self._do(job)
                if woken():
                    total += self._do(work[0])
        return total

    def _do(self, job: claims.Sweep) -> int:
        self._done[job.name] = time.monotonic()
        handled = _isolated(job.name, job.function)
        (self._busy.add if handled else self._busy.discard)(job.name)
        return handled

    def _since(self, job: claims.Sweep) -> float:
        return time.monotonic() - self._done.get(job.name, float("-inf"))


def _looked(work: tuple[claims.Sweep, ...]) -> set[str]:
    """The names of jobs in whose tables a row is due; all of them if the look itself fails."""
    try:
        with due.looked():
            found = due.found()
    except DatabaseError:
        log.exception("look failed")
        return {job.name for job in work}
    apps = {model._meta.app_label for model in found} - {"kernel"}
    names = {job.name for job in work if job.app in apps}
    return names | {name for model, name in ((OutboxEvent, RELAY), (Mail, POST)) if model in found}


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
