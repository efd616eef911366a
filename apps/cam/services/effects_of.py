"""What each class of an answer does to the lead."""

from __future__ import annotations

from datetime import datetime, timedelta

from apps.cam import models
from apps.cam.contracts import LeadStatus, ReplyClass, ReviewKind
from apps.cam.logic import addresses, schedule
from apps.cam.logic.replies import THRESHOLD, Judgement, asks
from apps.cam.services import ledger, outreach, planning
from kernel import clock

CLOSED = ("WON", "UNSUBSCRIBED")


def apply(row: models.InboundEmail, lead: models.Lead, found: Judgement, *, settings: dict, resume_at: datetime | None) -> str:
    """Carry out a judgement on the lead; returns an address that no mail of any purpose may reach any more, or ""."""
    ledger.note(lead, "reply", f"{found.reply_class.value}: “{row.subject}” ({found.reason}; confidence {found.confidence:.2f}).")
    cls = found.reply_class
    if not found.automatic:
        lead.last_replied_at = clock.now()
        lead.save(update_fields=["last_replied_at"])
    if cls is ReplyClass.UNSUB:
        _unsubscribe(row, lead, found)
    elif cls is ReplyClass.BOUNCE:
        return _bounced(row, lead, found)
    elif cls is ReplyClass.OOO:
        _away(lead, resume_at, settings)
    elif found.confidence < THRESHOLD:
        _stop(lead, settings, "an answer came that a person has to judge")
        ledger.advance(lead, LeadStatus.REPLIED, "answer to be judged")
        _ask(row, lead, found, f"Which answer is this? {lead}")
    elif cls is ReplyClass.POSITIVE:
        _interested(row, lead, found, settings)
    elif cls is ReplyClass.NEGATIVE:
        _stop(lead, settings, "the lead said no")
        ledger.advance(lead, LeadStatus.LOST, found.reason)
    elif cls is ReplyClass.REFERRAL:
        _referred(row, lead, found, settings)
    else:
        _neutral(row, lead, found, settings)
    return ""


def unknown_sender(row: models.InboundEmail, found: Judgement, *, ask: bool = True) -> None:
    """Nobody knows the sender: a person looks, unless one just did. A demand to stop counts all the same."""
    if found.reply_class is ReplyClass.UNSUB and row.from_email:
        ledger.add_suppression(address=row.from_email, reason="asked to stop", made_by=row.id)
    if not ask:
        return
    detail = f"{row.from_email or 'no address'}\n\n{row.new_text[:2000]}"
    title = f"Mail from an unknown sender: {row.subject}"
    ledger.ask_person(ReviewKind.UNKNOWN_SENDER, title, detail, inbound=row, suggested=found.reply_class.value)


def park(row: models.InboundEmail, problem: str) -> None:
    """A mail that cannot be read waits for a person."""
    ledger.ask_person(ReviewKind.MESSAGE, "A mail could not be read", f"{row.provider_uid}: {problem}.", inbound=row)


def _unsubscribe(row: models.InboundEmail, lead: models.Lead, found: Judgement) -> None:
    """Suppressed at once, however sure it is; a doubtful demand is shown to a person, who may lift what it alone caused."""
    if lead.email:
        ledger.add_suppression(address=lead.email, reason=found.reason, made_by=row.id)
    ledger.call_off(lead, "the lead asked to stop")
    ledger.advance(lead, LeadStatus.UNSUBSCRIBED, found.reason)
    if found.confidence < THRESHOLD:
        _ask(row, lead, found, f"Is this a demand to stop? {lead}")


def _bounced(row: models.InboundEmail, lead: models.Lead, found: Judgement) -> str:
    if not found.hard:
        # The address may be good: the next contact waits for its day as planned.
        ledger.note(lead, "soft_bounce", found.reason)
        return ""
    outreach.bounce(lead, found.reason, row.outbound)
    return lead.email


def _away(lead: models.Lead, resume_at: datetime | None, settings: dict) -> None:
    """The contact goes on when the person is back, 14 days later if no day is stated; it is no answer."""
    lead.last_auto_reply_at = clock.now()
    lead.save(update_fields=["last_auto_reply_at"])
    at = resume_at or clock.now() + timedelta(days=settings["ooo_days"])
    for attempt in models.Attempt.objects.filter(lead=lead, state__in=("pending", "held")):
        attempt.due_at = schedule.next_open(max(at, attempt.due_at or at), **planning.window(settings, lead))
        attempt.save(update_fields=["due_at"])
    wait = at + timedelta(days=settings["no_reply_days"])
    models.Timer.objects.filter(lead=lead, state="pending", due_at__lt=wait).update(due_at=wait)
    ledger.note(lead, "away", f"Away; the contact goes on from {at:%Y-%m-%d}.")


def _interested(row: models.InboundEmail, lead: models.Lead, found: Judgement, settings: dict) -> None:
    _stop(lead, settings, "the lead is interested")
    if lead.status in CLOSED:
        return
    ledger.note(lead, "interested", found.reason)
    ledger.advance(lead, LeadStatus.QUALIFIED, found.reason)
    ledger.alert("lead_interested", str(lead.id), f"{lead} is interested: {found.reason}. Agree pack and price.", lead=lead)
    if kind := asks.asked_for(row.new_text):
        title = f"{lead} asks for {'a proposal' if kind == ReviewKind.PROPOSAL else 'a price'}"
        ledger.ask_person(ReviewKind(kind), title, row.new_text[:2000], lead=lead, inbound=row)


def _referred(row: models.InboundEmail, lead: models.Lead, found: Judgement, settings: dict) -> None:
    """Somebody else is named: this contact ends, a person decides whether the other is written to."""
    _stop(lead, settings, "the lead named somebody else")
    ledger.advance(lead, LeadStatus.REPLIED, found.reason)
    to = f"Named: {found.referred_to}\n\n" if found.referred_to else ""
    _ask(row, lead, found, f"{lead} names somebody else", detail=f"{to}{row.new_text[:2000]}")


def _neutral(row: models.InboundEmail, lead: models.Lead, found: Judgement, settings: dict) -> None:
    if found.automatic:
        lead.last_auto_reply_at = clock.now()
        lead.save(update_fields=["last_auto_reply_at"])
        return
    _stop(lead, settings, "the lead answered")
    ledger.advance(lead, LeadStatus.REPLIED, found.reason)
    if found.attention:
        _ask(row, lead, found, f"{lead} waits for an answer")


def _stop(lead: models.Lead, settings: dict, reason: str) -> None:
    """Any human answer stops the contact; with the setting `stop_company` that of the whole firm."""
    ledger.call_off(lead, reason)
    domain = addresses.domain_of(lead.email) if lead.email else ""
    if settings.get("stop_company") and domain and domain not in addresses.FREE:
        for other in models.Lead.objects.filter(email__endswith=f"@{domain}").exclude(pk=lead.pk):
            if ledger.call_off(other, f"{lead.name} of the same firm answered"):
                ledger.note(other, "stopped", f"{lead.name} of the same firm answered.")


def _ask(row: models.InboundEmail, lead: models.Lead, found: Judgement, title: str, *, detail: str = "") -> None:
    text = detail or row.new_text[:2000] or row.subject
    ledger.ask_person(ReviewKind.MESSAGE, title, text, lead=lead, inbound=row, suggested=found.reply_class.value)
