"""`visible_to(actor)`: the only way to a client-owned row. What an actor may not see does not exist for it."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models

from kernel import clock, context
from kernel.actors import Actor
from kernel.changes import Changing
from kernel.errors import NotFound


class ScopedQuerySet(models.QuerySet):
    """A QuerySet that knows who may see its rows. `client_field` names the column with the client account's id.

    `scope_field` names the column that a guest's object id must equal (the object a share link opens).
    """

    client_field = "client_id"
    scope_field = "pk"

    def visible_to(self, actor: Actor) -> Self:
        """The rows this actor may see."""
        rows = self
        if actor.scope is not None:
            if actor.scope.app != self.model._meta.app_label:
                return self.none()
            rows = rows.filter(**{self.scope_field: actor.scope.object_id})
        if actor.clients is None:
            return rows
        return rows.filter(**{f"{self.client_field}__in": actor.clients})

    def update(self, **values: object) -> int:
        """As ever; where the table tells when its rows changed, that is written too."""
        if issubclass(self.model, Changing):
            values.setdefault("changed_at", clock.now())
        return super().update(**values)

    update.alters_data = True

    def reach(self, actor: Actor, pk: UUID | str, *, lock: bool = False, **more: object) -> models.Model:
        """One visible row, or NotFound: a foreign id and a missing one answer alike. `lock` takes a row lock."""
        row = locked(self.visible_to(actor), lock).filter(pk=pk, **more).first()
        if row is None:
            raise NotFound(f"There is no such {self.model._meta.verbose_name}.")
        return row


def locked(rows: models.QuerySet, lock: bool = False) -> models.QuerySet:
    """The rows, locked when read if asked for, or if a caller's precondition is being checked on them."""
    return rows.select_for_update(of=("self",)) if lock or context.locking() else rows


def scoped(*, client_field: str = "client_id", scope_field: str = "pk") -> models.Manager:
    """A manager over ScopedQuerySet; other columns for tables that spell the client or the object differently."""
    kind = type("Scoped", (ScopedQuerySet,), {"client_field": client_field, "scope_field": scope_field})
    return models.Manager.from_queryset(kind)()
