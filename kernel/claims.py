"""Rows that are due: claimed in one statement under a lease and a fencing token, retried with backoff, never lost."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Q

from kernel import crashes, due, looks, metrics, records, telemetry
from kernel.db import alias_for, owning
from kernel.held import Claimed
from kernel.ids import new_id
from kernel.models import DueRow

log = logging.getLogger(__name__)
M = TypeVar("M", bound=DueRow)
_MADE = f"{os.getpid()}-{new_id().hex[-8:]}"
BACKOFF_BASE_SECONDS = 2.0
BACKOFF_CAP_SECONDS = 900.0
SCHEDULE_JITTER = 0.1


def worker_id() -> str:
    """This process's name as a worker: it begins with its process id, also in a process forked from a loaded one."""
    return _MADE if _MADE.startswith(f"{os.getpid()}-") else f"{os.getpid()}-{_MADE}"


class LostLease(RuntimeError):
    """The row was claimed by somebody else meanwhile: this worker's result must not be written."""


def claim(
    model: type[M],
    *,
    using: str = "",
    limit: int = 1,
    lease_seconds: int = 60,
    where: Q | None = None,
    order_by: Iterable[str] = ("due_at", "id"),
) -> list[M]:
    """Claim up to `limit` due rows in one statement: sets the lease, adds 1 to `token` and to `attempt`.

    Returns them in order; two workers never get the same row. Without `using` the model's own app decides.
    """
    using = using or alias_for(model._meta.app_label)
    if due.nothing_in(model, using):
        return []
    looked = due.looking() and where is None
    if not looked and not looks.finds(model, using=using, where=where):  # the common answer, given without taking a write lock
        return []
    table = model._meta.db_table
    with owning(model._meta.app_label, using=using):
        order, by = tuple(order_by), worker_id()
        how = {"limit": limit, "where": where, "order_by": order, "by": by, "lease_seconds": lease_seconds}
        found = Claimed(looks.take(model, using=using, **how))
        if not found:
            return found
        telemetry.count(metrics.CLAIMS, len(found), table=table, outcome="claimed")
    crashes.point(f"{table}: claimed")
    return found


def held(*, lease_seconds: int = 60) -> dict[str, Any]:
    """Values of a new row that is this worker's own, as if it had claimed it: it goes on with it after the commit."""
    lease_until = datetime.now(UTC) + timedelta(seconds=lease_seconds)
    return {"token": 1, "attempt": 1, "leased_by": worker_id(), "lease_until": lease_until}


def settle(row: M, *, using: str = "", state: str = "done", **values: Any) -> None:
    """Write a claimed row's outcome under its token; raises LostLease if another worker holds it now."""
    _write(row, using, {"state": state, "lease_until": None, "last_error": "", **values})


def settle_soon(row: M, *, using: str = "", state: str = "done", **values: Any) -> None:
    """The same with all else that the running command gathers, at its end: it is records.Overtaken that ends it then.

    `row` itself keeps its values.
    """
    model = type(row)
    using = using or row._state.db or alias_for(model._meta.app_label)
    new = {"state": state, "lease_until": None, "last_error": "", **values}
    records.change_soon(using, records.Change(model=model, pk=row.pk, guard={"token": row.token}, values=new))


def postpone(row: M, due_at: datetime, *, using: str = "", **values: Any) -> None:
    """Give a claimed row back, due later by the business clock; the attempt does not count."""
    _write(row, using, {"due_at": due_at, "lease_until": None, "attempt": max(row.attempt - 1, 0), **values})


def fail(row: M, error: str, *, using: str = "", final: bool = False, seconds: float = 0) -> bool:
    """Record a failed attempt: retried after a wait with jitter, dead after MAX_ATTEMPTS. True if it is dead now.

    `seconds` to wait, where the caller knows better than the table's schedule.
    """
    dead = final or row.attempt >= row.MAX_ATTEMPTS
    retry_at = datetime.now(UTC) + timedelta(seconds=seconds or _wait(row))
    values = {"last_error": error[:4000], "lease_until": None, "retry_at": retry_at}
    _write(row, using, values | ({"state": "dead"} if dead else {}))
    telemetry.count(metrics.CLAIMS, table=row._meta.db_table, outcome="dead" if dead else "failed")
    return dead


def hold_back(row: M, reason: str, *, using: str = "", seconds: int = 30) -> None:
    """Give a claimed row back for a while of real time, e.g. while a switch is on; the attempt does not count."""
    retry_at = datetime.now(UTC) + timedelta(seconds=seconds)
    values = {"last_error": reason[:4000], "lease_until": None, "retry_at": retry_at, "attempt": max(row.attempt - 1, 0)}
    _write(row, using, values)


def extend(row: M, *, using: str = "", lease_seconds: int = 60) -> None:
    """Heartbeat of long work: push the lease on; raises LostLease if it is no longer ours."""
    _write(row, using, {"lease_until": datetime.now(UTC) + timedelta(seconds=lease_seconds)})


def release_leases_of_dead_workers() -> int:
    """Free every lease. Only for a process that has just taken the installation's exclusive lock: no other worker lives."""
    freed = 0
    for model, using in due.tables():
        held = model.objects.using(using).filter(lease_until__isnull=False).exclude(leased_by=worker_id())
        with owning(model._meta.app_label, using=using):
            freed += held.update(lease_until=None)
    return freed


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """A function that looks for due rows of one module and works on them; returns how many it handled.

    Where Celery wakes workers, `queue` says which of them (QUEUES), and `every` how often, in seconds.
    """

    app: str
    name: str
    function: Callable[[], int]
    queue: str = "sweeps"
    every: float = 5.0


QUEUES = ("signals", "mail", "sweeps", "documents")
"""Queues of wake-ups. What takes long has one of its own, `documents`, so that nothing short waits behind it."""


SWEEPS: dict[str, Sweep] = {}


def sweep(function: Callable[[], int] | None = None, *, queue: str = "sweeps", every: float = 5.0) -> Callable:
    """Register a module's worker function (in its `tasks` module): every worker calls it until it answers 0.

    `@sweep`, or `@sweep(queue="documents", every=60)` where the queue of wake-ups or their distance in seconds differs.
    """
    if queue not in QUEUES:
        raise ValueError(f"there is no queue {queue}; there are {', '.join(QUEUES)}")

    def register(function: Callable[[], int]) -> Callable[[], int]:
        parts = function.__module__.split(".")
        app = parts[1] if parts[0] == "apps" else parts[0]
        name = f"{app}.{function.__name__}"
        observed = telemetry.observed("sweep", name)(function)
        SWEEPS[name] = Sweep(app=app, name=name, function=observed, queue=queue, every=every)
        return function

    return register(function) if function else register


def _wait(row: DueRow) -> float:
    """Seconds until the next attempt: the table's own schedule ± 10 %, else doubling, 50 to 100 % of it."""
    failed = max(row.attempt - 1, 0)
    if row.BACKOFF_SECONDS:
        planned = row.BACKOFF_SECONDS[min(failed, len(row.BACKOFF_SECONDS) - 1)]
        return planned * random.uniform(1 - SCHEDULE_JITTER, 1 + SCHEDULE_JITTER)
    return min(BACKOFF_CAP_SECONDS, BACKOFF_BASE_SECONDS * 2**failed) * random.uniform(0.5, 1.0)


def _write(row: M, using: str, values: dict[str, Any]) -> None:
    using = using or row._state.db or alias_for(row._meta.app_label)
    with owning(row._meta.app_label, using=using):
        changed = type(row).objects.using(using).filter(pk=row.pk, token=row.token).update(**values)
    if not changed:
        telemetry.count(metrics.CLAIMS, table=row._meta.db_table, outcome="lost")
        raise LostLease(f"{row._meta.label} {row.pk} was claimed by another worker")
    for name, value in values.items():
        setattr(row, name, value)
