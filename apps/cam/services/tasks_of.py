"""Contacts that a person makes by hand: a task in the review queue, done or left, and the sequence goes on."""

from __future__ import annotations

from uuid import UUID

from apps.cam import models
from apps.cam.contracts import LeadStatus, ReviewKind
from apps.cam.services import ledger, planning
from apps.cam.services.judging import WRITABLE
from kernel import claims, clock


def make(row: models.Attempt) -> None:
    """Put the contact into the review queue; it stays open until a person says what became of it."""
    where = row.lead.linkedin_url if row.channel == "linkedin" else row.lead.website
    title = f"Write to {row.lead} by {row.get_channel_display()}"
    detail = f"{where}: step {row.step} of {row.sequence}. Approve when it is done."
    ledger.ask_person(ReviewKind.MESSAGE, title, detail, lead=row.lead, attempt_id=row.id)
    claims.settle(row, state="queued", reason="waits for a person")


def done(attempt_id: UUID) -> None:
    """A person made the contact: it counts like a mail that left, and the next one is planned."""
    row = _open(attempt_id)
    if row is None:
        return
    now, lead = clock.now(), row.lead
    models.Attempt.objects.filter(pk=row.pk).update(state="sent", ended_at=now, reason="")
    lead.last_contacted_at = now
    if row.step == 1:
        lead.sequence_started_at = now
    lead.save(update_fields=["last_contacted_at", "sequence_started_at"])
    ledger.note(lead, "task_done", f"Step {row.step} of {row.sequence} was made by {row.get_channel_display()}.")
    ledger.advance(lead, LeadStatus.CONTACTED, "first contact made by hand")
    _go_on(row)


def left_undone(attempt_id: UUID, note: str) -> None:
    """Nobody made the contact: it is skipped, and the next one is planned."""
    row = _open(attempt_id)
    if row is None:
        return
    reason = "the task was not done" + (f": {note}" if note else "")
    models.Attempt.objects.filter(pk=row.pk).update(state="skipped", ended_at=clock.now(), reason=reason[:300])
    ledger.note(row.lead, "skipped", f"Step {row.step} was not made: {reason}.")
    _go_on(row)


def _open(attempt_id: UUID) -> models.Attempt | None:
    rows = models.Attempt.objects.select_for_update(of=("self",)).select_related("lead", "lead__campaign")
    return rows.filter(pk=attempt_id, state="queued").exclude(channel="email").first()


def _go_on(row: models.Attempt) -> None:
    if row.lead.status in WRITABLE:
        planning.plan_next(row.lead, after=row.step)
