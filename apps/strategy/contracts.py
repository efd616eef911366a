"""What strategy says and takes: strategies, jobs, documents, differences; filters, enums, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, DomainError
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.1"
SCHEMA = "strategy_v1"
LAYERS: dict[str, tuple[str, ...]] = {
    "layer1_business_reality": (
        "business_model_summary",
        "revenue_streams",
        "unit_economics",
        "pricing_logic",
        "growth_constraint",
        "bottleneck",
    ),
    "layer2_market_truth": ("category_maturity", "white_space_logic", "what_not_to_do"),
    "layer3_audience_psychology": ("awareness_state", "objection_hierarchy", "trust_transfer_mechanism"),
    "layer4_value_architecture": ("core_promise", "sacrifice_framing", "differentiation_logic"),
    "layer5_narrative": ("problem", "tension", "resolution", "enemy_definition", "repetition_logic"),
    "layer6_channels": ("channels",),
    "layer7_constraints": ("tone_boundaries", "forbidden_language", "claim_boundaries", "compliance_rules"),
    "layer8_measurement": ("success_definition", "leading_indicators", "lagging_indicators", "decision_rules"),
}
"""The eight layers of a strategy's content and the fields of each."""


class Status(StrEnum):
    """A strategy's standing; approved content never changes."""

    DRAFT = "draft"
    APPROVED = "approved"
    REVISED = "revised"
    FLAGGED = "flagged_for_review"
    ARCHIVED = "archived"


class JobState(StrEnum):
    """PENDING is due or being worked on, DONE has its result, DEAD failed for good (see `error`)."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Job:
    """Work that outlasts a request: writing a strategy (generate, revise) or setting its document (render)."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    kind: str
    state: JobState
    strategy_id: UUID | None
    error: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """One version of an engagement's strategy. `content` holds the eight layers (see LAYERS) and what goes with them.

    `verdict` is QC's word on exactly this sha256: PASS, WARN, FAIL, or "" while there is none.
    """

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    status: Status
    content: dict
    brief: ArtifactRef
    ref: ArtifactRef
    language: str
    provenance: dict
    verdict: str
    score: int | None
    notes: tuple[str, ...]
    created_at: datetime
    approved_at: datetime | None
    document_sha256: str


@dataclass(frozen=True, kw_only=True)
class StrategySummary:
    """A strategy as lists show it."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    client_name: str
    version: int
    sha256: str
    status: Status
    verdict: str
    core_promise: str
    created_at: datetime
    approved_at: datetime | None
    has_document: bool


@dataclass(frozen=True, kw_only=True)
class StrategyFilter:
    """Narrow a list of strategies; None leaves a criterion out."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    status: Status | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file as it is handed out."""

    file_name: str
    content_type: str
    sha256: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A name and the lines under it, inside a row."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """One field of a section: paragraphs or points in `lines`, or `rows` of named values."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[Pair, ...], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One layer, or what goes with the layers, as people read it."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class ReadableStrategy:
    """A strategy for people: what stands where, in its own language."""

    strategy: StrategySummary
    title: str
    language: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One field that differs between two versions; "" stands for absent."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What changed from one version to another, field by field."""

    before: ArtifactRef
    after: ArtifactRef
    changes: tuple[Change, ...]


class ContentInvalid(DomainError):
    """A strategy's content breaks a rule of the house; the detail lists them."""

    status = 422
    title = "The strategy's content is not valid"


class NotApprovable(Conflict):
    """Lineage, quality control or the present status do not allow the approval."""

    title = "The strategy cannot be approved yet"


class BriefNotApproved(Conflict):
    """A strategy is written from an approved brief, and from exactly the version that was named."""

    title = "The brief is not approved"


class DocumentNotReady(Conflict):
    """The document is still being set."""

    title = "The document is not ready yet"
