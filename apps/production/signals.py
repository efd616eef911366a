"""The facts production tells: a calendar, a draft, an asset now exists; a bundle was approved or flagged."""

from __future__ import annotations

from uuid import UUID

from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("production.calendar_planned.v1")
class CalendarPlanned(Signal):
    """A calendar version is stored; its parent is the approved strategy."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID


@signal("production.draft_ready.v1")
class DraftReady(Signal):
    """A bundle version can be judged; `reason` is first, qc, client or edit.

    Its parents are the strategy, the calendar and, where there is one, the version before.
    """

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID
    reason: str


@signal("production.draft_failed.v1")
class DraftFailed(Signal):
    """A writing job is dead after its last attempt; `error` says why."""

    job_id: UUID
    engagement_id: UUID
    client_id: UUID
    reason: str
    error: str


@signal("production.asset_generated.v1")
class AssetGenerated(Signal):
    """One post of a bundle has its text and its alternative text."""

    bundle: ArtifactRef
    post_key: str
    channel: str
    engagement_id: UUID
    client_id: UUID


@signal("production.bundle_approved.v1")
class BundleApproved(Signal):
    """The client's approval has reached the bundle."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID
