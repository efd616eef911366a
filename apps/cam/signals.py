"""The facts cam tells. Leads belong to the agency, so none of them carries a client."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kernel.money import Money
from kernel.signals import Signal, signal


@signal("cam.lead_ingested.v1")
class LeadIngested(Signal):
    """A lead now exists."""

    lead_id: UUID
    batch_id: UUID | None
    source: str


@signal("cam.lead_qualified.v1")
class LeadQualified(Signal):
    """A lead fits well enough to be written to; `score` 0–1, `tier` HOT, WARM, COOL or COLD."""

    lead_id: UUID
    score: float
    tier: str


@signal("cam.outreach_planned.v1")
class OutreachPlanned(Signal):
    """A lead entered a sequence."""

    lead_id: UUID
    campaign_id: UUID
    sequence: str


@signal("cam.email_sent.v1")
class EmailSent(Signal):
    """An outreach mail left; `step` counts from 1."""

    lead_id: UUID
    campaign_id: UUID
    attempt_id: UUID
    step: int


@signal("cam.reply_received.v1")
class ReplyReceived(Signal):
    """A mail came in; `lead_id` is None if nobody knows the sender."""

    inbound_id: UUID
    lead_id: UUID | None


@signal("cam.reply_classified.v1")
class ReplyClassified(Signal):
    """What an answer was taken for."""

    inbound_id: UUID
    lead_id: UUID | None
    reply_class: str
    confidence: float


@signal("cam.lead_advanced.v1")
class LeadAdvanced(Signal):
    """A lead moved from one status to another."""

    lead_id: UUID
    before: str
    after: str
    reason: str


@signal("cam.alert_sent.v1")
class AlertSent(Signal):
    """A person was told about something."""

    alert_id: UUID
    kind: str
    lead_id: UUID | None


@signal("cam.client_signed.v1")
class ClientSigned(Signal):
    """A lead said yes to a pack at a price: the journey of an engagement begins."""

    deal_id: UUID
    lead_id: UUID
    company: str
    website: str
    country: str
    language: str
    contact_name: str
    contact_email: str
    pack: str
    price: Money
    agreed_at: datetime
