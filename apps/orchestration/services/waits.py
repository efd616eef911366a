"""Waits at work: reminders when what a journey waits for does not come."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from apps.orchestration import signals
from apps.orchestration.models import Wait
from apps.orchestration.services import notices, store
from kernel import claims
from kernel.actors import Actor
from kernel.db import INTERNAL, command
from kernel.signals import publish


def remind_due(*, actor: Actor, limit: int = 50) -> int:
    """Remind of waits that are overdue; returns how many."""
    rows = claims.claim(Wait, limit=limit)
    for row in rows:
        try:
            remind(actor=actor, wait_id=row.id, token=row.token)
        except claims.LostLease:
            continue
    return len(rows)


@command("orchestration", right=INTERNAL)
def remind(*, actor: Actor, wait_id: UUID, token: int) -> None:
    """Say once more that a journey waits; after the last reminder it only shows so."""
    wait = Wait.objects.select_for_update(of=("self",)).select_related("journey").get(pk=wait_id)
    if wait.token != token or wait.ended_at is not None:
        raise claims.LostLease(f"wait {wait_id} has ended")
    number = wait.reminders + 1
    left = store.REMIND_AFTER_DAYS[number:]
    if left:
        claims.postpone(wait, wait.expected_by + timedelta(days=left[0]), reminders=number)
    else:
        claims.settle(wait, state="quiet", reminders=number)
    notices.wait_overdue(wait.journey, wait, number)
    publish(
        signals.JourneyOverdue(
            journey_id=wait.journey_id,
            engagement_id=wait.journey.engagement_id,
            client_id=wait.journey.client_id,
            for_whom=wait.for_whom,
            for_what=wait.for_what,
            reminders=number,
        )
    )
