"""The review queue: what a person has to judge."""

from __future__ import annotations

from uuid import UUID

from apps.cam import contracts, models
from apps.cam.contracts import ReplyClass, ReviewKind
from apps.cam.services import ledger, outreach, planning, replies, tasks_of, threads
from apps.cam.services.mapping import to_review
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.pages import Page
from kernel.paging import page


@query("cam", right="cam.view")
def list_reviews(
    *, actor: Actor, filter: contracts.ReviewFilter, order: str = "created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.ReviewItem]:
    """The queue, oldest first."""
    rows = models.ReviewItem.objects.visible_to(actor)
    if filter.state:
        rows = rows.filter(state=filter.state)
    if filter.kind:
        rows = rows.filter(kind=filter.kind.value)
    allowed = ("created_at", "-created_at")
    return page(rows, to_review, order=order, allowed=allowed, cursor=cursor, limit=limit)


@command("cam", right="cam.write", why="note")
def approve_review(*, actor: Actor, item_id: UUID, note: str = "", key: str = "") -> contracts.ReviewItem:
    """Agree: the suggested class takes effect; a mail that may have left counts as sent, a task as done.

    ReviewClosed if somebody decided it already.
    """
    row = _close(actor, item_id, "approved", note)
    if row.kind == ReviewKind.AMBIGUOUS_SEND:
        sent = models.OutboundEmail.objects.filter(attempt_id=row.attempt_id).first()
        if sent is not None and sent.status != "sent":
            outreach.record_sent(sent)
    elif row.inbound is None and row.attempt_id is not None:
        tasks_of.done(row.attempt_id)
    elif row.inbound is not None and row.suggested:
        replies.reclassify(actor=actor, inbound_id=row.inbound_id, reply_class=ReplyClass(row.suggested))
    return to_review(row)


@command("cam", right="cam.write", why="note")
def reject_review(*, actor: Actor, item_id: UUID, note: str = "", key: str = "") -> contracts.ReviewItem:
    """Disagree: nothing suggested happens; a mail that did not leave is planned again, a task counts as not done.

    A mail that is no demand to stop counts as NEUTRAL, and the suppression that it alone made is lifted: the note says why.
    """
    row = _close(actor, item_id, "rejected", note)
    if row.kind == ReviewKind.AMBIGUOUS_SEND and row.lead is not None:
        attempt = models.Attempt.objects.filter(pk=row.attempt_id).first()
        if attempt is not None and not row.lead.attempts.filter(state__in=ledger.OPEN_ATTEMPTS).exists():
            planning.plan_next(row.lead, after=attempt.step - 1)
    elif row.inbound is None and row.attempt_id is not None:
        tasks_of.left_undone(row.attempt_id, note)
    elif row.inbound is not None and row.suggested == ReplyClass.UNSUB == row.inbound.classification:
        replies.reclassify(actor=actor, inbound_id=row.inbound_id, reply_class=ReplyClass.NEUTRAL, reason=note)
    return to_review(row)


@command("cam", right="cam.write", why="note")
def skip_review(*, actor: Actor, item_id: UUID, note: str = "", key: str = "") -> contracts.ReviewItem:
    """Leave it: nothing suggested happens, the item is out of the queue; a task that was left counts as not done."""
    row = _close(actor, item_id, "skipped", note)
    if row.inbound is None and row.attempt_id is not None and row.kind == ReviewKind.MESSAGE:
        tasks_of.left_undone(row.attempt_id, note)
    return to_review(row)


def _close(actor: Actor, item_id: UUID, state: str, note: str) -> models.ReviewItem:
    row = models.ReviewItem.objects.reach(actor, item_id, lock=True)
    if row.state != "open":
        raise contracts.ReviewClosed(f"“{row.title}” is {row.state} already.")
    row.state, row.note, row.decided_by, row.decided_at = state, note, actor.id, clock.now()
    row.save(update_fields=["state", "note", "decided_by", "decided_at"])
    if row.lead is not None:
        ledger.note(row.lead, "review", f"“{row.title}” was {state}." + (f" {note}" if note else ""))
    threads.settle_waits(row)
    audit(subject=row.id)
    return row
