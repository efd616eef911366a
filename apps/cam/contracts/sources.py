"""Where leads and their facts come from: criteria, found profiles, fields with their source, verdicts on addresses, costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import DomainError


class AddressVerdict(StrEnum):
    """What is known of an address. RISKY: mail may arrive, but at a department or at a server that takes everything."""

    VALID = "valid"
    INVALID = "invalid"
    RISKY = "risky"
    UNKNOWN = "unknown"


class JobState(StrEnum):
    """PENDING: the worker goes on with it. FAILED: no source answered. STOPPED: a person ended it."""

    PENDING = "pending"
    DONE = "done"
    FAILED = "dead"
    STOPPED = "stopped"


class ProfileState(StrEnum):
    """Only a converted profile is a lead."""

    FOUND = "found"
    CONVERTED = "converted"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """Whom to look for. `recent_days`: a profile silent for longer is left out, as far as the source tells.

    `websites` are for the web page source, `file_sha256` for the file source, `people` (a line each) for the manual one.
    """

    keywords: str = ""
    location: str = ""
    role: str = ""
    min_followers: int | None = None
    recent_days: int = 30
    websites: tuple[str, ...] = ()
    file_sha256: str = ""
    file_name: str = ""
    people: str = ""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A person or mailbox that a source told of; texts as they stand, empty where unknown. `ref` is where it was found."""

    email: str = ""
    linkedin_url: str = ""
    first_name: str = ""
    last_name: str = ""
    title: str = ""
    seniority: str = ""
    company: str = ""
    website: str = ""
    industry: str = ""
    keywords: str = ""
    employees: int | None = None
    revenue: int | None = None
    city: str = ""
    region: str = ""
    country: str = ""
    language: str = ""
    phone: str = ""
    followers: int | None = None
    active_on: date | None = None
    ref: str = ""
    confidence: float = 0.5


@dataclass(frozen=True, kw_only=True)
class ProfilePage:
    """One page of a search; `next_cursor` is "" at the end. `credits`: what the provider says it charged, None if silent.

    `notes` tell what was left out and why, a sentence each.
    """

    profiles: tuple[Profile, ...]
    next_cursor: str = ""
    credits: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Person:
    """What is known of somebody when an enricher is asked; `domain` is their firm's, "" if only a free mailbox is known."""

    email: str = ""
    linkedin_url: str = ""
    first_name: str = ""
    last_name: str = ""
    company: str = ""
    website: str = ""
    domain: str = ""


@dataclass(frozen=True, kw_only=True)
class FoundField:
    """One fact: the lead's field, its value, the address it was read at, the day, and how sure the source is (0–1)."""

    field: str
    value: str | int
    ref: str
    found_on: date
    confidence: float


@dataclass(frozen=True, kw_only=True)
class Enriched:
    """What an enricher knows; `verified`: it vouches for the address. No fields: it knows nobody of that name."""

    fields: tuple[FoundField, ...] = ()
    verified: bool = False
    credits: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verification:
    """A verdict on an address with its reason."""

    verdict: AddressVerdict
    reason: str
    credits: int | None = None


@dataclass(frozen=True, kw_only=True)
class SourceOutcome:
    """What one source brought to a job; `error` is "" where it answered to its end."""

    source: str
    found: int
    left_out: int
    error: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DiscoveryJob:
    """A search over sources in their order. Costs in minor units of the currency of the setting `source_currency`."""

    id: UUID
    name: str
    state: JobState
    sources: tuple[str, ...]
    criteria: Criteria
    campaign_id: UUID | None
    most: int
    found: int
    converted: int
    rejected: int
    cost_minor: int
    cap_minor: int
    outcomes: tuple[SourceOutcome, ...]
    error: str
    created_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class JobFilter:
    """Which jobs to list."""

    state: JobState | None = None


@dataclass(frozen=True, kw_only=True)
class DiscoveredProfile:
    """A found profile; `facts` as the source told them, `lead_id` once converted, `note` why it was rejected or refused."""

    id: UUID
    job_id: UUID
    source: str
    state: ProfileState
    name: str
    company: str
    email: str
    linkedin_url: str
    facts: dict[str, str | int]
    lead_id: UUID | None
    note: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class ProfileFilter:
    """Which profiles to list; `text` searches name, company and address."""

    job_id: UUID | None = None
    state: ProfileState | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Converted:
    """What became of profiles: new leads, persons known before, suppressed ones among the new, and those that cannot be leads."""

    created: int
    known: int
    suppressed: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class FieldSource:
    """Where a lead's field comes from; `current`: the lead still has this value."""

    field: str
    value: str
    before: str
    source: str
    ref: str
    found_on: date
    confidence: float
    current: bool


@dataclass(frozen=True, kw_only=True)
class CostPreview:
    """What enriching or verifying would cost at most, in minor units; `missing` names providers that cannot be asked, and why."""

    leads: int
    at_most_minor: int
    currency: str
    per_provider: dict[str, int] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckOrder:
    """Leads that the worker will enrich or verify, within one cap."""

    order_id: UUID
    kind: str
    leads: int
    cap_minor: int
    at_most_minor: int


class ProviderFailed(DomainError):
    """A provider did not answer as it should. `again`: trying later makes sense, after `seconds` where it said so.

    `charged`: whether it may have charged for the call all the same.
    """

    status = 502
    title = "A provider did not answer"

    def __init__(
        self, detail: str = "", *, again: bool = True, seconds: float = 0, charged: bool = True, remedy: str = ""
    ) -> None:
        super().__init__(detail, remedy=remedy)
        self.again, self.seconds, self.charged = again, seconds, charged


class ProfileRefused(DomainError):
    """The profile names neither an address nor a LinkedIn profile, or what it names cannot be used."""

    title = "This profile cannot be a lead"


class CostCapReached(DomainError):
    """The call could cost more than is left."""

    status = 409
    title = "The cost cap is reached"


class ProviderResting(DomainError):
    """The provider failed too often and is left alone for a while."""

    status = 503
    title = "The provider is left alone for a while"


class PriceChanged(DomainError):
    """The provider charged more than was agreed; nothing more is asked of it."""

    status = 409
    title = "The provider charges more than expected"
