"""The facts reporting tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("reporting.metrics_collected.v1")
class MetricsCollected(Signal):
    """A period's figures are frozen; `facts` counts them, 0 means that nothing was measured."""

    ref: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    period_start: date
    period_end: date
    facts: int
    parents: tuple[ArtifactRef, ...] = ()


@signal("reporting.report_generated.v1")
class ReportGenerated(Signal):
    """A report can be read. `goals` were set, `missed` of them missed, `unmeasured` have no data yet."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID
    goals: int
    missed: int
    unmeasured: int


@signal("reporting.report_failed.v1")
class ReportFailed(Signal):
    """A report's job is dead after its last attempt; `reason` says why."""

    job_id: UUID
    engagement_id: UUID
    client_id: UUID
    reason: str
