"""Packages in every state. Approvals and verdicts come from the modules that give them; the package's own row is made here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from apps.client_review import services as client_review
from apps.client_review.contracts import Verdict
from apps.delivery import contracts, services
from apps.delivery.logic import packing
from apps.delivery.models import Package, Publication
from apps.delivery.providers import FakePublisher
from apps.onboarding import services as onboarding
from apps.production import services as production
from apps.production.contracts import BundleFilter
from apps.qc import services as qc
from apps.strategy import services as strategies
from kernel import clock, files
from kernel.actors import worker
from kernel.db import atomic
from kernel.ids import new_id
from kernel.refs import ArtifactRef, content_hash, plain
from kernel.testing import staff
from tests.client_review.factories import House, content, house, post, review
from tests.onboarding.factories import ANSWERS

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


@dataclass(frozen=True)
class Chain:
    """One engagement from its brief to the client's approval, every link made by its own module."""

    home: House
    strategy: ArtifactRef
    bundle: ArtifactRef
    approval_id: UUID

    def inputs(self, **changes: Any) -> dict[str, Any]:
        """What create_package takes."""
        ids = {"engagement_id": self.home.engagement_id, "client_id": self.home.client_id, "approval_id": self.approval_id}
        return {"actor": WORKER, "bundle": self.bundle, "strategy": self.strategy, "key": new_id().hex, **ids} | changes


def chain(harness: Any) -> Chain:
    """Brief, strategy, calendar, drafts, verdicts and the client's approval."""
    home = house()
    ids = {"engagement_id": home.engagement_id}
    onboarding.prepare_agreement(actor=WORKER, key="a", **ids)
    onboarding.invite(actor=WORKER, override_reason="for the test", key="i", **ids)
    for field, value in ANSWERS.items():
        onboarding.save_answer(actor=WORKER, field=field, value=value, **ids)
    onboarding.capture_intake(actor=WORKER, key="c", **ids)
    brief = onboarding.normalize_brief(actor=WORKER, key="b", **ids)
    brief_ref = judge(harness, home, brief, kind="brief")
    onboarding.approve_brief(actor=STAFF, brief_id=brief.id, sha256=brief.sha256, key="b")
    harness.drain()
    strategies.generate(actor=WORKER, brief=brief_ref, key="s", **ids)
    harness.drain()
    newest = strategies.list_versions(actor=STAFF, **ids)[0]
    strategy = judge(harness, home, strategies.get_strategy(actor=STAFF, strategy_id=newest.id), kind="strategy")
    strategies.approve(actor=STAFF, strategy_id=strategy.id, sha256=strategy.sha256, key="s")
    harness.drain()
    calendar = production.plan_calendar(actor=WORKER, strategy=strategy, starts_on=clock.today(), key="p", **ids)
    production.generate_draft(actor=WORKER, calendar=calendar.ref, key="d", **ids)
    harness.drain()
    wanted = BundleFilter(engagement_id=home.engagement_id)
    bundle = production.get_bundle(actor=STAFF, bundle_id=production.list_bundles(actor=STAFF, filter=wanted).items[0].id)
    judge(harness, home, bundle, kind="draft_bundle")
    package = review(home, bundle.content, subject=bundle.ref, parents=(strategy, calendar.ref))
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256, "key": "decide"}
    decision = client_review.decide(verdict=Verdict.APPROVE, **values)
    harness.drain()
    return Chain(home, strategy, bundle.ref, decision.id)


def judge(harness: Any, home: House, artifact: Any, *, kind: str) -> ArtifactRef:
    """QC's verdict on a brief, a strategy or a bundle, told to its module; returns the reference it was given to."""
    ref = ArtifactRef(kind=kind, id=artifact.id, version=artifact.version, sha256=artifact.sha256)
    ids = {"engagement_id": home.engagement_id, "client_id": home.client_id}
    found = qc.evaluate(actor=WORKER, ref=ref, content=artifact.content, context={}, key=new_id().hex, **ids)
    assert str(found.verdict) != "FAIL", found.findings
    harness.drain()
    return ref
