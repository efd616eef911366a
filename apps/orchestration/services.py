"""The port facade of orchestration."""

from __future__ import annotations

from uuid import UUID

from apps.orchestration import contracts, signals
from apps.orchestration.models import Entry
from kernel import clock
from kernel.actors import Actor
from kernel.db import command, query
from kernel.errors import InvalidInput, NotFound
from kernel.signals import publish

__all__ = ["add_entry", "get_entry"]


@command("orchestration", right="orchestration.write")
def add_entry(*, actor: Actor, client_id: UUID, title: str, key: str) -> contracts.Entry:
    """Add an entry to a client the actor may reach; InvalidInput for an empty title."""
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if not title.strip():
        raise InvalidInput("An entry needs a title.", field="title")
    row = Entry.objects.create(client_id=client_id, title=title.strip(), created_at=clock.now())
    publish(signals.EntryAdded(entry_id=row.id, client_id=client_id))
    return _to_entry(row)


@query("orchestration", right="orchestration.view")
def get_entry(*, actor: Actor, entry_id: UUID) -> contracts.Entry:
    """One entry; NotFound if the actor may not see it."""
    return _to_entry(Entry.objects.all().reach(actor, entry_id))


def _to_entry(row: Entry) -> contracts.Entry:
    return contracts.Entry(id=row.id, client_id=row.client_id, title=row.title, created_at=row.created_at)
