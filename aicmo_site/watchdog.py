"""Who watches the workers: they do. A worker that hears nothing gets a stand-in, and ends if it cannot say that it lives.

Two threads in the process that started the others. The pulse sends this worker a message of its own through Redis, and
writes the heartbeat only while such messages arrive, or there is a good reason why they do not: all its processes are busy,
or Redis is gone and a stand-in polls the database. The watch looks at nothing but the time since the last heartbeat.
Whatever is wrong, with the database, the consumer or the pulse itself, the end is the same: the process ends, not in order,
and what supervises it starts it again.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections

from kernel import heartbeat

log = logging.getLogger(__name__)
HEAR = "aicmo.hear"
"""The message that a worker sends to itself, to learn whether it still hears."""
AT_ONCE = {"max_retries": 1, "interval_start": 0.1, "socket_timeout": 2, "socket_connect_timeout": 2}
"""How long a call waits for Redis: the pulse must go on."""
EXIT_CODE = 70
"""The exit code of a worker that ended itself (EX_SOFTWARE)."""
LAST_WORDS_SECONDS = 10.0
"""How long running work may go on once the end is decided."""

_forking = threading.Lock()
os.register_at_fork(before=_forking.acquire, after_in_parent=_forking.release, after_in_child=_forking.release)
"""No fork while the pulse works: a child would inherit its locks as they are, and nobody to open them."""


class Watchdog:
    """The heart of one process: `pulse` proves life, `watch` ends a process that did not prove it for `dead` seconds."""

    def __init__(self, kind: str, *, last_words: Callable[[], None] = lambda: None) -> None:
        self.kind, self.last_words = kind, last_words
        self.times = settings.AICMO_WORKER_SECONDS
        self.beaten = time.monotonic()
        self.written = 0.0
        self.over = threading.Event()

    def start(self, *loops: Callable[[], None]) -> None:
        """Begin the watch, and each of the loops in a thread of its own, called twice a second."""
        for loop in (self.watch, *loops):
            threading.Thread(target=self._run, args=(loop,), name=f"watchdog-{loop.__name__}", daemon=True).start()

    def stop(self) -> None:
        """The process ends in order."""
        self.over.set()

    def pulse(self) -> None:
        """Write the heartbeat if it is time."""
        if time.monotonic() - self.written < self.times["beat"]:
            return
        self.written = time.monotonic() - self.times["beat"] + self.times["call"]  # if it fails, so soon again
        if heartbeat.beat(self.kind, force=True):
            self.beaten = self.written = time.monotonic()
            if settings.AICMO_ALIVE_FILE:
                Path(settings.AICMO_ALIVE_FILE).touch()

    def watch(self) -> None:
        """End the process if it could not say for too long that it lives."""
        silent = time.monotonic() - self.beaten
        if silent > self.times["dead"]:
            log.critical("no heartbeat, the process ends", extra={"kind": self.kind, "seconds": round(silent)})
            with contextlib.suppress(Exception):
                self.last_words()
            os._exit(EXIT_CODE)

    def _run(self, loop: Callable[[], None]) -> None:
        while not self.over.wait(0.5):
            try:
                loop()
            except Exception:
                log.exception("watchdog", extra={"kind": self.kind})


class WorkerWatchdog(Watchdog):
    """The heart of a Celery worker, in the parent of its processes."""

    def __init__(self, app: Any, worker: Any) -> None:
        super().__init__("celery", last_words=self._end_children)
        self.app, self.worker = app, worker
        self.heard = self.woken = self.beaten
        self.called = 0.0
        self.broker_answers = True
        self.stand_in: subprocess.Popen | None = None

    def hear(self, name: str) -> None:
        """A message arrived."""
        self.heard = time.monotonic()
        if name != HEAR:
            self.woken = self.heard

    def pulse(self) -> None:
        """Call this worker through Redis; write the heartbeat if it hears, or has a reason not to."""
        with _forking:
            close_old_connections()
            self._call()
            if self._has_proof():
                super().pulse()

    def mind_stand_in(self) -> None:
        """Let another process poll the database while no wake-up comes, whether beat, Redis or this worker is to blame."""
        if self._since(self.woken) > self.times["deaf"] and not self._busy():
            if not self._stands_in():
                log.warning("no wake-up comes, polling instead", extra={"seconds": round(self._since(self.woken))})
                command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work", "--parent", str(os.getpid())]
                self.stand_in = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603
        elif self._stands_in() and self._since(self.woken) < self.times["deaf"]:
            self.stand_in.terminate()

    def stop(self) -> None:
        super().stop()
        if self._stands_in():
            self.stand_in.terminate()

    def _call(self) -> None:
        if self._since(self.called) < self.times["call"]:
            return
        self.called = time.monotonic()
        route = {"exchange": "", "routing_key": f"{self.worker.hostname}.dq2"}
        try:
            with self.app.connection_for_write(transport_options=AT_ONCE) as connection:
                self.app.send_task(HEAR, connection=connection, expires=60, retry=False, **route)
            self.broker_answers = True
        except Exception as error:  # redis, kombu and the network have no common base
            if self.broker_answers:
                log.warning("Redis does not answer", extra={"error": type(error).__name__})
            self.broker_answers = False

    def _has_proof(self) -> bool:
        if self._since(self.heard) <= self.times["deaf"] or self._busy():
            return True
        return not self.broker_answers and self._stands_in()

    def _busy(self) -> bool:
        """Whether all processes work: then messages wait, as they should."""
        from celery.worker import state

        return len(state.active_requests) >= self.worker.concurrency

    def _stands_in(self) -> bool:
        return self.stand_in is not None and self.stand_in.poll() is None

    def _since(self, moment: float) -> float:
        return time.monotonic() - moment

    def _end_children(self) -> None:
        """Let running work come to its end for a while, then end the processes; what they held is claimed again."""
        from celery.worker import state

        end = time.monotonic() + LAST_WORDS_SECONDS
        while state.active_requests and time.monotonic() < end:
            time.sleep(0.1)
        for pid in self.worker.pool.info["processes"]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def begin_worker(app: Any, worker: Any) -> WorkerWatchdog:
    """Begin to watch over a Celery worker: before its pool starts, because Redis may not even be there yet."""
    from celery import signals

    made = WorkerWatchdog(app, worker)

    def received(request: Any, **_: Any) -> None:
        made.hear(request.name)

    def ending(**_: Any) -> None:
        made.stop()

    def ended(**_: Any) -> None:
        with contextlib.suppress(Exception):
            heartbeat.stopped()

    signals.task_received.connect(received, weak=False)
    signals.worker_shutting_down.connect(ending, weak=False)
    signals.worker_shutdown.connect(ended, weak=False)
    made.start(made.pulse, made.mind_stand_in)
    return made


def begin_beat() -> Watchdog:
    """Begin to watch over a scheduler, which calls `pulse` itself in its loop."""
    made = Watchdog("beat")
    made.start()
    return made
