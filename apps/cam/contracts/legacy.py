"""What an original AICMO held, in today's words: the shapes that its anti-corruption layer hands to the facade."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from apps.cam.contracts.leads import LeadIn, LeadStatus
from apps.cam.contracts.replies import ReplyClass


@dataclass(frozen=True, kw_only=True)
class LegacyStop:
    """What must not be written to: an address, a domain, or only the original's hash of an address (`digest`, hex)."""

    address: str = ""
    domain: str = ""
    digest: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class LegacyCampaign:
    """A campaign; `told` says in words how it was set there."""

    legacy_id: str
    name: str
    told: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LegacyLead:
    """A lead. `barred` is why it must not be written to, "" if nothing there says so; `digests` are its hashes there.

    `facts` are what today's lead has no column for, kept with its history.
    """

    legacy_id: str
    lead: LeadIn
    status: LeadStatus
    campaign_id: UUID | None = None
    barred: str = ""
    digests: tuple[str, ...] = ()
    contacted: bool = False
    last_contacted_at: datetime | None = None
    last_replied_at: datetime | None = None
    created_at: datetime | None = None
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LegacyPerson:
    """Whose mail or contact it was: the lead's address and profile, in their normal form."""

    email: str = ""
    linkedin_url: str = ""


@dataclass(frozen=True, kw_only=True)
class LegacyContact:
    """An outreach attempt: `told` is its line in the lead's history, `left` whether it reached or may have reached the person."""

    legacy_id: str
    person: LegacyPerson
    told: str
    left: bool


@dataclass(frozen=True, kw_only=True)
class LegacySent:
    """A mail that was written there. `status` is sent, bounced, failed or skipped; what waited there is skipped here."""

    legacy_id: str
    person: LegacyPerson
    to_email: str
    subject: str
    status: str
    text: str = ""
    message_id: str = ""
    provider_message_id: str = ""
    step: int = 1
    sent_at: datetime | None = None
    bounced_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LegacyReceived:
    """A mail that came in there. Without a known person it is kept only if `keep` says so."""

    legacy_id: str
    person: LegacyPerson
    keep: bool
    provider: str
    uid: str
    from_email: str
    subject: str
    text: str
    reply_class: ReplyClass | None = None
    confidence: float = 0.0
    reason: str = ""
    received_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LegacyTaken:
    """What became of a handful: `new` are the original ids stored now, `homeless` those whose person is not known here."""

    new: tuple[str, ...] = ()
    homeless: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LegacyCampaigns:
    """The campaigns taken over: original id → id here, and which original ids are new."""

    ids: dict[str, UUID]
    new: tuple[str, ...] = ()
