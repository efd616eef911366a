"""Names of clients beside rows that hold only their ids: asked of their owner once per page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.actors import Actor
from kernel.pages import MAX_LIMIT

COLUMN = "client_shown"
"""What a table shows in place of `client_id`."""


def put(actor: Actor, rows: Iterable[Any]) -> None:
    """Give each row its client's name to show; the facade that knows the names is named by the setting AICMO_CLIENT_NAMES."""
    with_client = [row for row in rows if getattr(row, "client_id", None)]
    known = client_names(actor, {row.client_id for row in with_client}) if with_client else {}
    for row in with_client:
        row.client_name_shown = known.get(row.client_id, "")


def client_names(actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """The names of these clients by id; those the actor may not see are left out."""
    path = getattr(settings, "AICMO_CLIENT_NAMES", "")
    return import_string(path)(actor=actor, ids=tuple(ids)) if path else {}


def visible_clients(actor: Actor) -> dict[UUID, str]:
    """The names of all clients that the actor may see, by id, for a form to choose from; AICMO_CLIENT_LIST names the facade."""
    path, found, cursor = getattr(settings, "AICMO_CLIENT_LIST", ""), {}, ""
    while path:
        page = import_string(path)(actor=actor, cursor=cursor, limit=MAX_LIMIT)
        found |= {client.id: client.name for client in page.items}
        if not (cursor := page.next_cursor):
            break
    return found


def shown(row: Any) -> str:
    """The name, the id of a client whose name is not known, a dash for none."""
    return getattr(row, "client_name_shown", "") or str(row.client_id or "–")


def swapped(names: Any) -> tuple:
    """Field names, nested as the admin takes them, with the name in place of the id."""
    kept = (name for name in names if name != COLUMN)
    return tuple(swapped(n) if isinstance(n, list | tuple) else (COLUMN if n == "client_id" else n) for n in kept)
