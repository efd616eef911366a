"""How much work is open in the whole installation: counts only, so that any module may ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Min

from kernel import clock, due, effects, looks
from kernel.ids import first_id_at
from kernel.models import DueRow, Effect, Mail, OutboxEvent, Undeliverable
from kernel.signals import databases

DAY = timedelta(hours=24)
MOST = 10_000
"""Counting ends here: a scrape must not cost more the worse things are."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """One app's due rows: open ones, dead ones, and the earliest moment at which one of them was due and still is."""

    open: int = 0
    dead: int = 0
    oldest_due: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TableBacklog:
    """One table's rows over all databases: due and dead ones (each up to MOST), the oldest due one's moment and age."""

    table: str
    due: int = 0
    dead: int = 0
    oldest_due: datetime | None = None
    seconds: float = 0.0


def by_app() -> dict[str, Backlog]:
    """The backlog of every app that has due rows ("kernel" for signals and mails)."""
    found: dict[str, Backlog] = defaultdict(Backlog)
    for model, using in due.tables():
        app = model._meta.app_label
        before, rows = found[app], model.objects.using(using)
        found[app] = Backlog(
            open=before.open + rows.filter(looks.claimable(model)).count(),
            dead=before.dead + _dead(model, using),
            oldest_due=_earlier(before.oldest_due, _oldest(model, using) if model is not OutboxEvent else None),
        )
    return dict(found)


def by_table() -> list[TableBacklog]:
    """The backlog of every table of due rows, by name; reads no more than the due and the dead rows themselves."""
    found: dict[str, TableBacklog] = {}
    for model, using in due.tables():
        name = model._meta.db_table
        before = found.get(name) or TableBacklog(table=name)
        found[name] = TableBacklog(
            table=name,
            due=min(before.due + _due(model, using).order_by()[:MOST].count(), MOST),
            dead=min(before.dead + _dead(model, using), MOST),
            oldest_due=_earlier(before.oldest_due, _oldest(model, using)),
        )
    return [replace(row, seconds=_age(row.oldest_due)) for _, row in sorted(found.items())]


def oldest_signal() -> datetime | None:
    """When the oldest signal that still waits for a receiver was told; None if none waits."""
    return min((at for alias in databases() if (at := _oldest(OutboxEvent, alias)) is not None), default=None)


def open_effects(*, older_than: datetime | None = None) -> dict[str, int]:
    """How many acts are at_risk or unknown; only those begun before a moment if one is given."""
    found = {"at_risk": 0, "unknown": 0}
    for alias in databases():
        rows = Effect.objects.using(alias)
        for state in found:
            begun = rows.filter(state=state)
            found[state] += (begun.filter(at_risk_at__lt=older_than) if older_than else begun).order_by()[:MOST].count()
    return found


def switches() -> dict[str, int]:
    """How many control flags of each name are on."""
    return {"killed": 0, "paused": 0, "proof": 0} | Counter(name for name, _, _ in effects.switches_on())


def mails_of_the_last_day() -> dict[str, int]:
    """How many mails queued in the last 24 hours (of real time: ids tell it, and the index is there) are in which state."""
    since, found = first_id_at(datetime.now(UTC) - DAY), Counter()
    for alias in databases():
        rows = Mail.objects.using(alias).filter(id__gte=since).order_by().values_list("state")
        found.update(dict(rows.annotate(number=Count("id"))))
    return dict(found)


def bounces_of_the_last_day() -> int:
    """How many addresses were reported dead in the last 24 hours."""
    rows = Undeliverable.objects.using("default")
    return rows.filter(id__gte=first_id_at(datetime.now(UTC) - DAY), reason="bounce").count()


def _due(model: type[DueRow], using: str):
    open_rows = model.objects.using(using).filter(looks.claimable(model))
    return open_rows if model is OutboxEvent else open_rows.filter(due_at__lte=clock.now())


def _dead(model: type[DueRow], using: str) -> int:
    rows = model.objects.using(using)
    # One value, not a list of them: only so does the partial index of the kernel's large tables serve.
    dead = rows.filter(state="dead") if model._meta.app_label == "kernel" else rows.filter(state__in=("dead", "DLQ"))
    return dead.order_by()[:MOST].count()


def _oldest(model: type[DueRow], using: str) -> datetime | None:
    if model is OutboxEvent:  # signals have no due moment: they are due when told, and ids are ordered by time
        return _due(model, using).order_by("id").values_list("occurred_at", flat=True).first()
    return _due(model, using).aggregate(at=Min("due_at"))["at"]


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)


def _age(moment: datetime | None) -> float:
    return max((clock.now() - moment).total_seconds(), 0.0) if moment else 0.0
