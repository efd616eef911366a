"""What a rule is, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from apps.qc.contracts import Severity
from apps.qc.logic.case import Case

BLOCKER, MAJOR, MINOR = Severity.BLOCKER.value, Severity.MAJOR.value, Severity.MINOR.value
BRIEF, STRATEGY, BUNDLE, PACKAGE, REPORT = "brief", "strategy", "draft_bundle", "delivery_package", "report"
WRITTEN = (STRATEGY, BUNDLE, PACKAGE, REPORT)
"""Kinds that the agency writes; a brief is the client's own words."""
ALL = (BRIEF, *WRITTEN)


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A fault as a rule sees it; the judge adds the rule's id and severity."""

    path: str
    message: str
    fix: str
    span: tuple[int, int] | None = None


Check = Callable[[Case], Iterator[Hit]]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`id`, severity, the artifact kinds it judges, and the pure function that finds the faults."""

    id: str
    severity: str
    kinds: tuple[str, ...]
    check: Check
    waivable: bool = True

    @property
    def title(self) -> str:
        """What the rule asks for, in one line."""
        return (self.check.__doc__ or self.id).strip().splitlines()[0]


RULES: dict[str, Rule] = {}


def rule(id: str, severity: str, *kinds: str, waivable: bool = True) -> Callable[[Check], Check]:
    """Register a check as a rule; its docstring is the rule's title."""

    def register(check: Check) -> Check:
        if id in RULES:
            raise ValueError(f"rule {id} exists")
        RULES[id] = Rule(id=id, severity=severity, kinds=kinds, check=check, waivable=waivable)
        return check

    return register
