"""The judge: runs the rules of a kind; faults become findings, a crash a blocker, all of it score and verdict."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from apps.qc.contracts import LIMITS_VERSION, Finding, Severity, Verdict, channel_key
from apps.qc.logic.case import Case
from apps.qc.logic.duplicates import normalise
from apps.qc.logic.rules import RULES
from apps.qc.logic.rules.base import BUNDLE, Rule
from apps.qc.logic.rules.posts import moment_of

log = logging.getLogger(__name__)
POINTS = {Severity.BLOCKER.value: 30, Severity.MAJOR.value: 10, Severity.MINOR.value: 3}
CRASHED = "rule_crashed"
_FULL = 100


def _rule_set() -> str:
    shape = "|".join(f"{r.id}:{r.severity}:{','.join(r.kinds)}" for r in sorted(RULES.values(), key=lambda r: r.id))
    return f"1.0-{LIMITS_VERSION}-{hashlib.sha256(shape.encode()).hexdigest()[:8]}"


RULE_SET = _rule_set()
"""The version a result is bound to: changes with the rules, their severities and kinds, and the channel limits."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the rules found in one content."""

    findings: tuple[Finding, ...]
    score: int
    verdict: str
    rules_run: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class JudgedPost:
    """A post's normalised words, to compare later work with."""

    key: str
    day: date | None
    channel: str
    text: str


def judge(case: Case, *, rules: Iterable[Rule] | None = None) -> Judgement:
    """Run every rule that applies to the case's kind."""
    chosen = [r for r in (RULES.values() if rules is None else rules) if case.kind in r.kinds]
    findings = tuple(finding for r in chosen for finding in _run(r, case))
    score, verdict = settle_score(findings)
    return Judgement(findings=findings, score=score, verdict=verdict, rules_run=tuple(r.id for r in chosen))


def settle_score(findings: Iterable[Finding]) -> tuple[int, str]:
    """Score and verdict of findings: 100 − 30/−10/−3, never below 0. Waived ones cost nothing, but keep a PASS from it."""
    found = list(findings)
    counted = [finding for finding in found if not finding.waived]
    score = max(0, _FULL - sum(POINTS[finding.severity] for finding in counted))
    if any(finding.severity == Severity.BLOCKER for finding in counted):
        return score, Verdict.FAIL.value
    return score, Verdict.WARN.value if found else Verdict.PASS.value


def with_waivers(findings: Iterable[Finding], waived: Iterable[str]) -> tuple[Finding, ...]:
    """The findings, those of waived rules marked so."""
    rules = frozenset(waived)
    return tuple(replace(finding, waived=finding.rule in rules) for finding in findings)


def normalised_posts(case: Case) -> tuple[JudgedPost, ...]:
    """The posts of a bundle as later work is compared with them."""
    if case.kind != BUNDLE:
        return ()
    return tuple(
        JudgedPost(
            key=str(post.get("key"))[:80],
            day=moment.date() if (moment := moment_of(post.get("at"))) else None,
            channel=channel_key(str(post.get("channel", "")))[:40],
            text=normalise(str(post.get("text", ""))),
        )
        for post in {post.get("key"): post for post in case.posts if post.get("key")}.values()
    )


def _run(rule: Rule, case: Case) -> list[Finding]:
    try:
        return [
            Finding(rule=rule.id, severity=rule.severity, path=hit.path, span=hit.span, message=hit.message, fix=hit.fix)
            for hit in rule.check(case)
        ]
    except Exception as error:  # a rule that cannot judge must not let a text through
        log.exception("rule crashed", extra={"rule": rule.id})
        message = f"the rule {rule.id} crashed: {type(error).__name__}"
        return [Finding(rule=CRASHED, severity=Severity.BLOCKER.value, path="", message=message, fix="have the rule mended")]
