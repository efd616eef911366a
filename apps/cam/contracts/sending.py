"""Sending domains, personal claims, and what the next days would bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class DomainFinding:
    """One check of a domain: SPF, DKIM or DMARC, whether it passed, what was found and what to do about it."""

    check: str
    passed: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class SendingDomain:
    """A domain we write from, as it was seen at `checked_at`; `passed` if every check did."""

    id: UUID
    name: str
    passed: bool
    checked_at: datetime
    findings: tuple[DomainFinding, ...]


@dataclass(frozen=True, kw_only=True)
class DomainFilter:
    """Which domains to list."""

    passed: bool | None = None


@dataclass(frozen=True, kw_only=True)
class LeadClaim:
    """A sentence about a person or firm for their mails, where it was read (URL) and on which day."""

    id: UUID
    lead_id: UUID
    text: str
    source_url: str
    found_on: date | None


@dataclass(frozen=True, kw_only=True)
class PlannedMail:
    """What would happen to a contact: `outcome` is sent, task or skipped; `reason` says why it is skipped."""

    lead_id: UUID
    lead: str
    step: int
    channel: str
    at: datetime
    mailbox: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SimulatedDay:
    """One day (UTC): mails by mailbox, contacts in their order, and how many each reason held back (caps, window)."""

    day: date
    mails: dict[str, int]
    contacts: tuple[PlannedMail, ...]
    waits: dict[str, int]


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """What a campaign would do from `at` on if it ran, nobody answered, no task was done and nothing was changed."""

    campaign_id: UUID
    at: datetime
    days: tuple[SimulatedDay, ...]

    @property
    def mails(self) -> int:
        """All mails of all days."""
        return sum(sum(day.mails.values()) for day in self.days)
