"""Decisions: bound to the bytes that were shown, made once, by a person with a name."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from apps.client_review import contracts, signals
from apps.client_review.contracts import Verdict
from apps.client_review.logic import certificate, notes
from apps.client_review.models import Decision, Notice, Package
from apps.client_review.services.mapping import to_comment, to_decision, to_package
from kernel import clock
from kernel.actors import Actor, ActorKind
from kernel.db import audit, command, query
from kernel.errors import Conflict, Forbidden, NotFound, StaleVersion
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import ArtifactRef, content_hash
from kernel.signals import publish

PEOPLE = (ActorKind.CLIENT, ActorKind.GUEST)
"""Who decides: identified persons of the client. A token is made by the agency and bears whatever name it likes."""
NAMELESS = ("", "guest")


@command("client_review", right="review.decide")
def decide(*, actor: Actor, package_id: UUID, sha256: str, verdict: Verdict, comment: str = "", key: str) -> contracts.Decision:
    """Record the client's decision on exactly the bytes they saw; the first final one wins, HOLD keeps the question open.

    Asking for changes and rejecting need words: a comment here or, for changes, an open one on the review.
    Raises StaleVersion, AlreadyDecided, ReviewClosed, CommentNeeded, Forbidden (not one of the client's people).
    """
    if actor.kind not in PEOPLE or actor.name in NAMELESS or actor.clients is None:
        raise Forbidden("Only a person of the client decides.", remedy="Send them the link.")
    package = Package.objects.all().reach(actor, package_id, lock=True)
    verdict, comment = Verdict(verdict), comment.strip()
    if package.waits and _needs_words(package, verdict, comment):
        raise contracts.CommentNeeded("Please say what should change.", field="comment")
    row = package.decide(by=actor, sha256=sha256, verdict=verdict, comment=comment, at=clock.now())
    _cancel_notices(package)
    decision = to_decision(row, package)
    _tell(package, decision)
    audit(subject=f"review_package:{package.id}", client_id=package.client_id, after={"verdict": verdict, "sha256": sha256})
    return decision


@query("client_review", right="review.view")
def list_decisions(
    *,
    actor: Actor,
    filter: contracts.DecisionFilter = contracts.DecisionFilter(),
    order: str = "-decided_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Decision]:
    """The decisions the actor may see, newest first; order -decided_at or decided_at."""
    rows, allowed = Decision.objects.select_related("package").visible_to(actor), ("-decided_at", "decided_at")
    wanted = {
        "client_id": filter.client_id,
        "package__engagement_id": filter.engagement_id,
        "package_id": filter.package_id,
        "verdict": filter.verdict,
    }
    rows, since = rows.filter(**{name: value for name, value in wanted.items() if value is not None}), filter.updated_since
    return page(rows, _to_decision, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=since)


@query("client_review", right="review.view")
def create_revision_plan(*, actor: Actor, package_id: UUID) -> contracts.RevisionPlan:
    """What the client's decision and open comments ask for, per post and as one list of notes."""
    package = Package.objects.all().reach(actor, package_id)
    return _plan(package)


@query("client_review", right="review.view")
def get_decision(*, actor: Actor, decision_id: UUID) -> contracts.Decision:
    """One decision; NotFound if the actor may not see it."""
    row = Decision.objects.all().visible_to(actor).select_related("package").filter(pk=decision_id).first()
    if row is None:
        raise NotFound("There is no such decision.")
    return to_decision(row, row.package)


@query("client_review", right="review.view")
def find_approval(*, actor: Actor, subject: ArtifactRef) -> contracts.Decision | None:
    """The client's approval of exactly this version, None if there is none."""
    rows = Decision.objects.all().visible_to(actor).select_related("package")
    row = rows.filter(verdict=Verdict.APPROVE, sha256=subject.sha256, package__subject_id=subject.id).first()
    return to_decision(row, row.package) if row else None


@query("client_review", right="review.view")
def get_approved_content(*, actor: Actor, decision_id: UUID) -> dict[str, Any]:
    """The content that an approval approved, its hash recomputed now; StaleVersion if it no longer fits, Conflict if none."""
    row = Decision.objects.all().visible_to(actor).select_related("package").filter(pk=decision_id).first()
    if row is None:
        raise NotFound("There is no such decision.")
    if row.verdict != Verdict.APPROVE:
        raise Conflict("This decision is no approval.")
    if not content_hash(row.package.content) == row.package.sha256 == row.sha256:
        raise StaleVersion("The stored content is not what the client approved.")
    return row.package.content


@query("client_review", right="review.view")
def get_certificate(*, actor: Actor, package_id: UUID) -> contracts.Certificate:
    """The proof of the final decision as a JSON file; Conflict while there is none."""
    package = to_package(Package.objects.all().reach(actor, package_id))
    if package.decision is None or package.decision.verdict is Verdict.HOLD:
        raise Conflict("There is no decision yet.")
    data = certificate.as_bytes(certificate.build(package, package.decision))
    name = f"certificate-{package.id.hex[-8:]}-v{package.subject.version}.json"
    return contracts.Certificate(
        file_name=name, content_type="application/json", sha256=hashlib.sha256(data).hexdigest(), data=data
    )


def _needs_words(package: Package, verdict: Verdict, comment: str) -> bool:
    if comment or verdict in (Verdict.APPROVE, Verdict.HOLD):
        return False
    return verdict is Verdict.REJECT or not package.comments.filter(internal=False, resolved_at=None).exists()


def _cancel_notices(package: Package) -> None:
    """A final decision ends all notices; a hold only the reminders: the agency still hears when the day passes."""
    rows = package.notices.filter(state="pending")
    if package.waits:
        rows = rows.filter(kind=Notice.REMINDER)
    rows.update(state="cancelled")


def _plan(package: Package) -> contracts.RevisionPlan:
    rows = package.comments.filter(internal=False).order_by("created_at", "id")
    latest = package.decisions.order_by("-decided_at", "-id").first()
    by_post = notes.plan(package.content, latest.comment if latest else "", [to_comment(row) for row in rows])
    return contracts.RevisionPlan(package_id=package.id, subject=package.subject, notes=notes.lines(by_post), by_post=by_post)


def _tell(package: Package, decision: contracts.Decision) -> None:
    about = {
        "package_id": package.id,
        "decision_id": decision.id,
        "engagement_id": package.engagement_id,
        "client_id": package.client_id,
        "subject": package.subject,
        "round": package.round,
    }
    publish(signals.ClientFeedbackReceived(kind="decision", verdict=decision.verdict.value, **about))
    about |= {"ref": package.ref, "parents": package.lineage(), "decided_by": decision.decided_by, "sent_at": package.sent_at}
    if decision.verdict is Verdict.APPROVE:
        publish(signals.ClientApproved(**about))
    elif decision.verdict is Verdict.REJECT:
        publish(signals.ClientRejected(reason=decision.comment, **about))
    elif decision.verdict is Verdict.REQUEST_CHANGES:
        extra = package.rounds_used + 1 > package.rounds_contracted
        publish(
            signals.RevisionRequested(
                notes=_plan(package).notes, rounds_contracted=package.rounds_contracted, extra_round=extra, **about
            )
        )


def _to_decision(row: Decision) -> contracts.Decision:
    return to_decision(row, row.package)
