"""Packages in every state. Approvals and verdicts come from the modules that give them; the package's own row is made here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from apps.client_review import services as client_review
from apps.client_review.contracts import Verdict
from apps.delivery import contracts, services
from apps.delivery.logic import packing
from apps.delivery.models import Package, Publication
from apps.delivery.providers import FakePublisher
from apps.qc import services as qc
from kernel import clock, files
from kernel.actors import worker
from kernel.db import atomic
from kernel.ids import new_id
from kernel.refs import ArtifactRef, content_hash, plain
from kernel.testing import staff
from tests.client_review.factories import House, content, house, post, review

WORKER = worker("delivery")
STAFF = staff("*", name="ada@agency.example")
STRATEGY = ArtifactRef(kind="strategy", id=new_id(), version=1, sha256="a" * 64)
ZONE = "Europe/Berlin"


def later(number: int, **delta: float) -> dict[str, Any]:
    """A post that is due so long after now."""
    at = (clock.now() + timedelta(**delta)).isoformat()
    return post(number, at=at)


def approved(home: House, what: dict[str, Any], *, version: int = 1):
    """The client's approval of this content."""
    package = review(home, what, version=version)
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256}
    return client_review.decide(verdict=Verdict.APPROVE, key=new_id().hex, **values)


def built(home: House | None = None, *posts: dict[str, Any], version: int = 1) -> Package:
    """A built package of approved posts, as the worker leaves it."""
    home = home or house()
    what = content(*posts)
    decision = approved(home, what, version=version)
    row = Package(
        client_id=home.client_id,
        engagement_id=home.engagement_id,
        version=version,
        bundle=plain(decision.subject),
        bundle_sha256=decision.sha256,
        strategy=plain(STRATEGY),
        strategy_sha256=STRATEGY.sha256,
        approval_id=decision.id,
        zone=ZONE,
        created_at=clock.now(),
    )
    parts = packing.Parts(
        package_id=row.id,
        version=version,
        engagement_id=home.engagement_id,
        client_id=home.client_id,
        title="Nordlicht Print: posts",
        content=what,
        zone=ZONE,
        stamp=decision.decided_at,
        document=b"%PDF-1.7 strategy",
        artifacts=((decision.subject, "approved"),),
        lineage=(decision.subject, STRATEGY),
        approvals=({"kind": "client", "id": str(decision.id), "status": "approved"},),
        qc=(),
        branding={"client_name": "Nordlicht Print"},
    )
    named = packing.contents(parts)
    row.manifest = packing.manifest(parts, named)
    data = packing.zip_bytes(named, row.manifest, parts.stamp)
    row.sha256, row.file_sha256, row.size = content_hash(row.manifest), files.put("delivery", data), len(data)
    row.file_name, row.state, row.built_at = f"nordlicht-package-v{version}.zip", contracts.PackageState.BUILT, clock.now()
    with atomic("delivery"):
        row.save(force_insert=True)
    return row


def judged(row: Package) -> Package:
    """The package after QC has judged its manifest."""
    ids = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    qc.evaluate(actor=WORKER, ref=row.ref, content=row.manifest, context={}, key=new_id().hex, **ids)
    return row


def released(home: House | None = None, *posts: dict[str, Any], version: int = 1) -> Package:
    """A package that the client has."""
    row = judged(built(home, *posts, version=version))
    services.release(actor=WORKER, package_id=row.id, key=new_id().hex)
    return row


def publishing(harness: Any, *posts: dict[str, Any], home: House | None = None) -> tuple[Package, FakePublisher]:
    """A package whose posts are scheduled, and the channel they go to."""
    channel = FakePublisher()
    harness.use("delivery.publisher.linkedin", channel)
    row = released(home, *posts)
    services.publish(actor=WORKER, package_id=row.id, key=new_id().hex)
    return row, channel


def posts_of(row: Package) -> dict[str, contracts.Publication]:
    """The publications of a package by post."""
    wanted = contracts.PublicationFilter(package_id=row.id)
    return {p.post_key: p for p in services.list_publications(actor=STAFF, filter=wanted).items}


def now_due() -> None:
    """Take away what holds publications back: leases of the dead and backoffs."""
    Publication.objects.update(retry_at=None, lease_until=None)
