"""The facts delivery tells. `ref` and `package` name the delivery package by its manifest's hash."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("delivery.package_built.v1")
class PackageBuilt(Signal):
    """The package's files lie ready; its manifest (content of `ref`) is still to be judged by QC."""

    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]


@signal("delivery.package_blocked.v1")
class PackageBlocked(Signal):
    """A pre-flight check failed while the package was built; `checks` names each with its reason."""

    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    checks: tuple[str, ...]


@signal("delivery.delivered.v1")
class Delivered(Signal):
    """The package was released to the client."""

    package_id: UUID
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...]


@signal("delivery.publish_started.v1")
class PublishStarted(Signal):
    """`count` posts of the package are scheduled, the first at `first_at`, the last at `last_at`."""

    package: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    count: int
    first_at: datetime
    last_at: datetime


@signal("delivery.post_published.v1")
class PostPublished(Signal):
    """One post stands on its channel at `url`, since `published_at`."""

    publication_id: UUID
    package: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    post_key: str
    channel: str
    url: str
    scheduled_for: datetime
    published_at: datetime


@signal("delivery.publish_failed.v1")
class PublishFailed(Signal):
    """One post certainly does not stand on its channel, and why."""

    publication_id: UUID
    package: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    post_key: str
    channel: str
    reason: str


@signal("delivery.publication_unknown.v1")
class PublicationUnknown(Signal):
    """Nobody can tell whether a post went out: a person must look."""

    publication_id: UUID
    package: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    post_key: str
    channel: str
    reason: str


@signal("delivery.publish_completed.v1")
class PublishCompleted(Signal):
    """Every post of the package has ended: `live` stand, `failed` do not, `removed` were taken out by a person."""

    package: ArtifactRef
    engagement_id: UUID
    client_id: UUID
    live: int
    failed: int
    removed: int = 0
