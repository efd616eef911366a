"""What waits for a person: the client's decision; for the agency, silence, a rejection, and a client who cannot be asked."""

from __future__ import annotations

from apps.client_review.contracts import PackageState
from apps.client_review.models import WAITING, Notice, Package
from kernel import clock
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.pages import Waiting

LIMIT = 100


@query("client_review", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What this actor can act on now, longest waiting first."""
    found = [*_for_client(actor), *_for_staff(actor)]
    return tuple(sorted(found, key=lambda w: w.since))


def _for_client(actor: Actor) -> list[Waiting]:
    if actor.is_inside or not actor.may("review.decide"):
        return []
    rows = Package.objects.all().visible_to(actor).filter(state__in=WAITING).defer("content").order_by("created_at")
    return [
        Waiting(
            app="client_review",
            kind="decision",
            title=row.title,
            detail=f"Round {row.round}: please approve, or say what should change.",
            url=f"/portal/client-review/{row.id}/",
            right="review.decide",
            client_id=row.client_id,
            since=row.sent_at or row.created_at,
            due_at=row.due_at,
        )
        for row in rows[:LIMIT]
    ]


def _for_staff(actor: Actor) -> list[Waiting]:
    if not actor.is_inside or not actor.may("review.manage"):
        return []
    rows = Package.objects.all().visible_to(actor).defer("content")
    found = [
        _staff(row, "overdue", f"The client has not decided; wanted by {row.due_at:%d %B %Y}. Please call them.", row.due_at)
        for row in rows.filter(state__in=WAITING, due_at__lt=clock.now()).order_by("due_at")[:LIMIT]
    ]
    for row in rows.filter(state=PackageState.REJECTED).order_by("decided_at")[:LIMIT]:
        newer = Package.objects.filter(engagement_id=row.engagement_id, created_at__gt=row.created_at).exists()
        if not newer:
            found.append(_staff(row, "rejected", "The client rejected it as a whole. Please talk to them.", row.decided_at))
    dead = Notice.objects.all().visible_to(actor).filter(state="dead").select_related("package").order_by("due_at")
    found += [_staff(row.package, "unasked", row.last_error, row.due_at) for row in dead[:LIMIT] if row.package.waits]
    return found


def _staff(row: Package, kind: str, detail: str, since: object) -> Waiting:
    return Waiting(
        app="client_review",
        kind=kind,
        title=str(row),
        detail=detail,
        url=f"/admin/client_review/package/{row.id}/change/",
        right="review.manage",
        client_id=row.client_id,
        since=since,
        due_at=row.due_at,
    )
