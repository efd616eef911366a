"""The calendar: which idea stands on which day, at which hour, on which channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from apps.learning.contracts import Tools
from apps.production.logic import frames_de, frames_en
from apps.production.logic.channels import MANNERS, choose_channels, find, planned_names, posts_per_week, weekdays
from apps.production.logic.material import Material

MOST_DAYS = 30
"""A calendar is a month at a time; a shorter contract ends it earlier."""
_ORDER = (
    "problem",
    "difference",
    "outcome",
    "proof",
    "objection",
    "offer",
    "problem",
    "promise",
    "audience",
    "difference",
    "price",
    "outcome",
)
"""The run of angles in a month: problem and difference most often, the price once trust is there."""
_SLOT_OF = {
    "problem": "p",
    "outcome": "o",
    "difference": "d",
    "proof": "f",
    "offer": "x",
    "price": "m",
    "objection": "j",
    "audience": "a",
    "promise": "c",
}
_FALLBACK_ZONE = "UTC"
_SHARED = 2
"""Words of some length that an idea and a pillar must share to belong together."""


@dataclass(frozen=True, kw_only=True)
class Idea:
    """What a post is about: the angle, the piece of the brief or strategy it rests on, and which use of it this is."""

    angle: str
    text: str
    source: str
    index: int
    round: int


def zone_of(name: str) -> str:
    """The IANA zone a brief names ("Europe/Berlin (CET)" → Europe/Berlin), UTC where it names none that exists."""
    for word in [name.strip(), *name.replace("(", " ").replace(")", " ").replace(",", " ").split()]:
        try:
            if word and ("/" in word or word == "UTC"):
                return ZoneInfo(word).key
        except (ZoneInfoNotFoundError, ValueError):
            continue
    return _FALLBACK_ZONE


def last_day(starts_on: date, ends_on: date | None) -> date:
    """The calendar's last day: a month from its first, and never after `ends_on`, the contract's last day (None: open)."""
    month = starts_on + timedelta(days=MOST_DAYS - 1)
    return month if ends_on is None else min(month, ends_on)


def plan(tools: Tools, brief: Mapping[str, Any], strategy: Mapping[str, Any], starts_on: date, ends_on: date) -> dict[str, Any]:
    """The content of a calendar from `starts_on` to `ends_on`, both included: two channels, one idea in a variant for each."""
    material = Material(tools, brief, strategy)
    channels = choose_channels(planned_names(strategy))
    zone = zone_of(str(material.facts.fields.get("timezone") or ""))
    chosen = {c: weekdays(posts_per_week(strategy, c), place) for place, c in enumerate(channels)}
    days = {c: posting_days(starts_on, ends_on, chosen[c]) for c in channels}
    ideas = ideas_for(material, max(len(d) for d in days.values()))
    pillars = pillars_of(strategy)
    slots = [
        _slot(tools, channel, day, zone, ideas[position % len(ideas)], pillars)
        for channel in channels
        for position, day in enumerate(days[channel])
        if ideas
    ]
    return {
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
        "zone": zone,
        "language": tools.language,
        "channels": list(channels),
        "slots": sorted(slots, key=lambda slot: (slot["at"][:16], slot["channel"])),
    }


def posting_days(starts_on: date, ends_on: date, chosen: tuple[int, ...]) -> list[date]:
    """The days from the first to the last that fall on the chosen weekdays."""
    every = (starts_on + timedelta(days=offset) for offset in range((ends_on - starts_on).days + 1))
    return [day for day in every if day.weekday() in chosen]


def ideas_for(material: Material, count: int) -> list[Idea]:
    """`count` ideas in the run of angles; a piece comes back only when all of its angle have been used."""
    used: dict[str, int] = {}
    ideas: list[Idea] = []
    angles = [angle for angle in _ORDER if material.groups[_SLOT_OF[angle]]]
    while angles and len(ideas) < count:
        angle = _fresh(angles, used, material, len(ideas))
        pieces = material.groups[_SLOT_OF[angle]]
        turn = used.get(angle, 0)
        piece = pieces[turn % len(pieces)]
        ideas.append(Idea(angle=angle, text=piece.text, source=piece.source, index=turn % len(pieces), round=turn // len(pieces)))
        used[angle] = turn + 1
    return ideas


def pillars_of(strategy: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The strategy's pillars: name, and what each is about."""
    found = find(strategy, "pillars") or find(strategy, "content_pillars") or []
    pairs = [(str(p.get("name") or ""), str(p.get("about") or "")) if isinstance(p, Mapping) else (str(p), "") for p in found]
    return [(name, about) for name, about in pairs if name.strip()]


def _fresh(angles: list[str], used: dict[str, int], material: Material, position: int) -> str:
    """The next angle of the run that still has an unused piece; when none has, the run simply goes on."""
    for step in range(len(angles)):
        angle = angles[(position + step) % len(angles)]
        if used.get(angle, 0) < len(material.groups[_SLOT_OF[angle]]):
            return angle
    return angles[position % len(angles)]


def _slot(tools: Tools, channel: str, day: date, zone: str, idea: Idea, pillars: list[tuple[str, str]]) -> dict[str, Any]:
    hour, minute = tools.choose(f"hour|{channel}|{day}", MANNERS[channel].hours)
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    titles = (frames_de if tools.language == "de" else frames_en).ANGLES
    return {
        "key": f"{day.isoformat()}-{channel}",
        "day": day.isoformat(),
        "at": at.isoformat(),
        "channel": channel,
        "pillar": _pillar(idea, pillars) or titles[idea.angle],
        "angle": idea.angle,
        "idea": f"{titles[idea.angle]}: {idea.text}",
        "index": idea.index,
        "round": idea.round,
        "source": idea.source,
        "format": "post",
    }


def _pillar(idea: Idea, pillars: list[tuple[str, str]]) -> str:
    """The pillar that shares most words with the idea; else one by the angle, so that each pillar gets its share."""
    if not pillars:
        return ""
    words = _words(idea.text)
    shared = [len(words & _words(f"{name} {about}")) for name, about in pillars]
    best = max(range(len(pillars)), key=lambda i: shared[i])
    if shared[best] >= _SHARED:
        return pillars[best][0]
    return pillars[list(_SLOT_OF).index(idea.angle) % len(pillars)][0]


def _words(text: str) -> set[str]:
    return {word.strip(".,;:“”„()") for word in text.casefold().split() if len(word) > 4}
