"""The facts client_review tells. `ref` is the review package, `subject` what is under review, `parents` what they come from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("client_review.client_review_sent.v1")
class ClientReviewSent(Signal):
    """The client's approvers have been asked for a decision; `due_at` is when it is wanted."""

    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    subject: ArtifactRef
    round: int
    due_at: datetime


@signal("client_review.client_feedback_received.v1")
class ClientFeedbackReceived(Signal):
    """The client said something: a comment (`comment_id`), or a decision (`decision_id` and its `verdict`)."""

    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    subject: ArtifactRef
    round: int
    kind: str
    comment_id: UUID | None = None
    decision_id: UUID | None = None
    verdict: str = ""


@signal("client_review.revision_requested.v1")
class RevisionRequested(Signal):
    """The client wants changes: `notes` in order, each naming its post. `extra_round`: the contracted rounds are used up."""

    package_id: UUID
    decision_id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    subject: ArtifactRef
    notes: tuple[str, ...]
    round: int
    rounds_contracted: int = 0
    extra_round: bool = False
    decided_by: UUID | None = None
    sent_at: datetime | None = None


@signal("client_review.client_approved.v1")
class ClientApproved(Signal):
    """The client approved exactly `subject`; `decision_id` proves it. `sent_at` is when they were asked."""

    package_id: UUID
    decision_id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    subject: ArtifactRef
    round: int
    decided_by: UUID | None = None
    sent_at: datetime | None = None


@signal("client_review.client_rejected.v1")
class ClientRejected(Signal):
    """The client turned `subject` down as a whole: a person of the agency must talk to them."""

    package_id: UUID
    decision_id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    subject: ArtifactRef
    round: int
    reason: str
    decided_by: UUID | None = None
    sent_at: datetime | None = None


@signal("client_review.review_overdue.v1")
class ReviewOverdue(Signal):
    """The day on which the decision was wanted has passed without one. Nothing is approved by it."""

    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    subject: ArtifactRef
    round: int
    due_at: datetime
    reminders: int = 0
