"""The inbox: threads as staff read them, and what moves them there."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.cam import contracts, models
from apps.cam.logic import threads as logic
from apps.cam.services import ledger
from apps.cam.services.mapping import to_inbound, to_review
from kernel import files, mail
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput, NotFound
from kernel.pages import Page
from kernel.paging import page

MOST_MAILS = 100


@query("cam", right="cam.view")
def list_threads(
    *, actor: Actor, filter: contracts.ThreadFilter, order: str = "-last_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Thread]:
    """The inbox, newest first."""
    rows = _filtered(models.Thread.objects.visible_to(actor).select_related("lead"), filter)
    return page(rows, to_thread, order=order, allowed=("-last_at", "last_at"), cursor=cursor, limit=limit)


@query("cam", right="cam.view")
def get_thread(*, actor: Actor, thread_id: UUID) -> contracts.ThreadView:
    """A thread with its mails, its lead, and what waits for a person."""
    row = models.Thread.objects.select_related("lead__campaign").visible_to(actor).filter(pk=thread_id).first()
    if row is None:
        raise NotFound("There is no such thread.")
    received = list(row.inbound.select_related("example").order_by("-received_at")[:MOST_MAILS])
    found = [_received(m) for m in received] + [_answer_mail(a) for a in row.answers.order_by("-created_at")[:MOST_MAILS]]
    if row.lead is not None:
        ours = (
            row.lead.mails.filter(answer=None).select_related("attempt", "lead").order_by("-sequence_number", "-id")[:MOST_MAILS]
        )
        found += [_outreach(m) for m in ours]
    asked = models.ReviewItem.objects.filter(state="open").filter(_asked(row)).order_by("created_at")[:20]
    return contracts.ThreadView(
        thread=to_thread(row), mails=tuple(sorted(found, key=lambda m: (m.at, m.id))),
        lead=_lead(row.lead) if row.lead else None, reviews=tuple(to_review(item) for item in asked),
    )  # fmt: skip


@command("cam", right="cam.write")
def mark_thread(
    *, actor: Actor, thread_id: UUID, state: str = "", unread: bool | None = None, mine: bool | None = None, key: str = ""
) -> contracts.Thread:
    """Put a thread away (`state` done) or back (open), mark it read or unread, take it (`mine`) or give it back."""
    row = models.Thread.objects.reach(actor, thread_id, lock=True)
    if state not in ("", "open", "done"):
        raise InvalidInput(f"A thread is open or done, not “{state[:20]}”.", field="state", remedy="Send open or done.")
    if state:
        row.state = state
    if unread is not None or state == "done":
        row.unread = bool(unread)
    if mine is not None:
        row.assigned_to = actor.id if mine else None
    row.save(update_fields=["state", "unread", "assigned_to"])
    audit(subject=row.id)
    return to_thread(row)


@query("cam", right="cam.view")
def get_inbound(*, actor: Actor, inbound_id: UUID) -> contracts.InboundMail:
    """One mail that came in."""
    return to_inbound(models.InboundEmail.objects.reach(actor, inbound_id))


@query("cam", right="cam.view")
def get_raw_mail(*, actor: Actor, inbound_id: UUID) -> bytes:
    """The bytes of a mail as they came; NotFound where none are kept."""
    row = models.InboundEmail.objects.visible_to(actor).filter(pk=inbound_id).first()
    if row is None or not row.raw_sha256:
        raise NotFound("There is no such mail, or its bytes are not kept.")
    return files.get("cam", row.raw_sha256)


def take_in(row: models.InboundEmail) -> models.Thread:
    """The thread of a mail that has just come: on top again, open and unread."""
    key = logic.key_of(lead_id=row.lead_id, from_email=row.from_email, mail_id=row.id)
    thread, _ = models.Thread.objects.get_or_create(key=key, defaults={"lead": row.lead, "last_at": row.received_at})
    thread.from_email, thread.subject, thread.last_at = row.from_email, row.subject, row.received_at
    thread.snippet = logic.snippet(row.new_text)
    thread.classification, thread.confidence = "", 0.0
    thread.state, thread.unread, thread.parked = "open", True, row.state == "parked"
    thread.save()
    row.thread = thread
    row.save(update_fields=["thread"])
    return thread


def judged(row: models.InboundEmail) -> None:
    """Show a mail's class in its thread's line, if it is its last mail; and whether a person still has to judge something."""
    thread = row.thread
    if thread is None:
        return
    if not thread.inbound.filter(received_at__gt=row.received_at).exists():
        thread.classification, thread.confidence = row.classification, row.confidence
    thread.waits = models.ReviewItem.objects.filter(state="open").filter(_asked(thread)).exists()
    thread.save(update_fields=["classification", "confidence", "waits"])


def settle_waits(item: models.ReviewItem) -> None:
    """After a review was decided: whether its thread waits for a person any more."""
    row = item.inbound or (item.lead.inbound.order_by("-received_at").first() if item.lead is not None else None)
    if row is not None:
        judged(row)


def to_thread(row: models.Thread) -> contracts.Thread:
    """A thread as it is told outside."""
    lead = row.lead
    return contracts.Thread(
        id=row.id, lead_id=row.lead_id, who=lead.name if lead else row.from_email or "No sender",
        company=lead.company if lead else "", from_email=row.from_email, subject=row.subject, snippet=row.snippet,
        reply_class=contracts.ReplyClass(row.classification) if row.classification else None, confidence=row.confidence,
        state=row.state, unread=row.unread, waits=row.waits, parked=row.parked, assigned_to=row.assigned_to, last_at=row.last_at,
    )  # fmt: skip


def _filtered(rows: QuerySet, given: contracts.ThreadFilter) -> QuerySet:
    if given.state not in ("", "open", "done"):
        raise InvalidInput(f"No thread is “{given.state[:20]}”.", field="state", remedy="Send open or done; empty for both.")
    plain = {
        "state": given.state or None, "classification": given.reply_class.value if given.reply_class else None,
        "waits": given.waits, "parked": given.parked, "lead__isnull": given.unknown, "lead__campaign_id": given.campaign_id,
        "lead__mailbox_id": given.mailbox_id, "assigned_to": given.assigned_to,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in plain.items() if value is not None})
    if text := given.text.strip()[:100]:
        names = ("from_email", "subject", "snippet", "lead__email", "lead__company", "lead__first_name", "lead__last_name")
        wanted = Q()
        for name in names:
            wanted |= Q(**{f"{name}__icontains": text})
        rows = rows.filter(wanted)
    return rows


def _asked(thread: models.Thread) -> Q:
    found = Q(inbound__thread=thread)
    return found | Q(lead_id=thread.lead_id) if thread.lead_id else found


def _received(row: models.InboundEmail) -> contracts.ThreadMail:
    decided = getattr(row, "example", None) is not None
    return contracts.ThreadMail(
        id=row.id, kind="received", at=row.received_at, address=row.from_email, subject=row.subject, text=row.new_text,
        quoted=logic.left_out(row.body_text, row.new_text), state=row.state, reason=row.reason,
        reply_class=contracts.ReplyClass(row.classification) if row.classification else None, confidence=row.confidence,
        decided=decided, problem=row.facts.get("problem", ""), has_raw=bool(row.raw_sha256),
    )  # fmt: skip


def _outreach(row: models.OutboundEmail) -> contracts.ThreadMail:
    at = row.sent_at or (row.attempt.created_at if row.attempt else row.lead.created_at)
    state = "waiting" if row.status == "queued" else row.status
    reason = row.attempt.reason if row.attempt else ""
    return contracts.ThreadMail(
        id=row.id, kind="outreach", at=at, address=row.to_email, subject=row.subject, text=row.text, state=state, reason=reason
    )


def _answer_mail(row: models.Answer) -> contracts.ThreadMail:
    return contracts.ThreadMail(
        id=row.id, kind="answer", at=row.sent_at or row.created_at, address=row.to_email, subject=row.subject, text=row.text,
        state=row.state, reason=row.reason,
    )  # fmt: skip


def _lead(row: models.Lead) -> contracts.ThreadLead:
    planned = row.attempts.filter(state__in=ledger.OPEN_ATTEMPTS).order_by("due_at").first()
    due = f"{planned.due_at:%d %b %Y, %H:%M} UTC" if planned and planned.due_at else ""
    step = f"Step {planned.step} of {planned.sequence}, {due}" if planned and due else ""
    return contracts.ThreadLead(
        id=row.id, name=row.name, company=row.company, title=row.title, email=row.email,
        status=contracts.LeadStatus(row.status), score=row.score, tier=row.tier,
        campaign=row.campaign.name if row.campaign else "", next_step=step, suppressed=forbidden(row.email),
    )  # fmt: skip


def forbidden(address: str) -> str:
    """Why nobody may write to an address, "" if one may."""
    if not address:
        return "there is no address"
    if found := ledger.suppression_of(address):
        return f"suppressed: {found.reason}"
    return "the address is undeliverable, or its person was erased" if mail.is_undeliverable(address) else ""
