"""What the API of discovery, enrichment and verification takes."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from apps.cam import contracts


@dataclass(frozen=True, kw_only=True)
class JobIn:
    """A search; `cap_minor` in minor units of the setting source_currency, 0 for free calls only."""

    name: str
    criteria: contracts.Criteria
    sources: tuple[str, ...]
    cap_minor: int = 0
    most: int = 500
    campaign_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ProfilesIn:
    """Which profiles; `reason` for those that are rejected."""

    profile_ids: tuple[UUID, ...]
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Rejected:
    """How many profiles were put aside."""

    rejected: int


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """Leads to enrich or verify (`kind`), for `cap_minor` in all."""

    lead_ids: tuple[UUID, ...]
    kind: str
    cap_minor: int = 0


@dataclass(frozen=True, kw_only=True)
class FieldSources:
    """Where a lead's fields come from, newest first."""

    items: tuple[contracts.FieldSource, ...]


@dataclass(frozen=True, kw_only=True)
class Undone:
    """The fields that were put back."""

    fields: tuple[str, ...]
