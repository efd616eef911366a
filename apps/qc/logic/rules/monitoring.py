"""Monitoring rules: does the plan say how it is measured, how often looked at, and what then follows?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from apps.qc.logic.case import Case, find, is_empty
from apps.qc.logic.rules.base import BLOCKER, MAJOR, MINOR, STRATEGY, Hit, rule

_CADENCE = re.compile(
    r"\b(?:daily|weekly|fortnightly|monthly|quarterly|every|each (?:day|week|month)|after \w+ (?:days|weeks)|review|"
    r"täglich|wöchentlich|"
    r"monatlich|jede[nrs]? (?:tag|woche|monat)|alle \w+|nach \w+ (?:tagen|wochen)|prüf\w*)\b",
    re.IGNORECASE,
)


@rule("kpis", BLOCKER, STRATEGY)
def kpis(case: Case) -> Iterator[Hit]:
    """Success is measured: KPIs with name, target, unit and days."""
    found = list(_kpis(case.content, ""))
    if not found:
        yield Hit(path="kpis", message="no KPI is planned", fix="state at least one with target, unit and days")
    for path, kpi in found:
        missing = [name for name in ("name", "target", "unit", "days") if isinstance(kpi, dict) and is_empty(kpi.get(name))]
        if not isinstance(kpi, dict):
            yield Hit(path=path, message="a KPI without target, unit and days", fix="state all four")
        elif missing:
            yield Hit(path=path, message=f"{', '.join(missing)} of the KPI is missing", fix="fill it in")


@rule("review_cadence", BLOCKER, STRATEGY)
def review_cadence(case: Case) -> Iterator[Hit]:
    """It is said how often the figures are looked at."""
    stated = find(case.content, "review_cadence")
    rhythm = " ".join(_texts(find(case.content, name)) for name in ("decision_rules", "leading_indicators", "timeline"))
    periods = [kpi for _, kpi in _kpis(case.content, "") if isinstance(kpi, dict) and kpi.get("days")]
    if is_empty(stated) and not _CADENCE.search(rhythm) and not periods:
        yield Hit(path="review_cadence", message="no rhythm of review is stated", fix="say how often the figures are looked at")


@rule("decision_rules", MAJOR, STRATEGY)
def decision_rules(case: Case) -> Iterator[Hit]:
    """Each figure has its consequence: if … then …"""
    if len(_texts(find(case.content, "decision_rules")).split()) < 6:
        yield Hit(
            path="decision_rules",
            message="no decision follows from the figures",
            fix="write rules: if this figure, then that act",
        )


@rule("alerts", MINOR, STRATEGY)
def alerts(case: Case) -> Iterator[Hit]:
    """Somebody is told when a stop rule is met."""
    signs = (find(case.content, name) for name in ("alerts", "kill_criteria", "stop_rule", "kill"))
    if all(is_empty(sign) for sign in signs):
        yield Hit(path="alerts", message="no figure raises an alarm", fix="name a figure that stops a channel")


def _kpis(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}".lstrip(".")
            if key == "kpi" and not is_empty(inner):
                yield here, inner
            elif key == "kpis" and isinstance(inner, list):
                yield from ((f"{here}[{i}]", kpi) for i, kpi in enumerate(inner))
            else:
                yield from _kpis(inner, here)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _kpis(inner, f"{path}[{index}]")


def _texts(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_texts(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return " ".join(_texts(inner) for inner in value)
    return str(value or "")
