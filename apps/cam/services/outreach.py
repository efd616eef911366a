"""Sending: due contacts become mails at the door, the door asks again in its own transaction, the outcome comes back."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings as django_settings

from apps.cam import contracts, models, signals
from apps.cam.contracts import LeadStatus, ReviewKind
from apps.cam.services import answers, appointments, judging, ledger, planning, tasks_of
from apps.cam.services.composing import compose, headers_of, sender_of
from apps.cam.services.judging import WRITABLE
from apps.cam.services.unsubscribe import url_for
from kernel import claims, clock, effects, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, command
from kernel.signals import publish

BATCH = 50


def send_due(*, actor: Actor, limit: int = BATCH) -> int:
    """Take due contacts one by one, in their order, and hand their mails to the door; returns how many were handled."""
    rows = claims.claim(models.Attempt, limit=limit, lease_seconds=120, order_by=("due_at", "order_key", "id"))
    for row in rows:
        try:
            take_attempt(actor=actor, attempt_id=row.id, token=row.token)
        except claims.LostLease:
            continue
        except Exception as error:
            claims.fail(row, f"{type(error).__name__}: {error}")
            raise
    return len(rows)


@command("cam", right=INTERNAL)
def take_attempt(*, actor: Actor, attempt_id: UUID, token: int) -> None:
    """Judge one claimed contact: its mail is queued, it waits longer, or it is skipped with a reason."""
    row = (
        models.Attempt.objects.select_for_update(of=("self",))
        .select_related("lead", "campaign", "mailbox")
        .filter(pk=attempt_id, token=token)
        .first()
    )
    if row is None or row.state != "pending":
        raise claims.LostLease(f"attempt {attempt_id} is not ours any more")
    verdict = judging.judge(row)
    if verdict.later is not None:
        claims.postpone(row, verdict.later, reason=verdict.reason[:300])
    elif not verdict.allowed:
        _skip(row, verdict.reason)
        if verdict.reason == judging.NO_PROFILE and row.lead.status in WRITABLE:
            planning.plan_next(row.lead, after=row.step)
    elif row.campaign.mode == "SIMULATION":
        what = f"“{compose(row).subject}”" if row.channel == "email" else f"a task on {row.channel}"
        _skip(row, f"simulation: {what} would have left now")
    elif row.channel == "email":
        _queue(row)
    else:
        tasks_of.make(row)


@mail.register_outreach_check
def _ask_cam(outgoing: mail.Outgoing) -> mail.Verdict:
    if outgoing.key.startswith(appointments.KEY):
        return appointments.check_invitation(outgoing)
    found = check_outgoing(actor=worker("cam"), attempt_id=UUID(outgoing.key), recipient=outgoing.recipient)
    return mail.Verdict(allowed=found.allowed, reason=found.reason, later=found.later)


@command("cam", right=INTERNAL)
def check_outgoing(*, actor: Actor, attempt_id: UUID, recipient: str) -> contracts.OutboundCheck:
    """The check of the mail door, in its sending transaction: everything is judged anew, the caps are counted."""
    row = models.Attempt.objects.select_related("lead", "campaign", "mailbox").filter(pk=attempt_id).first()
    if row is None:
        return contracts.OutboundCheck(allowed=False, reason="there is no such contact any more")
    if row.state != "queued":
        return contracts.OutboundCheck(allowed=False, reason=row.reason or f"the contact is {row.state}")
    if ledger.suppression_of(recipient):
        return contracts.OutboundCheck(allowed=False, reason="suppressed")
    if row.campaign.status == "PAUSED":
        return contracts.OutboundCheck(allowed=False, reason="campaign is paused")
    return judging.judge(row)


@mail.on_outcome("cam")
def _hear_outcome(outcome: mail.Outcome) -> None:
    told = {name: getattr(outcome, name) for name in ("mail_id", "state", "reason", "hard", "provider_id")}
    record_outcome(actor=worker("cam"), **told)


@command("cam", right=INTERNAL)
def record_outcome(*, actor: Actor, mail_id: UUID, state: str, reason: str, hard: bool = True, provider_id: str = "") -> None:
    """How a queued mail ended: sent, refused, rejected, dead or unknown; the sequence goes on or ends accordingly.

    `hard`: rejected because the address is bad. One rejected for anything else, or given up, is not sent: the next step follows.
    `provider_id` is what a mail provider calls the mail: answers may name it in place of our Message-ID.
    """
    if (answer := answers.heard(mail_id, state, reason, provider_id)) is not None:
        if state == "rejected" and hard and answer.thread.lead is not None:
            bounce(answer.thread.lead, f"refused by the receiving side: {reason}", answer.outbound)
        return
    sent = models.OutboundEmail.objects.select_related("attempt", "lead", "attempt__campaign").filter(mail_id=mail_id).first()
    if sent is None:
        return
    if state == "sent":
        sent.provider_message_id = provider_id[:250]
        record_sent(sent)
    elif state == "refused":
        _end(sent, "skipped", reason)
        if reason == "campaign is paused":
            planning.plan_next(sent.lead, after=sent.attempt.step - 1)
    elif state in ("rejected", "dead"):
        _end(sent, "failed", reason if state == "rejected" else f"given up: {reason}")
        if state == "dead":
            told = f"“{sent.subject}” to {sent.to_email} was given up: {reason}. The next step is planned."
            ledger.alert("mail_given_up", str(mail_id), told, lead=sent.lead, severity="warning")
        if state == "rejected" and hard:
            bounce(sent.lead, f"refused by the receiving side: {reason}", sent)
        elif sent.lead.status in WRITABLE:
            planning.plan_next(sent.lead, after=sent.attempt.step)
    else:
        _end(sent, "failed", f"nobody can tell whether it left: {reason}")
        asked = "Look it up, then approve (it left) or reject (it did not)."
        detail = f"The mail “{sent.subject}” to {sent.to_email} may or may not have left. {asked}"
        title = f"Did this mail leave? {sent.subject}"
        ledger.ask_person(ReviewKind.AMBIGUOUS_SEND, title, detail, lead=sent.lead, attempt_id=sent.attempt_id)


def _queue(row: models.Attempt) -> None:
    try:
        made = compose(row)
    except contracts.MailHeld as held:
        _skip(row, f"mail held: {held.detail}")
        ledger.ask_person(
            ReviewKind.MESSAGE, f"Mail held: {row.lead}", f"{held.detail} {held.remedy}", lead=row.lead, attempt_id=row.id
        )
        return
    message_id = f"<{row.id.hex}.{row.step}@{django_settings.AICMO_MAIL_DOMAIN}>"
    proof = row.campaign.mode == "PROOF" or effects.proof_mode()
    to = row.campaign.proof_address or row.mailbox.address if proof else row.lead.email
    url = url_for(row.lead_id)
    mail_id = mail.queue(
        app="cam", purpose="outreach", to=to, to_name="" if "@" in row.lead.name else row.lead.name, subject=made.subject,
        text=made.text, key=str(row.id), sender=sender_of(row), message_id=message_id,
        headers=headers_of(url),
    )  # fmt: skip
    models.OutboundEmail.objects.create(
        attempt=row, lead=row.lead, mail_id=mail_id, to_email=to, subject=made.subject, text=made.text,
        message_id_header=message_id, sequence_number=row.step, variant=made.variant,
    )  # fmt: skip
    claims.settle(row, state="queued", reason="")


def _skip(row: models.Attempt, reason: str) -> None:
    claims.settle(row, state="skipped", reason=reason[:300], ended_at=clock.now())
    ledger.note(row.lead, "skipped", f"Step {row.step} was not sent: {reason}.")


def record_sent(sent: models.OutboundEmail) -> None:
    """The mail left: the lead is contacted, the next contact is planned."""
    now, lead, attempt = clock.now(), sent.lead, sent.attempt
    sent.status, sent.sent_at = "sent", now
    sent.save(update_fields=["status", "sent_at", "provider_message_id"])
    models.Attempt.objects.filter(pk=attempt.pk).update(state="sent", ended_at=now)
    if attempt.step == 1:
        lead.sequence_started_at = now  # the days of a sequence count from its first contact
    lead.last_contacted_at = now
    lead.save(update_fields=["last_contacted_at", "sequence_started_at"])
    ledger.note(lead, "mail_sent", f"Step {attempt.step} of {attempt.sequence}: “{sent.subject}”.")
    publish(signals.EmailSent(lead_id=lead.id, campaign_id=attempt.campaign_id, attempt_id=attempt.id, step=attempt.step))
    ledger.advance(lead, LeadStatus.CONTACTED, "first mail sent")
    if lead.status in WRITABLE:
        planning.plan_next(lead, after=attempt.step)


def _end(sent: models.OutboundEmail, state: str, reason: str) -> None:
    sent.status = state
    sent.save(update_fields=["status"])
    models.Attempt.objects.filter(pk=sent.attempt_id).exclude(state="skipped").update(
        state=state, reason=reason[:300], ended_at=clock.now()
    )
    ledger.note(
        sent.lead, "skipped" if state == "skipped" else "send_failed", f"Step {sent.sequence_number} was not sent: {reason}."
    )


def bounce(lead: models.Lead, reason: str, sent: models.OutboundEmail | None) -> None:
    """A hard bounce: the address is suppressed, nothing more is sent, the lead is out."""
    if sent is not None:
        sent.bounced_at, sent.status = clock.now(), "bounced"
        sent.save(update_fields=["bounced_at", "status"])
    ledger.add_suppression(address=lead.email, reason="hard bounce")
    ledger.call_off(lead, "the address bounced")
    ledger.advance(lead, LeadStatus.BOUNCED, reason)
