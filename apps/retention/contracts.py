"""What retention says and takes: health, lifecycle, renewals, upsell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

CONTRACT_VERSION = "1.1"


class Band(StrEnum):
    """The risk that the client does not renew."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Lifecycle(StrEnum):
    """Where the relation stands."""

    ONBOARDING = "onboarding"
    ACTIVE = "active"
    AT_RISK = "at_risk"
    CHURNED = "churned"


@dataclass(frozen=True, kw_only=True)
class HealthInput:
    """One input: what was measured, over how many observations, its score 0–100 and its weight. No data: score None."""

    name: str
    title: str
    value: float | None
    unit: str
    observations: int
    score: float | None
    weight: float


@dataclass(frozen=True, kw_only=True)
class Health:
    """One assessment: score 0–100 (100 is best), the risk band, its inputs, the change since the last one, one sentence why."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    score: int
    band: Band
    inputs: tuple[HealthInput, ...]
    weights: dict[str, float]
    trend: int | None
    sentence: str
    renewal_on: date | None
    assessed_at: datetime


@dataclass(frozen=True, kw_only=True)
class LifecycleState:
    """Where one engagement's relation stands, and when its renewal falls due."""

    engagement_id: UUID
    client_id: UUID
    state: Lifecycle
    renewal_on: date | None
    ends_on: date | None
    score: int | None
    band: Band | None
    since: datetime


@dataclass(frozen=True, kw_only=True)
class LifecycleFilter:
    """Which engagements; empty fields do not filter."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    states: tuple[Lifecycle, ...] = ()
    bands: tuple[Band, ...] = ()
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Upsell:
    """What the data suggests to offer next and why; `found` is False where there is no signal, and `reason` says so."""

    engagement_id: UUID
    client_id: UUID
    found: bool
    offer: str
    reason: str
    evidence: tuple[str, ...] = ()
