"""The facts learning tells."""

from __future__ import annotations

from uuid import UUID

from kernel.signals import Signal, signal


@signal("learning.draft_generated.v1")
class DraftGenerated(Signal):
    """A writer's draft passed its caller's check and is stored under its request's hash."""

    generation_id: UUID
    client_id: UUID | None
    task: str
    writer: str


@signal("learning.budget_exhausted.v1")
class BudgetExhausted(Signal):
    """A client's budget for the day does not cover another call."""

    client_id: UUID | None
    task: str
