"""What reporting says and takes: DTOs, filters, enums, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict, InvalidInput
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.2"


class Aggregation(StrEnum):
    """How a metric's facts of a period become one figure; RATIO divides two other metrics."""

    SUM = "sum"
    AVERAGE = "average"
    LAST = "last"
    RATIO = "ratio"


class JobState(StrEnum):
    """A report's job."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One entry of the metric dictionary. A ratio is numerator / denominator × factor."""

    name: str
    title: str
    title_de: str
    unit: str
    aggregation: Aggregation
    formula: str
    owner: str
    numerator: str = ""
    denominator: str = ""
    factor: Decimal = Decimal(1)
    lower_is_better: bool = False
    internal: bool = False


@dataclass(frozen=True, kw_only=True)
class RowError:
    """A line of a file that was not taken, the field at fault, and why."""

    line: int
    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What a file of metrics brought; with `dry_run` nothing was stored."""

    batch_id: UUID | None
    file_name: str
    rows: int
    new: int
    changed: int
    unchanged: int
    errors: tuple[RowError, ...]
    dry_run: bool


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """When a source was last heard of, and whether that is too long ago for the period's end."""

    source: str
    last_day: date | None
    stale: bool


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A frozen dataset: the facts, definitions and targets of one period. `sha256` is the hash of `dataset`."""

    id: UUID
    client_id: UUID
    engagement_id: UUID
    period_start: date
    period_end: date
    sha256: str
    facts: int
    freshness: tuple[Freshness, ...]
    created_at: datetime
    dataset: dict

    @property
    def ref(self) -> ArtifactRef:
        """The reference that lineage uses."""
        return ArtifactRef(kind="snapshot", id=self.id, version=1, sha256=self.sha256)


@dataclass(frozen=True, kw_only=True)
class Job:
    """A report being written."""

    id: UUID
    client_id: UUID
    engagement_id: UUID
    snapshot_id: UUID
    state: JobState
    report_id: UUID | None
    error: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report: `content` holds goals, figures, sentences bound to figures, table and chart; `chart_svg` is for web pages.

    `lacks_channels`: no file gave figures of its period, so it knows only what our own modules told.
    """

    id: UUID
    client_id: UUID
    engagement_id: UUID
    version: int
    sha256: str
    title: str
    period_start: date
    period_end: date
    snapshot: ArtifactRef
    content: dict
    chart_svg: str
    missed: int
    created_at: datetime
    pdf_ready: bool
    lacks_channels: bool = False

    @property
    def ref(self) -> ArtifactRef:
        """The reference that lineage uses."""
        return ArtifactRef(kind="report", id=self.id, version=self.version, sha256=self.sha256)


@dataclass(frozen=True, kw_only=True)
class ReportFilter:
    """Which reports; None does not restrict."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file to hand out."""

    file_name: str
    content_type: str
    sha256: str
    data: bytes


class MetricsUnreadable(InvalidInput):
    """The file is not a table with date, metric and value."""

    title = "The file of metrics cannot be read"


class AlreadyImported(Conflict):
    """The same bytes were imported before for this engagement."""

    title = "This file was imported already"
