"""What will have to be said to a client, and when: due rows planned with the change that causes them, stopped with its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from apps.onboarding import models
from kernel import clock

BUNDLE = timedelta(minutes=15)
"""How long returned answers are gathered before one mail names them all."""


def plan_agreement(row: models.Agreement) -> None:
    """Invitation now, reminders on the policy's days, expiry at the end (inside the caller's command)."""
    days = models.Policy.current().agreement_reminder_days
    _plan(row, "agreement_invite", 0, row.prepared_at)
    for number, day in enumerate(days, start=1):
        if row.prepared_at + timedelta(days=day) < row.expires_at:
            _plan(row, "agreement_reminder", number, row.prepared_at + timedelta(days=day))
    _plan(row, "agreement_expiry", 0, row.expires_at)


def plan_intake(row: models.Intake) -> None:
    """Invitation now, reminders on the policy's days, silence named some days after the last."""
    policy = models.Policy.current()
    _plan(row, "intake_invite", 0, row.invited_at)
    for number, day in enumerate(policy.intake_reminder_days, start=1):
        _plan(row, "intake_reminder", number, row.invited_at + timedelta(days=day))
    last = max(policy.intake_reminder_days, default=policy.intake_due_days)
    _plan(row, "intake_overdue", 0, row.invited_at + timedelta(days=last + policy.overdue_grace_days))


def plan_returned(row: models.Intake) -> None:
    """One mail for all answers returned within a quarter of an hour; a reminder that waits already is brought forward."""
    soon = clock.now() + BUNDLE
    found = models.Notice.objects.filter(subject_id=row.id, kind="items_returned")
    if not found.filter(state="pending").exists():
        _plan(row, "items_returned", found.count() + 1, soon)
    else:
        found.filter(state="pending", due_at__gt=soon).update(due_at=soon)


def plan_next_return(row: models.Intake) -> None:
    """After a mail about returned answers: the next reminder on the policy's days; after the last, silence is named."""
    policy = models.Policy.current()
    every = models.Notice.objects.filter(subject_id=row.id, kind="items_returned")
    sent = every.filter(state="sent", settled_at__gte=row.captured_at).count()
    days = [0, *policy.intake_reminder_days]
    if sent < len(days):
        _plan(row, "items_returned", every.count() + 1, clock.now() + timedelta(days=days[sent] - days[sent - 1]))
    else:
        _plan(row, "intake_overdue", row.round, clock.now() + timedelta(days=policy.overdue_grace_days))


def stop(subject_id: UUID, *, because: str) -> None:
    """Stop what is still to come about a subject: it has been done, or is past."""
    models.Notice.objects.filter(subject_id=subject_id, state="pending").update(
        state="stopped", reason=because, settled_at=clock.now()
    )


def _plan(subject: models.Agreement | models.Intake, kind: str, number: int, due_at: datetime) -> None:
    models.Notice.objects.create(
        client_id=subject.client_id,
        engagement_id=subject.engagement_id,
        subject_id=subject.id,
        kind=kind,
        number=number,
        due_at=due_at,
    )
