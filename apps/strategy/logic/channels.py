"""Layer six: which channels, why, what each is for, when it is stopped, and how the budget is split. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from apps.strategy.logic.layers import _who
from apps.strategy.logic.pen import Pen
from apps.strategy.logic.plan import unit_of
from apps.strategy.logic.reading import Reading

ROLES = {"Website": "Conversion", "Newsletter": "Retention", "Search ads": "Discovery"}
NAMED = {
    "LinkedIn": re.compile(r"linked ?in", re.IGNORECASE),
    "Instagram": re.compile(r"instagram", re.IGNORECASE),
    "Facebook": re.compile(r"facebook|\bmeta\b", re.IGNORECASE),
    "Search ads": re.compile(r"\bsearch\b|google ads|adwords|suchanzeig|google-anzeig", re.IGNORECASE),
}
WEIGHTS = {
    "Awareness": (45, 20, 20, 15),
    "Trust": (35, 25, 20, 20),
    "Conversion": (25, 15, 40, 20),
    "Retention": (15, 15, 25, 45),
    "Demand": (45, 25, 15, 15),
}
"""Shares in per cent for first and second posting channel, website and newsletter, by bottleneck, before paid ones."""
PAID_EXTRA = 15
SEARCH_SHARE = 20
POSTS_PER_WEEK = (3, 2)
REVIEW_DAYS = 14


def choose(r: Reading) -> tuple[list[str], frozenset[str]]:
    """The channels in order, posting ones first, and which of them are paid for."""
    named = [name for name, signs in NAMED.items() if signs.search(r.fields.get("budget_range"))]
    wanted = [name for name in named if name != "Search ads"]
    second = "Facebook" if r.local or r.fields.language == "de" else "X"
    usual = ["LinkedIn", second] if r.business else ["Instagram", "Facebook"]
    posting = list(dict.fromkeys([*wanted, *usual]))[:2]
    paid = frozenset(named) if named else frozenset(posting[:1] if r.budget else ())
    return [*posting, "Website", "Newsletter", *(["Search ads"] if "Search ads" in named else [])], paid


def split(r: Reading, names: list[str], paid: frozenset[str]) -> list[int]:
    """The budget in steps of five per cent, adding up to 100; what the client names as paid weighs more."""
    weights = [*WEIGHTS[r.bottleneck], SEARCH_SHARE][: len(names)]
    weights = [w + (PAID_EXTRA if name in paid else 0) for w, name in zip(weights, names, strict=True)]
    exact = [Decimal(w) * 20 / sum(weights) for w in weights]
    steps = [max(int(e), 1) for e in exact]
    by_rest = sorted(range(len(names)), key=lambda i: (-(exact[i] - int(exact[i])), i))
    for i in (by_rest * 3)[: max(20 - sum(steps), 0)]:
        steps[i] += 1
    steps[steps.index(max(steps))] -= max(sum(steps) - 20, 0)
    return [step * 5 for step in steps]


def channels(pen: Pen, r: Reading) -> dict:
    """The channel plan, and what the budget is."""
    names, paid = choose(r)
    shares = split(r, names, paid)
    f = r.fields
    budget = pen.line(
        "layer6_channels.budget",
        "budget.known" if f.has("budget_range") else "budget.unknown",
        "budget_range",
        budget=pen.q(f.get("budget_range")),
    )
    found = [_channel(pen, r, i, name, share, name in paid) for i, (name, share) in enumerate(zip(names, shares, strict=True))]
    return {"channels": found, "budget": budget}


def _channel(pen: Pen, r: Reading, index: int, name: str, share: int, paid: bool) -> dict:
    at = f"layer6_channels.channels[{index}]"
    posting = name not in ROLES
    role = ROLES.get(name) or ("Discovery" if index == 0 else "Trust")
    unit = unit_of(pen, r)
    values = {
        "channel": name,
        "unit": unit,
        "limit": pen.q(r.cost_limit),
        "geography": r.fields.get("geography").rstrip("."),
        "offer": r.offer_name,
    }
    why = pen.line(f"{at}.why", f"channel.why.{name}", "target_audience", "budget_range", audience=_who(pen, r), **values)
    kpi_name = pen.line(f"{at}.kpi.name", "channel.kpi", "kpi_targets", **values).rstrip(".")
    return {
        "name": pen.label(name),
        "role": role,
        "why": why,
        "kpi": {"name": kpi_name, "target": pen.word("channel.target"), "unit": unit, "days": REVIEW_DAYS},
        "kill_criteria": _kill(pen, r, at, name, posting, paid, values),
        "budget_percent": share,
        "budget_amount": _amount(pen, r, share),
        "paid": paid,
        "posts_per_week": POSTS_PER_WEEK[index] if posting else 0,
        "tactics": _tactics(pen, at, name, index, posting, paid, values),
    }


def _kill(pen: Pen, r: Reading, at: str, name: str, posting: bool, paid: bool, values: dict) -> str:
    own = "post" if posting else "website" if name == "Website" else "newsletter" if name == "Newsletter" else ""
    money = "paid" if r.cost_limit else "paid.open"
    parts = [(f"kill.{own}", ("kpi_targets",), values)] if own else []
    if paid:
        parts.append((f"kill.{money}", ("kpi_targets", "budget_range"), values))
    return pen.text(f"{at}.kill_criteria", *parts)


def _tactics(pen: Pen, at: str, name: str, index: int, posting: bool, paid: bool, values: dict) -> list[str]:
    if posting:
        slots = ["post", "discuss" if index == 0 else "people", *(["paid"] if paid else [])]
        values = values | {"count": POSTS_PER_WEEK[index]}
    else:
        slots = {"Website": ["page", "doubt"], "Newsletter": ["letter", "after"]}.get(name, ["search"])
    return [pen.line(f"{at}.tactics.{slot}", f"tactic.{slot}", "target_audience", **values) for slot in slots]


def _amount(pen: Pen, r: Reading, share: int) -> str:
    """The planned share of the budget that the client names, in money; "" where it names none."""
    parts = [pen.tools.money(total * share / 100, r.currency) for total in r.budget]
    return " – ".join(dict.fromkeys(parts))
