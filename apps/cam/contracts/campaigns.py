"""Campaigns, attempts, and what the cycle reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class CampaignStatus(StrEnum):
    """DRAFT → ACTIVE ⇄ PAUSED → COMPLETED or STOPPED; the last two are final."""

    DRAFT = "DRAFT"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    STOPPED = "STOPPED"


class CampaignMode(StrEnum):
    """SIMULATION sends and advances nothing, PROOF sends to ourselves, LIVE sends to the lead."""

    SIMULATION = "SIMULATION"
    PROOF = "PROOF"
    LIVE = "LIVE"


class AttemptStatus(StrEnum):
    """`pending` waits for its time, `held` for its campaign, `queued` for the mail door; the others are final."""

    PENDING = "pending"
    HELD = "held"
    QUEUED = "queued"
    SENT = "sent"
    SKIPPED = "skipped"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """One outreach campaign; without `sequence` each lead's tier chooses it."""

    id: UUID
    name: str
    status: CampaignStatus
    mode: CampaignMode
    sequence: str
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class CampaignFilter:
    """Which campaigns to list."""

    status: CampaignStatus | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One planned or made contact."""

    id: UUID
    lead_id: UUID
    campaign_id: UUID
    channel: str
    step: int
    status: AttemptStatus
    due_at: datetime | None
    reason: str
    sent_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AttemptFilter:
    """Which attempts to list."""

    lead_id: UUID | None = None
    campaign_id: UUID | None = None
    status: AttemptStatus | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedStep:
    """A step of a plan and the earliest day it may leave."""

    step: int
    channel: str
    not_before: datetime


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A lead's way through its sequence; `attempt_id` is the first contact, the later ones follow one by one."""

    lead_id: UUID
    campaign_id: UUID
    sequence: str
    attempt_id: UUID | None
    steps: tuple[PlannedStep, ...]


@dataclass(frozen=True, kw_only=True)
class OutboundCheck:
    """Whether an outreach mail may leave: allowed, refused for good, or to be asked again at `later`."""

    allowed: bool
    reason: str = ""
    later: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CycleStep:
    """One step of the cycle: how many items, which error ("" if none), how long."""

    name: str
    items: int
    error: str
    seconds: float


@dataclass(frozen=True, kw_only=True)
class CycleReport:
    """The seven steps; `ok` only if all seven went well."""

    ok: bool
    steps: tuple[CycleStep, ...]

    @property
    def items(self) -> int:
        """What was handled in all."""
        return sum(step.items for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """A campaign in figures. `positive_rate` = positive repliers / people mailed, None while nobody was mailed."""

    campaign_id: UUID | None
    people_mailed: int
    positive: int
    positive_rate: float | None
    mails_sent: int
    skipped: int
    bounces: int
    complaints: int
    replies: dict[str, int]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Funnel:
    """How many leads came how far; each number counts leads, and a later stage is part of the one before.

    `file_rows`: what became of the rows of the files, as `row_counts` names it, and how many were read. `refused_rows`: the
    reasons of refused rows, a row with two reasons under both. `not_qualified`: leads too weak to write to, by reason.
    """

    imported: int
    scored: int
    qualified_by_score: int
    contacted: int
    replied: int
    interested: int
    signed: int
    refused_rows: dict[str, int]
    skipped: dict[str, int]
    mails_sent: int
    replies: dict[str, int]
    by_status: dict[str, int]
    by_tier: dict[str, int]
    file_rows: dict[str, int] = field(default_factory=dict)
    not_qualified: dict[str, int] = field(default_factory=dict)
