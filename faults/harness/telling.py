"""What writers and relays of `faults.signals` do in their processes."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from django.conf import settings

from kernel import signals
from kernel.db import atomic
from kernel.models import OutboxEvent
from tests.faults.told import FaultTold, change

ROLLED_BACK, POISON = 0.10, 0.002


class Undo(Exception):
    """The writer changed its mind."""


def write(*, first: int, count: int, threads: int, seed: int) -> dict[str, int]:
    """Tell `count` signals from `threads` threads, one to eight per transaction; a tenth of the transactions is rolled back."""
    share = count // threads
    jobs = [(first + n * share, share, random.Random(seed + n)) for n in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        undone = sum(pool.map(lambda job: _write(*job), jobs))
    return {"told": share * threads - undone, "undone": undone}


def _write(first: int, count: int, dice: random.Random) -> int:
    undone, number = 0, first
    while number < first + count:
        until = min(number + dice.randint(1, 8), first + count)
        try:
            with atomic("qc"):
                for one in range(number, until):
                    change(one)
                    # Random ids: what is told in order lies in no order.
                    signals.publish(FaultTold(id=UUID(int=dice.getrandbits(128)), number=one, poison=dice.random() < POISON))
                if dice.random() < 0.05:
                    time.sleep(0.02)  # this one commits late
                if dice.random() < ROLLED_BACK:
                    raise Undo
        except Undo:
            undone += until - number
        number = until
    return undone


def relay(*, lease_seconds: int, limit: int, idle_seconds: float) -> int:
    """Tell what is pending until all of it was told once, or until nothing could be taken for a while; returns events taken."""
    signals.LEASE_SECONDS = lease_seconds
    taken, last = 0, time.monotonic()
    while time.monotonic() - last < idle_seconds:
        found = signals.relay(limit=limit)
        taken += found
        if found:
            last = time.monotonic()
        elif (Path(settings.VAR_DIR) / "written").exists() and not _untold():
            break
        else:
            time.sleep(0.02)
    return taken


def _untold() -> bool:
    """Whether an event was not told yet; one that failed waits for its next attempt."""
    return OutboxEvent.objects.filter(state="pending", retry_at=None).exists()


def poison_delay() -> float:
    """Seconds by which a poisonous signal delays a hundred others that were told after it."""

    def told(poison: bool) -> float:
        with atomic("qc"):
            for number in range(101):
                signals.publish(FaultTold(number=-1 - number, poison=poison and number == 0))
        started = time.monotonic()
        while signals.relay():
            pass
        return time.monotonic() - started

    told(False)
    return max(told(True) - told(False), 0.0)
