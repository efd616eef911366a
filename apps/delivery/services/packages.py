"""Packages: asked for here, built by the worker, read and downloaded by those they are for."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max

from apps.delivery import contracts, queries
from apps.delivery.logic import preflight
from apps.delivery.models import Build, Package
from apps.delivery.services import gathering
from apps.delivery.services.mapping import to_job, to_package
from kernel import clock, files
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict, NotFound
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import ArtifactRef, plain


@command("delivery", right="delivery.write")
def create_package(
    *,
    actor: Actor,
    engagement_id: UUID,
    client_id: UUID,
    bundle: ArtifactRef,
    strategy: ArtifactRef,
    approval_id: UUID,
    key: str,
) -> contracts.Job:
    """Ask for a package of exactly this bundle and strategy under this approval; the worker builds it, signal PackageBuilt.

    The same inputs are the same package; asking again for a blocked one tries again. PreflightFailed names what is missing.
    """
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    sources = gathering.gather(
        actor=actor, engagement_id=engagement_id, bundle=bundle, strategy=strategy, approval_id=approval_id
    )
    owners = {sources.engagement.client_id, sources.bundle.client_id, sources.decision.client_id, sources.strategy.client_id}
    if owners != {client_id}:
        raise NotFound("There is no such engagement, bundle, strategy or approval of this client.")
    facts = gathering.facts_of(sources, bundle=bundle, strategy=strategy, content=sources.bundle.content, document=None)
    if reasons := preflight.failed(preflight.run(facts)):
        raise contracts.PreflightFailed("; ".join(reasons), field=reasons[0].split(":")[0])
    same = {"bundle_sha256": bundle.sha256, "strategy_sha256": strategy.sha256, "approval_id": approval_id}
    package = Package.objects.select_for_update(of=("self",)).filter(**same).first()
    if package is not None:
        return _again(package)
    newest = Package.objects.filter(engagement_id=engagement_id).aggregate(n=Max("version"))["n"] or 0
    package = Package.objects.create(
        client_id=client_id,
        engagement_id=engagement_id,
        version=newest + 1,
        bundle=plain(bundle),
        strategy=plain(strategy),
        zone=sources.calendar.zone,
        created_at=clock.now(),
        **same,
    )
    build = Build.objects.create(package=package, client_id=client_id, due_at=clock.now())
    audit(subject=f"delivery_package:{package.id}", client_id=client_id, after={"bundle": str(bundle)})
    return to_job(package, build)


@query("delivery", right="delivery.view")
def get_package(*, actor: Actor, package_id: UUID) -> contracts.Package:
    """One package; clients see released ones only."""
    return to_package(queries.reach(actor, package_id))


@query("delivery", right="delivery.view")
def list_packages(
    *,
    actor: Actor,
    filter: contracts.PackageFilter = contracts.PackageFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Package]:
    """The packages the actor may see, newest first; order -created_at or created_at."""
    rows, allowed, since = queries.packages(actor, filter), ("created_at", "-created_at"), filter.updated_since
    return page(rows, to_package, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=since)


@query("delivery", right="delivery.view")
def get_file(*, actor: Actor, package_id: UUID) -> contracts.Document:
    """The ZIP of a package; NotFound if it is not there for this actor, Conflict while it is being built."""
    row = queries.reach(actor, package_id)
    if not row.file_sha256:
        raise Conflict("The package has not been built yet.")
    data = files.get("delivery", row.file_sha256)
    return contracts.Document(file_name=row.file_name, content_type="application/zip", sha256=row.file_sha256, data=data)


def _again(package: Package) -> contracts.Job:
    """The package of these inputs; a blocked one, and one whose building was given up, is tried again."""
    if package.state == contracts.PackageState.BLOCKED:
        package.move(contracts.PackageState.BUILDING)
        package.save(update_fields=["state"])
    if package.state == contracts.PackageState.BUILDING and package.build.state in ("done", "dead"):
        Build.objects.filter(package=package).update(state="pending", attempt=0, retry_at=None, due_at=clock.now())
    return to_job(package)
