"""What the API of cam takes beside the contracts' own types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from apps.cam import contracts


@dataclass(frozen=True, kw_only=True)
class CampaignIn:
    """A new campaign; without `sequence` each lead's tier chooses."""

    name: str
    sequence: str = ""
    mode: contracts.CampaignMode = contracts.CampaignMode.LIVE
    proof_address: str = ""


@dataclass(frozen=True, kw_only=True)
class VerbIn:
    """Why a campaign is paused or stopped."""

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class SuppressIn:
    """An address or a domain, and why."""

    reason: str
    address: str = ""
    domain: str = ""


@dataclass(frozen=True, kw_only=True)
class DealIn:
    """What was agreed; `price_minor` in cents or the currency's smallest unit."""

    pack: str
    price_minor: int
    currency: str
    signer_name: str
    signer_email: str


@dataclass(frozen=True, kw_only=True)
class History:
    """A lead's history, oldest first."""

    items: tuple[contracts.LeadEvent, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimIn:
    """A personal sentence, the address of the page where it was read, and the day."""

    text: str
    source_url: str = ""
    found_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Claims:
    """A lead's personal sentences, newest first."""

    items: tuple[contracts.LeadClaim, ...]
