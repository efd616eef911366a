"""The facts strategy tells."""

from __future__ import annotations

from uuid import UUID

from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("strategy.strategy_generated.v1")
class StrategyGenerated(Signal):
    """A new version of an engagement's strategy exists as a draft, written from the brief among its parents."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID


@signal("strategy.strategy_approved.v1")
class StrategyApproved(Signal):
    """This version is the one to work by; its content never changes again."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID


@signal("strategy.strategy_flagged.v1")
class StrategyFlagged(Signal):
    """A newer brief was approved: this approved strategy rests on an older one and must be looked at again."""

    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]
    engagement_id: UUID
    client_id: UUID


@signal("strategy.generation_failed.v1")
class GenerationFailed(Signal):
    """No strategy could be written; `reason` says what was wrong. A person has to look at it."""

    job_id: UUID
    engagement_id: UUID
    client_id: UUID
    reason: str
