"""Word to people: the invitation with its link, reminders, and the passing of the due day. The worker's three beats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string

from apps.client_review import queries, signals
from apps.client_review.models import Notice, Package
from apps.identity import services as identity
from kernel import claims, clock, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import DomainError, NotConfigured
from kernel.signals import publish

APPROVER = "client_approver"
LINK_OUTLIVES_DUE_DAY = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Whom a notice goes to, and the link made for them alone."""

    email: str
    name: str
    url: str


def give_notice() -> int:
    """Work on the notices that are due: links are issued first, then the mails are queued; returns how many were handled."""
    rows = claims.claim(Notice, limit=20)
    for row in rows:
        actor = worker("client_review", client_id=row.client_id)
        try:
            _record(actor=actor, notice_id=row.id, token=row.token, invitations=_invitations(actor, row))
        except claims.LostLease:
            continue
        except DomainError as error:
            claims.fail(row, f"{error.title}: {error.detail}")
    return len(rows)


def _invitations(actor: Actor, row: Notice) -> tuple[Invitation, ...]:
    """A link for each approver, the same at each try; none for a review that no longer waits, or for the passing of a day."""
    package = row.package
    if row.kind == Notice.OVERDUE or not package.waits:
        return ()
    people = [m for m in identity.list_members(actor=actor, client_id=row.client_id) if str(m.role).lower() == APPROVER]
    if not people:
        raise NotConfigured("The client account has no approver.", remedy="Add a client approver to it.")
    expires_at = max(package.due_at, clock.now()) + LINK_OUTLIVES_DUE_DAY
    return tuple(
        Invitation(
            email=person.email,
            name=person.name,
            url=identity.issue_share_link(
                actor=actor,
                client_id=row.client_id,
                app="client_review",
                object_id=package.id,
                action="review",
                email=person.email,
                expires_at=expires_at,
                occasion=str(row.id),
            ).url,
        )
        for person in people
    )


@command("client_review", right=INTERNAL)
def _record(*, actor: Actor, notice_id: UUID, token: int, invitations: tuple[Invitation, ...]) -> None:
    """Queue the mails, tell that the review was sent or is overdue, and settle the notice under its token."""
    row = Notice.objects.select_related("package").get(pk=notice_id)
    row.token = token
    package = Package.objects.select_for_update(of=("self",)).get(pk=row.package_id)
    audit(subject=f"review_package:{package.id}", client_id=package.client_id)
    if not package.waits:
        claims.settle(row, state="cancelled", done_at=clock.now())
        return
    for invitation in invitations:
        _queue(row, package, invitation)
    if row.kind == Notice.INVITE and package.sent_at is None:
        _sent(package)
    elif row.kind == Notice.OVERDUE:
        _overdue(package)
    claims.settle(row, done_at=clock.now())


def _queue(row: Notice, package: Package, to: Invitation) -> None:
    language = package.language if package.language in ("en", "de") else "en"
    posts = package.content.get("posts") or []
    values = {
        "name": to.name,
        "url": to.url if to.url.startswith("http") else f"{settings.AICMO_PUBLIC_URL}{to.url}",
        "package": package,
        "posts": len(posts),
        "days_left": (package.due_at.date() - clock.today()).days,
        "extra_next": package.rounds_used + 1 > package.rounds_contracted,
        "rounds_left": max(package.rounds_contracted - package.rounds_used, 0),
    }
    subject, _, text = render_to_string(f"email/client_review/{row.kind}.{language}.txt", values).strip().partition("\n")
    mail.queue(
        app="client_review",
        purpose="service",
        to=to.email,
        to_name=to.name,
        subject=subject.strip(),
        text=text.strip() + "\n",
        key=f"{row.kind}:{row.id}:{to.email}",
        client_id=package.client_id,
    )


def _sent(package: Package) -> None:
    at, policy = clock.now(), queries.policy()
    package.sent_at = at
    package.due_at = at + timedelta(days=policy.days)
    package.save(update_fields=["sent_at", "due_at"])
    later = [(Notice.REMINDER, n, at + timedelta(days=days)) for n, days in enumerate(sorted(policy.reminder_days), 1)]
    for kind, number, due_at in (*later, (Notice.OVERDUE, 0, package.due_at)):
        Notice.objects.create(package=package, client_id=package.client_id, kind=kind, number=number, due_at=due_at)
    publish(
        signals.ClientReviewSent(
            package_id=package.id,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            ref=package.ref,
            parents=package.lineage(),
            subject=package.subject,
            round=package.round,
            due_at=package.due_at,
        )
    )


def _overdue(package: Package) -> None:
    publish(
        signals.ReviewOverdue(
            package_id=package.id,
            engagement_id=package.engagement_id,
            client_id=package.client_id,
            subject=package.subject,
            round=package.round,
            due_at=package.due_at,
            reminders=package.notices.filter(kind=Notice.REMINDER, state="done").count(),
        )
    )
