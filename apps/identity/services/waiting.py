"""What waits for people in identity."""

from __future__ import annotations

from apps.identity.models import ClientAccount
from kernel.actors import Actor
from kernel.db import ANYONE, query
from kernel.pages import Waiting


@query("identity", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """Client accounts without anybody who can decide: reviews sent there would wait for ever."""
    if not actor.is_inside or not actor.may("identity.clients"):
        return ()
    rows = ClientAccount.objects.all().visible_to(actor)
    orphans = rows.exclude(memberships__role="client_approver", memberships__user__is_active=True).order_by("created_at")[:20]
    return tuple(
        Waiting(
            app="identity",
            kind="client_without_approver",
            title=f"{row.name} has nobody who can approve",
            detail="Add a member with the role client approver.",
            url=f"/admin/identity/clientaccount/{row.id}/change/",
            right="identity.clients",
            client_id=row.id,
            since=row.created_at,
        )
        for row in orphans
    )
