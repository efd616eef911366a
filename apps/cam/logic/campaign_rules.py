"""When a campaign is paused or completed by itself: the rules as data, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules look at. Mails, bounces and complaints are our own; `people_judged` were first mailed long enough ago
    to have answered, `people_positive` of them said yes; `open_contacts` are planned, held or on their way."""

    mails: int
    bounces: int
    complaints: int
    people_judged: int
    people_positive: int
    any_sent: bool
    open_contacts: int
    open_waits: int


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What staff set. Shares are 0..1; a `least_rate` of 0 means that nobody set one."""

    breaker_min: int
    breaker_bounces: float
    breaker_complaints: float
    least_rate: float
    least_rate_people: int


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule: what it does (pause or complete), how loudly people are told (""
    for not at all: it needs nobody), and the reason it finds ("" where it does not hold)."""

    name: str
    action: str
    severity: str
    reason: Callable[[Facts, Limits], str]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The first rule that holds, and why."""

    rule: Rule
    why: str


def _bounces(facts: Facts, limits: Limits) -> str:
    if not facts.mails or facts.mails < limits.breaker_min or facts.bounces < limits.breaker_bounces * facts.mails:
        return ""
    return _breaker(facts)


def _complaints(facts: Facts, limits: Limits) -> str:
    if not facts.mails or facts.mails < limits.breaker_min or facts.complaints < limits.breaker_complaints * facts.mails:
        return ""
    return _breaker(facts)


def _breaker(facts: Facts) -> str:
    bounced, complained = facts.bounces / facts.mails, facts.complaints / facts.mails
    return f"breaker: {bounced:.1%} bounces, {complained:.2%} complaints of {facts.mails} mails"


def _few_yes(facts: Facts, limits: Limits) -> str:
    if limits.least_rate <= 0 or not facts.people_judged or facts.people_judged < limits.least_rate_people:
        return ""
    rate = facts.people_positive / facts.people_judged
    if rate >= limits.least_rate:
        return ""
    return f"{facts.people_positive} of {facts.people_judged} people said yes ({rate:.1%}), fewer than the {limits.least_rate:.1%} set"


def _nothing_open(facts: Facts, limits: Limits) -> str:
    done = facts.any_sent and not facts.open_contacts and not facts.open_waits
    return "every lead was written to and nothing is planned" if done else ""


RULES = (
    Rule(name="bounces", action="pause", severity="critical", reason=_bounces),
    Rule(name="complaints", action="pause", severity="critical", reason=_complaints),
    Rule(name="few_yes", action="pause", severity="warning", reason=_few_yes),
    Rule(name="nothing_open", action="complete", severity="", reason=_nothing_open),
)


def judge(facts: Facts, limits: Limits) -> Finding | None:
    """The first rule that holds; None where the campaign goes on."""
    for rule in RULES:
        if why := rule.reason(facts, limits):
            return Finding(rule=rule, why=why)
    return None
