"""The facts orchestration tells."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kernel.signals import Signal, signal


@signal("orchestration.workflow_started.v1")
class WorkflowStarted(Signal):
    """A journey began for a signed deal."""

    journey_id: UUID
    deal_id: UUID
    lead_id: UUID
    definition: str


@signal("orchestration.workflow_step_succeeded.v1")
class WorkflowStepSucceeded(Signal):
    """A step of a journey did its work."""

    journey_id: UUID
    step_id: UUID
    step: str
    engagement_id: UUID | None = None
    client_id: UUID | None = None


@signal("orchestration.workflow_step_failed.v1")
class WorkflowStepFailed(Signal):
    """A step used up its attempts; the journey needs a person."""

    journey_id: UUID
    step_id: UUID
    step: str
    error: str
    engagement_id: UUID | None = None
    client_id: UUID | None = None


@signal("orchestration.workflow_completed.v1")
class WorkflowCompleted(Signal):
    """A journey ended: COMPLETED, COMPENSATED or CANCELLED."""

    journey_id: UUID
    state: str
    engagement_id: UUID | None = None
    client_id: UUID | None = None


@signal("orchestration.journey_waiting.v1")
class JourneyWaiting(Signal):
    """A journey now waits; for_whom is a right of staff or "client"."""

    journey_id: UUID
    engagement_id: UUID | None = None
    client_id: UUID | None = None
    for_whom: str
    for_what: str
    due_at: datetime | None = None


@signal("orchestration.journey_needs_human.v1")
class JourneyNeedsHuman(Signal):
    """A journey cannot go on without a person of the agency."""

    journey_id: UUID
    engagement_id: UUID | None = None
    client_id: UUID | None = None
    step: str
    reason: str


@signal("orchestration.journey_overdue.v1")
class JourneyOverdue(Signal):
    """What a journey waits for has not come in time; `reminders` counts those sent."""

    journey_id: UUID
    engagement_id: UUID | None = None
    client_id: UUID | None = None
    for_whom: str
    for_what: str
    reminders: int


@signal("orchestration.engagement_moved.v1")
class EngagementMoved(Signal):
    """An engagement's state changed."""

    journey_id: UUID
    engagement_id: UUID | None = None
    client_id: UUID | None = None
    before: str
    after: str
    override: bool = False


@signal("orchestration.action_proposed.v1")
class ActionProposed(Signal):
    """An act entered the queue."""

    action_id: UUID
    kind: str
    mode: str
    client_id: UUID | None = None


@signal("orchestration.action_settled.v1")
class ActionSettled(Signal):
    """An act of the queue ended: SUCCESS, FAILED, DLQ or CANCELLED."""

    action_id: UUID
    kind: str
    state: str
    client_id: UUID | None = None
