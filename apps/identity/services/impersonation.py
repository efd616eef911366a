"""Seeing the portal as a client's person does: reading only, with a banner, audited."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from apps.identity import contracts
from apps.identity.logic import rights as table
from apps.identity.services.actors import actor_for_user
from kernel.actors import ANONYMOUS, Actor, ActorKind
from kernel.db import audit, command
from kernel.errors import NotFound


@command("identity", right="identity.users", why="reason")
def start_impersonation(*, actor: Actor, user_id: UUID, reason: str) -> contracts.Me:
    """Allow the actor to see what this person of a client sees; the caller keeps it in the session."""
    seen = impersonated(actor=actor, user_id=user_id)
    if seen.kind is ActorKind.ANONYMOUS:
        raise NotFound("There is no such person of a client.")
    audit(subject=user_id)
    return contracts.Me(
        kind=seen.kind.value, id=seen.id, name=seen.name, rights=tuple(sorted(seen.rights)), clients=tuple(seen.clients or ())
    )


def impersonated(*, actor: Actor, user_id: UUID) -> Actor:
    """What `actor` is while seeing as this person: theirs, reading only. ANONYMOUS where that is not allowed (any more)."""
    seen = actor_for_user(user_id=user_id)
    allowed = actor.kind is ActorKind.STAFF and actor.may("identity.users")
    if not allowed or seen.kind is not ActorKind.CLIENT or table.above(actor.rights, seen.rights):
        return ANONYMOUS
    return replace(seen, impersonator=actor.id)
