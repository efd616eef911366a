"""The inbox: fetched, stored once, threaded, classified; each class has its effect."""

from __future__ import annotations

import hashlib
import re
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from apps.cam import contracts, models, signals
from apps.cam.logic import addresses
from apps.cam.logic import replies as logic
from apps.cam.providers import RawMail
from apps.cam.services import appointments, effects_of, threads, triage
from apps.cam.services.mapping import settings_now, to_inbound
from kernel import claims, clock, files, mail, providers
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command, query
from kernel.pages import Page
from kernel.paging import page
from kernel.signals import publish

BATCH = 50
_TOKEN = re.compile(r"<([0-9a-f]{32})\.\d+@|\+([0-9a-f]{32})@")
OUR_ZONE = ZoneInfo("Europe/Berlin")
PROVIDER_ID_LEAST = 8
"""Characters of a provider's message id that tell one mail from all others."""


def poll_inbox(*, actor: Actor) -> int:
    """Fetch what is new, store it, put it away at the provider; returns how many mails were taken."""
    inbox = providers.get("cam.inbox")
    after = models.InboxPlace.objects.filter(provider=inbox.name).values_list("place", flat=True).first() or ""
    found = inbox.fetch(limit=BATCH, after=after)
    for item in found:
        receive(actor=actor, provider=inbox.name, item=item)
        inbox.done(item.uid)
    return len(found)


def receive(*, actor: Actor, provider: str, item: RawMail) -> UUID:
    """Store one raw mail; too large or broken ones are parked for a person. The same mail twice is one row."""
    if item.size > logic.MAX_BYTES:
        return store_inbound(
            actor=actor, provider=provider, uid=item.uid, size=item.size, raw_sha256="", problem="larger than 50 MB",
            place=item.place,
        )  # fmt: skip
    digest = files.put("cam", item.raw)
    about = {"uid": item.uid, "size": item.size, "raw_sha256": digest, "place": item.place}
    return store_inbound(actor=actor, provider=provider, problem="", **about)


@command("cam", right=INTERNAL)
def store_inbound(*, actor: Actor, provider: str, uid: str, size: int, raw_sha256: str, problem: str, place: str = "") -> UUID:
    """Parse and thread a fetched mail and keep it; returns its row's id. `place`: how far the provider's inbox is read now."""
    if place:
        models.InboxPlace.objects.update_or_create(provider=provider, defaults={"place": place, "at": clock.now()})
    parsed, problem = _parse(raw_sha256, problem)
    fingerprint = parsed.fingerprint or hashlib.sha256(f"{provider}:{uid}:{raw_sha256}".encode()).hexdigest()
    known = models.InboundEmail.objects.filter(fingerprint=fingerprint).first()
    if known is not None:
        return known.id
    lead, outbound, by = _thread(parsed)
    row = models.InboundEmail.objects.create(
        provider=provider, provider_uid=uid[:250], fingerprint=fingerprint, raw_sha256=raw_sha256, size=size, lead=lead,
        outbound=outbound, threaded_by=by, from_email=parsed.from_email, subject=parsed.subject,
        message_id_header=parsed.message_id[:400], body_text=parsed.body, new_text=parsed.new_text,
        facts={"report": parsed.report, "automatic": parsed.automatic, "report_about": parsed.report_about, "problem": problem},
        state="parked" if problem else "pending", due_at=clock.now(), received_at=clock.now(),
    )  # fmt: skip
    publish(signals.ReplyReceived(inbound_id=row.id, lead_id=lead.id if lead else None))
    threads.take_in(row)
    if problem:
        effects_of.park(row, problem)
        threads.judged(row)
    audit(subject=row.id)
    return row.id


def classify_due(*, actor: Actor, limit: int = BATCH) -> int:
    """Judge the stored mails that wait; addresses found dead go onto the house's register. Returns how many."""
    rows = claims.claim(models.InboundEmail, limit=limit, lease_seconds=120, order_by=("due_at", "provider_uid", "id"))
    for row in rows:
        try:
            done = classify(actor=actor, inbound_id=row.id, token=row.token)
        except claims.LostLease:
            continue
        except Exception as error:
            claims.fail(row, f"{type(error).__name__}: {error}")
            raise
        if done.undeliverable:
            mail.mark_undeliverable(done.undeliverable, reason="bounce")
    return len(rows)


@command("cam", right=INTERNAL)
def classify(*, actor: Actor, inbound_id: UUID, token: int) -> contracts.Applied:
    """Judge one claimed mail and carry out what its class demands."""
    row = (
        models.InboundEmail.objects.select_for_update(of=("self",))
        .select_related("lead", "outbound")
        .filter(pk=inbound_id, token=token)
        .first()
    )
    if row is None or row.state != "pending":
        raise claims.LostLease(f"mail {inbound_id} is not ours any more")
    parsed, _ = _parse(row.raw_sha256, "")
    month_first = bool(row.lead and row.lead.country == "US")
    found = logic.classify(parsed, today=clock.now().astimezone(OUR_ZONE).date(), month_first=month_first)
    claims.settle(
        row, classification=found.reply_class.value, confidence=found.confidence, reason=found.reason[:300],
        resume_date=found.resume_date,
        facts={**row.facts, "automatic": found.automatic, "hard": found.hard, "referred_to": found.referred_to},
    )  # fmt: skip
    appointments.hear(row, parsed.calendar)
    return _apply(row, found)


@command("cam", right="cam.write", why="reason")
def reclassify(
    *, actor: Actor, inbound_id: UUID, reply_class: contracts.ReplyClass, reason: str = "", key: str = ""
) -> contracts.Applied:
    """A person says what a mail is; the effects of that class follow, and the decision is kept as an example.

    A class that has taken effect already is confirmed without taking effect again. Earlier effects are not taken back, but for
    one: a mail that is no demand to stop lifts the suppression that it alone made; that needs a `reason` (InvalidInput).
    """
    row = models.InboundEmail.objects.reach(actor, inbound_id, lock=True)
    before = triage.remember(row)
    in_force = triage.in_force(row, reply_class)
    hard = reply_class is contracts.ReplyClass.BOUNCE
    if row.classification == contracts.ReplyClass.UNSUB and reply_class is not contracts.ReplyClass.UNSUB:
        triage.lift(row, reply_class, reason)
    row.classification, row.confidence, row.reason = reply_class.value, 1.0, "judged by a person"
    row.facts = {**row.facts, "hard": hard}
    row.state = "done"
    row.save(update_fields=["classification", "confidence", "reason", "facts", "state"])
    automatic = bool(row.facts.get("automatic")) or reply_class is contracts.ReplyClass.OOO
    row.reviews.filter(state="open", attempt_id=None).update(state="approved", decided_by=actor.id, decided_at=clock.now())
    audit(subject=row.id, before={"class": before["classification"]}, after={"class": reply_class.value})
    found = logic.Judgement(
        reply_class=reply_class, confidence=1.0, reason="judged by a person", hard=hard, automatic=automatic,
        resume_date=row.resume_date, referred_to=row.facts.get("referred_to", ""),
    )  # fmt: skip
    if reply_class is contracts.ReplyClass.UNSUB:
        triage.confirm_stop(row)
    applied = _told(row, found) if in_force else _apply(row, found, by_person=True)
    triage.keep(row, before, by=actor.id)
    threads.judged(row)
    return applied


@query("cam", right="cam.view")
def list_inbound(
    *, actor: Actor, filter: contracts.InboundFilter, order: str = "-received_at", cursor: str = "", limit: int = 50
) -> Page[contracts.InboundMail]:
    """Incoming mails, newest first."""
    rows = models.InboundEmail.objects.visible_to(actor)
    if filter.lead_id:
        rows = rows.filter(lead_id=filter.lead_id)
    if filter.reply_class:
        rows = rows.filter(classification=filter.reply_class.value)
    allowed = ("-received_at", "received_at")
    return page(rows, to_inbound, order=order, allowed=allowed, cursor=cursor, limit=limit)


def _parse(raw_sha256: str, problem: str) -> tuple[logic.ParsedMail, str]:
    if problem or not raw_sha256:
        return logic.ParsedMail(), problem
    try:
        return logic.parse_mail(files.get("cam", raw_sha256)), ""
    except Exception as error:  # the stdlib's parser raises many kinds for broken mails; they are parked, never fatal
        return logic.ParsedMail(), f"cannot be read: {type(error).__name__}: {error}"[:250]


def _thread(parsed: logic.ParsedMail) -> tuple[models.Lead | None, models.OutboundEmail | None, str]:
    """Whose answer it is: by our token, then by the mails it refers to, then by address."""
    text = " ".join((*parsed.references, *parsed.to))
    tokens = [UUID(hex=a or b) for a, b in _TOKEN.findall(text)]
    mails = models.OutboundEmail.objects.select_related("lead")
    if found := _latest(mails.filter(attempt_id__in=tokens)):
        return found.lead, found, "token"
    if parsed.references and (found := _latest(mails.filter(_referred_to(parsed.references)))):
        return found.lead, found, "references"
    about = parsed.report_about or parsed.from_email
    lead = models.Lead.objects.filter(identity_hash=addresses.identity_hash(about, "")).first() if about else None
    if lead is None:
        return None, None, ""
    return lead, _latest(mails.filter(lead=lead)), "address"


def _referred_to(references: tuple[str, ...]) -> Q:
    """Mails under these Message-IDs; a provider's own id stands in them whole, or before the @."""
    whole = [reference.strip("<>") for reference in references]
    parts = [local for w in whole if len(local := w.partition("@")[0]) >= PROVIDER_ID_LEAST]
    return Q(message_id_header__in=references) | Q(provider_message_id__in=[*references, *whole, *parts])


def _latest(mails: QuerySet) -> models.OutboundEmail | None:
    return mails.order_by("-sequence_number").first()


def _apply(row: models.InboundEmail, found: logic.Judgement, *, by_person: bool = False) -> contracts.Applied:
    lead = row.lead
    publish(
        signals.ReplyClassified(
            inbound_id=row.id, lead_id=lead.id if lead else None, reply_class=found.reply_class.value, confidence=found.confidence
        )
    )
    undeliverable = ""
    if lead is None:
        effects_of.unknown_sender(row, found, ask=not by_person)
    else:
        undeliverable = effects_of.apply(row, lead, found, settings=settings_now(), resume_at=_resume_at(found.resume_date))
    threads.judged(row)
    return _told(row, found, undeliverable=undeliverable)


def _told(row: models.InboundEmail, found: logic.Judgement, *, undeliverable: str = "") -> contracts.Applied:
    return contracts.Applied(
        inbound_id=row.id,
        reply_class=found.reply_class,
        lead_id=row.lead_id,
        confidence=found.confidence,
        reason=found.reason,
        undeliverable=undeliverable,
    )


def _resume_at(day: date | None) -> datetime | None:
    if day is None:
        return None
    at = datetime.combine(day, time(0), tzinfo=OUR_ZONE)
    # A date in the past, or years away, is a misreading: the default wait counts.
    return at if clock.now() < at < clock.now() + timedelta(days=400) else None
