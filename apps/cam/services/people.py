"""A person in cam: which rows are theirs, and what becomes of each kind of them when they are erased."""

from __future__ import annotations

import hashlib
import io
import secrets
import zipfile

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from apps.cam import models
from apps.cam.logic import addresses
from apps.cam.services import ledger
from kernel import clock, files, restored
from kernel.actors import Actor
from kernel.db import INTERNAL, command
from kernel.errors import InvalidInput
from kernel.hiding import keyed_hash
from kernel.persons import ERASED, SPELT, Erasure, Person

RIGHT = "cam.privacy"
PERSONAL = (
    "first_name", "last_name", "title", "seniority", "company", "website", "keywords", "city", "region", "phone", "linkedin_url",
    "source", "legacy_id",
)  # fmt: skip
"""Columns of a lead that are emptied; what remains (country, score, dates, status) tells of nobody and keeps figures honest."""
TOLD_OF = (
    models.LeadEvent, models.LeadClaim, models.FieldSource, models.LeadCheck, models.DiscoveredProfile, models.ReplyExample,
)  # fmt: skip
"""Rows that say something of a lead and nothing without it: they go with the person."""
FIRM_SIZE = ("employees", "revenue")


def normal(address: str) -> str:
    """The address in its normal form; InvalidInput on field `address` if it is none."""
    found = addresses.normalise(address)
    if not found:
        raise InvalidInput(f"“{address[:80]}” is no e-mail address.", field="address", remedy="Write it as name@example.com.")
    return found


def mark_of(address: str) -> str:
    """The keyed hash of the mailbox: all that stays of an erased address."""
    return keyed_hash(addresses.mailbox(address))


def leads_of(address: str) -> list[models.Lead]:
    """The leads that are this person."""
    mine = Q(identity_hash=addresses.identity_hash(address, "")) | Q(email__iexact=address)
    return list(models.Lead.objects.filter(mine))


def person_of(address: str, leads: list[models.Lead] | None = None) -> Person:
    """Whom to look for in all tables: every spelling of the address, the leads' ids, names and profiles."""
    leads = leads_of(address) if leads is None else leads
    box, domain = addresses.mailbox(address), addresses.domain_of(address)
    needles = {address, box, *(lead.email for lead in leads if lead.email)}
    if domain in addresses.GMAIL:  # so many spellings that only the domain can be asked for
        needles = {f"@{name}" for name in addresses.GMAIL}
    names = {f"{lead.first_name} {lead.last_name}" for lead in leads if lead.first_name and lead.last_name}
    names |= {text for lead in leads for text in (lead.linkedin_url, addresses.linkedin_path(lead.linkedin_url)) if text}
    names |= {lead.phone for lead in leads if len(lead.phone) > 6}

    def is_theirs(text: str) -> bool:
        return addresses.mailbox(addresses.normalise(text)) == box

    parts = {part for lead in leads for part in (lead.first_name, lead.last_name) if part}
    return Person(
        needles=frozenset(needles), is_theirs=is_theirs, ids=frozenset(lead.pk for lead in leads),
        names=tuple(sorted(names, key=len, reverse=True)), parts=frozenset(parts),
    )  # fmt: skip


def inbound_of(person: Person) -> list[models.InboundEmail]:
    """Mails from the person, or in a thread with them."""
    wanted = Q(lead_id__in=person.ids)
    for needle in person.needles:
        wanted |= Q(from_email__icontains=needle)
    rows = models.InboundEmail.objects.filter(wanted)
    return [row for row in rows if row.lead_id in person.ids or person.is_theirs(row.from_email)]


def suppress_by_hash(address: str, reason: str) -> None:
    """The address is forbidden by its keyed hash alone; a suppression that spells it out is turned into that."""
    spelt = models.Suppression.objects.filter(kind="address", value__in={address, addresses.mailbox(address)})
    for row in spelt.exclude(client_id=None):
        models.Suppression.objects.get_or_create(
            kind="hash", value=mark_of(address), client_id=row.client_id,
            defaults={"reason": row.reason, "created_at": row.created_at},
        )  # fmt: skip
    models.Suppression.objects.get_or_create(
        kind="hash", value=mark_of(address), client_id=None, defaults={"reason": reason[:120], "created_at": clock.now()}
    )
    spelt.delete()
    restored.remember_objection(mark_of(address))


@command("cam", right=INTERNAL)
def replay_objections(*, actor: Actor) -> int:
    """Whoever objected after a backup was made is suppressed in the restored database too; returns how many were missing."""
    wanted = restored.objections()
    there: set[str] = set()
    for start in range(0, len(wanted), 500):
        rows = models.Suppression.objects.filter(kind="hash", value__in=wanted[start : start + 500], client_id=None)
        there.update(rows.values_list("value", flat=True))
    missing = [digest for digest in wanted if digest not in there]
    now = clock.now()
    models.Suppression.objects.bulk_create(
        [models.Suppression(kind="hash", value=digest, reason="objected before a restore", created_at=now) for digest in missing],
        ignore_conflicts=True,
    )
    return len(missing)


def forget_leads(leads: list[models.Lead], into: Erasure) -> None:
    """Nobody is known by these rows any more; contacts and figures stay countable."""
    _forget_mentions(leads, into)
    for lead in leads:
        for name in PERSONAL:
            setattr(lead, name, "")
        for name in FIRM_SIZE:
            setattr(lead, name, None)
        lead.email = f"erased-{secrets.token_hex(8)}@erased.invalid"
        lead.identity_hash = hashlib.sha256(secrets.token_bytes(32)).hexdigest()
        lead.reasons, lead.is_role_address = [], False
        if lead.status != "WON":
            lead.status = "UNSUBSCRIBED"
        lead.save()
    ids = [lead.pk for lead in leads]
    into.count("cam_leads", len(ids))
    for model in TOLD_OF:
        into.count(model._meta.db_table, model.objects.filter(lead_id__in=ids).delete()[0])
    talks = models.Appointment.objects.filter(lead_id__in=ids)
    into.count("cam_appointments", talks.update(attendee=f"erased-{secrets.token_hex(8)}@erased.invalid", place=ERASED, why=""))
    threads = models.Thread.objects.filter(lead_id__in=ids)
    into.count("cam_threads", threads.update(from_email="", subject=ERASED, snippet=""))
    answers = models.Answer.objects.filter(thread__lead_id__in=ids)
    into.count("cam_answers", answers.update(to_email="", subject=ERASED, text=ERASED, reason=""))
    wiped = {"to_email": "", "subject": ERASED, "text": ERASED}
    into.count("cam_outbound_emails", models.OutboundEmail.objects.filter(lead_id__in=ids).update(**wiped))
    models.Attempt.objects.filter(lead_id__in=ids).update(reason="", last_error="", order_key="")
    into.count("cam_timers", models.Timer.objects.filter(lead_id__in=ids).delete()[0])
    wiped = {"message": ERASED, "subject": ERASED}
    for alert in models.HumanAlert.objects.filter(Q(lead_id__in=ids) | Q(subject__in=[str(pk) for pk in ids])):
        values = wiped | {"subject": f"erased {secrets.token_hex(8)}"}
        if alert.state == "pending":
            values["state"] = "done"
        into.count("cam_human_alert_logs", models.HumanAlert.objects.filter(pk=alert.pk).update(**values))
    wiped = {"signer_name": ERASED, "signer_email": f"erased-{secrets.token_hex(8)}@erased.invalid"}
    into.count("cam_deals", models.Deal.objects.filter(lead_id__in=ids).update(**wiped))
    _forget_reviews(Q(lead_id__in=ids), into)


def forget_inbound(rows: list[models.InboundEmail], into: Erasure) -> list[str]:
    """The mails are known by their fingerprint only, so that none is read in again; returns the digests of their files."""
    ids, digests = [row.pk for row in rows], [row.raw_sha256 for row in rows if row.raw_sha256]
    _forget_reviews(Q(inbound_id__in=ids), into)
    changed = models.InboundEmail.objects.filter(pk__in=ids).update(
        from_email="", subject=ERASED, body_text="", new_text="", facts={}, raw_sha256="", message_id_header="", reason="",
        last_error="", state="done", lease_until=None,
    )  # fmt: skip
    into.count("cam_inbound_emails", changed)
    return digests


def forget_rows(person: Person, into: Erasure) -> None:
    """Refused rows of imported files: the whole row goes, for its other cells name the same person."""
    wanted = Q()
    for needle in person.needles:
        wanted |= Q(message__icontains=needle) | Q(cells_text__icontains=needle)
    rows = models.BatchRowError.objects.alias(cells_text=Cast("cells", TextField())).filter(wanted)
    for row in rows:
        if any(person.is_theirs(found) for cell in (*row.cells, row.message) for found in addresses.addresses_in(str(cell))):
            values = {"cells": [ERASED] * len(row.cells), "message": ERASED}
            into.count("cam_batch_row_errors", models.BatchRowError.objects.filter(pk=row.pk).update(**values))


def remove_files(digests: list[str]) -> int:
    """Raw bytes that no mail refers to any more; returns how many files went."""
    kept = set(models.InboundEmail.objects.filter(raw_sha256__in=digests).values_list("raw_sha256", flat=True))
    return sum(files.remove("cam", digest) for digest in set(digests) - kept)


def uploads(person: Person | None = None, *, before: float = 0.0) -> list[str]:
    """Digests of uploaded files of leads: those that name the person, or are older than a moment (seconds of the epoch)."""
    mails = set(models.InboundEmail.objects.exclude(raw_sha256="").values_list("raw_sha256", flat=True))
    found = []
    for digest, path in files.stored("cam"):
        if digest in mails:
            continue
        if (person is not None and _in_upload(path.read_bytes(), person)) or path.stat().st_mtime < before:
            found.append(digest)
    return found


def _in_upload(data: bytes, person: Person) -> bool:
    """Whether a table of leads names the person; a workbook's cells lie in its compressed parts."""
    parts = [data]
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            parts = [book.read(item) for item in book.infolist() if item.file_size <= 64 * 1024 * 1024]
    texts = (part.decode("utf-16" if part[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "replace") for part in parts)
    return any(person.is_theirs(found) for text in texts for found in SPELT.findall(text))


def call_off(leads: list[models.Lead], reason: str) -> int:
    """Open contacts end; returns how many."""
    return sum(ledger.call_off(lead, reason) for lead in leads)


def _forget_mentions(leads: list[models.Lead], into: Erasure) -> None:
    """The history of colleagues tells who of the firm answered: it goes on without the name."""
    for lead in leads:
        domain = addresses.domain_of(lead.email)
        if not (lead.first_name or lead.last_name) or not domain:
            continue
        for event in models.LeadEvent.objects.filter(text__icontains=lead.name, lead__email__iendswith=f"@{domain}"):
            text = event.text.replace(lead.name, ERASED)
            into.count("cam_lead_events", models.LeadEvent.objects.filter(pk=event.pk).update(text=text))


def _forget_reviews(which: Q, into: Erasure) -> None:
    rows = models.ReviewItem.objects.filter(which)
    rows.filter(state="open").update(state="skipped", decided_at=clock.now())
    into.count("cam_review_items", rows.update(title=ERASED, detail="", note=""))
