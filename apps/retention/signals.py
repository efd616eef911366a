"""The facts retention tells."""

from __future__ import annotations

from uuid import UUID

from kernel.signals import Signal, signal


@signal("retention.entry_added.v1")
class EntryAdded(Signal):
    """An entry now exists."""

    entry_id: UUID
    client_id: UUID
