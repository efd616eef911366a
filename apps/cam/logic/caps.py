"""Caps: how many contacts may leave in a minute, an hour and a day, and where the next free moment lies. Calendar periods, UTC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PERIODS = ("minute", "hour", "day")


@dataclass(frozen=True, kw_only=True)
class Cap:
    """At most `most` contacts within each `period` of a scope; `scope` is all, mailbox:<id> or channel:<name>; `who` says it in words."""

    scope: str
    period: str
    most: int
    who: str

    @property
    def full(self) -> str:
        """The reason of a contact that has no place under it."""
        return f"{self.most} {'tasks' if self.scope.startswith('channel:') else 'mails'} {_AN[self.period]} {self.who}"


_AN = {"minute": "a minute", "hour": "an hour", "day": "a day"}


def start_of(period: str, at: datetime) -> datetime:
    """When the calendar minute, hour or day (UTC) began that the moment lies in."""
    at = at.astimezone(UTC).replace(second=0, microsecond=0)
    if period == "minute":
        return at
    at = at.replace(minute=0)
    return at if period == "hour" else at.replace(hour=0)


def warm_cap(day: date, *, first_used_on: date | None, start: int, step: int, cap: int) -> int:
    """The cap of a day while something warms up: `start` on its first day of use, `step` more each day, never above `cap`."""
    days = 0 if first_used_on is None else max((day - first_used_on).days, 0)
    return min(cap, start + step * days)


def next_free(
    now: datetime, caps: Sequence[Cap], used: Mapping[tuple[str, str, datetime], int], *, ahead: Mapping[str, int]
) -> datetime | None:
    """The first moment after this minute, today (UTC), at which every cap has room; None if there is none.

    `used`: (scope, period, start) → contacts counted. `ahead`: scope → contacts that already wait for a place in it: they get the
    first ones, so that those who wait are spread over the minutes to come instead of all coming back at once.
    """
    found = [
        _free_in([cap for cap in caps if cap.scope == scope], now, used, ahead.get(scope, 0))
        for scope in sorted({cap.scope for cap in caps})
    ]
    return None if None in found else max(found)


def _free_in(caps: Sequence[Cap], now: datetime, used: Mapping[tuple[str, str, datetime], int], waiting: int) -> datetime | None:
    counts = dict(used)
    minute, day = start_of("minute", now) + timedelta(minutes=1), start_of("day", now)
    while start_of("day", minute) == day:
        keys = [(cap.scope, cap.period, start_of(cap.period, minute)) for cap in caps]
        free = min((cap.most - counts.get(key, 0) for cap, key in zip(caps, keys, strict=True)), default=0)
        if free > waiting:
            per_minute = min((cap.most for cap in caps if cap.period == "minute"), default=60)
            taken = max(per_minute - free, 0) + waiting  # this minute's places that others have or will have
            return minute + timedelta(seconds=min(60 * taken // per_minute, 59))
        if free > 0:
            waiting -= free
            for key in keys:
                counts[key] = counts.get(key, 0) + free
        minute += timedelta(minutes=1)
    return None
