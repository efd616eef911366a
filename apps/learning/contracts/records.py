"""What learning says and takes: drafts with provenance, generations, events, memory, budgets; filters and errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, DomainError, InvalidInput
from kernel.money import Money


class Profile(StrEnum):
    """What a call may cost: the chain of adapters is asked for this profile."""

    CHEAP = "cheap"
    STANDARD = "standard"
    PREMIUM = "premium"
    RESEARCH = "research"


class EventGroup(StrEnum):
    """The 15 groups of the event log."""

    STRATEGY = "strategy"
    CREATIVES = "creatives"
    EXECUTION = "execution"
    PACKS = "packs"
    CAM = "cam"
    INTAKE = "intake"
    PERFORMANCE = "performance"
    PITCH = "pitch"
    BRAND = "brand"
    MEDIA = "media"
    ADVANCED_CREATIVES = "advanced_creatives"
    SOCIAL_INTEL = "social_intel"
    ANALYTICS = "analytics"
    CLIENT_PORTAL = "client_portal"
    PM = "pm"


class Scope(StrEnum):
    """Whose knowledge a memory item is: one client's, or the agency's own."""

    CLIENT = "client"
    AGENCY = "agency"


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Who wrote a draft and from what; `request_hash` names the stored call, `machine` is False once a person rewrote it."""

    writer: str
    model: str
    prompt_version: str
    sources: tuple[str, ...]
    request_hash: str
    cost: Money
    machine: bool = True


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a writer composed: content as plain data, and where it comes from."""

    content: dict
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class Generation:
    """One stored call of a writer. State: composing, done, failed."""

    id: UUID
    client_id: UUID | None
    task: str
    profile: str
    state: str
    writer: str
    model: str
    prompt_version: str
    request_hash: str
    cost: Money
    attempts: int
    error: str
    created_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of the event log."""

    id: UUID
    group: str
    name: str
    client_id: UUID | None
    data: dict
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MemoryItem:
    """Something worth remembering. `confidence` is 0–100; `score` is how well it answers the query, 0 outside a retrieval."""

    id: UUID
    scope: Scope
    client_id: UUID | None
    topic: str
    text: str
    source: str
    confidence: int
    valid_from: datetime
    valid_until: datetime | None
    invalidated: bool
    created_at: datetime
    score: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What a client's generations may cost on one day, and what they have cost."""

    client_id: UUID | None
    day: date
    limit: Money
    spent: Money
    calls: int
    max_calls: int = 0


@dataclass(frozen=True, kw_only=True)
class EventFilter:
    """Which events a list shows."""

    client_id: UUID | None = None
    group: EventGroup | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class GenerationFilter:
    """Which generations a list shows."""

    client_id: UUID | None = None
    task: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class MemoryFilter:
    """Which memory items a list shows; invalid ones only when asked for."""

    client_id: UUID | None = None
    scope: Scope | None = None
    with_invalid: bool = False


class UnknownGroup(InvalidInput):
    """An event group that is not among the 15."""

    title = "There is no such event group"


class BudgetExhausted(Conflict):
    """The client's budget for today does not cover the call: nothing was called."""

    title = "The budget for generation is used up for today"


class DraftRefused(DomainError):
    """No writer's answer passed the caller's check; the detail lists what was wrong."""

    status = 422
    title = "No draft passed its check"


class MemoryFull(Conflict):
    """The cap on memory items is reached and none may make room."""

    title = "The memory is full"
