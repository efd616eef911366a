"""The loop: do what is due, let the people act, and when nothing is due move the clock to the next due row."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from kernel import clock, due, worker

REAL_WAIT_SECONDS = 120


class People(Protocol):
    """Simulated people: they look at what reached them, and act at moments of their own."""

    def look(self) -> None: ...

    def next_at(self) -> datetime | None: ...

    def act(self, now: datetime) -> object: ...


def play(*, people: list[People], until: datetime, told: Callable[[datetime], None]) -> None:
    """Play from the stored moment to `until`. No window, wait or cap is skipped: only the clock moves, row by row."""
    while True:
        settle(people)
        upcoming = [at for at in (due.next_due(), *(p.next_at() for p in people)) if at is not None]
        if due.waiting_for_real_time():
            _wait_for_real_time()
            continue
        moment = min((at for at in upcoming if at > clock.now()), default=None)
        if moment is None or moment > until:
            break
        clock.hold(moment)
        told(moment)
    clock.hold(until)
    settle(people)


def settle(people: list[People]) -> None:
    """Work and let people act until neither has anything left to do at this moment."""
    while True:
        handled = worker.run_until_idle()
        for person in people:
            person.look()
        acted = False
        for person in people:
            if (at := person.next_at()) is not None and at <= clock.now():
                person.act(clock.now())
                acted = True
        if not handled and not acted:
            return


def _wait_for_real_time() -> None:
    """A backoff or a dead worker's lease is waited for; a row that never comes free stops the demo with its name."""
    started = time.monotonic()
    while due.waiting_for_real_time():
        if time.monotonic() - started > REAL_WAIT_SECONDS:
            raise RuntimeError("a row stays under a lease or a backoff: see the signals and mails in the admin")
        time.sleep(0.2)
        if worker.tick():
            return
