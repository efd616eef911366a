"""What an original AICMO must not write to, and whom that concerns."""

from __future__ import annotations

from django.db.models import Q

from apps.cam import contracts, models
from apps.cam.logic import addresses
from apps.cam.services import ledger
from apps.cam.services.legacy.common import Changes, People
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command, query


@command("cam", right=INTERNAL)
def import_legacy_stops(*, actor: Actor, stops: tuple[contracts.LegacyStop, ...]) -> int:
    """Put addresses, domains and hashes on the list of what nothing is sent to; returns how many were not on it before.

    Leads here that they name are called off. A hash names nobody until its address comes: then it counts.
    """
    wanted: dict[tuple[str, str], str] = {}
    for stop in stops:
        for found in _forms(stop):
            wanted.setdefault(found, stop.reason[:120] or "not to be contacted (original AICMO)")
    rows = models.Suppression.objects.filter(client_id=None, value__in=[value for _, value in wanted])
    for known in rows.values_list("kind", "value"):
        wanted.pop(known, None)
    now = clock.now()
    models.Suppression.objects.bulk_create(
        models.Suppression(kind=kind, value=value, reason=reason, created_at=now) for (kind, value), reason in wanted.items()
    )
    _call_off(wanted)
    return len(wanted)


@query("cam", right="cam.view")
def check_legacy_people(*, actor: Actor, people: tuple[contracts.LegacyPerson, ...]) -> tuple[bool, ...]:
    """For each person, in their order: whether they are a lead here that must not be written to."""
    known = People(people, lock=False)
    found = [known.find(person) for person in people]
    held = ledger.suppressed_among([*(p.email for p in people), *(lead.email for lead in found if lead)])
    return tuple(
        lead is not None and (lead.status == "UNSUBSCRIBED" or lead.email in held or person.email in held)
        for person, lead in zip(people, found, strict=True)
    )


def _forms(stop: contracts.LegacyStop) -> list[tuple[str, str]]:
    found = []
    if stop.address:
        found.append(("address", addresses.mailbox(stop.address)))
    if stop.domain:
        found.append(("domain", stop.domain))
    if stop.digest:
        found.append(("hash", stop.digest))
    return found


def _call_off(new: dict[tuple[str, str], str]) -> None:
    hashes = {addresses.identity_hash(value, ""): reason for (kind, value), reason in new.items() if kind == "address"}
    changes = Changes()
    for lead in models.Lead.objects.select_for_update(of=("self",)).filter(identity_hash__in=hashes).order_by("pk"):
        changes.bar(lead, hashes[lead.identity_hash])
    for (kind, value), reason in new.items():
        if kind != "domain":
            continue
        under = Q(email__endswith=f"@{value}") | Q(email__endswith=f".{value}")
        for lead in models.Lead.objects.select_for_update(of=("self",)).filter(under).exclude(status="UNSUBSCRIBED"):
            changes.move(lead, contracts.LeadStatus.UNSUBSCRIBED, reason)
    changes.store()
