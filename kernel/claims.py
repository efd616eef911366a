"""Rows that are due: claimed in one statement under a lease and a fencing token, retried with backoff, never lost."""

from __future__ import annotations

import logging
import os
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db import connections
from django.db.models import Q

from kernel import context, crashes, due, metrics, telemetry, traces
from kernel.db import alias_for, owning
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


class Claimed(list[M]):
    """Rows that this worker holds. Walking them does each row's work under the correlation id, and in the trace, of its maker."""

    def __iter__(self) -> Iterator[M]:
        return _Walk(super().__iter__())


class _Walk(Iterator[M]):
    """Between two rows the ids change. A walk that is left early keeps them until the sweep ends: it has its own around it."""

    def __init__(self, rows: Iterator[M]) -> None:
        self._rows, self._work = rows, None

    def __next__(self) -> M:
        self._leave()
        row = next(self._rows)
        self._work = working_on(row)
        self._work.__enter__()
        return row

    def __del__(self) -> None:
        if self._work is not None:
            self._work.abandon()

    def _leave(self) -> None:
        if self._work is not None:
            work, self._work = self._work, None
            work.__exit__(None, None, None)


class working_on:
    """One row's work: everything in the block carries the correlation id and the trace of what made the row."""

    def __init__(self, row: DueRow) -> None:
        table = row._meta.db_table
        self._id = row.correlation_id or new_id().hex
        under = (self._id, "") if row.correlation_id else ""
        # Signals are told in batches: each receiver has a span of its own.
        traced = traces.on() and table != "kernel_outbox"
        self._span = traces.span(f"work {table}", {"table": table}, kind="consumer", under=under) if traced else None

    def __enter__(self) -> None:
        self._before = context.swap_correlation(self._id)
        if self._span is not None:
            self._span.__enter__()

    def __exit__(self, *error: Any) -> None:
        if self._span is not None:
            self._span.__exit__(*error)
        context.swap_correlation(self._before)

    def abandon(self) -> None:
        if self._span is not None:
            self._span.abandon()


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
    connection = connections[using]
    if due.nothing_in(model, using):
        return []
    rows = due.rows(model, using=using, where=where).order_by(*order_by)[:limit]
    looked = due.looking() and where is None
    if not looked and not rows.exists():  # the common answer, given without taking a write lock
        return []
    with owning(model._meta.app_label, using=using):
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        inner, parameters = rows.values("pk").query.get_compiler(using=using).as_sql()
        table, pk = model._meta.db_table, model._meta.pk.column
        changes = (
            f'"attempt" = "attempt" + 1, "token" = "token" + 1, "leased_by" = %s, "lease_until" = {_later(connection.vendor)}'
        )
        # Materialized: a plan may run a subquery with LIMIT and SKIP LOCKED again for each row, and claim more than it returns.
        # Names come from the models, values are parameters.
        sql = (
            f'WITH picked (picked_pk) AS MATERIALIZED ({inner}) UPDATE "{table}" SET {changes} '  # noqa: S608
            f'WHERE "{pk}" IN (SELECT picked_pk FROM picked) RETURNING "{pk}"'
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [*parameters, worker_id(), str(lease_seconds)])
            ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return []
        telemetry.count(metrics.CLAIMS, len(ids), table=table, outcome="claimed")
        found = Claimed(model.objects.using(using).filter(pk__in=ids).order_by(*order_by))
    crashes.point(f"{table}: claimed")
    return found


def hold_new(row: M, *, lease_seconds: int = 60) -> None:
    """Make a row that is about to be added this worker's own, as if it had been claimed: it goes on with it after the commit."""
    row.token, row.attempt, row.leased_by = 1, 1, worker_id()
    row.lease_until = datetime.now(UTC) + timedelta(seconds=lease_seconds)


def settle(row: M, *, using: str = "", state: str = "done", **values: Any) -> None:
    """Write a claimed row's outcome under its token; raises LostLease if another worker holds it now."""
    _write(row, using, {"state": state, "lease_until": None, "last_error": "", **values})


def postpone(row: M, due_at: datetime, *, using: str = "", **values: Any) -> None:
    """Give a claimed row back, due later by the business clock; the attempt does not count."""
    _write(row, using, {"due_at": due_at, "lease_until": None, "attempt": max(row.attempt - 1, 0), **values})


def fail(row: M, error: str, *, using: str = "", final: bool = False) -> bool:
    """Record a failed attempt: retried after a wait with jitter, dead after MAX_ATTEMPTS. True if it is dead now."""
    dead = final or row.attempt >= row.MAX_ATTEMPTS
    retry_at = datetime.now(UTC) + timedelta(seconds=_wait(row))
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


def _later(vendor: str) -> str:
    if vendor == "sqlite":
        return "strftime('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '+' || %s || ' seconds')"
    return "statement_timestamp() + (%s || ' seconds')::interval"
