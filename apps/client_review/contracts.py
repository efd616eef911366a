"""What client_review says and takes: DTOs, filters, enums, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, InvalidInput
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.1"


class Verdict(StrEnum):
    """What the client can say. HOLD keeps the question open; the others end the round."""

    APPROVE = "APPROVE"
    REQUEST_CHANGES = "REQUEST_CHANGES"
    REJECT = "REJECT"
    HOLD = "HOLD"


class PackageState(StrEnum):
    """`open` and `on_hold` wait for the client; `superseded` means that a newer version was sent before they decided."""

    OPEN = "open"
    ON_HOLD = "on_hold"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class ReviewClosed(Conflict):
    """Comments and decisions are for a review that still waits."""

    title = "This review is closed"


class CommentNeeded(InvalidInput):
    """Asking for changes, and rejecting, needs words that say what is wrong."""

    title = "Please say what should change"


class NotQcPassed(Conflict):
    """The client sees only what passed quality control in exactly this version."""

    title = "Quality control has not passed this version"


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision of one identified person on the bytes `sha256`."""

    id: UUID
    package_id: UUID
    client_id: UUID
    engagement_id: UUID
    subject: ArtifactRef
    verdict: Verdict
    comment: str
    sha256: str
    decided_by: UUID | None
    decided_name: str
    via: str
    decided_at: datetime

    @property
    def approved(self) -> bool:
        """Whether this decision lets the subject go on."""
        return self.verdict is Verdict.APPROVE


@dataclass(frozen=True, kw_only=True)
class ReviewPackage:
    """What the client is asked about: frozen content under `sha256`, which equals the subject's.

    `round` counts from 1 and has used `rounds_used` revisions; `extra_round` means that these are more than
    `rounds_contracted`, which needs a change order.
    """

    id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    subject: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    title: str
    language: str
    content: dict
    sha256: str
    state: PackageState
    round: int
    rounds_used: int
    rounds_contracted: int
    extra_round: bool
    previous_id: UUID | None
    created_at: datetime
    sent_at: datetime | None
    due_at: datetime
    decision: Decision | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewSummary:
    """A review in a list: everything but its content."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    subject: ArtifactRef
    title: str
    sha256: str
    state: PackageState
    round: int
    extra_round: bool
    created_at: datetime
    sent_at: datetime | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class ReviewFilter:
    """All given conditions must hold."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    state: PackageState | None = None
    overdue: bool | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DecisionFilter:
    """All given conditions must hold. Decisions are never deleted."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    package_id: UUID | None = None
    verdict: Verdict | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A remark on the whole, one post, or the characters `start`..`end` of its text; `internal` ones are the agency's own."""

    id: UUID
    package_id: UUID
    client_id: UUID
    post_key: str
    start: int | None
    end: int | None
    quote: str
    text: str
    author_id: UUID | None
    author_name: str
    internal: bool
    created_at: datetime
    resolved_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class DiffPart:
    """A run of words that are `same`, `added` or `removed`."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PostChange:
    """How one post differs from the version before: `new`, `changed`, `removed` or `same`; `fields` names what else changed."""

    key: str
    status: str
    parts: tuple[DiffPart, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A package against the one before it, changed posts first; empty `changes` when there is no earlier one."""

    package_id: UUID
    previous_id: UUID | None
    changes: tuple[PostChange, ...]


@dataclass(frozen=True, kw_only=True)
class RevisionPlan:
    """What to change, in order: the decision's comment, then each open comment under its post."""

    package_id: UUID
    subject: ArtifactRef
    notes: tuple[str, ...]
    by_post: dict[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """Proof of a decision that can be checked without us: recompute the hashes in `data` from the content."""

    file_name: str
    content_type: str
    sha256: str
    data: bytes
