"""Found profiles: listed, converted into leads, rejected."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

from django.db.models import Q

from apps.cam import contracts, models
from apps.cam.contracts import FoundField, LeadIn
from apps.cam.services import leads
from apps.cam.services.sources import filling
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import DomainError, InvalidInput
from kernel.pages import Page
from kernel.paging import page

AT_ONCE = 1000
_LEAD_FIELDS = tuple(f.name for f in fields(LeadIn) if f.name not in ("source", "opted_out"))


@query("cam", right="cam.view")
def list_profiles(
    *, actor: Actor, filter: contracts.ProfileFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.DiscoveredProfile]:
    """Profiles, newest first."""
    rows = models.DiscoveredProfile.objects.visible_to(actor)
    if filter.job_id:
        rows = rows.filter(job_id=filter.job_id)
    if filter.state:
        rows = rows.filter(state=filter.state.value)
    if text := filter.text.strip():
        rows = rows.filter(Q(name__icontains=text) | Q(company__icontains=text) | Q(email__icontains=text))
    return page(rows, to_profile, order=order, allowed=("-created_at", "created_at"), cursor=cursor, limit=limit)


@command("cam", right="cam.write")
def convert_profiles(*, actor: Actor, profile_ids: tuple[UUID, ...], key: str = "") -> contracts.Converted:
    """Make leads of found profiles, at most 1000 at once; the job's campaign is theirs. A rejected one may be converted still.

    A person known before is filled in where a field is empty. Who is suppressed stays so. What names neither an address nor a
    LinkedIn profile is refused and keeps the reason as its note.
    """
    counts = dict.fromkeys(("created", "known", "suppressed", "refused"), 0)
    for row in _chosen(actor, profile_ids):
        if row.state != "converted":
            for what in _convert(row):
                counts[what] += 1
    audit(subject=",".join(str(i) for i in profile_ids[:3]), **counts)
    return contracts.Converted(**counts)


@command("cam", right="cam.write", why="reason")
def reject_profiles(*, actor: Actor, profile_ids: tuple[UUID, ...], reason: str = "", key: str = "") -> int:
    """Put found profiles aside, at most 1000 at once; returns how many. Converted ones stay as they are."""
    rows = [row for row in _chosen(actor, profile_ids) if row.state == "found"]
    for row in rows:
        row.state, row.note = "rejected", reason[:300]
        row.save(update_fields=["state", "note"])
    return len(rows)


def _chosen(actor: Actor, profile_ids: tuple[UUID, ...]) -> list[models.DiscoveredProfile]:
    if not profile_ids or len(profile_ids) > AT_ONCE:
        raise InvalidInput(f"Name 1 to {AT_ONCE} profiles.", field="profile_ids")
    rows = models.DiscoveredProfile.objects.visible_to(actor).filter(pk__in=profile_ids)
    return list(rows.select_for_update(of=("self",)).select_related("job__campaign").order_by("id"))


def _convert(row: models.DiscoveredProfile) -> tuple[str, ...]:
    given = {name: row.facts[name] for name in _LEAD_FIELDS if name in row.facts}
    for name, value in given.items():
        if isinstance(value, str):
            most = getattr(models.Lead._meta.get_field(name), "max_length", None)
            given[name] = value[:most] if most else value
    lead_in = LeadIn(**given, source=f"{row.source}: {row.ref}"[:200])
    try:
        lead, new = leads.take_in(lead_in, campaign=row.job.campaign, text=f"Converted from the search “{row.job.name}”.")
    except DomainError as error:
        row.note = error.detail[:300]
        row.save(update_fields=["note"])
        return ("refused",)
    if new:
        filling.note_origin(lead, row)
    else:
        lead = models.Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
        facts = [
            FoundField(field=n, value=v, ref=row.ref, found_on=row.created_at.date(), confidence=row.confidence)
            for n, v in given.items()
            if n in filling.FILLABLE and v not in ("", None)
        ]
        filling.fill(lead, facts, source=row.source)
    row.state, row.lead, row.note = "converted", lead, "" if new else "known before"
    row.save(update_fields=["state", "lead", "note"])
    return ("created" if new else "known", *(("suppressed",) if lead.status == "UNSUBSCRIBED" else ()))


def to_profile(row: models.DiscoveredProfile) -> contracts.DiscoveredProfile:
    """A profile as it is told outside."""
    return contracts.DiscoveredProfile(
        id=row.id, job_id=row.job_id, source=row.source, state=contracts.ProfileState(row.state), name=row.name,
        company=row.company, email=row.email, linkedin_url=row.linkedin_url, facts=row.facts, lead_id=row.lead_id,
        note=row.note, created_at=row.created_at,
    )  # fmt: skip
