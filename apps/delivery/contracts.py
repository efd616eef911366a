"""What delivery says and takes: DTOs, filters, enums, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict
from kernel.refs import ArtifactRef

CONTRACT_VERSION = "1.1"
MANIFEST_SCHEMA = "delivery_manifest_v1"


class PackageState(StrEnum):
    """`blocked`: a pre-flight check failed; `built`: waits for QC and release; `released`: the client has it."""

    BUILDING = "building"
    BLOCKED = "blocked"
    BUILT = "built"
    RELEASED = "released"


class PublicationState(StrEnum):
    """`unknown`: the call's answer is lost and the channel cannot be asked; live, failed and removed are final."""

    SCHEDULED = "scheduled"
    SENDING = "sending"
    UNKNOWN = "unknown"
    LIVE = "live"
    FAILED = "failed"
    REMOVED = "removed"


class Resolution(StrEnum):
    """What a person says about a publication."""

    LIVE = "live"
    FAILED = "failed"
    REMOVED = "removed"
    RETRY = "retry"


class PreflightFailed(Conflict):
    """A check before packing failed; the detail names each failed check with its reason."""

    title = "The package cannot be built"


class NotReleased(Conflict):
    """Only a released package is published."""

    title = "The package has not been released"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One pre-flight check; `reason` says what is wrong when it is not ok."""

    name: str
    ok: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Job:
    """The building of a package: `id` is the package's id; done when `state` is built or blocked."""

    id: UUID
    engagement_id: UUID
    client_id: UUID
    state: PackageState
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package; `sha256` is the hash of its manifest, `file_sha256` that of the ZIP (bytes: `size`).

    `manifest` follows delivery_manifest_v1: schema, ids, artifact (type, status, version, sha256), included_artifacts,
    approvals, qc, branding, generation_plan, files (name, sha256, size), lineage, posts (key, channel, at, sha256), notes.
    It is {} until the package is built.
    """

    id: UUID
    engagement_id: UUID
    client_id: UUID
    version: int
    sha256: str
    ref: ArtifactRef | None
    parents: tuple[ArtifactRef, ...]
    state: PackageState
    status: str
    manifest: dict
    checks: tuple[Check, ...]
    file_name: str
    file_sha256: str
    size: int
    created_at: datetime
    built_at: datetime | None
    released_at: datetime | None
    publishing_at: datetime | None
    completed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PackageFilter:
    """All given conditions must hold."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    state: PackageState | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file to download; `sha256` is of `data`."""

    file_name: str
    content_type: str
    sha256: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Publication:
    """One post on its way to one channel. `wall_time` and `zone` are as planned, `scheduled_for` is that moment in UTC.

    `time_note` says what was done where the wall time does not exist or exists twice.
    """

    id: UUID
    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    post_key: str
    channel: str
    post: dict
    sha256: str
    wall_time: str
    zone: str
    time_note: str
    scheduled_for: datetime
    state: PublicationState
    url: str
    reason: str
    published_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PublicationFilter:
    """All given conditions must hold."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    package_id: UUID | None = None
    channel: str = ""
    state: PublicationState | None = None
    updated_since: datetime | None = None
