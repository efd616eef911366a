"""The facts onboarding tells."""

from __future__ import annotations

from uuid import UUID

from kernel.signals import Signal, signal


@signal("onboarding.entry_added.v1")
class EntryAdded(Signal):
    """An entry now exists."""

    entry_id: UUID
    client_id: UUID
