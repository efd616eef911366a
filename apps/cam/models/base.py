"""Who sees the agency's own rows."""

from __future__ import annotations

from typing import Self

from django.db import models

from kernel.actors import Actor
from kernel.scoping import ScopedQuerySet


class AgencyQuerySet(ScopedQuerySet):
    """Rows of the agency: visible to its staff and to those who see all clients; their right is checked by the verb.

    Leads belong to no client, so a staff user limited to some clients sees them too.
    No client user, guest or client's token does.
    """

    def visible_to(self, actor: Actor) -> Self:
        """All rows, or none."""
        if actor.scope is None and (actor.is_inside or actor.clients is None):
            return self.all()
        return self.none()


def agency() -> models.Manager:
    """A manager over AgencyQuerySet."""
    return models.Manager.from_queryset(AgencyQuerySet)()
