"""What a person may demand: a copy of everything held on them, and that it goes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import defaultdict
from typing import Any

import orjson
from django.db.models import Q
from django.template.loader import render_to_string

from apps.cam import contracts, models
from apps.cam.services import people
from kernel import clock, effects, files, mail, persons
from kernel.actors import Actor
from kernel.db import alias_for, audit, command, query
from kernel.errors import Conflict, NotFound
from kernel.hiding import redact
from kernel.mail.copies import copies_of, remove_copies
from kernel.models import Mail
from kernel.persons import Erasure
from kernel.refs import plain
from kernel.spreadsheets import safe_cell
from kernel.walls import KERNEL

RIGHT = people.RIGHT


def export_person(*, actor: Actor, address: str, reason: str) -> bytes:
    """Everything held on a person, over all modules, as a ZIP: person.json, person.csv, person.html, and the raw mails.

    NotFound if nothing is held. The audit fact names the person by a keyed hash and counts rows.
    """
    actor.require(RIGHT)
    found = _collect(actor=actor, address=address)
    if not found["rows"] and not found["mails"]:
        raise NotFound("Nothing is held on this address.", field="address", remedy="Ask for another spelling the person uses.")
    note_export(actor=actor, person=found["person"], rows=len(found["rows"]), reason=redact(reason))
    return _zip(people.normal(address), found)


@command("cam", right=RIGHT, why="reason")
def note_export(*, actor: Actor, person: str, rows: int, reason: str) -> None:
    """Record that a person's data were handed out."""
    audit(subject=person, rows=rows)


def erase_person(*, actor: Actor, address: str, reason: str, dry_run: bool = False) -> contracts.Erased:
    """Take a person out of every module; what stays is a keyed hash that nothing is ever sent to.

    First nothing leaves any more, in one transaction; the traces in other modules follow, each in a transaction of its own, and
    cam's rows go last: a run that broke off is simply made again. Conflict while a mail to the person is leaving.
    """
    actor.require(RIGHT)
    address = people.normal(address)
    if dry_run:
        return _preview(actor=actor, address=address)
    leads = people.leads_of(address)
    person = people.person_of(address, leads)
    if why := persons.refusal(person):
        raise Conflict(why, field="address")
    stopped = stop_person(actor=actor, address=address, reason=redact(reason))
    for spelling in sorted({address, people.addresses.mailbox(address), *(lead.email for lead in leads if lead.email)}):
        mail.mark_undeliverable(spelling, reason="erased")
    into = Erasure()
    for app in persons.labels():
        if app != "cam":
            persons.scrub(person, app=app, into=into)
    removed = remove_copies(person.is_theirs)
    persons.scrub_kernel(person, into=into)
    return forget_person(
        actor=actor, address=address, reason=redact(reason), called_off=stopped, changed=into.changed, kept=into.kept,
        files=removed, at_hand=person,
    )  # fmt: skip


@command("cam", right=RIGHT, why="reason")
def stop_person(*, actor: Actor, address: str, reason: str) -> int:
    """Nothing leaves for the address from this transaction on: hash suppression, open contacts, mails at the door.

    Returns how many contacts and mails were called off.
    """
    audit(subject=people.mark_of(address))
    leads = people.leads_of(address)
    person = people.person_of(address, leads)
    people.suppress_by_hash(address, "erased")
    stopped, using = people.call_off(leads, "erased"), alias_for("cam")
    waiting = Mail.objects.using(using).select_for_update().filter(app="cam", state="pending").filter(_to(person))
    for row in waiting:
        if not person.is_theirs(row.recipient):
            continue
        entry = effects.find(app="cam", kind="mail", key=str(row.id))
        if entry is not None and row.lease_until is not None:
            raise Conflict("A mail to this person is leaving at this moment.", field="address", remedy="Try again in a minute.")
        persons.forget_mail(row, using)
        stopped += 1
    return stopped


@command("cam", right=RIGHT, why="reason")
def forget_person(
    *, actor: Actor, address: str, reason: str, called_off: int, changed: dict[str, int], kept: dict[str, int], files: int,
    at_hand: Any,
) -> contracts.Erased:  # fmt: skip
    """Cam's own rows of the person, last of all."""
    into = Erasure(changed=dict(changed), kept=dict(kept))
    leads, person = people.leads_of(address), at_hand
    digests = people.uploads(person) + people.forget_inbound(people.inbound_of(person), into)
    people.forget_rows(person, into)
    people.forget_leads(leads, into)
    persons.scrub_here(person, app="cam", into=into)
    removed = people.remove_files(digests)
    audit(subject=people.mark_of(address), changed=into.changed, kept=into.kept, files=files + removed)
    return contracts.Erased(
        person=people.mark_of(address), dry_run=False, leads=len(leads), called_off=called_off, changed=into.changed,
        kept=into.kept, files=files + removed,
    )  # fmt: skip


@query("cam", right=RIGHT)
def _preview(*, actor: Actor, address: str) -> contracts.Erased:
    """How many rows of each table name the person; nothing is changed."""
    leads = people.leads_of(address)
    person = people.person_of(address, leads)
    counts: dict[str, int] = defaultdict(int)
    for row in _rows(person):
        counts[row["table"]] += 1
    waiting = models.Attempt.objects.filter(lead__in=leads, state__in=people.ledger.OPEN_ATTEMPTS).count()
    stored = sum(1 for row in people.inbound_of(person) if row.raw_sha256) + sum(1 for _ in copies_of(person.is_theirs))
    return contracts.Erased(
        person=people.mark_of(address), dry_run=True, leads=len(leads), called_off=waiting, changed=dict(counts), files=stored
    )


@query("cam", right=RIGHT)
def _collect(*, actor: Actor, address: str) -> dict[str, Any]:
    """Rows of all modules and raw mails of a person."""
    address = people.normal(address)
    person = people.person_of(address)
    mails = {row.raw_sha256: files.get("cam", row.raw_sha256) for row in people.inbound_of(person) if row.raw_sha256}
    return {"person": people.mark_of(address), "rows": _rows(person), "mails": mails}


def _rows(person: persons.Person) -> list[dict[str, Any]]:
    """Every row about the person: cam's by their relations, all others by what they say."""
    rows, seen = [], set()
    for model in persons.models_of("cam"):
        for row in model._base_manager.filter(_belongs(model, person)) if _belongs(model, person) else ():
            seen.add(str(row.pk))
            values = {f.name: getattr(row, f.attname) for f in model._meta.local_concrete_fields}
            rows.append({"module": "cam", "table": model._meta.db_table, "id": str(row.pk), "data": plain(values)})
    for found in persons.find(person):
        if found.id not in seen and not (found.app == KERNEL and found.table == "kernel_audit_facts"):
            data = found.whole if found.table == "kernel_mails" else found.columns
            rows.append({"module": found.app, "table": found.table, "id": found.id, "data": data})
    return rows


def _belongs(model: type, person: persons.Person) -> Q:
    """The rows that stand for the person or hang on a row that does."""
    if model is models.Lead:
        return Q(pk__in=person.ids)
    wanted = Q()
    for field in model._meta.local_concrete_fields:
        if field.is_relation and field.related_model is models.Lead:
            wanted |= Q(**{f"{field.attname}__in": person.ids})
    return wanted


def _to(person: persons.Person) -> Q:
    wanted = Q()
    for needle in person.needles:
        wanted |= Q(recipient__icontains=needle)
    return wanted


def _zip(address: str, found: dict[str, Any]) -> bytes:
    about = {"address": address, "made_at": plain(clock.now()), "rows": found["rows"]}
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(["module", "table", "id", "field", "value"])
    for row in found["rows"]:
        for name, value in row["data"].items():
            if value not in ("", None, [], {}):
                text = value if isinstance(value, str) else orjson.dumps(value).decode()
                writer.writerow([row["module"], row["table"], row["id"], name, safe_cell(text)])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("person.json", orjson.dumps(about, option=orjson.OPT_INDENT_2))
        archive.writestr("person.csv", "\ufeff" + table.getvalue())
        archive.writestr("person.html", render_to_string("cam/person.html", about))
        for digest, raw in found["mails"].items():
            archive.writestr(f"mails/{digest[:16]}.eml", raw)
    return out.getvalue()
