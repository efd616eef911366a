"""What orchestration says and takes: journeys, their timeline, the action queue, switches, lineage."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, InvalidInput
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.1"


class JourneyState(StrEnum):
    """How a journey stands. WAITING is for somebody's act or answer, NEEDS_HUMAN for a person of the agency to put it right."""

    RUNNING = "RUNNING"
    WAITING = "WAITING"
    NEEDS_HUMAN = "NEEDS_HUMAN"
    ON_HOLD = "ON_HOLD"
    COMPENSATING = "COMPENSATING"
    COMPLETED = "COMPLETED"
    COMPENSATED = "COMPENSATED"
    CANCELLED = "CANCELLED"
    FAILED = "FAILED"


class EngagementState(StrEnum):
    """How far the work for the client has come; moves are linear but for the loops of QC and of the client's changes."""

    CREATED = "CREATED"
    INTAKE_COMPLETE = "INTAKE_COMPLETE"
    STRATEGY_GENERATED = "STRATEGY_GENERATED"
    STRATEGY_APPROVED = "STRATEGY_APPROVED"
    CAMPAIGN_DEFINED = "CAMPAIGN_DEFINED"
    CREATIVE_GENERATED = "CREATIVE_GENERATED"
    QC_FAILED = "QC_FAILED"
    QC_APPROVED = "QC_APPROVED"
    DELIVERED = "DELIVERED"
    ON_HOLD = "ON_HOLD"
    CANCELLED = "CANCELLED"


class ActionState(StrEnum):
    """PENDING waits for a person, READY and RETRY for the worker, DLQ has used up its attempts."""

    PENDING = "PENDING"
    READY = "READY"
    RETRY = "RETRY"
    DLQ = "DLQ"
    SUCCESS = "SUCCESS"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class PolicyMode(StrEnum):
    """manual: a person does it and says so; review_first: a person approves, then the worker runs it; full_auto: it runs."""

    MANUAL = "manual"
    REVIEW_FIRST = "review_first"
    FULL_AUTO = "full_auto"


@dataclass(frozen=True, kw_only=True)
class Wait:
    """For whom (a right of staff, or "client") and for what a journey waits. `due_at` is when it counts as overdue."""

    for_whom: str
    for_what: str
    since: datetime
    due_at: datetime | None
    reminders: int
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One engagement's journey. `reason` says why it needs a person; `refs` are the current artifacts by kind."""

    id: UUID
    definition: str
    deal_id: UUID
    lead_id: UUID
    client_id: UUID | None
    engagement_id: UUID | None
    company: str
    pack: str
    state: JourneyState
    engagement_state: EngagementState
    step: str
    reason: str
    wait: Wait | None
    refs: tuple[ArtifactRef, ...] = ()
    qc_rounds: int = 0
    client_rounds: int = 0
    contracted_rounds: int = 0
    started_at: datetime
    changed_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class JourneyFilter:
    """Which journeys; empty fields do not filter. `search` looks in the company's name."""

    states: tuple[JourneyState, ...] = ()
    client_id: UUID | None = None
    engagement_id: UUID | None = None
    lead_id: UUID | None = None
    waiting_for: str = ""
    search: str = ""


@dataclass(frozen=True, kw_only=True)
class TimelineEntry:
    """One line of a journey's story. `kind` is lead, step, wait, decision, artifact, move or note; `state` colours it."""

    at: datetime
    kind: str
    title: str
    detail: str = ""
    state: str = "done"
    by: str = ""
    ref: ArtifactRef | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A journey with its story in order of time, the lead's own history in front."""

    journey: Journey
    entries: tuple[TimelineEntry, ...]


@dataclass(frozen=True, kw_only=True)
class Action:
    """An act in the queue. `effect` says exactly what will be done; `sha256` is the hash of what runs."""

    id: UUID
    kind: str
    title: str
    effect: str
    payload: dict
    sha256: str
    mode: PolicyMode
    state: ActionState
    client_id: UUID | None
    journey_id: UUID | None
    reversible: bool
    reason: str
    result: str
    decided_by: UUID | None
    decided_at: datetime | None
    expires_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ActionFilter:
    """Which actions; empty fields do not filter."""

    states: tuple[ActionState, ...] = ()
    kind: str = ""
    client_id: UUID | None = None
    journey_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Policy:
    """How actions of one kind are treated. `days` is how long a proposal stays open, 0 for ever."""

    kind: str
    title: str
    mode: PolicyMode
    days: int


@dataclass(frozen=True, kw_only=True)
class SwitchChange:
    """One change of a control flag: paused, killed or proof for a scope ("" is everything)."""

    id: UUID
    name: str
    scope: str
    on: bool
    reason: str
    set_by: UUID | None
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LineageNode:
    """One artifact version in the lineage; `told_by` is the signal that told of it."""

    ref: ArtifactRef
    engagement_id: UUID | None
    client_id: UUID | None
    told_by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Lineage:
    """What a version was made from (`ancestors`), what was made from it (`descendants`), and the links among them.

    `missing` are parents that were named but of which no signal told: a broken chain.
    """

    node: LineageNode
    ancestors: tuple[LineageNode, ...] = ()
    descendants: tuple[LineageNode, ...] = ()
    links: tuple[tuple[ArtifactRef, ArtifactRef], ...] = ()
    missing: tuple[ArtifactRef, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One run of a recurring job: due, done, missed (too late to start) or failed."""

    id: UUID
    name: str
    slot_at: datetime
    state: str
    result: str = ""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a caller puts into the action queue."""

    kind: str
    title: str
    effect: str
    payload: dict = field(default_factory=dict)
    reversible: bool = True


class JourneyClosed(Conflict):
    """The journey has ended; it cannot be moved any more."""

    title = "The journey has ended"


class NotWaiting(Conflict):
    """There is nothing to resume: the journey runs or waits for somebody else."""

    title = "The journey does not need this now"


class UnknownStep(InvalidInput):
    """The definition has no step of this name."""

    title = "There is no such step"


class ActionClosed(Conflict):
    """The action was decided, has run, or has expired."""

    title = "The action is no longer open"
