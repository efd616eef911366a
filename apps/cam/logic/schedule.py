"""When a mail may leave: 09:00–18:00 on weekdays that are no holiday, in the recipient's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from apps.cam.logic.countries import zone_of

OPENS, CLOSES = time(9), time(18)


@lru_cache(maxsize=256)
def _holidays(country: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def is_working_day(day: date, country: str) -> bool:
    """Whether people work on that day: Monday to Friday, no public holiday of the whole country."""
    return day.weekday() < 5 and (not country or day not in _holidays(country, day.year))


def is_open(at: datetime, *, country: str, region: str = "", opens: time = OPENS, closes: time = CLOSES) -> bool:
    """Whether the moment lies in the recipient's send window."""
    local = at.astimezone(ZoneInfo(zone_of(country, region)))
    return is_working_day(local.date(), country) and opens <= local.time() < closes


def next_open(at: datetime, *, country: str, region: str = "", opens: time = OPENS, closes: time = CLOSES) -> datetime:
    """The first moment from `at` on that lies in the window, UTC. A window lost to a clock change opens later."""
    if is_open(at, country=country, region=region, opens=opens, closes=closes):
        return at
    zone = ZoneInfo(zone_of(country, region))
    local = at.astimezone(zone)
    day = local.date() if local.time() < opens else local.date() + timedelta(days=1)
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return datetime.combine(day, opens, tzinfo=zone).astimezone(UTC)


def midnight_after(at: datetime) -> datetime:
    """When the day in UTC ends that the moment lies in."""
    return datetime.combine(at.astimezone(UTC).date() + timedelta(days=1), time(0), tzinfo=UTC)


def next_day_open(at: datetime, *, country: str, region: str = "", opens: time = OPENS, closes: time = CLOSES) -> datetime:
    """The opening of the window on the first working day after today's date in UTC, by which caps are counted."""
    return next_open(midnight_after(at), country=country, region=region, opens=opens, closes=closes)


def step_due(started: datetime, *, day: int, last_sent: datetime | None, cooldown: timedelta) -> datetime:
    """When a later step may leave at the earliest: its day of the sequence, and the cooldown after the last contact."""
    due = started + timedelta(days=day)
    return due if last_sent is None else max(due, last_sent + cooldown)
