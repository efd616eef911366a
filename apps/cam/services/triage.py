"""What a person decides about an answer: kept as an example, undone where that is possible."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.cam import contracts, models, signals
from apps.cam.contracts import LeadStatus, ReplyClass
from apps.cam.logic import addresses, countries
from apps.cam.logic.replies import THRESHOLD
from apps.cam.services import ledger, planning, threads
from apps.cam.services.mapping import to_inbound
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput
from kernel.signals import publish

WRITABLE = ("NEW", "CONTACTED", "NO_REPLY")
AT_ONCE = (ReplyClass.UNSUB, ReplyClass.BOUNCE, ReplyClass.OOO)
"""Classes that take effect however sure the classifier is."""


def in_force(row: models.InboundEmail, reply_class: ReplyClass) -> bool:
    """Whether the class has taken effect for this mail, so that a person only confirms it."""
    if row.state != "done" or row.classification != reply_class.value:
        return False
    if reply_class is ReplyClass.BOUNCE and not row.facts.get("hard"):
        return False
    return reply_class in AT_ONCE or row.confidence >= THRESHOLD


def remember(row: models.InboundEmail) -> dict[str, Any]:
    """How mail, lead and contacts stand before a decision, as plain values."""
    lead = row.lead
    found = {
        "classification": row.classification, "confidence": row.confidence, "reason": row.reason, "state": row.state,
        "hard": bool(row.facts.get("hard")), "reviews": _open_reviews(row),
        "status": lead.status if lead else "", "suppressed": bool(_suppression(row)), "attempts": [], "timers": [],
    }  # fmt: skip
    if lead is not None:
        waiting = lead.attempts.filter(state__in=("pending", "held")).values_list("pk", "state", "due_at")
        found["attempts"] = [[str(pk), state, due.isoformat() if due else ""] for pk, state, due in waiting]
        found["timers"] = [str(pk) for pk in lead.timers.filter(state="pending").values_list("pk", flat=True)]
        found["replied"] = lead.last_replied_at.isoformat() if lead.last_replied_at else ""
    return found


def keep(row: models.InboundEmail, before: dict[str, Any], *, by: UUID | None) -> None:
    """Keep a decision as an example; of several about one mail the last counts."""
    lead = row.lead
    text = row.new_text.strip() or row.subject
    after = {"after": lead.status if lead else "", "asked": _open_reviews(row)}
    known = models.ReplyExample.objects.filter(inbound=row).first()
    judged, sure = (known.judged, known.confidence) if known else (before["classification"], before["confidence"])
    models.ReplyExample.objects.update_or_create(
        inbound=row,
        defaults={
            "lead": lead, "text_hash": hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(), "new_text": row.new_text,
            "language": countries.language_of(lead.country, lead.language) if lead else "", "label": row.classification,
            "judged": judged, "confidence": sure, "by": by, "at": clock.now(), "before": before | after,
        },
    )  # fmt: skip


def confirm_stop(row: models.InboundEmail) -> None:
    """A person saw the demand to stop: from now on no judgement about the mail lifts the suppression."""
    models.Suppression.objects.filter(made_by=row.id).update(made_by=None)


def lift(row: models.InboundEmail, reply_class: ReplyClass, reason: str) -> None:
    """The mail is no demand to stop: lift what it alone caused. InvalidInput without a reason; what has another ground stays."""
    if not reason.strip():
        raise InvalidInput(
            "Say why this is no demand to stop: the suppression that it made is lifted.", field="reason",
            remedy="Write a reason beside the class, or in the note.",
        )  # fmt: skip
    found = models.Suppression.objects.filter(made_by=row.id).first()
    lead = row.lead
    if found is None:
        raise contracts.NotUndoable(
            "The address stays suppressed: a person confirmed it, or it was asked for in another way too.",
            remedy="Nobody may write to it. Leave the mail as UNSUB.",
        )
    audit(lifted=f"suppression of {found.kind} made by this mail", why=reason)
    found.delete()
    if lead is None or lead.status != LeadStatus.UNSUBSCRIBED:
        return
    ledger.note(lead, "suppression_lifted", f"“{row.subject}” is no demand to stop: {reason}. The suppression was lifted.")
    last = lead.events.filter(kind="status").order_by("-at", "-id").first()
    before = (last.data or {}).get("before", "REPLIED") if last else "REPLIED"
    _set_status(lead, before if before in models.LEAD_MOVES else "REPLIED", f"no demand to stop: {reason}")
    waits = lead.attempts.filter(state__in=ledger.OPEN_ATTEMPTS).exists()
    if reply_class is ReplyClass.OOO and lead.status in WRITABLE and not waits:
        sent = lead.mails.filter(attempt__isnull=False, status="sent").order_by("-sequence_number").first()
        planning.plan_next(lead, after=sent.sequence_number if sent else 0)


@command("cam", right="cam.write")
def undo_triage(*, actor: Actor, inbound_id: UUID, key: str = "") -> contracts.InboundMail:
    """Take a person's last decision about a mail back: class, lead, planned contacts, questions to people.

    NotUndoable where a suppression came of it, where the lead has moved on since, or where nothing was decided.
    """
    row = models.InboundEmail.objects.reach(actor, inbound_id, lock=True)
    example = models.ReplyExample.objects.filter(inbound=row).first()
    if example is None:
        raise contracts.NotUndoable("Nobody decided anything about this mail.", remedy="Choose a class.")
    before, lead = example.before, row.lead
    _refuse_undo(row, example)
    row.classification, row.confidence, row.reason = before["classification"], before["confidence"], before["reason"]
    row.state, row.facts = before["state"], {**row.facts, "hard": before["hard"]}
    row.save(update_fields=["classification", "confidence", "reason", "state", "facts"])
    if lead is not None:
        _restore(lead, before)
        ledger.note(lead, "undone", f"The decision {example.label} about “{row.subject}” was undone.")
    row.reviews.filter(pk__in=before["asked"]).update(state="skipped", decided_by=actor.id, decided_at=clock.now())
    row.reviews.filter(pk__in=before["reviews"]).update(state="open", decided_by=None, decided_at=None)
    example.delete()
    threads.judged(row)
    audit(subject=row.id, before={"class": example.label}, after={"class": row.classification})
    return to_inbound(row)


@query("cam", right="cam.view")
def export_examples(*, actor: Actor) -> Iterator[dict[str, Any]]:
    """People's decisions, oldest first, in the form of the shipped evaluation set: no address and no name beside the text."""
    rows = models.ReplyExample.objects.visible_to(actor).select_related("inbound").order_by("at", "id")
    return iter([_line(row) for row in rows.iterator(chunk_size=500)])


def _line(row: models.ReplyExample) -> dict[str, Any]:
    mail = row.inbound
    return {
        "id": f"example-{row.id}", "received_at": mail.received_at.isoformat(), "subject": mail.subject, "body": row.new_text,
        "headers": {"Auto-Submitted": "auto-replied"} if mail.facts.get("automatic") else {}, "label": row.label,
        "resume_date": mail.resume_date.isoformat() if mail.resume_date and row.label == ReplyClass.OOO else None,
    }  # fmt: skip


def _refuse_undo(row: models.InboundEmail, example: models.ReplyExample) -> None:
    before, lead = example.before, row.lead
    if before["classification"] == ReplyClass.UNSUB and example.label != ReplyClass.UNSUB:
        raise contracts.NotUndoable("This decision lifted a suppression.", remedy="Choose UNSUB to suppress the address again.")
    if not before["suppressed"] and _suppression(row):
        raise contracts.NotUndoable(
            "The address was suppressed by this decision, and no key takes that back.",
            remedy="If it was no demand to stop, choose the right class and say why.",
        )
    if example.label == ReplyClass.UNSUB:
        raise contracts.NotUndoable("A person confirmed this demand to stop.", remedy="Nobody may write to the address.")
    if lead is not None and lead.status != before["after"]:
        raise contracts.NotUndoable(f"{lead} is {lead.status} by now.", remedy="Choose the class that fits; its effects follow.")


def _restore(lead: models.Lead, before: dict[str, Any]) -> None:
    lead.last_replied_at = datetime.fromisoformat(before["replied"]) if before.get("replied") else None
    lead.save(update_fields=["last_replied_at"])
    if lead.status != before["status"]:
        _set_status(lead, before["status"], "a decision was undone")
    models.HumanAlert.objects.filter(kind="lead_interested", subject=str(lead.id), state="pending").delete()
    models.Timer.objects.filter(pk__in=before["timers"], state="done").update(state="pending")
    if lead.campaign is None or lead.campaign.status not in ("ACTIVE", "PAUSED"):
        return
    now_state = "pending" if lead.campaign.status == "ACTIVE" else "held"
    for pk, _, due in before["attempts"]:
        others = lead.attempts.filter(state__in=ledger.OPEN_ATTEMPTS).exclude(pk=pk)
        if due and not others.exists():
            lead.attempts.filter(pk=pk, state__in=("skipped", "pending", "held")).update(
                state=now_state, due_at=datetime.fromisoformat(due), reason="", ended_at=None
            )


def _set_status(lead: models.Lead, status: str, reason: str) -> None:
    """Back to an earlier status, which the table of moves does not list; told like every move."""
    was, lead.status = lead.status, status
    lead.save(update_fields=["status"])
    ledger.note(lead, "status", f"{was} → {status}: {reason}", before=was, after=status)
    publish(signals.LeadAdvanced(lead_id=lead.id, before=was, after=status, reason=reason))


def _open_reviews(row: models.InboundEmail) -> list[str]:
    return [str(pk) for pk in row.reviews.filter(state="open", attempt_id=None).values_list("pk", flat=True)]


def _suppression(row: models.InboundEmail) -> models.Suppression | None:
    address = (row.lead.email if row.lead else "") or addresses.normalise(row.from_email)
    return ledger.suppression_of(address)
