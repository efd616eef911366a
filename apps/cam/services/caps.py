"""Places under the caps: taken in the transaction that lets a contact through, so that no number of workers passes one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from apps.cam import models
from apps.cam.logic import caps, schedule
from apps.cam.services import planning
from kernel import clock
from kernel.db import alias_for


class _Full(Exception):
    def __init__(self, cap: caps.Cap) -> None:
        super().__init__(cap.full)
        self.cap = cap


def caps_of(row: models.Attempt, settings: dict, at: datetime, *, since: date | None = None) -> list[caps.Cap]:
    """All caps a contact falls under on the day of `at`, in the one order in which they are always counted.

    `since`: the first day on which the channel of a task was used, which starts its warm-up.
    """
    if row.channel != "email":
        stated = settings["channel_caps"].get(row.channel)
        if stated is None:
            return []
        most = caps.warm_cap(at.date(), first_used_on=since, **stated)
        return [caps.Cap(scope=f"channel:{row.channel}", period="day", most=most, who=f"on {row.channel}")]
    box = row.mailbox
    warm = caps.warm_cap(
        at.date(), first_used_on=box.first_used_on, start=box.warmup_start, step=box.warmup_step, cap=box.daily_cap
    )
    scope, who = f"mailbox:{box.id}", f"from {box.address}"
    most = {"minute": settings["mailbox_per_minute"], "hour": settings["mailbox_per_hour"], "day": warm}
    return [
        *(caps.Cap(scope="all", period=p, most=settings[f"per_{p}"], who="over all") for p in caps.PERIODS),
        *(caps.Cap(scope=scope, period=p, most=most[p], who=who) for p in caps.PERIODS),
    ]


def take(row: models.Attempt, settings: dict) -> tuple[str, datetime | None]:
    """Count the contact under every cap, in this transaction: ("", None), or the cap that is full and when to ask again.

    A place taken earlier for the same contact moves with it: in a period that is not over it counts once.
    """
    now, using = clock.now(), alias_for("cam")
    found = caps_of(row, settings, now, since=first_day_of(row.channel))
    try:
        with transaction.atomic(using=using):
            for cap in found:
                _move(cap, row.reserved_at, now)
    except _Full as full:
        # What was counted before the full one went back with the savepoint, and so did its locks.
        return full.cap.full, _later(row, found, settings, now)
    if row.channel == "email" and row.mailbox.first_used_on is None:
        models.Mailbox.objects.filter(pk=row.mailbox_id, first_used_on=None).update(first_used_on=now.date())
    models.Attempt.objects.filter(pk=row.pk).update(reserved_at=now)
    row.reserved_at = now
    return "", None


def take_place(cap: caps.Cap) -> bool:
    """Count one under a cap that is no contact's, in this transaction; False if it is full."""
    try:
        with transaction.atomic(using=alias_for("cam")):
            _move(cap, None, clock.now())
    except _Full:
        return False
    return True


def first_day_of(channel: str) -> date | None:
    """The first day on which a contact was made on a channel; None if none was, and for e-mail, whose mailboxes know theirs."""
    if channel == "email":
        return None
    rows = models.SendCounter.objects.filter(scope=f"channel:{channel}", period="day", count__gt=0)
    found = rows.order_by("starts_at").values_list("starts_at", flat=True).first()
    return found.date() if found else None


def retry_at(
    now: datetime,
    found: Sequence[caps.Cap],
    used: Mapping[tuple[str, str, datetime], int],
    ahead: Mapping[str, int],
    window: dict,
) -> datetime:
    """The next free moment in the recipient's window, behind those who wait already; tomorrow's opening if today has none."""
    free = caps.next_free(now, found, used, ahead=ahead)
    return schedule.next_day_open(now, **window) if free is None else schedule.next_open(free, **window)


def _move(cap: caps.Cap, before: datetime | None, now: datetime) -> None:
    start = caps.start_of(cap.period, now)
    if before is not None:
        if caps.start_of(cap.period, before) == start:
            return
        _rows(cap, caps.start_of(cap.period, before)).filter(count__gt=0).update(count=F("count") - 1)
    rows = _rows(cap, start)
    if not rows.exists():
        try:
            with transaction.atomic(using=alias_for("cam")):
                models.SendCounter.objects.create(scope=cap.scope, period=cap.period, starts_at=start)
        except IntegrityError:
            pass  # another worker made it
    # One statement: the row lock it takes keeps many workers under the cap.
    if not rows.filter(count__lt=cap.most).update(count=F("count") + 1):
        raise _Full(cap)


def _rows(cap: caps.Cap, start: datetime) -> QuerySet[models.SendCounter]:
    return models.SendCounter.objects.filter(scope=cap.scope, period=cap.period, starts_at=start)


def _later(row: models.Attempt, found: Sequence[caps.Cap], settings: dict, now: datetime) -> datetime:
    scopes = {cap.scope for cap in found}
    counted = models.SendCounter.objects.filter(scope__in=scopes, starts_at__gte=caps.start_of("day", now))
    used = {(c.scope, c.period, c.starts_at): c.count for c in counted}
    waiting = models.Attempt.objects.filter(
        state="pending", channel=row.channel, due_at__gt=now, due_at__lt=schedule.midnight_after(now)
    ).exclude(pk=row.pk)
    ahead = {scope: waiting.count() if not scope.startswith("mailbox:") else 0 for scope in scopes}
    if row.mailbox_id:
        ahead[f"mailbox:{row.mailbox_id}"] = waiting.filter(mailbox_id=row.mailbox_id).count()
    return retry_at(now, found, used, ahead, planning.window(settings, row.lead))
