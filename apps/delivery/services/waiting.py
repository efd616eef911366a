"""What waits for the agency: posts that nobody can tell of, and packages that could not be built."""

from __future__ import annotations

from apps.delivery import queries
from apps.delivery.contracts import PackageFilter, PackageState, PublicationFilter, PublicationState
from apps.delivery.models import Build
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.pages import Waiting

LIMIT = 100


@query("delivery", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What this actor can act on now, longest waiting first."""
    found = [*_unknown(actor), *_stuck(actor)] if actor.is_inside else []
    return tuple(sorted(found, key=lambda w: w.since))


def _unknown(actor: Actor) -> list[Waiting]:
    if not actor.may("delivery.publish"):
        return []
    rows = queries.publications(actor, PublicationFilter(state=PublicationState.UNKNOWN)).order_by("scheduled_for")
    return [
        Waiting(
            app="delivery",
            kind="unknown_publication",
            title=f"Is {row} online?",
            detail=f"Please look at the channel and say so. {row.reason}",
            url=f"/admin/delivery/publication/{row.id}/change/",
            right="delivery.publish",
            client_id=row.client_id,
            since=row.scheduled_for,
        )
        for row in rows[:LIMIT]
    ]


def _stuck(actor: Actor) -> list[Waiting]:
    if not actor.may("delivery.write"):
        return []
    blocked = queries.packages(actor, PackageFilter(state=PackageState.BLOCKED)).order_by("created_at")[:LIMIT]
    reasons = [(row, "; ".join(f"{c['name']}: {c['reason']}" for c in row.checks if not c["ok"])) for row in blocked]
    dead = Build.objects.all().visible_to(actor).filter(state="dead").select_related("package")[:LIMIT]
    reasons += [(build.package, build.last_error) for build in dead]
    return [
        Waiting(
            app="delivery",
            kind="package_stuck",
            title=f"{row} could not be built",
            detail=reason,
            url=f"/admin/delivery/package/{row.id}/change/",
            right="delivery.write",
            client_id=row.client_id,
            since=row.created_at,
        )
        for row, reason in reasons
    ]
