"""Contacts and mails of an original AICMO: history, never work to be done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db.models import Q

from apps.cam import contracts, models
from apps.cam.contracts import LeadStatus, ReplyClass
from apps.cam.logic import addresses
from apps.cam.logic.replies.stripping import new_text
from apps.cam.services import ledger
from apps.cam.services.legacy.common import UNSOUGHT, Changes, People, Taken, fitted
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command

MEANT = {ReplyClass.POSITIVE: LeadStatus.QUALIFIED, ReplyClass.NEGATIVE: LeadStatus.LOST}
ASKED = "asked to stop, in the original AICMO"
AUTOMATIC = (ReplyClass.OOO, ReplyClass.BOUNCE)


@command("cam", right=INTERNAL)
def import_legacy_contacts(*, actor: Actor, contacts: tuple[contracts.LegacyContact, ...]) -> contracts.LegacyTaken:
    """Outreach attempts become lines of their leads' histories; one that reached the person makes it no new lead."""
    people, taken, changes = People([c.person for c in contacts]), Taken("contact", [c.legacy_id for c in contacts]), Changes()
    new, homeless = [], []
    for contact in contacts:
        lead, about = people.find(contact.person), f"{_identity(contact.person)}|{contact.told}"
        if lead is None:
            homeless.append(contact.legacy_id)
        elif not taken.has(contact.legacy_id, about):
            taken.add(contact.legacy_id, about, None)
            new.append(contact.legacy_id)
            changes.note(lead, "contact", contact.told, legacy_id=contact.legacy_id)
            if contact.left:
                changes.contacted(lead, None, "written to before, in the original AICMO")
    changes.store()
    taken.store()
    return contracts.LegacyTaken(new=tuple(new), homeless=tuple(homeless))


@command("cam", right=INTERNAL)
def import_legacy_sent(*, actor: Actor, mails: tuple[contracts.LegacySent, ...]) -> contracts.LegacyTaken:
    """Mails that left there, under the ids that answers to them name; they count for cooldown and caps of their leads."""
    people, taken, changes = People([m.person for m in mails]), Taken("outbound", [m.legacy_id for m in mails]), Changes()
    there, new, homeless, rows = _ids_there(mails), [], [], []
    for mail in mails:
        lead = people.find(mail.person)
        if lead is None:
            homeless.append(mail.legacy_id)
            continue
        about = mail.message_id or mail.provider_message_id or f"{mail.to_email}|{mail.subject}|{mail.step}|{mail.sent_at}"
        if taken.has(mail.legacy_id, about):
            continue
        if {mail.message_id, mail.provider_message_id} & there:
            taken.add(mail.legacy_id, about, None)
            continue
        there |= {mail.message_id, mail.provider_message_id} - {""}
        rows.append(_sent(mail, lead))
        taken.add(mail.legacy_id, about, rows[-1].pk)
        new.append(mail.legacy_id)
        if mail.status in ("sent", "bounced"):
            changes.contacted(lead, mail.sent_at, "written to before, in the original AICMO")
    models.OutboundEmail.objects.bulk_create(rows)
    _note_bounces(rows, changes)
    changes.store()
    taken.store()
    return contracts.LegacyTaken(new=tuple(new), homeless=tuple(homeless))


@command("cam", right=INTERNAL)
def import_legacy_received(*, actor: Actor, mails: tuple[contracts.LegacyReceived, ...]) -> contracts.LegacyTaken:
    """Mails that came in there, as they were judged there: done, not to be judged again; a no to contact is obeyed."""
    people, taken, changes = People([m.person for m in mails]), Taken("inbound", [m.legacy_id for m in mails]), Changes()
    there = set(
        models.InboundEmail.objects.filter(fingerprint__in=[_fingerprint(m) for m in mails]).values_list("fingerprint", flat=True)
    )
    answered = _answered([lead for m in mails if (lead := people.find(m.person))])
    new, homeless, rows = [], [], []
    for mail in mails:
        lead, print_ = people.find(mail.person), _fingerprint(mail)
        if lead is None and mail.reply_class is ReplyClass.UNSUB and mail.from_email:
            ledger.add_suppression(address=mail.from_email, reason=ASKED)  # a demand to stop counts, whoever makes it
        if lead is None and not mail.keep:
            homeless.append(mail.legacy_id)
        elif not taken.has(mail.legacy_id, print_):
            if print_ not in there:
                there.add(print_)
                rows.append(_received(mail, lead, print_, answered.get(lead.pk, []) if lead else []))
                new.append(mail.legacy_id)
                _heed(mail, lead, changes)
            taken.add(mail.legacy_id, print_, None)
    models.InboundEmail.objects.bulk_create(rows)
    changes.store()
    taken.store()
    return contracts.LegacyTaken(new=tuple(new), homeless=tuple(homeless))


def _identity(person: contracts.LegacyPerson) -> str:
    return addresses.identity_hash(person.email, person.linkedin_url)


def _ids_there(mails: Iterable[contracts.LegacySent]) -> set[str]:
    """Which of their ids mails here carry already."""
    headers = {m.message_id for m in mails} - {""}
    given = {m.provider_message_id for m in mails} - {""}
    rows = models.OutboundEmail.objects.filter(Q(message_id_header__in=headers) | Q(provider_message_id__in=given))
    return {i for both in rows.values_list("message_id_header", "provider_message_id") for i in both} - {""}


def _sent(mail: contracts.LegacySent, lead: models.Lead) -> models.OutboundEmail:
    return models.OutboundEmail(
        lead=lead, to_email=fitted(models.OutboundEmail, "to_email", mail.to_email),
        subject=fitted(models.OutboundEmail, "subject", mail.subject), text=mail.text,
        message_id_header=fitted(models.OutboundEmail, "message_id_header", mail.message_id),
        provider_message_id=fitted(models.OutboundEmail, "provider_message_id", mail.provider_message_id),
        sequence_number=min(max(mail.step, 0), 32767), status=mail.status, sent_at=mail.sent_at, bounced_at=mail.bounced_at,
    )  # fmt: skip


def _note_bounces(rows: list[models.OutboundEmail], changes: Changes) -> None:
    """An address that bounced and took no mail afterwards is dead: its lead is out."""
    for row in rows:
        if row.status != "bounced":
            continue
        since = row.bounced_at or row.sent_at
        later = models.OutboundEmail.objects.filter(lead=row.lead, status="sent")
        if since is None or not later.filter(sent_at__gt=since).exists():
            changes.move(row.lead, LeadStatus.BOUNCED, "the address bounced in the original AICMO")


def _fingerprint(mail: contracts.LegacyReceived) -> str:
    """What makes it the same mail: its Message-ID if the provider's id is one, as in the inbox; else provider, id, sender."""
    if mail.uid.startswith("<") and mail.uid.endswith(">") and "@" in mail.uid:
        return hashlib.sha256(mail.uid.encode()).hexdigest()
    about = f"{mail.uid}|{mail.from_email}" if mail.uid else f"|{mail.from_email}|{mail.received_at}|{mail.subject}|{mail.text}"
    return hashlib.sha256(f"original|{mail.provider}|{about}".encode()).hexdigest()


def _answered(leads: list[models.Lead]) -> dict:
    """The sent mails of these leads, oldest first."""
    found: dict = {}
    for row in models.OutboundEmail.objects.filter(lead__in=leads, sent_at__isnull=False).order_by("sent_at", "pk"):
        found.setdefault(row.lead_id, []).append(row)
    return found


def _received(
    mail: contracts.LegacyReceived, lead: models.Lead | None, fingerprint: str, sent: list[models.OutboundEmail]
) -> models.InboundEmail:
    at = mail.received_at or clock.now()
    before = [row for row in sent if row.sent_at <= at]
    known = mail.reply_class is not None
    return models.InboundEmail(
        provider=fitted(models.InboundEmail, "provider", mail.provider), provider_uid=mail.uid[:250], fingerprint=fingerprint,
        size=len(mail.text.encode()), lead=lead, outbound=before[-1] if before else None, threaded_by="original" if lead else "",
        from_email=fitted(models.InboundEmail, "from_email", mail.from_email), subject=mail.subject[:400],
        message_id_header=mail.uid[:400] if mail.uid.startswith("<") else "", body_text=mail.text, new_text=new_text(mail.text),
        facts={"legacy_id": mail.legacy_id, **({"automatic": mail.reply_class in AUTOMATIC} if known else {})},
        classification=mail.reply_class.value if known else "", confidence=mail.confidence, reason=mail.reason[:300],
        state="done", received_at=at,
    )  # fmt: skip


def _heed(mail: contracts.LegacyReceived, lead: models.Lead | None, changes: Changes) -> None:
    """What the mail means for its lead, if the original had not drawn it: a person who answered is not written to on and on."""
    if lead is None or mail.reply_class in AUTOMATIC:
        return
    changes.later(lead, "last_replied_at", mail.received_at)
    if mail.reply_class is ReplyClass.UNSUB:
        changes.bar(lead, ASKED)
        return
    if mail.reply_class is ReplyClass.POSITIVE:
        changes.note(lead, "interested", f"“{mail.subject}”, in the original AICMO", at=mail.received_at)
    if lead.status in UNSOUGHT:
        changes.move(lead, MEANT.get(mail.reply_class, LeadStatus.REPLIED), "answered in the original AICMO")
