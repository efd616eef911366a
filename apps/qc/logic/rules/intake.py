"""Intake rules: can a plan be made from this brief?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from apps.learning.contracts import Facts
from apps.qc.logic.case import Case
from apps.qc.logic.rules.base import BLOCKER, BRIEF, MAJOR, MINOR, Hit, rule

REQUIRED = (
    "client_name",
    "website",
    "industry",
    "geography",
    "primary_offer",
    "target_audience",
    "pain_points",
    "desired_outcomes",
)
_HOST = re.compile(r"^(?=.{4,253}$)(?:[\w](?:[\w-]{0,61}[\w])?\.)+[a-z]{2,}$", re.IGNORECASE)
_FIGURE = re.compile(r"\d[\d.,' ]*\d|\d")
_WEEKS = (1, 156)


@rule("required_fields", BLOCKER, BRIEF, waivable=False)
def required_fields(case: Case) -> Iterator[Hit]:
    """The eight required fields are answered."""
    for name in case.facts.missing(*REQUIRED):
        yield Hit(path=f"fields.{name}", message=f"{name.replace('_', ' ')} is not answered", fix="ask the client for it")


@rule("website_format", BLOCKER, BRIEF)
def website_format(case: Case) -> Iterator[Hit]:
    """The website is an address that a browser opens."""
    website = case.facts.get("website")
    if not website:
        return
    parts = urlsplit(website if "//" in website else f"https://{website}")
    if parts.scheme not in ("http", "https") or not _HOST.match(parts.hostname or "") or parts.username:
        yield Hit(path="fields.website", message=f"“{website}” is no web address", fix="write it as https://example.com")


@rule("constraints", BLOCKER, BRIEF)
def constraints(case: Case) -> Iterator[Hit]:
    """Duration and budget, where stated, are possible."""
    weeks = case.facts.get("duration_weeks")
    if weeks:
        found = _FIGURE.search(weeks)
        if not found or not _WEEKS[0] <= _value(found[0]) <= _WEEKS[1]:
            message = f"“{weeks}” is no duration between {_WEEKS[0]} and {_WEEKS[1]} weeks"
            yield Hit(path="fields.duration_weeks", message=message, fix="state the weeks as a number")
    figures = [_value(f) for f in _FIGURE.findall(case.facts.get("budget_range"))]
    # Only "low – high" can contradict itself; more figures are a list by channel or month.
    if (
        len(figures) == 2
        and figures[0] > figures[1]
        and re.search(r"\d\D{0,12}(?:-|–|to|bis)\D{0,12}\d", case.facts.get("budget_range"))
    ):
        yield Hit(path="fields.budget_range", message="the budget ends below its beginning", fix="state it as low – high")


@rule("proof_assets", MAJOR, BRIEF)
def proof_assets(case: Case) -> Iterator[Hit]:
    """There is proof, and every claim names its own."""
    if case.facts.missing("proof_assets"):
        yield Hit(
            path="fields.proof_assets", message="there is no proof to build trust on", fix="ask for cases, numbers or reviews"
        )
    for index, claim in enumerate(case.claims):
        if isinstance(claim, dict) and not str(claim.get("proof") or "").strip():
            message = f"the claim “{str(claim.get('text', ''))[:80]}” has no proof"
            yield Hit(path=f"claims[{index}].proof", message=message, fix="name the proof or drop the claim")


@rule("pricing", MAJOR, BRIEF)
def pricing(case: Case) -> Iterator[Hit]:
    """What the offer costs is known."""
    yield from _answered(case.facts, "pricing", "what the offer costs is not stated", "ask for the price or the way it is made")


@rule("tone", MINOR, BRIEF)
def tone(case: Case) -> Iterator[Hit]:
    """How the client speaks is known."""
    yield from _answered(case.facts, "tone_voice", "the tone of voice is not stated", "ask how the client wants to sound")


def _answered(facts: Facts, name: str, message: str, fix: str) -> Iterator[Hit]:
    if facts.missing(name):
        yield Hit(path=f"fields.{name}", message=message, fix=fix)


def _value(figure: str) -> float:
    digits = re.sub(r"[.,' ](?=\d{3}(?!\d))", "", figure).replace(",", ".").replace(" ", "").replace("'", "")
    try:
        return float(digits)
    except ValueError:
        return 0.0
