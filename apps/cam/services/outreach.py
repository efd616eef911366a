"""Sending: due contacts become mails at the door, the door asks again in its own transaction, the outcome comes back."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.conf import settings as django_settings
from django.db import IntegrityError, transaction
from django.db.models import F

from apps.cam import contracts, models, signals
from apps.cam.contracts import LeadStatus, ReviewKind
from apps.cam.logic import countries, schedule, texts
from apps.cam.services import answers, ledger, planning
from apps.cam.services.mapping import settings_now
from apps.cam.services.unsubscribe import url_for
from kernel import claims, clock, effects, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, alias_for, command
from kernel.errors import SwitchedOff
from kernel.signals import publish

WRITABLE = ("NEW", "CONTACTED", "NO_REPLY")
BATCH = 50
KIND = effects.declare("outreach")


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
    if row.channel != "email":
        _make_task(row)
        return
    verdict = judge(row)
    if verdict.later is not None:
        claims.postpone(row, verdict.later, reason=verdict.reason[:300])
    elif not verdict.allowed:
        _skip(row, verdict.reason)
    elif row.campaign.mode == "SIMULATION":
        subject, _ = compose(row)
        _skip(row, f"simulation: “{subject}” would have left now")
    else:
        _queue(row)


@mail.register_outreach_check
def _ask_cam(outgoing: mail.Outgoing) -> mail.Verdict:
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
    return judge(row)


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


def judge(row: models.Attempt) -> contracts.OutboundCheck:
    """Every rule that a contact must pass now; if it passes, its place under today's caps is taken."""
    settings, lead, now = settings_now(), row.lead, clock.now()
    if refusal := _refusal(row, lead, settings):
        return contracts.OutboundCheck(allowed=False, reason=refusal)
    try:
        effects.refuse_if_switched_off(kind=KIND, scopes=("kind:mail", f"campaign:{row.campaign_id}"))
    except SwitchedOff as off:
        return contracts.OutboundCheck(allowed=False, reason=off.detail, later=now + timedelta(minutes=15))
    cooldown = timedelta(hours=settings["cooldown_hours"])
    window = planning.window(settings, lead)
    if lead.last_contacted_at and lead.last_contacted_at + cooldown > now:
        later = schedule.next_open(lead.last_contacted_at + cooldown, **window)
        return contracts.OutboundCheck(allowed=False, reason="cooldown of 24 hours", later=later)
    if not schedule.is_open(now, **window):
        return contracts.OutboundCheck(allowed=False, reason="outside the send window", later=schedule.next_open(now, **window))
    if full := _take_place(row, settings):
        return contracts.OutboundCheck(allowed=False, reason=full, later=schedule.next_day_open(now, **window))
    return contracts.OutboundCheck(allowed=True)


def _refusal(row: models.Attempt, lead: models.Lead, settings: dict) -> str:
    """Why this contact must never happen; "" if nothing stands against it."""
    since = clock.now() - timedelta(days=settings["attempts_days"])
    if row.campaign.status in ("STOPPED", "COMPLETED", "DRAFT"):
        return f"campaign is {row.campaign.status.lower()}"
    if not lead.email:
        return "no address"
    if ledger.suppression_of(lead.email):
        return "suppressed"
    if mail.is_undeliverable(lead.email):
        return "undeliverable or erased"
    if lead.status not in WRITABLE:
        return f"lead is {lead.status.lower()}"
    if models.OutboundEmail.objects.filter(lead=lead, answer=None, sent_at__gte=since).count() >= settings["attempts_max"]:
        return f"{settings['attempts_max']} contacts within {settings['attempts_days']} days"
    if row.mailbox is None or not row.mailbox.active:
        return "no active mailbox"
    return ""


def _take_place(row: models.Attempt, settings: dict) -> str:
    """Count the mail against the day's caps, in this transaction; the cap that is full, or ""."""
    today, box = clock.today(), row.mailbox
    if row.reserved_on == today:
        return ""
    cap = schedule.cap_on(today, first_used_on=box.first_used_on, start=box.warmup_start, step=box.warmup_step, cap=box.daily_cap)
    if not _count("all", today, settings["per_day"]):
        return f"{settings['per_day']} mails a day over all"
    if not _count(f"mailbox:{box.id}", today, cap):
        models.SendCounter.objects.filter(scope="all", day=today).update(count=F("count") - 1)
        return f"{cap} mails a day from {box.address}"
    if box.first_used_on is None:
        models.Mailbox.objects.filter(pk=box.pk, first_used_on=None).update(first_used_on=today)
    models.Attempt.objects.filter(pk=row.pk).update(reserved_on=today)
    row.reserved_on = today
    return ""


def _count(scope: str, day: object, cap: int) -> bool:
    rows = models.SendCounter.objects.filter(scope=scope, day=day)
    if not rows.exists():
        try:
            with transaction.atomic(using=alias_for("cam")):
                models.SendCounter.objects.create(scope=scope, day=day)
        except IntegrityError:
            pass
    # One statement: the row lock it takes keeps many workers under the cap.
    return bool(rows.filter(count__lt=cap).update(count=F("count") + 1))


def compose(row: models.Attempt) -> tuple[str, str]:
    """Subject and text of a contact, from the lead's own columns only; MailHeld where a fact is missing."""
    settings, lead = settings_now(), row.lead
    language = countries.language_of(lead.country, lead.language)
    found = models.StepText.objects.filter(step__sequence__name=row.sequence, step__number=row.step)
    text = found.filter(language=language).order_by("variant").first() or found.filter(language="en").order_by("variant").first()
    if text is None:
        raise contracts.MailHeld(
            f"{row.sequence} has no text for step {row.step}.", field="text", remedy="Write one in the admin."
        )
    to = texts.Recipient(
        first_name=lead.first_name, last_name=lead.last_name, title=lead.title, company=lead.company, industry=lead.industry,
        city=lead.city, source=lead.source or "your public business profile", found_on=f"{lead.created_at:%Y-%m-%d}",
        language=language,
    )  # fmt: skip
    house = texts.House(
        agency=settings["agency_name"], sender=row.mailbox.display_name, postal_address=settings["agency_postal_address"]
    )
    first = not lead.mails.filter(status__in=("sent", "bounced"), attempt__isnull=False).exists()
    return texts.compose(text.subject, text.body, to=to, house=house, first=first, unsubscribe_url=url_for(lead.id))


def _queue(row: models.Attempt) -> None:
    try:
        subject, text = compose(row)
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
        app="cam", purpose="outreach", to=to, to_name="" if "@" in row.lead.name else row.lead.name, subject=subject,
        text=text,
        key=str(row.id), sender=f"{row.mailbox.display_name} <{row.mailbox.address}>", message_id=message_id,
        headers={"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )  # fmt: skip
    models.OutboundEmail.objects.create(
        attempt=row, lead=row.lead, mail_id=mail_id, to_email=to, subject=subject, text=text, message_id_header=message_id,
        sequence_number=row.step,
    )  # fmt: skip
    claims.settle(row, state="queued", reason="")


def _make_task(row: models.Attempt) -> None:
    title = f"Write to {row.lead} by {row.get_channel_display()}"
    detail = f"{row.lead.linkedin_url or row.lead.website}: step {row.step} of {row.sequence}. Approve when it is done."
    ledger.ask_person(ReviewKind.MESSAGE, title, detail, lead=row.lead, attempt_id=row.id)
    _skip(row, "no mail: a person does it")


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
