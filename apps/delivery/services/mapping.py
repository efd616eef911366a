"""Rows to DTOs."""

from __future__ import annotations

from apps.delivery import contracts
from apps.delivery.models import Build, Package, Publication


def to_job(package: Package, build: Build | None = None) -> contracts.Job:
    """How far the building of a package is."""
    build = build or package.build
    failed = [f"{c['name']}: {c['reason']}" for c in package.checks if not c["ok"]]
    return contracts.Job(
        id=package.id,
        engagement_id=package.engagement_id,
        client_id=package.client_id,
        state=contracts.PackageState(package.state),
        error="; ".join(failed) or build.last_error,
    )


def to_package(row: Package) -> contracts.Package:
    """A package with its manifest."""
    return contracts.Package(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        ref=row.ref,
        parents=row.lineage(),
        state=contracts.PackageState(row.state),
        status=row.status,
        manifest=row.manifest,
        checks=tuple(contracts.Check(**check) for check in row.checks),
        file_name=row.file_name,
        file_sha256=row.file_sha256,
        size=row.size,
        created_at=row.created_at,
        built_at=row.built_at,
        released_at=row.released_at,
        publishing_at=row.publishing_at,
        completed_at=row.completed_at,
    )


def to_publication(row: Publication) -> contracts.Publication:
    """A publication; while a switch or a backoff holds it, `reason` says so."""
    return contracts.Publication(
        id=row.id,
        package_id=row.package_id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        post_key=row.post_key,
        channel=row.channel,
        post=row.post,
        sha256=row.sha256,
        wall_time=row.wall_time,
        zone=row.zone,
        time_note=row.time_note,
        scheduled_for=row.scheduled_for,
        state=contracts.PublicationState(row.state),
        url=row.url,
        reason=row.reason or row.last_error,
        published_at=row.published_at,
    )
