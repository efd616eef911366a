"""Results with their findings, waivers, filters, enums and errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, Forbidden
from kernel.refs import ArtifactRef


class Verdict(StrEnum):
    """PASS: nothing found. WARN: no blocker found. FAIL: a blocker was found or a rule crashed."""

    PASS = "PASS"  # noqa: S105
    WARN = "WARN"
    FAIL = "FAIL"


class Severity(StrEnum):
    """What a finding costs: 30, 10 and 3 points of 100."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault. `path` leads to it in the content ("posts[3].text"), `span` its start and end there (None: all of it)."""

    rule: str
    severity: str
    path: str
    span: tuple[int, int] | None = None
    message: str
    fix: str
    waived: bool = False

    def as_note(self) -> str:
        """The finding in a form that writers read and revise by: rule, place, fault, remedy."""
        return f"[{self.rule}] {self.path or 'content'}: {self.message} → {self.fix}"


@dataclass(frozen=True, kw_only=True)
class Result:
    """The verdict on exactly the version `ref` names, by one version of the rule set; `score` is 0 to 100."""

    id: UUID
    ref: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    score: int
    verdict: str
    findings: tuple[Finding, ...]
    rule_set: str
    rules_run: tuple[str, ...]
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """A person's decision that one rule's findings do not stop one exact text, until `expires_at`."""

    id: UUID
    result_id: UUID
    rule: str
    reason: str
    waived_by: str
    expires_at: datetime
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ResultFilter:
    """Which results; empty fields do not filter."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    kind: str = ""
    verdict: str = ""
    artifact_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class TextCheck:
    """A text measured against one channel's limit."""

    channel: str
    length: int
    limit: int
    fits: bool


class OwnWork(Forbidden):
    """The author of a version may not clear it."""

    title = "The author cannot pass their own work"


class WaiverRefused(Conflict):
    """This finding cannot be waived: there is none, it crashed, or the expiry is past."""

    title = "The finding cannot be waived"
