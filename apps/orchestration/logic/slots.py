"""When a recurring job runs: slots computed from its wall time, zone and weekday."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def next_slot(after: datetime, *, hour: int, minute: int, zone: str, weekday: int | None = None) -> datetime:
    """The first slot later than `after`, in UTC. A wall time that a clock change skips runs at the moment the clock jumps to."""
    local = after.astimezone(ZoneInfo(zone))
    for days in range(9):
        day = (local + timedelta(days=days)).date()
        if weekday is not None and day.weekday() != weekday:
            continue
        slot = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if slot > after:
            return slot
    raise ValueError(f"no slot within nine days of {after}")


def last_slot(before: datetime, *, hour: int, minute: int, zone: str, weekday: int | None = None) -> datetime:
    """The latest slot not later than `before`, in UTC."""
    found = next_slot(before - timedelta(days=9), hour=hour, minute=minute, zone=zone, weekday=weekday)
    while (later := next_slot(found, hour=hour, minute=minute, zone=zone, weekday=weekday)) <= before:
        found = later
    return found
