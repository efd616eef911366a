"""Answers that people write: a draft, then one mail through the door, then what became of it."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings as django_settings

from apps.cam import contracts, models
from apps.cam.contracts import AnswerState, ReviewKind
from apps.cam.logic import threads as logic
from apps.cam.services import ledger, threads
from apps.cam.services.mapping import settings_now
from kernel import clock, effects, mail
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import InvalidInput

MOST_CHARACTERS = 20_000


@command("cam", right="cam.write")
def save_answer(
    *, actor: Actor, thread_id: UUID, text: str, mailbox_id: UUID | None = None, subject: str = "",
    answer_id: UUID | None = None, key: str = "",
) -> contracts.Answer:  # fmt: skip
    """Keep an answer as a draft; nothing leaves. The same `answer_id` changes that draft.

    Without `mailbox_id` the thread's mailbox writes; without `subject` it is “Re: ” and theirs. InvalidInput for an empty text,
    a text above 20,000 characters or a mailbox that is not active; AnswerRefused for an address that nobody may write to.
    """
    thread = models.Thread.objects.reach(actor, thread_id)
    body = text.replace("\r\n", "\n").strip()
    if not body:
        raise InvalidInput("The answer is empty.", field="text", remedy="Write something.")
    if len(body) > MOST_CHARACTERS:
        raise InvalidInput(f"The answer has more than {MOST_CHARACTERS:,} characters.", field="text", remedy="Shorten it.")
    last = thread.inbound.order_by("-received_at", "-id").first()
    to = thread.from_email or (thread.lead.email if thread.lead else "")
    _refuse(to)
    values = {
        "thread": thread, "inbound": last, "mailbox": _mailbox(thread, mailbox_id), "to_email": to, "text": body,
        "subject": _one_line(subject) or logic.reply_subject(last.subject if last else thread.subject), "written_by": actor.id,
    }  # fmt: skip
    if answer_id is None:
        row = models.Answer.objects.create(created_at=clock.now(), **values)
    else:
        row = models.Answer.objects.reach(actor, answer_id, lock=True, thread=thread)
        if row.state != AnswerState.DRAFT:
            raise contracts.AnswerRefused(f"This answer is {row.state} already.", remedy="Write another one.")
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
    audit(subject=row.id)
    return to_answer(row)


@command("cam", right="cam.send")
def send_answer(*, actor: Actor, answer_id: UUID, key: str = "") -> contracts.Answer:
    """Hand a draft to the mail door; an answer that was sent before is answered as it stands and never leaves twice.

    AnswerRefused for an address that is suppressed, also where its person asked us something: a suppression is absolute.
    """
    row = models.Answer.objects.reach(actor, answer_id, lock=True)
    if row.state != AnswerState.DRAFT:
        return to_answer(row)
    _refuse(row.to_email)
    box = row.mailbox
    if box is None or not box.active:
        raise contracts.AnswerRefused("The mailbox is not active any more.", field="mailbox_id", remedy="Choose another one.")
    lead, house = row.thread.lead, settings_now()
    text = logic.signed(
        row.text, sender=box.display_name, agency=house["agency_name"], postal_address=house["agency_postal_address"]
    )
    message_id = f"<{row.id.hex}@{django_settings.AICMO_MAIL_DOMAIN}>"
    to = box.address if effects.proof_mode() else row.to_email
    row.mail_id = mail.queue(
        app="cam", purpose="answer", to=to, subject=row.subject, text=text, key=f"answer:{row.id}",
        sender=f"{box.display_name} <{box.address}>", message_id=message_id, headers=_headers(row),
    )  # fmt: skip
    if lead is not None:
        row.outbound = models.OutboundEmail.objects.create(
            attempt=None, lead=lead, mail_id=row.mail_id, to_email=to, subject=row.subject, text=text,
            message_id_header=message_id, sequence_number=0,
        )  # fmt: skip
    row.state, row.written_by = AnswerState.WAITING, actor.id
    row.save(update_fields=["mail_id", "outbound", "state", "written_by"])
    audit(subject=row.id)
    return to_answer(row)


@command("cam", right="cam.write")
def discard_answer(*, actor: Actor, answer_id: UUID, key: str = "") -> None:
    """Throw a draft away; AnswerRefused once it was sent."""
    row = models.Answer.objects.reach(actor, answer_id, lock=True)
    if row.state != AnswerState.DRAFT:
        raise contracts.AnswerRefused(f"This answer is {row.state} already.", remedy="What was sent stays in the thread.")
    audit(subject=row.id)
    row.delete()


@mail.register_check("answer")
def _ask_cam(outgoing: mail.Outgoing) -> mail.Verdict:
    found = check_answer(actor=worker("cam"), answer_id=UUID(outgoing.key.removeprefix("answer:")), recipient=outgoing.recipient)
    return mail.Verdict(allowed=found.allowed, reason=found.reason, later=found.later)


@command("cam", right=INTERNAL)
def check_answer(*, actor: Actor, answer_id: UUID, recipient: str) -> contracts.OutboundCheck:
    """The check of the mail door, in its sending transaction: whoever was suppressed meanwhile gets nothing."""
    row = models.Answer.objects.select_related("mailbox").filter(pk=answer_id).first()
    if row is None:
        return contracts.OutboundCheck(allowed=False, reason="there is no such answer any more")
    if reason := threads.forbidden(row.to_email) or threads.forbidden(recipient):
        return contracts.OutboundCheck(allowed=False, reason=reason)
    if row.mailbox is None or not row.mailbox.active:
        return contracts.OutboundCheck(allowed=False, reason="the mailbox is not active any more")
    return contracts.OutboundCheck(allowed=True)


def heard(mail_id: UUID, state: str, reason: str, provider_id: str = "") -> models.Answer | None:
    """What became of an answer's mail; None where the mail is no answer. A person is told of every one that did not leave."""
    row = models.Answer.objects.select_related("thread__lead", "outbound").filter(mail_id=mail_id).first()
    if row is None:
        return None
    known = {"sent": AnswerState.SENT, "refused": AnswerState.REFUSED, "unknown": AnswerState.UNKNOWN}
    row.state, row.reason = known.get(state, AnswerState.FAILED), reason[:300]
    row.sent_at = clock.now() if state == "sent" else None
    row.save(update_fields=["state", "reason", "sent_at"])
    lead = row.thread.lead
    if row.outbound is not None:
        status = {AnswerState.SENT: "sent", AnswerState.REFUSED: "skipped"}.get(row.state, "failed")
        row.outbound.status, row.outbound.sent_at = status, row.sent_at
        row.outbound.provider_message_id = provider_id[:250]
        row.outbound.save(update_fields=["status", "sent_at", "provider_message_id"])
    if lead is not None:
        told = "left" if state == "sent" else f"did not leave: {reason}"
        ledger.note(lead, "answer_sent" if state == "sent" else "send_failed", f"The answer “{row.subject}” {told}.")
    if state != "sent":
        title = f"Did this answer leave? {row.subject}" if state == "unknown" else f"This answer did not leave: {row.subject}"
        about = {"lead": lead, "inbound": row.inbound, "attempt_id": row.id}
        ledger.ask_person(ReviewKind.MESSAGE, title, f"To {row.to_email}: {reason}.", **about)
        if row.inbound is not None:
            threads.judged(row.inbound)
    return row


def to_answer(row: models.Answer) -> contracts.Answer:
    """An answer as it is told outside."""
    return contracts.Answer(
        id=row.id, thread_id=row.thread_id, to_email=row.to_email, subject=row.subject, text=row.text,
        state=AnswerState(row.state), reason=row.reason, created_at=row.created_at, sent_at=row.sent_at,
    )  # fmt: skip


def _refuse(address: str) -> None:
    if reason := threads.forbidden(address):
        raise contracts.AnswerRefused(
            f"Nobody may write to {address or 'this sender'}: {reason}.", field="text",
            remedy="Answer by telephone, or lift the suppression first if it was made in error.",
        )  # fmt: skip


def _mailbox(thread: models.Thread, mailbox_id: UUID | None) -> models.Mailbox:
    active = models.Mailbox.objects.filter(active=True)
    if mailbox_id is not None:
        found = active.filter(pk=mailbox_id).first()
    else:
        own = thread.lead.mailbox if thread.lead else None
        found = own if own is not None and own.active else active.first()
    if found is None:
        raise InvalidInput("There is no such active mailbox.", field="mailbox_id", remedy="Choose one of the active mailboxes.")
    return found


def _headers(row: models.Answer) -> dict[str, str]:
    ours = row.thread.lead.mails.filter(sent_at__isnull=False).order_by("sent_at") if row.thread.lead else None
    ids = list(ours.values_list("message_id_header", flat=True)) if ours is not None else []
    return logic.answer_headers(row.inbound.message_id_header if row.inbound else "", ids)


def _one_line(subject: str) -> str:
    if len(subject) > 200 or any(not c.isprintable() for c in subject.strip()):
        raise InvalidInput("A subject is one line of at most 200 characters.", field="subject", remedy="Remove line breaks.")
    return subject.strip()
