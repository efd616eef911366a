"""What onboarding says and takes: packs, engagements, agreements, intake, briefs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, InvalidInput
from kernel.money import Money
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.2"


class Stage(StrEnum):
    """How far an engagement's onboarding has come."""

    INTAKE = "INTAKE"
    DISCOVERY = "DISCOVERY"
    BRIEF_REVIEW = "BRIEF_REVIEW"
    WORKSPACE_SETUP = "WORKSPACE_SETUP"
    COMPLETE = "COMPLETE"


class BriefStatus(StrEnum):
    """A brief's standing; approved content never changes."""

    DRAFT = "draft"
    APPROVED = "approved"
    REVISED = "revised"
    FLAGGED = "flagged_for_review"
    ARCHIVED = "archived"


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What the agency sells: named sections and deliverables for a price, with so many rounds of changes."""

    name: str
    title: str
    summary: str = ""
    sections: tuple[str, ...]
    deliverables: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    price: Money
    rounds: int
    weeks: int


@dataclass(frozen=True, kw_only=True)
class Engagement:
    """One pack sold to one client. Sections, deliverables and weeks are those of the day it was sold."""

    id: UUID
    client_id: UUID
    client_name: str
    lead_id: UUID | None
    deal_id: UUID | None
    pack: str
    pack_title: str
    sections: tuple[str, ...]
    deliverables: tuple[str, ...]
    price: Money
    deposit: Money
    rounds: int
    weeks: int
    language: str
    contact_name: str
    contact_email: str
    opened_at: datetime
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class EngagementFilter:
    """Narrow a list of engagements; None leaves a criterion out."""

    client_id: UUID | None = None
    pack: str | None = None
    text: str = ""
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SigningEvent:
    """One line of an agreement's signing log; IP and agent are keyed hashes."""

    kind: str
    at: datetime
    sha256: str
    signer: str = ""
    ip_hash: str = ""
    agent_hash: str = ""


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """The services agreement: frozen text, its hash, and how it stands (prepared, sent, signed, expired, replaced)."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    language: str
    text: str
    sha256: str
    state: str
    prepared_at: datetime
    expires_at: datetime
    signed_at: datetime | None = None
    signer_name: str = ""
    log: tuple[SigningEvent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer of an intake: given, approved or returned (with a reason)."""

    engagement_id: UUID
    client_id: UUID
    field: str
    value: str
    state: str
    reason: str = ""
    dropped: int = 0
    updated_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Intake:
    """The intake of an engagement: open, captured or returned; progress counts all and required fields."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    state: str
    invited_at: datetime
    due_on: date
    captured_at: datetime | None = None
    answered: int = 0
    total: int = 0
    missing: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One question of the intake form, in the engagement's language, with what has been answered so far."""

    name: str
    label: str
    help: str
    example: str
    required: bool
    kind: str
    max_length: int
    value: str = ""
    state: str = ""
    reason: str = ""
    editable: bool = True


@dataclass(frozen=True, kw_only=True)
class FormSection:
    """Questions that belong together."""

    name: str
    title: str
    help: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, kw_only=True)
class IntakeForm:
    """The whole form of one engagement."""

    intake: Intake
    language: str
    client_name: str
    sections: tuple[FormSection, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """A missing or doubtful point of a brief; a blocking one must be answered before approval."""

    field: str
    question: str
    blocking: bool


@dataclass(frozen=True, kw_only=True)
class Brief:
    """One version of the normalised brief; `content` holds fields, scope, objectives, audience, brand, claims, questions."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    status: BriefStatus
    content: dict
    questions: tuple[Question, ...]
    language: str
    created_at: datetime
    verdict: str = ""
    approved_at: datetime | None = None
    ref: ArtifactRef


@dataclass(frozen=True, kw_only=True)
class BriefFilter:
    """Narrow a list of briefs; None leaves a criterion out."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    status: BriefStatus | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class BrandKit:
    """How a client's brand speaks and what it must not say; versioned, one per approved brief that changes it."""

    id: UUID
    client_id: UUID
    version: int
    sha256: str
    voice: str
    address: str
    banned_claims: tuple[str, ...]
    rules: tuple[str, ...]
    brief: ArtifactRef
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class OnboardingStatus:
    """Where an engagement stands in onboarding, and for whom it waits ("" when for nobody)."""

    engagement_id: UUID
    client_id: UUID
    stage: Stage
    agreement: str
    intake: str
    brief: str
    waits_for: str
    waits_for_what: str


class UnknownField(InvalidInput):
    """The intake has no field of this name."""

    title = "The intake has no such field"


class AnswerTooLong(InvalidInput):
    """An answer is longer than its field allows."""

    title = "The answer is too long"


class IntakeIncomplete(Conflict):
    """Required fields are still empty, or returned ones unchanged."""

    title = "The intake is not complete"


class IntakeClosed(Conflict):
    """The intake was handed in; only returned fields may change."""

    title = "The intake has been handed in"


class NotInvited(Conflict):
    """The intake has not been opened yet."""

    title = "The intake has not been opened yet"


class AgreementNotSigned(Conflict):
    """The kick-off gate is closed: no signed agreement, and no reason given to go on without."""

    title = "The agreement is not signed"


class AgreementClosed(Conflict):
    """The agreement is expired, replaced or signed already."""

    title = "This agreement can no longer be signed"


class BriefNotReady(Conflict):
    """A brief cannot be approved: questions open, no QC verdict, or QC failed."""

    title = "The brief cannot be approved yet"
