"""Figures of a brief: targets, sums of money, whole numbers. Nothing is computed that the brief does not give. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_AMOUNT = re.compile(
    r"(?P<before>€|\$|£|EUR|USD|GBP|CHF)?\s?(?P<n>\d{1,3}(?:[.,'’ \u00a0]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?)"
    r"\s?(?P<k>k\b|tsd\.?|thousand)?\s?(?P<after>€|\$|£|EUR\b|USD\b|GBP\b|CHF\b|euros?\b|pounds?\b|dollars?\b|franken\b)?",
    re.IGNORECASE,
)
_CURRENCIES = {
    **{"€": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "dollar": "USD", "dollars": "USD"},  # noqa: PIE800
    **{"£": "GBP", "pound": "GBP", "pounds": "GBP", "franken": "CHF"},  # noqa: PIE800
}
_PERIOD = re.compile(r"(?P<n>\d+)\s*(?P<unit>day|week|month|quarter|tag|woche|monat|quartal)\w*", re.IGNORECASE)
_DAYS = {"day": 1, "tag": 1, "week": 7, "woche": 7, "month": 30, "monat": 30, "quarter": 90, "quartal": 90}
_LIMIT = r"below|under|above|over|at least|at most|unter|über|mindestens|höchstens|maximal"
_NUMBER = r"[€$£]?\s?\d[\d.,]*\s?(?:%|€|\$|£)?"
_TARGET = re.compile(rf"(?:(?P<limit>{_LIMIT})\s+)?(?P<n>{_NUMBER})\s*(?P<unit>[^\d,.;()]{{0,60}})", re.IGNORECASE)
_FROM_TO = re.compile(rf"\b(?:from|von)\s+{_NUMBER}\s*(?:to|auf|bis)\s+(?P<n>{_NUMBER})", re.IGNORECASE)
_UNIT_ENDS = re.compile(
    r"\b(?:in|within|by|per|from|until|with|that|who|of|to|at|on|for|before|after|a|and|"
    r"bis|innerhalb|binnen|pro|von|ab|über|die|der|das|mit|für|je|zum|zur|und|im|auf|aus)\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True)
class Kpi:
    """A target as the brief states it; `days` is the period it names, else the plan's."""

    name: str
    target: str
    unit: str
    days: int
    is_cost: bool = False


def kpi(text: str, weeks: int, otherwise: str) -> Kpi:
    """A target line read into name, target, unit and days; `otherwise` is the unit of a line that names none."""
    bare = re.sub(r"\(.*?\)", "", text)
    period = _PERIOD.search(bare)
    days = int(period["n"]) * _DAYS[period["unit"].lower()] if period else weeks * 7
    core = bare[: period.start()] + bare[period.end() :] if period else bare
    is_cost = bool(re.search(r"\b(?:cost|costs|cpl|cpa|kosten|preis)\b", text, re.IGNORECASE))
    if found := _FROM_TO.search(core):
        figure = found["n"].strip()
        return Kpi(name=text, target=figure, unit="%" if "%" in figure else otherwise, days=days)
    found = _TARGET.search(core)
    if found is None:
        return Kpi(name=text, target=text, unit=otherwise, days=days, is_cost=is_cost)
    unit = " ".join(_UNIT_ENDS.sub("", found["unit"]).split()[:4])
    target = " ".join(part for part in (found["limit"], found["n"].strip()) if part)
    return Kpi(name=text, target=target, unit=unit or ("%" if "%" in target else otherwise), days=days, is_cost=is_cost)


def amounts_in(text: str) -> tuple[tuple[Decimal, ...], str]:
    """The lowest two sums of money in an answer and their currency; no currency, no sum."""
    values, currency = [], ""
    for match in _AMOUNT.finditer(text):
        mark = (match["before"] or match["after"] or "").casefold()
        currency = currency or _CURRENCIES.get(mark, mark.upper())
        plain = re.sub(r"['’ \u00a0]", "", match["n"])
        plain = re.sub(r"[.,](?=\d{3})", "", plain).replace(",", ".")
        values.append(Decimal(plain) * (1000 if match["k"] else 1))
    return (tuple(sorted(v for v in values if v > 0))[:2], currency) if currency else ((), "")


def whole(value: Any) -> int | None:
    """The first whole number from 1 to 260 in a value."""
    found = re.search(r"\d+", str(value or ""))
    return int(found[0]) if found and 0 < int(found[0]) <= 260 else None
