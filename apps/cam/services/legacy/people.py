"""Campaigns and leads of an original AICMO."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from django.db.models import Q

from apps.cam import contracts, models
from apps.cam.contracts import LeadStatus
from apps.cam.logic import addresses
from apps.cam.services import leads as own
from apps.cam.services import ledger
from apps.cam.services.legacy.common import Changes, People, Taken, fitted
from apps.cam.services.mapping import profile_for, settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command

RANK = {
    "NEW": 0, "REVIEW": 1, "DISQUALIFIED": 1, "CONTACTED": 2, "NO_REPLY": 3, "REPLIED": 4, "QUALIFIED": 5, "LOST": 6,
    "BOUNCED": 6, "WON": 7, "UNSUBSCRIBED": 8,
}  # fmt: skip
"""Where a person stands in two places, the place that allows less counts."""
FILLED = tuple(f.name for f in fields(contracts.LeadIn) if f.name not in ("email", "source", "opted_out", "language"))


@command("cam", right=INTERNAL)
def import_legacy_campaigns(*, actor: Actor, campaigns: tuple[contracts.LegacyCampaign, ...]) -> contracts.LegacyCampaigns:
    """Take campaigns over as drafts in simulation mode: nothing of them leaves until a person sets the mode and starts them.

    A name that is taken here gets the original id behind it.
    """
    taken, ids, new = Taken("campaign", [c.legacy_id for c in campaigns]), {}, []
    for campaign in campaigns:
        about = f"{campaign.name}|{campaign.created_at}"
        if taken.has(campaign.legacy_id, about):
            row_id = taken.row_id(campaign.legacy_id, about)
            if row_id is not None:
                ids[campaign.legacy_id] = row_id
            continue
        row = models.Campaign.objects.create(
            name=_free_name(campaign), status="DRAFT", mode="SIMULATION", why=campaign.told,
            created_at=campaign.created_at or clock.now(),
        )  # fmt: skip
        taken.add(campaign.legacy_id, about, row.pk)
        ids[campaign.legacy_id] = row.pk
        new.append(campaign.legacy_id)
    taken.store()
    return contracts.LegacyCampaigns(ids=ids, new=tuple(new))


@command("cam", right=INTERNAL)
def import_legacy_leads(*, actor: Actor, leads: tuple[contracts.LegacyLead, ...]) -> contracts.LegacyTaken:
    """Take leads over: new persons are stored and scored, known ones filled up; whoever says no to contact stays out of it.

    `homeless` are those whom this house knew and does not know any more: they were erased, and do not come back.
    """
    batch = _Batch.of(leads)
    new, gone = [], []
    for item in leads:
        about = _identity(item)
        row = batch.people.find(_person(item))
        first = not batch.taken.has(item.legacy_id, about)
        if row is None and not first:
            gone.append(item.legacy_id)
            continue
        if row is None:
            row = _create(item, batch)
            new.append(item.legacy_id)
        elif first:
            _merge(item, row, batch)
        if first:
            batch.taken.add(item.legacy_id, about, row.pk)
        _contactability(item, row, batch)
    models.Lead.objects.bulk_create(batch.created)
    batch.changes.store()
    batch.taken.store()
    return contracts.LegacyTaken(new=tuple(new), homeless=tuple(gone))


@dataclass
class _Batch:
    """What is asked once for a handful of leads."""

    people: People
    taken: Taken
    changes: Changes
    suppressed: set[str]
    digests: set[str]
    campaigns: dict
    settings: dict
    created: list[models.Lead]

    @classmethod
    def of(cls, leads: tuple[contracts.LegacyLead, ...]) -> _Batch:
        wanted = {digest for item in leads for digest in item.digests}
        known = models.Suppression.objects.filter(kind="hash", value__in=wanted, client_id=None)
        return cls(
            people=People([_person(item) for item in leads]), taken=Taken("lead", [item.legacy_id for item in leads]),
            changes=Changes(), suppressed=ledger.suppressed_among(item.lead.email for item in leads),
            digests=set(known.values_list("value", flat=True)),
            campaigns=models.Campaign.objects.in_bulk({item.campaign_id for item in leads if item.campaign_id}),
            settings=settings_now(), created=[],
        )  # fmt: skip


def _create(item: contracts.LegacyLead, batch: _Batch) -> models.Lead:
    texts = {f.name: getattr(item.lead, f.name) for f in fields(item.lead) if isinstance(getattr(item.lead, f.name), str)}
    fits = {
        name: fitted(models.Lead, name, text) if models.Lead._meta.get_field(name).max_length else text
        for name, text in texts.items()
    }
    campaign = batch.campaigns.get(item.campaign_id)
    row = own.build_lead(replace(item.lead, **fits), campaign=campaign, batch=None, profile=profile_for(campaign, batch.settings))
    row.legacy_id, row.status = item.legacy_id[:40], item.status.value
    row.created_at = item.created_at or row.created_at
    row.last_replied_at = item.last_replied_at
    batch.created.append(row)
    batch.people.add(row)
    batch.changes.note(
        row,
        "imported",
        f"Taken over from an original AICMO as lead {item.legacy_id}.",
        legacy_id=item.legacy_id,
        original=item.facts,
    )
    batch.changes.note(row, "scored", own.score_text(row))
    if item.contacted or item.last_contacted_at:
        batch.changes.contacted(row, item.last_contacted_at, "written to before, in the original AICMO")
    return row


def _merge(item: contracts.LegacyLead, row: models.Lead, batch: _Batch) -> None:
    """A person known here, or met twice there: empty fields are filled; later times count, and the status that allows less."""
    changes = batch.changes
    empty = [name for name in FILLED if getattr(row, name) in ("", None)]
    filled = {name: value for name in empty if (value := getattr(item.lead, name)) not in ("", None)}
    fits = {n: fitted(models.Lead, n, v) if isinstance(v, str) and n != "keywords" else v for n, v in filled.items()}
    changes.set(row, **fits)
    changes.set(row, legacy_id=row.legacy_id or item.legacy_id[:40])
    if row.campaign_id is None and item.campaign_id in batch.campaigns:
        changes.set(row, campaign=batch.campaigns[item.campaign_id])
    same = f"Lead {item.legacy_id} of an original AICMO is the same person."
    changes.note(row, "same_person", same, legacy_id=item.legacy_id, original=item.facts)
    changes.later(row, "last_replied_at", item.last_replied_at)
    if item.contacted or item.last_contacted_at:
        changes.contacted(row, item.last_contacted_at, "written to before, in the original AICMO")
    if RANK[item.status.value] > RANK[row.status]:
        changes.move(row, item.status, "so in the original AICMO")


def _contactability(item: contracts.LegacyLead, row: models.Lead, batch: _Batch) -> None:
    """Whatever else is known of them: a no counts, wherever it was said, and at every run."""
    by_digest = bool(batch.digests.intersection(item.digests))
    if item.barred or by_digest:
        batch.changes.bar(row, item.barred or "suppressed in the original AICMO", item.lead.email)
        if row._state.adding:
            row.status = LeadStatus.UNSUBSCRIBED.value  # also of one who was won there: the no is the last word
    elif item.lead.email in batch.suppressed:
        batch.changes.move(row, LeadStatus.UNSUBSCRIBED, "suppressed before")


def _person(item: contracts.LegacyLead) -> contracts.LegacyPerson:
    return contracts.LegacyPerson(email=item.lead.email, linkedin_url=item.lead.linkedin_url)


def _identity(item: contracts.LegacyLead) -> str:
    return addresses.identity_hash(item.lead.email, item.lead.linkedin_url)


def _free_name(campaign: contracts.LegacyCampaign) -> str:
    name = fitted(models.Campaign, "name", campaign.name or "Campaign")
    tail, number = f" (original AICMO {campaign.legacy_id})", 1
    taken = set(models.Campaign.objects.filter(Q(name=name) | Q(name__contains="(original AICMO")).values_list("name", flat=True))
    while name in taken:
        number += 1
        more = tail if number == 2 else f"{tail} {number - 1}"
        name = campaign.name[: 120 - len(more)] + more
    return name
