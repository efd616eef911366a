"""Which posts a comment speaks of: by key, number, day, weekday or channel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from apps.qc.contracts import channel_key

_DATE = re.compile(
    r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b|\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<month>[A-Za-zä]{3,9})\b|"
    r"\b(?P<month2>[A-Z][a-z]{2,8})\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?\b|\b(?P<day3>\d{1,2})\.(?P<month3>\d{1,2})\.(?!\d)"
)
_MONTHS = ("jan", "feb", "mar|mär", "apr", "may|mai", "jun", "jul", "aug", "sep", "oct|okt", "nov", "dec|dez")
_WEEKDAYS = ("monday|montag", "tuesday|dienstag", "wednesday|mittwoch", "thursday|donnerstag", "friday|freitag")
_NTH = re.compile(
    r"\b(?:post|beitrag|no\.?|nr\.?|#)\s*(?P<n>\d{1,2})\b|\b(?P<n2>\d{1,2})(?:st|nd|rd|th|\.) (?:post|beitrag)\b", re.IGNORECASE
)
_ORDINALS = ("first|erste[rn]?", "second|zweite[rn]?", "third|dritte[rn]?", "fourth|vierte[rn]?", "fifth|fünfte[rn]?")


def posts_meant(posts: list[dict[str, Any]], said: str) -> list[dict[str, Any]] | None:
    """The posts a comment speaks of: named by key, number, day or channel, or quoted; all if none is named.

    None when it names one that does not exist. `posts` as in a bundle, in its order; `at` is an ISO time.
    """
    keys = [post for post in posts if post["key"] in said]
    if keys:
        return keys
    numbered = _numbered(posts, said)
    if numbered is not None:
        return numbered or None
    named = re.findall(r"[\w.]+", said.casefold())
    channels = {channel_key(post["channel"]) for post in posts} & {channel_key(word) for word in named if len(word) > 1}
    found = [post for post in posts if not channels or channel_key(post["channel"]) in channels]
    days = _days(said)
    if days is None:
        return found
    dated = [post for post in found if any(fits(post) for fits in days)]
    return dated or None


def _numbered(posts: list[dict[str, Any]], said: str) -> list[dict[str, Any]] | None:
    numbers = [int(match["n"] or match["n2"]) for match in _NTH.finditer(said)]
    for number, words in enumerate(_ORDINALS, start=1):
        if re.search(rf"\b(?:{words})\s+(?:post|beitrag)\b", said, re.IGNORECASE):
            numbers.append(number)
    return [posts[n - 1] for n in numbers if 1 <= n <= len(posts)] if numbers else None


def _days(said: str) -> list[Any] | None:
    """Tests of a post's day for each date or weekday that a comment names; None if it names none."""
    tests: list[Any] = []
    for match in _DATE.finditer(said):
        if match["iso"]:
            tests.append(lambda post, day=match["iso"]: post["at"].startswith(day))
            continue
        number = int(match["day"] or match["day2"] or match["day3"])
        month = int(match["month3"]) if match["month3"] else _month(match["month"] or match["month2"])
        if month:
            tests.append(lambda post, d=number, m=month: _date(post).day == d and _date(post).month == m)
    if not tests:
        for index, names in enumerate(_WEEKDAYS):
            if re.search(rf"\b(?:{names})", said, re.IGNORECASE):
                tests.append(lambda post, i=index: _date(post).weekday() == i)
    return tests or None


def _month(name: str) -> int:
    return next((n for n, stems in enumerate(_MONTHS, start=1) if re.match(stems, name, re.IGNORECASE)), 0)


def _date(post: Mapping[str, Any]) -> date:
    return date.fromisoformat(post["at"][:10])
