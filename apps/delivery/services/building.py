"""Building packages: claim, gather and pack outside any transaction, record under the token."""

from __future__ import annotations

import logging
import re
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from apps.client_review import services as client_review
from apps.delivery import contracts, signals
from apps.delivery.logic import packing, preflight
from apps.delivery.models import Build, Package
from apps.delivery.services import gathering
from apps.strategy import services as strategies
from kernel import claims, clock, files
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import DomainError
from kernel.refs import content_hash
from kernel.signals import publish

log = logging.getLogger(__name__)
LEASE_SECONDS = 300


def build_packages() -> int:
    """Build the packages that are due; returns how many were handled."""
    rows = claims.claim(Build, limit=2, lease_seconds=LEASE_SECONDS)
    for row in rows:
        try:
            _build(row)
        except claims.LostLease:
            log.warning("build lease lost", extra={"package": str(row.package_id)})
        except DomainError as error:
            claims.fail(row, f"{error.title}: {error.detail}")
        except Exception as error:
            log.exception("build failed", extra={"package": str(row.package_id)})
            claims.fail(row, f"{type(error).__name__}: {error}")
    return len(rows)


def _build(row: Build) -> None:
    actor, package = worker("delivery", client_id=row.client_id), row.package
    bundle, strategy = package.bundle_ref, package.strategy_ref
    sources = gathering.gather(
        actor=actor,
        engagement_id=package.engagement_id,
        bundle=bundle,
        strategy=strategy,
        approval_id=package.approval_id,
    )
    content = client_review.get_approved_content(actor=actor, decision_id=package.approval_id)
    document = strategies.get_document(actor=actor, strategy_id=strategy.id).data
    facts = gathering.facts_of(sources, bundle=bundle, strategy=strategy, content=content, document=document)
    checks = preflight.run(facts)
    if preflight.failed(checks):
        _record_block(actor=actor, build_id=row.id, token=row.token, checks=checks)
        return
    parts = gathering.parts_of(package, sources, content=content, document=document)
    named = packing.contents(parts)
    manifest = packing.manifest(parts, named)
    data = packing.zip_bytes(named, manifest, parts.stamp)
    _record_build(
        actor=actor,
        build_id=row.id,
        token=row.token,
        checks=checks,
        manifest=manifest,
        file_name=file_name(sources.client.name, package.version, parts.stamp.date()),
        file_sha256=files.put("delivery", data),
        size=len(data),
    )


def file_name(client: str, version: int, day: date) -> str:
    """A name of our own making: letters, digits and hyphens only."""
    slug = re.sub(r"[^a-z0-9]+", "-", client.lower()).strip("-")[:60] or "client"
    return f"{slug}-package-v{version}-{day.isoformat()}.zip"


@command("delivery", right=INTERNAL)
def _record_block(*, actor: Actor, build_id: UUID, token: int, checks: tuple[contracts.Check, ...]) -> None:
    """The package is blocked by failed checks, which are kept and told."""
    build, package = _held(build_id, token)
    package.move(contracts.PackageState.BLOCKED)
    package.checks = [asdict(check) for check in checks]
    package.save(update_fields=["state", "checks"])
    claims.settle(build)
    audit(subject=f"delivery_package:{package.id}", client_id=package.client_id, after={"state": "blocked"})
    publish(
        signals.PackageBlocked(
            package_id=package.id,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            checks=preflight.failed(checks),
        )
    )


@command("delivery", right=INTERNAL)
def _record_build(
    *,
    actor: Actor,
    build_id: UUID,
    token: int,
    checks: tuple[contracts.Check, ...],
    manifest: dict[str, Any],
    file_name: str,
    file_sha256: str,
    size: int,
) -> None:
    """The package's file lies ready: from now on the database refuses to change it."""
    build, package = _held(build_id, token)
    package.move(contracts.PackageState.BUILT)
    package.checks = [asdict(check) for check in checks]
    package.manifest, package.sha256 = manifest, content_hash(manifest)
    package.file_name, package.file_sha256, package.size = file_name, file_sha256, size
    package.built_at = clock.now()
    package.save()
    claims.settle(build)
    audit(subject=f"delivery_package:{package.id}", client_id=package.client_id, after={"sha256": package.sha256})
    publish(
        signals.PackageBuilt(
            package_id=package.id,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            ref=package.ref,
            parents=package.lineage(),
        )
    )


def _held(build_id: UUID, token: int) -> tuple[Build, Package]:
    build = Build.objects.filter(pk=build_id, token=token).first()
    if build is None:
        raise claims.LostLease(f"build {build_id} was claimed by another worker")
    return build, Package.objects.select_for_update(of=("self",)).get(pk=build.package_id)
