"""How much work is open in the whole installation, app by app: counts only, so that any module may ask."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min

from kernel import claims, clock
from kernel.models import OutboxEvent
from kernel.signals import databases


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """One app's due rows: open ones, dead ones, and the earliest moment at which one of them was due and still is."""

    open: int = 0
    dead: int = 0
    oldest_due: datetime | None = None


def by_app() -> dict[str, Backlog]:
    """The backlog of every app that has due rows ("kernel" for signals and mails)."""
    now, found = clock.now(), defaultdict(Backlog)
    for model, using in claims._tables():
        rows, app = model.objects.using(using), model._meta.app_label
        open_rows = rows.filter(state__in=model.CLAIMABLE)
        oldest = open_rows.filter(due_at__lte=now).aggregate(at=Min("due_at"))["at"]
        before = found[app]
        found[app] = Backlog(
            open=before.open + open_rows.count(),
            dead=before.dead + rows.filter(state__in=("dead", "DLQ")).count(),
            oldest_due=min((at for at in (before.oldest_due, oldest) if at is not None), default=None),
        )
    return dict(found)


def oldest_signal() -> datetime | None:
    """When the oldest signal that still waits for a receiver was told; None if none waits."""
    found = [
        OutboxEvent.objects.using(alias).filter(state="pending").aggregate(at=Min("occurred_at"))["at"] for alias in databases()
    ]
    return min((at for at in found if at is not None), default=None)
