"""Handing a built package to the client: after QC of its manifest, with a mail that holds the link."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from apps.delivery import contracts, queries, signals
from apps.delivery.models import Notice, Package
from apps.delivery.services.mapping import to_package
from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.qc import services as qc
from kernel import claims, clock, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import Conflict, DomainError, NotConfigured, NotFound
from kernel.refs import ArtifactRef
from kernel.signals import publish

PASSED = ("PASS", "WARN")


@command("delivery", right="delivery.write")
def release(*, actor: Actor, package_id: UUID, key: str) -> contracts.Package:
    """Give a built package to the client: they see it and are told by mail; signal Delivered.

    Releasing it again changes nothing. Raises Conflict while it is not built, or without a QC pass of exactly its manifest.
    """
    package = queries.reach(actor, package_id, lock=True)
    if package.state == contracts.PackageState.RELEASED:
        return to_package(package)
    if package.state != contracts.PackageState.BUILT:
        raise Conflict(f"The package is {package.state}; only a built one is released.")
    _require_qc(actor, package.ref)
    package.move(contracts.PackageState.RELEASED)
    package.mark("approved")
    package.released_at = clock.now()
    package.save(update_fields=["state", "status", "released_at"])
    _revise_older(package)
    Notice.objects.create(package=package, client_id=package.client_id, due_at=clock.now())
    audit(subject=f"delivery_package:{package.id}", client_id=package.client_id, after={"sha256": package.sha256})
    publish(
        signals.Delivered(
            package_id=package.id,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            ref=package.ref,
            parents=package.lineage(),
        )
    )
    return to_package(package)


@command("delivery", right=INTERNAL)
def keep_verdict(*, actor: Actor, ref: ArtifactRef, verdict: str, key: str) -> None:
    """Keep what QC said of exactly this manifest."""
    Package.objects.filter(pk=ref.id, sha256=ref.sha256).update(qc_verdict=verdict)


@command("delivery", right=INTERNAL)
def flag_packages(*, actor: Actor, engagement_id: UUID, client_id: UUID, bundle: ArtifactRef, key: str) -> int:
    """A newer bundle was approved: released packages of older ones are flagged for review. Returns how many."""
    rows = Package.objects.filter(engagement_id=engagement_id, client_id=client_id, status="approved").select_for_update(
        of=("self",)
    )
    older = [row for row in rows if row.bundle_ref.version < bundle.version]
    for row in older:
        row.mark("flagged_for_review")
        row.save(update_fields=["status"])
    return len(older)


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom the word of a release goes to, and the link made for them alone."""

    email: str
    name: str
    url: str


def mail_releases() -> int:
    """Tell the client's people of released packages: links first, then the mails; returns how many were handled."""
    rows = claims.claim(Notice, limit=20)
    for row in rows:
        actor = worker("delivery", client_id=row.client_id)
        try:
            engagement = onboarding.get_engagement(actor=actor, engagement_id=row.package.engagement_id)
            recipients = _recipients(actor, row)
            _record_notice(actor=actor, notice_id=row.id, token=row.token, recipients=recipients, language=engagement.language)
        except claims.LostLease:
            continue
        except DomainError as error:
            claims.fail(row, f"{error.title}: {error.detail}")
    return len(rows)


def _recipients(actor: Actor, row: Notice) -> tuple[Recipient, ...]:
    people = identity.list_members(actor=actor, client_id=row.client_id)
    if not people:
        raise NotConfigured("The client account has no members.", remedy="Add one.")
    links = {
        person.email: identity.issue_share_link(
            actor=actor,
            client_id=row.client_id,
            app="delivery",
            object_id=row.package_id,
            action="view_package",
            email=person.email,
            occasion=str(row.id),
        ).url
        for person in people
    }
    return tuple(Recipient(email=person.email, name=person.name, url=links[person.email]) for person in people)


@command("delivery", right=INTERNAL)
def _record_notice(*, actor: Actor, notice_id: UUID, token: int, recipients: tuple[Recipient, ...], language: str) -> None:
    """Queue the mails and settle the notice under its token."""
    row = Notice.objects.select_related("package").filter(pk=notice_id, token=token).first()
    if row is None:
        raise claims.LostLease(f"notice {notice_id} was claimed by another worker")
    language = language if language in ("en", "de") else "en"
    for person in recipients:
        url = person.url if person.url.startswith("http") else f"{settings.AICMO_PUBLIC_URL}{person.url}"
        values = {"name": person.name, "url": url, "package": row.package, "posts": len(row.package.manifest["posts"])}
        subject, _, text = render_to_string(f"email/delivery/released.{language}.txt", values).strip().partition("\n")
        mail.queue(
            app="delivery",
            purpose="service",
            to=person.email,
            to_name=person.name,
            subject=subject.strip(),
            text=text.strip() + "\n",
            key=f"released:{row.package_id}:{person.email}",
            client_id=row.client_id,
        )
    claims.settle(row)
    audit(subject=f"delivery_package:{row.package_id}", client_id=row.client_id)


def _require_qc(actor: Actor, ref: ArtifactRef) -> None:
    try:
        verdict = str(qc.get_result(actor=actor, ref=ref).verdict)
    except NotFound as error:
        raise Conflict(f"There is no QC result for {ref}.", remedy="Have the manifest checked first.") from error
    if verdict not in PASSED:
        raise Conflict(f"QC of {ref}: {verdict}.", remedy="Remove what the findings name and build it anew.")


def _revise_older(package: Package) -> None:
    rows = Package.objects.filter(engagement_id=package.engagement_id, version__lt=package.version)
    for older in rows.filter(status__in=("approved", "flagged_for_review")):
        older.mark("revised")
        older.save(update_fields=["status"])
