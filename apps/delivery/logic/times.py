"""Wall time and zone to one moment, also where the clocks change.

A wall time that the change skips (gap) is read with the offset from before the change: 02:30 becomes 03:30.
A wall time that comes twice (overlap) is the first of the two, unless its written offset says the second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kernel.errors import InvalidInput

_SUFFIX = re.compile(r"^(?P<iso>[^\[]+)\[(?P<zone>[A-Za-z0-9_+\-/]+)\]$")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """`utc` is when it happens; `wall` and `zone` are what was planned; `note` says what a change of the clocks did to it."""

    utc: datetime
    wall: str
    zone: str
    note: str = ""


def resolve(at: str, zone: str = "") -> Moment:
    """The moment of `at`: ISO 8601, alone, with an offset, or with a zone in brackets; `zone` is used where it names none.

    Raises InvalidInput for what is no time or has neither offset nor zone (field `at`), and for an unknown zone (field `zone`).
    """
    iso, named = _split(at)
    name = named or zone
    try:
        given = datetime.fromisoformat(iso)
    except ValueError as error:
        raise InvalidInput(f"“{at[:60]}” is not a date and time.", field="at") from error
    if not name:
        return _by_offset(at, given)
    return _in_zone(at, given, name)


def _split(at: str) -> tuple[str, str]:
    match = _SUFFIX.match(at.strip())
    return (match["iso"], match["zone"]) if match else (at.strip(), "")


def _by_offset(at: str, given: datetime) -> Moment:
    if given.tzinfo is None:
        raise InvalidInput(f"“{at[:60]}” names no zone.", field="at", remedy="Add a zone such as [Europe/Berlin].")
    offset = given.strftime("%z")
    return Moment(utc=given.astimezone(UTC), wall=given.replace(tzinfo=None).isoformat(), zone=f"UTC{offset[:3]}:{offset[3:5]}")


def _in_zone(at: str, given: datetime, name: str) -> Moment:
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InvalidInput(f"“{name[:60]}” is not a time zone.", field="zone", remedy="Use a name like Europe/Berlin.") from error
    wall = given.replace(tzinfo=None)
    first, second = (wall.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall
    if given.tzinfo is not None and given.utcoffset() not in (first.utcoffset(), second.utcoffset()):
        # A time in another zone's offset names a moment all the same; its wall time is the one on the zone's clocks.
        moment = given.astimezone(zone)
        return Moment(utc=given.astimezone(UTC), wall=moment.replace(tzinfo=None).isoformat(), zone=name)
    note = ""
    chosen = first
    if not exists:
        moved = first.astimezone(UTC).astimezone(zone)
        note = f"{wall:%H:%M} does not exist on this day: the clocks go forward; it becomes {moved:%H:%M}"
    elif first.utcoffset() != second.utcoffset():
        later = given.tzinfo is not None and given.utcoffset() == second.utcoffset()
        chosen = second if later else first
        note = f"{wall:%H:%M} comes twice on this day; the {'second' if later else 'first'} is meant"
    return Moment(utc=chosen.astimezone(UTC), wall=wall.isoformat(), zone=name, note=note)
