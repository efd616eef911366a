"""The event log: what happened, in 15 groups."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from apps.learning import contracts
from apps.learning.logic import hearing
from apps.learning.models import EventLine
from apps.learning.services import memory
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import plain


@command("learning", right="learning.write")
def log_event(
    *, actor: Actor, group: contracts.EventGroup | str, name: str, client_id: UUID | None, data: dict, key: str = ""
) -> contracts.Event:
    """Add an event to the log; UnknownGroup for a group that is not among the 15. `data` holds ids and figures, no persons."""
    if client_id is not None and not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if not name.strip():
        raise InvalidInput("An event needs a name.", field="name")
    return _add(_group(group), name.strip(), client_id, plain(data))


@command("learning", right=INTERNAL)
def note_signal(*, actor: Actor, name: str, event: Any, key: str) -> None:
    """Log a signal of another module, and remember what it teaches about its client."""
    group = hearing.group_of(name)
    if group is None:
        return
    client_id = getattr(event, "client_id", None)
    _add(group, name.rsplit(".v", 1)[0], client_id, hearing.data_of(event), at=event.at)
    if client_id is None:
        return
    for fact in hearing.facts_of(name, event):
        memory.keep(client_id=client_id, topic=fact.topic, text=fact.text, source=name, confidence=fact.confidence)


@query("learning", right="learning.view")
def list_events(
    *, actor: Actor, filter: contracts.EventFilter, order: str = "-at", cursor: str = "", limit: int = 50
) -> Page[contracts.Event]:
    """The event log, newest first."""
    rows = EventLine.objects.visible_to(actor)
    if filter.client_id is not None:
        rows = rows.filter(client_id=filter.client_id)
    if filter.group is not None:
        rows = rows.filter(group=_group(filter.group).value)
    if filter.name:
        rows = rows.filter(name=filter.name)
    return page(rows, _to_event, order=order, allowed=("-at",), cursor=cursor, limit=limit)


def _group(group: contracts.EventGroup | str) -> contracts.EventGroup:
    try:
        return contracts.EventGroup(group)
    except ValueError as error:
        known = ", ".join(g.value for g in contracts.EventGroup)
        raise contracts.UnknownGroup(
            f"There is no event group “{group}”.", field="group", remedy=f"Use one of: {known}."
        ) from error


def _add(group: contracts.EventGroup, name: str, client_id: UUID | None, data: dict, *, at: Any = None) -> contracts.Event:
    row = EventLine.objects.create(group=group.value, name=name[:120], client_id=client_id, data=data, at=at or clock.now())
    return _to_event(row)


def _to_event(row: EventLine) -> contracts.Event:
    return contracts.Event(id=row.id, group=row.group, name=row.name, client_id=row.client_id, data=row.data, at=row.at)
