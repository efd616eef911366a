"""What production says and takes: calendars, bundles with their posts, jobs, time entries, filters, errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from kernel.errors import Conflict
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.2"


class JobState(StrEnum):
    """PENDING waits for the worker or for its next attempt; DEAD needs a person."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class Reason(StrEnum):
    """Why a bundle version was made."""

    FIRST = "first"
    QC = "qc"
    CLIENT = "client"
    EDIT = "edit"


@dataclass(frozen=True, kw_only=True)
class Slot:
    """One planned post: when (ISO, wall time with the zone's offset), where, about which pillar, in which format."""

    key: str
    day: date
    at: str
    channel: str
    pillar: str
    idea: str
    format: str


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """One version of a plan of a month, or less where the contract ends sooner. `zone` names the zone of its wall times."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    status: str
    strategy: ArtifactRef
    starts_on: date
    ends_on: date
    zone: str
    channels: tuple[str, ...]
    slots: tuple[Slot, ...]
    created_at: datetime

    @property
    def ref(self) -> ArtifactRef:
        """The reference to this version."""
        return ArtifactRef(kind="calendar", id=self.id, version=self.version, sha256=self.sha256)


@dataclass(frozen=True, kw_only=True)
class Job:
    """A piece of writing asked for; `bundle_id` is set when it is done, `error` says why an attempt failed."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    reason: str
    state: str
    attempt: int
    error: str
    bundle_id: UUID | None
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """One version of the drafts. `content` is what is judged, approved and published; `notes` are points left open for staff."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    status: str
    content: dict[str, Any]
    strategy: ArtifactRef
    calendar: ArtifactRef
    previous: ArtifactRef | None
    reason: str
    provenance: dict[str, Any]
    notes: tuple[str, ...]
    qc_verdict: str
    created_at: datetime

    @property
    def ref(self) -> ArtifactRef:
        """The reference to this version."""
        return ArtifactRef(kind="draft_bundle", id=self.id, version=self.version, sha256=self.sha256)


@dataclass(frozen=True, kw_only=True)
class BundleRow:
    """A bundle in a list: no content."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    status: str
    posts: int
    reason: str
    qc_verdict: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class BundleFilter:
    """Which bundles; empty fields do not filter."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    status: str = ""
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarFilter:
    """Which calendars; empty fields do not filter."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    status: str = ""


@dataclass(frozen=True, kw_only=True)
class CalendarRow:
    """A calendar in a list: no slots."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    status: str
    starts_on: date
    ends_on: date
    slot_count: int
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class DayEntry:
    """One post of a day: wall time in the calendar's zone, and its text once there is one the reader may see."""

    key: str
    time: str
    channel: str
    pillar: str
    idea: str
    text: str


@dataclass(frozen=True, kw_only=True)
class CalendarDay:
    """One day of a calendar."""

    day: date
    entries: tuple[DayEntry, ...]


@dataclass(frozen=True, kw_only=True)
class TimeEntry:
    """Minutes that a person worked for an engagement on a day."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    person: str
    worked_on: date
    minutes: int
    activity: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class TimeFilter:
    """Which time entries; empty fields do not filter."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    worked_from: date | None = None
    worked_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file to download."""

    file_name: str
    content_type: str
    sha256: str
    data: bytes = field(repr=False)


class DraftNotReady(Conflict):
    """The verb needs a calendar or strategy that is approved and current."""

    title = "The drafts cannot be written yet"


class BundleClosed(Conflict):
    """An approved or archived version is never changed; a change is a new version."""

    title = "This version is closed"
