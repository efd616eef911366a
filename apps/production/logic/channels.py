"""Which two channels of the strategy get posts, how often, and in what manner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.qc.contracts import CHANNEL_LIMITS, channel_key

COUNT = 2
DEFAULTS = ("linkedin", "x")
"""What is posted on when the strategy names fewer than two channels that take posts."""
_WRITTEN = ("linkedin", "instagram", "facebook", "x", "threads", "bluesky", "mastodon", "google_business")
"""Channels on which a text stands by itself, the best fitting first."""
_PER_WEEK = re.compile(
    r"(\d)\s*(?:-\s*\d\s*)?(?:x|×|mal|times|posts?|beiträge?n?)?\s*(?:per|a|each|/|pro|je|in der|die)\s*(?:week|woche)",
    re.IGNORECASE,
)
_DAYS = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 3, 4), 5: (0, 1, 2, 3, 4)}
_SHIFTED = {1: (3,), 2: (0, 2), 3: (1, 2, 3), 4: (0, 1, 2, 3), 5: (0, 1, 2, 3, 4)}
_PER_WEEK_DEFAULT = 2


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How a channel is written for: `hours` of the working day, hashtags, and whether texts are long, medium or short."""

    length: str
    hashtags: int
    hours: tuple[tuple[int, int], ...]


MANNERS = {
    "linkedin": Manner(length="long", hashtags=3, hours=((8, 30), (9, 15), (11, 45))),
    "x": Manner(length="short", hashtags=1, hours=((12, 15), (13, 5), (16, 40))),
    "bluesky": Manner(length="short", hashtags=1, hours=((12, 30), (13, 20), (17, 10))),
    "threads": Manner(length="medium", hashtags=1, hours=((12, 10), (17, 20), (17, 50))),
    "mastodon": Manner(length="medium", hashtags=2, hours=((9, 40), (12, 40), (16, 20))),
    "instagram": Manner(length="medium", hashtags=5, hours=((11, 30), (12, 45), (17, 30))),
    "facebook": Manner(length="medium", hashtags=2, hours=((10, 15), (12, 20), (17, 15))),
    "google_business": Manner(length="medium", hashtags=0, hours=((9, 0), (10, 30), (14, 0))),
    "pinterest": Manner(length="short", hashtags=3, hours=((12, 0), (17, 0), (17, 45))),
    "tiktok": Manner(length="medium", hashtags=4, hours=((12, 0), (17, 0), (17, 40))),
    "youtube": Manner(length="medium", hashtags=3, hours=((12, 0), (15, 0), (17, 0))),
}


def choose_channels(planned: list[str]) -> tuple[str, ...]:
    """Two channel keys: of the strategy's, those that carry text best; filled up with the defaults."""
    keys = list(dict.fromkeys(channel_key(name) for name in planned))
    written = sorted((k for k in keys if k in _WRITTEN), key=lambda k: (k != "linkedin", keys.index(k)))
    other = [k for k in keys if k in CHANNEL_LIMITS and k not in written]
    return tuple(dict.fromkeys([*written, *other, *DEFAULTS]))[:COUNT]


def planned_names(strategy: Mapping[str, Any]) -> list[str]:
    """The names of the strategy's channels, in its order."""
    return [
        str(c.get("name") or c.get("channel") or "") if isinstance(c, Mapping) else str(c)
        for c in find(strategy, "channels") or []
    ]


def posts_per_week(strategy: Mapping[str, Any], channel: str) -> int:
    """How often the strategy wants this channel: the figure in its plan ("3 posts per week"), else twice; at most 5."""
    for entry in find(strategy, "channels") or []:
        if isinstance(entry, Mapping) and channel_key(str(entry.get("name") or entry.get("channel") or "")) == channel:
            for key in ("frequency", "cadence", "tactics", "plan", "posts_per_week"):
                stated = entry.get(key)
                found = re.match(r"\d+$", str(stated)) if key == "posts_per_week" else _PER_WEEK.search(flat(stated))
                if found:
                    return min(max(int(found[0] if key == "posts_per_week" else found[1]), 1), 5)
    return _PER_WEEK_DEFAULT


def weekdays(per_week: int, place: int) -> tuple[int, ...]:
    """The weekdays (0 = Monday) for a number of posts; the second channel takes other days where it can."""
    return (_DAYS if place == 0 else _SHIFTED)[per_week]


def find(value: Any, name: str) -> Any:
    """The first value called `name` at any depth; None if there is none."""
    if isinstance(value, Mapping):
        if name in value:
            return value[name]
        value = list(value.values())
    if isinstance(value, list | tuple):
        for inner in value:
            if (found := find(inner, name)) is not None:
                return found
    return None


def flat(value: Any) -> str:
    """All texts in a value, joined."""
    if isinstance(value, Mapping):
        return " ".join(flat(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return " ".join(flat(inner) for inner in value)
    return str(value or "")
