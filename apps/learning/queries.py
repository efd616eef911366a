"""Reads of learning, always through `visible_to(actor)`."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.learning.models import Memory
from kernel.actors import Actor
from kernel.errors import NotFound


def memories_for(actor: Actor, client_id: UUID | None) -> QuerySet[Memory]:
    """What a retrieval for one client may draw on: that client's items, and for the house's own people the agency's.

    Never another client's: without a client only the agency's items are read.
    """
    if client_id is not None and not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    own = Q(client_id=client_id) if client_id is not None else Q(pk__in=[])
    agency = Q(scope="agency") if actor.is_inside else Q(pk__in=[])
    return Memory.objects.filter(own | agency)


def memories_seen_by(actor: Actor) -> QuerySet[Memory]:
    """Every item the actor may read in a list: its clients' items, and for the house's own people the agency's."""
    if actor.clients is None:
        return Memory.objects.all()
    agency = Q(scope="agency") if actor.is_inside else Q(pk__in=[])
    return Memory.objects.filter(Q(client_id__in=actor.clients) | agency)


def valid(rows: QuerySet[Memory], at: datetime) -> QuerySet[Memory]:
    """Those that hold at a moment: begun, not run out, not invalidated."""
    begun = rows.filter(invalidated_at__isnull=True, valid_from__lte=at)
    return begun.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at))
