"""The mails of a lead as they would leave, made by the functions that send; and a proof of one, sent to whoever looks."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import caps as rules
from apps.cam.logic import texts
from apps.cam.services import caps, judging, planning
from apps.cam.services.composing import compose, facts_of, headers_of, sender_of, task_text
from apps.cam.services.mapping import settings_now, to_lead
from apps.cam.services.unsubscribe import inert_url, url_for
from kernel import clock, mail
from kernel.actors import Actor, ActorKind
from kernel.db import audit, command, query
from kernel.errors import Conflict, InvalidInput, NotFound
from kernel.ids import new_id
from kernel.mail.mime import to_html

NEXT = 5


@query("cam", right="cam.view")
def next_leads(*, actor: Actor, sequence_id: UUID) -> tuple[contracts.Lead, ...]:
    """The next five leads of a sequence: those whose contacts fall due first, then the best that will enter it."""
    row = models.Sequence.objects.reach(actor, sequence_id)
    return tuple(to_lead(lead) for lead in _next(row, NEXT))


@query("cam", right="cam.view")
def sample_values(*, actor: Actor, sequence_id: UUID) -> dict[str, dict[str, str]]:
    """By language of a text (de, en), what the placeholders say for the next lead of the sequence; empty where there is none."""
    row = models.Sequence.objects.reach(actor, sequence_id)
    lead = next(iter(_next(row, 1)), None)
    if lead is None:
        return {}
    settings = settings_now()
    attempt = models.Attempt(lead=lead, mailbox=lead.mailbox or planning.mailbox_for(lead, planning.Desk().mailboxes))
    return {name: texts.variables(*facts_of(attempt, settings, name)) for name in ("de", "en")}


@query("cam", right="cam.view")
def preview_sequence(*, actor: Actor, sequence_id: UUID, lead_id: UUID) -> tuple[contracts.MailPreview, ...]:
    """Every contact that the sequence would make with this lead from now on, in its order; nothing is stored or counted."""
    row = models.Sequence.objects.reach(actor, sequence_id)
    lead = models.Lead.objects.reach(actor, lead_id)
    return tuple(_told(attempt, day, first=first) for attempt, day, first in _contacts(row, lead))


@command("cam", right="cam.send")
def send_proof(*, actor: Actor, sequence_id: UUID, lead_id: UUID, step: int, key: str = "") -> str:
    """Send the mail of a step to the member of staff who asks, marked [Proof]; returns the address.

    It belongs to no contact: nothing is counted against the lead and nothing advances; its link to object is inert. MailHeld
    where the mail would be held; Conflict after `proofs_per_hour` in an hour.
    """
    row = models.Sequence.objects.reach(actor, sequence_id)
    lead = models.Lead.objects.reach(actor, lead_id)
    if actor.kind is not ActorKind.STAFF or "@" not in actor.name:
        raise InvalidInput("A proof goes to a member of staff with an address.", field="actor", remedy="Sign in as one.")
    found = next(((a, first) for a, _, first in _contacts(row, lead) if a.step == step), None)
    if found is None or found[0].channel != "email":
        raise NotFound(f"Step {step} of {row.name} is no mail to this lead.", field="step")
    attempt, first = found
    if attempt.mailbox is None:
        raise Conflict("There is no active mailbox to write from.", field="mailbox", remedy="Take one into use: Mailboxes.")
    made = compose(attempt, first=first)
    most = settings_now()["proofs_per_hour"]
    if not caps.take_place(rules.Cap(scope=f"proof:{actor.id}", period="hour", most=most, who="as proofs")):
        raise Conflict(f"{most} proofs an hour are the most.", field="step", remedy="Wait for the next hour.")
    inert = inert_url()
    mail.queue(
        app="cam", purpose="service", to=actor.name, subject=f"[Proof] {made.subject}", sender=sender_of(attempt),
        text=made.text.replace(url_for(lead.id), inert), key=f"proof:{new_id().hex}", headers=headers_of(inert),
    )  # fmt: skip
    audit(subject=lead.id)
    return actor.name


def _next(row: models.Sequence, limit: int) -> list[models.Lead]:
    waiting = models.Attempt.objects.filter(sequence=row.name, state__in=("pending", "held")).select_related("lead__mailbox")
    found = [attempt.lead for attempt in waiting.order_by("due_at", "order_key", "id")[:limit]]
    fresh = models.Lead.objects.filter(status="NEW", verdict="qualified", attempts=None).select_related("mailbox")
    fresh = fresh.exclude(campaign__status__in=("STOPPED", "COMPLETED"))
    rows = [fresh.filter(campaign__sequence=row.name)]
    if row.tier:
        rows.append(fresh.filter(campaign__sequence="", campaign__isnull=False, tier=row.tier))
    for more in rows:
        found += list(more.order_by("-score", "identity_hash")[: limit - len(found)]) if len(found) < limit else []
    return found


def _contacts(row: models.Sequence, lead: models.Lead) -> Iterable[tuple[models.Attempt, int, bool]]:
    """Attempts, not stored, for the steps that are still to come: each with its day, and whether it is the first mail."""
    settings, now = settings_now(), clock.now()
    campaign = lead.campaign or models.Campaign(id=new_id(), name="", mode="LIVE")
    campaign.status = "ACTIVE"  # in memory: what else would stand against it
    in_it = lead.sequence == row.name
    if lead.mailbox is None:
        lead.mailbox = planning.mailbox_for(lead, planning.Desk().mailboxes)
    open_one = lead.attempts.filter(sequence=row.name, state__in=("pending", "held", "queued")).first()
    made = max(
        lead.attempts.filter(sequence=row.name).exclude(pk=open_one and open_one.pk).values_list("step", flat=True), default=0
    )
    begins = lead.sequence_started_at if in_it and lead.sequence_started_at else now
    lead.campaign, lead.sequence, lead.sequence_started_at = campaign, row.name, begins
    first = not lead.mails.filter(status__in=("sent", "bounced"), attempt__isnull=False).exists()
    steps = [step for step in row.steps.order_by("number") if step.number > (made if in_it else 0)]
    for step in steps:
        attempt = planning.later_contact(lead, step, settings=settings, now=now, not_before=now)
        if open_one is not None and open_one.step == step.number:
            attempt.due_at, attempt.channel = open_one.due_at or attempt.due_at, open_one.channel
        yield attempt, step.day, first
        first = first and attempt.channel != "email"


def _told(row: models.Attempt, day: int, *, first: bool) -> contracts.MailPreview:
    settings, lead, mails = settings_now(), row.lead, row.channel == "email"
    subject = text = variant = held = ""
    try:
        if not mails:
            text = task_text(row)
        elif row.mailbox is None:
            raise contracts.MailHeld("There is no active mailbox.", remedy="Take one into use: Mailboxes.")
        else:
            made = compose(row, first=first)
            subject, text, variant = made.subject, made.text, made.variant
    except contracts.MailHeld as error:
        held = f"{error.detail} {error.remedy}".strip()
    now = clock.now()
    said = judging.standing(row, settings=settings, now=now, made=judging.recent_contacts(lead, settings, now))
    return contracts.MailPreview(
        step=row.step, day=day, channel=row.channel, due_at=row.due_at, subject=subject, text=text, variant=variant, held=held,
        html=to_html(text) if mails and text else "", sender=sender_of(row) if row.mailbox else "",
        to=lead.email if mails else lead.linkedin_url or lead.website, headers=headers_of(url_for(lead.id)) if mails else {},
        stands="" if said.allowed else said.reason,
    )  # fmt: skip
