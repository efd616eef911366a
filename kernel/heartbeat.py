"""Workers say that they live: a row each, with what their providers answered of late. Liveness goes by the database's clock."""

from __future__ import annotations

import logging
import socket
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.db.models import Q
from django.db.models.functions import Now

from kernel import providers, walls
from kernel.claims import worker_id
from kernel.db import owning
from kernel.models import WorkerBeat

log = logging.getLogger(__name__)
DATABASE = "default"
EVERY_SECONDS = 15.0
SILENT_AFTER = timedelta(seconds=60)
FORGOTTEN_AFTER = timedelta(hours=1)

_last = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Worker:
    """One worker as the others see it. `alive`: it was heard of late."""

    name: str
    kind: str
    host: str
    alive: bool
    started_at: datetime
    seen_at: datetime


def beat(kind: str = "worker", *, force: bool = False) -> bool:
    """Say that this worker lives; at most every EVERY_SECONDS, so that each loop may call it. True if it was written.

    A database that does not answer is logged, not raised: a heartbeat stops no work.
    """
    global _last
    if not force and time.monotonic() - _last < EVERY_SECONDS:
        return False
    _last = time.monotonic()
    values = {"kind": kind, "host": socket.gethostname()[:120], "calls": providers.answers(), "seen_at": Now(), "stopped": False}
    try:
        with owning(walls.KERNEL, using=DATABASE):
            rows = WorkerBeat.objects.using(DATABASE)
            if not rows.filter(name=worker_id()).update(**values):
                rows.create(name=worker_id(), started_at=Now(), **values)
    except DatabaseError:
        log.warning("heartbeat not written", exc_info=True)
        return False
    return True


def stopped() -> None:
    """Say goodbye: this worker ends in order, nobody need look for it."""
    global _last
    _last = 0.0
    with owning(walls.KERNEL, using=DATABASE):
        WorkerBeat.objects.using(DATABASE).filter(name=worker_id()).update(stopped=True, seen_at=Now())


def workers(*, silent_after: timedelta = SILENT_AFTER) -> tuple[Worker, ...]:
    """The workers that live or were heard within FORGOTTEN_AFTER, without those that said goodbye; by name."""
    rows = WorkerBeat.objects.using(DATABASE).filter(stopped=False, seen_at__gt=Now() - FORGOTTEN_AFTER)
    rows = rows.annotate(alive=Q(seen_at__gt=Now() - silent_after)).order_by("name")
    return tuple(
        Worker(name=r.name, kind=r.kind, host=r.host, alive=bool(r.alive), started_at=r.started_at, seen_at=r.seen_at)
        for r in rows
    )


def missing(*, after: timedelta = SILENT_AFTER) -> tuple[Worker, ...]:
    """The workers not heard for `after` and without goodbye, unless one of their kind started on their machine since."""
    known = workers(silent_after=after)
    return tuple(
        w
        for w in known
        if not w.alive and not any(o.alive and (o.host, o.kind) == (w.host, w.kind) and o.started_at > w.seen_at for o in known)
    )


def counts() -> dict[str, int]:
    """How many workers are alive, and how many are missing."""
    return {"alive": sum(w.alive for w in workers()), "silent": len(missing())}


def answers_of_all() -> dict[str, dict[str, int]]:
    """What the adapters of all living workers answered of late: "port adapter" → ok, refused, failed → how often."""
    found: dict[str, Counter] = {}
    rows = WorkerBeat.objects.using(DATABASE).filter(stopped=False, seen_at__gt=Now() - SILENT_AFTER)
    for calls in rows.values_list("calls", flat=True):
        for who, outcomes in calls.items():
            found.setdefault(who, Counter()).update(outcomes)
    return {who: dict(outcomes) for who, outcomes in found.items()}


def forget() -> int:
    """Delete the rows of workers that were not heard for FORGOTTEN_AFTER; returns how many."""
    with owning(walls.KERNEL, using=DATABASE):
        return WorkerBeat.objects.using(DATABASE).filter(seen_at__lt=Now() - FORGOTTEN_AFTER).delete()[0]
