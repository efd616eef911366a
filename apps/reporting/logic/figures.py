"""Figures from a frozen dataset. Everything a report says is computed here, so anybody can compute it again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_LOWER = re.compile(r"\b(below|under|at most|less than|max(imum)?|unter|höchstens|maximal|weniger als)\b|[<≤]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A goal and what became of it: `met` is None while the metric has no data."""

    name: str
    metric: str
    target: Decimal | None
    unit: str
    lower: bool
    actual: Decimal | None
    met: bool | None


def figure(dataset: dict[str, Any], name: str, *, channel: str | None = None) -> Decimal | None:
    """The value of a metric over the dataset's period; None if nothing was measured (0 was measured to be 0)."""
    metric = dataset["metrics"].get(name)
    if metric is None:
        return None
    if metric["aggregation"] == "ratio":
        above = figure(dataset, metric["numerator"], channel=channel)
        below = figure(dataset, metric["denominator"], channel=channel)
        if above is None or not below:
            return None
        return _round(above / below * Decimal(metric["factor"]))
    facts = [f for f in dataset["facts"] if f["metric"] == name and (channel is None or f["channel"] == channel)]
    if not facts:
        return None
    values = [Decimal(f["value"]) for f in facts]
    if metric["aggregation"] == "average":
        return _round(sum(values) / len(values))
    if metric["aggregation"] == "last":
        last = max(f["day"] for f in facts)
        return sum(Decimal(f["value"]) for f in facts if f["day"] == last)
    return sum(values)


def per_day(dataset: dict[str, Any], name: str) -> list[tuple[str, Decimal]]:
    """(day, sum of the day) of a metric, in order of days, only days with facts."""
    days: dict[str, Decimal] = defaultdict(Decimal)
    for fact in dataset["facts"]:
        if fact["metric"] == name:
            days[fact["day"]] += Decimal(fact["value"])
    return sorted(days.items())


def per_channel(dataset: dict[str, Any], name: str) -> list[tuple[str, Decimal]]:
    """(channel, figure) of a metric, largest first; facts without a channel are left out."""
    channels = {f["channel"] for f in dataset["facts"] if f["metric"] == name and f["channel"]}
    found = [(c, figure(dataset, name, channel=c)) for c in channels]
    return sorted(((c, v) for c, v in found if v is not None), key=lambda pair: (-pair[1], pair[0]))


def measured(dataset: dict[str, Any]) -> list[str]:
    """The names of metrics that have a figure, in the dictionary's order."""
    return [name for name in dataset["metrics"] if figure(dataset, name) is not None]


def goals(dataset: dict[str, Any]) -> list[Goal]:
    """Each target of the dataset with its actual figure; a target nobody measures has metric "" or actual None."""
    found = []
    for target in dataset["targets"]:
        metric = target["metric"]
        actual = figure(dataset, metric) if metric else None
        wanted = None if target["value"] is None else Decimal(target["value"])
        lower = target["lower"]
        met = None if actual is None or wanted is None else (actual <= wanted if lower else actual >= wanted)
        found.append(
            Goal(name=target["name"], metric=metric, target=wanted, unit=target["unit"], lower=lower, actual=actual, met=met)
        )
    return found


def read_target(name: str, target: str, unit: str, metrics: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """A strategy's KPI as the dataset keeps it: its number, and the metric whose words its name speaks of."""
    number = re.search(r"\d[\d.,'’ ]*", target) or re.search(r"\d[\d.,'’ ]*", name)
    value = _number(number[0]) if number else None
    words = f"{name} {unit}".lower()
    best = ("", 0)
    for metric in metrics:
        hits = max((len(w) for w in metric["words"] if re.search(rf"(?<!\w){re.escape(w)}", words)), default=0)
        if hits > best[1]:
            best = (metric["name"], hits)
    known = {m["name"]: m for m in metrics}
    falls = bool(best[0]) and known[best[0]]["lower_is_better"]
    lower = bool(_LOWER.search(f"{target} {name}")) or falls
    return {
        "name": name,
        "metric": best[0],
        "value": None if value is None else str(value),
        "unit": unit,
        "lower": lower,
    }


def _number(text: str) -> Decimal | None:
    plain = re.sub(r"['’ ]", "", text).strip(".,")
    plain = re.sub(r"[.,](?=\d{3}(\D|$))", "", plain).replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
