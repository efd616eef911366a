"""Packages: what is frozen for the client's decision, and how it differs from the version before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from apps.client_review import contracts, queries
from apps.client_review.logic import diff
from apps.client_review.models import WAITING, Notice, Package
from apps.client_review.services.mapping import to_package, to_summary
from apps.onboarding import services as onboarding
from apps.qc import services as qc
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict, InvalidInput, NotFound
from kernel.pages import Page
from kernel.paging import NEWEST, page
from kernel.refs import ArtifactRef, content_hash, plain


@command("client_review", right="review.manage")
def create_review_package(
    *,
    actor: Actor,
    engagement_id: UUID,
    client_id: UUID,
    subject: ArtifactRef,
    parents: tuple[ArtifactRef, ...],
    content: dict[str, Any],
    title: str,
    round: int,
    key: str,
) -> contracts.ReviewPackage:
    """Freeze `content`, which must be exactly the subject's, for the client's decision; the worker then asks them.

    An older version that still waits is superseded. Raises NotQcPassed, InvalidInput (content), Conflict (sent before).
    """
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if content_hash(content) != subject.sha256:
        raise InvalidInput("The content is not the one that the subject's hash names.", field="content")
    if round < 1 or not title.strip():
        raise InvalidInput("A review needs a title and a round of 1 or more.", field="title" if round >= 1 else "round")
    if Package.objects.filter(subject_id=subject.id, sha256=subject.sha256).exists():
        raise Conflict("This version was sent to the client before.", field="subject")
    _require_qc(actor, subject)
    engagement = onboarding.get_engagement(actor=actor, engagement_id=engagement_id)
    if engagement.client_id != client_id:
        raise NotFound("There is no such engagement of this client.")
    previous = queries.earlier_package(engagement_id, subject.kind, subject.version)
    _supersede(engagement_id, subject)
    at, policy = clock.now(), queries.policy()
    package = Package.objects.create(
        client_id=client_id,
        engagement_id=engagement_id,
        title=title.strip()[:200],
        language=engagement.language or "en",
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_version=subject.version,
        parents=plain(parents),
        content=content,
        sha256=subject.sha256,
        round=round,
        rounds_contracted=engagement.rounds,
        previous_id=previous.id if previous else None,
        created_at=at,
        due_at=at + timedelta(days=policy.days),
    )
    Notice.objects.create(package=package, client_id=client_id, kind=Notice.INVITE, due_at=at)
    audit(subject=f"review_package:{package.id}", client_id=client_id, after={"subject": str(subject), "round": round})
    return to_package(package)


@query("client_review", right="review.view")
def get_package(*, actor: Actor, package_id: UUID) -> contracts.ReviewPackage:
    """One review with its content; NotFound if the actor may not see it."""
    return to_package(Package.objects.all().reach(actor, package_id))


@query("client_review", right="review.view")
def list_packages(
    *,
    actor: Actor,
    filter: contracts.ReviewFilter = contracts.ReviewFilter(),
    order: str = "-created_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.ReviewSummary]:
    """The reviews the actor may see, newest first; order -created_at or created_at."""
    rows, since = queries.packages(actor, filter).defer("content"), filter.updated_since
    return page(rows, to_summary, order=order, allowed=NEWEST, cursor=cursor, limit=limit, actor=actor, since=since)


@query("client_review", right="review.view")
def compare_versions(*, actor: Actor, package_id: UUID) -> contracts.Comparison:
    """What differs from the version before, changed posts first; no changes when this is the first version."""
    package = Package.objects.all().reach(actor, package_id)
    previous = Package.objects.filter(pk=package.previous_id).first() if package.previous_id else None
    changes = diff.compare(previous.content, package.content) if previous else ()
    return contracts.Comparison(package_id=package.id, previous_id=package.previous_id, changes=changes)


def _require_qc(actor: Actor, subject: ArtifactRef) -> None:
    try:
        verdict = str(qc.get_result(actor=actor, ref=subject).verdict)
    except NotFound as error:
        raise contracts.NotQcPassed(f"There is no QC result for {subject}.", field="subject") from error
    if verdict not in ("PASS", "WARN"):
        raise contracts.NotQcPassed(f"{subject} has the verdict {verdict}.", field="subject", remedy="Revise it first.")


def _supersede(engagement_id: UUID, subject: ArtifactRef) -> None:
    rows = Package.objects.filter(engagement_id=engagement_id, subject_kind=subject.kind, state__in=WAITING)
    for older in rows.filter(subject_version__lt=subject.version).select_for_update(of=("self",)):
        older.move(contracts.PackageState.SUPERSEDED)
        older.notices.filter(state="pending").update(state="cancelled")
