"""Leads, their import, their score, their deal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kernel.money import Money
from kernel.text import counted


class LeadStatus(StrEnum):
    """Where a lead stands. QUALIFIED means: a person there said yes to a talk or an offer."""

    NEW = "NEW"
    REVIEW = "REVIEW"
    DISQUALIFIED = "DISQUALIFIED"
    CONTACTED = "CONTACTED"
    REPLIED = "REPLIED"
    QUALIFIED = "QUALIFIED"
    WON = "WON"
    LOST = "LOST"
    NO_REPLY = "NO_REPLY"
    BOUNCED = "BOUNCED"
    UNSUBSCRIBED = "UNSUBSCRIBED"


class Tier(StrEnum):
    """HOT ≥ .85, WARM ≥ .65, COOL ≥ .40, else COLD: one table for scoring and routing."""

    HOT = "HOT"
    WARM = "WARM"
    COOL = "COOL"
    COLD = "COLD"


@dataclass(frozen=True, kw_only=True)
class LeadIn:
    """A lead as it comes from outside; texts as they stand, empty where unknown."""

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
    source: str = ""
    opted_out: bool = False


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One line of a score: the factor, its weight, the value it took (0–1) and why."""

    factor: str
    weight: float
    value: float
    text: str


@dataclass(frozen=True, kw_only=True)
class LeadScore:
    """`score` is half ICP fit, half opportunity; `verdict` is qualified, review or rejected."""

    lead_id: UUID | None = None
    icp: float
    opportunity: float
    score: float
    tier: Tier
    grade: str
    verdict: str
    reason: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True)
class Lead:
    """One person at one firm. `email` is normalised; `country` is ISO 3166 alpha-2."""

    id: UUID
    campaign_id: UUID | None
    status: LeadStatus
    email: str
    linkedin_url: str
    name: str
    first_name: str
    last_name: str
    title: str
    company: str
    website: str
    industry: str
    employees: int | None
    revenue: int | None
    city: str
    country: str
    language: str
    is_role_address: bool
    score: float
    icp: float
    tier: Tier
    grade: str
    verdict: str
    verdict_reason: str
    source: str
    created_at: datetime
    last_contacted_at: datetime | None = None
    last_replied_at: datetime | None = None
    email_verdict: str = ""


@dataclass(frozen=True, kw_only=True)
class LeadFilter:
    """Which leads to list; empty fields do not filter. `text` searches name, company and address."""

    status: LeadStatus | None = None
    tier: Tier | None = None
    campaign_id: UUID | None = None
    country: str = ""
    text: str = ""
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class LeadEvent:
    """One line of a lead's history."""

    at: datetime
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RowError:
    """Why a row was refused: its number in the file (the header is row 1 unless lines stand before it), column, what to do."""

    row: int
    column: str
    code: str
    message: str
    remedy: str


@dataclass(frozen=True, kw_only=True)
class RowDiff:
    """What a row does: new, update (fills empty fields), unchanged, duplicate or refused; `changes` maps field to (before, after)."""

    row: int
    action: str
    who: str
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowOutcome:
    """What became of a row: created, updated, duplicate or refused. `row` counts the rows of leads alone, from 1.

    `of` is the number of the earlier row of the file that a duplicate repeats; None for one that repeats a stored lead without
    saying anything new of it. `fields` are the cleaned cells, as far as they could be read.
    """

    row: int
    verdict: str
    of: int | None
    reason: str
    fields: dict[str, str | int | None]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did, or with `dry_run` would do. `columns` maps each header to its field, None for what is not read.

    `remembered_at`: when somebody corrected the mapping it was read by; None if guessed or given. `fingerprint`: its layout.
    """

    batch_id: UUID | None
    file_name: str
    sha256: str
    dry_run: bool
    layout: str
    encoding: str
    delimiter: str
    mapping: dict[str, str]
    unmapped: tuple[str, ...]
    rows: int
    imported: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    suppressed: int
    flagged: int
    qualified: int
    errors: tuple[RowError, ...]
    diff: tuple[RowDiff, ...]
    columns: dict[str, str | None] = field(default_factory=dict)
    outcomes: tuple[RowOutcome, ...] = ()
    fingerprint: str = ""
    remembered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ImportBatch:
    """One imported file."""

    id: UUID
    file_name: str
    sha256: str
    state: str
    rows: int
    imported: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    suppressed: int
    created_at: datetime


ROW_COUNTS = {
    "new": ("imported",),
    "known before": ("updated", "unchanged"),
    "repeated in the file": ("duplicates",),
    "refused": ("rejected",),
}
"""What may become of a row, as people are told everywhere; the counters of an import that say so."""


def row_counts(of: ImportReport | ImportBatch) -> dict[str, int]:
    """What became of a file's rows, by the names of ROW_COUNTS: each row counts once, together they are the rows read."""
    return {name: sum(getattr(of, counter) for counter in counters) for name, counters in ROW_COUNTS.items()}


def rows_in_words(of: ImportReport | ImportBatch) -> str:
    """The same as a sentence: “257 rows read: 236 new, 0 known before, 4 repeated in the file, 17 refused”."""
    told = ", ".join(f"{number} {name}" for name, number in row_counts(of).items())
    return f"{counted(of.rows, 'row')} read: {told}"


@dataclass(frozen=True, kw_only=True)
class BatchFilter:
    """Which batches to list."""

    state: str = ""


@dataclass(frozen=True, kw_only=True)
class UndoReport:
    """What undoing a batch removed, and what it kept because somebody had worked with it since."""

    batch_id: UUID
    removed: int
    restored: int
    kept: int


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """An address or domain nothing may be sent to. `value` is the address (hidden once erased), the domain or a keyed hash."""

    id: UUID
    kind: str
    value: str
    reason: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class SuppressionFilter:
    """Which suppressions to list; `text` searches the value, `kind` is address, domain or hash."""

    kind: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Deal:
    """A yes: pack, price, who, when."""

    id: UUID
    lead_id: UUID
    company: str
    pack: str
    price: Money
    signer_name: str
    signer_email: str
    agreed_at: datetime
    valid_until: date | None = None
