"""One lead: taken in, scored, read, suppressed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.cam import contracts, models, signals
from apps.cam.logic import addresses, countries, scoring
from apps.cam.services import ledger, planning
from apps.cam.services.mapping import profile_for, settings_now, to_lead, to_lead_in, to_score
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import plain
from kernel.signals import publish

_TAKEN = tuple(f.name for f in fields(contracts.LeadIn) if f.name != "opted_out")
_SCORED = ("score", "tier", "grade", "icp", "opportunity", "verdict", "verdict_reason")
STATUS_OF = {"qualified": "NEW", "review": "REVIEW", "rejected": "DISQUALIFIED"}


@command("cam", right="cam.write")
def ingest(*, actor: Actor, lead: contracts.LeadIn, campaign_id: UUID | None = None, key: str) -> contracts.Lead:
    """Take in one lead: stored, scored, suppressed if it opted out. A known person is answered as they stand.

    InvalidInput without a valid address and without a LinkedIn URL.
    """
    row, _ = take_in(lead, campaign=models.Campaign.objects.reach(actor, campaign_id) if campaign_id else None)
    audit(subject=row.id)
    return to_lead(row)


def take_in(lead: contracts.LeadIn, *, campaign: models.Campaign | None, text: str = "") -> tuple[models.Lead, bool]:
    """Store one lead, as `ingest` does; the lead and whether it is new. `text` is the first line of its history."""
    email, linkedin = addresses.normalise(lead.email) if lead.email else "", addresses.linkedin_path(lead.linkedin_url)
    if lead.email and not email:
        raise InvalidInput(f"“{lead.email[:80]}” is no e-mail address.", field="email", remedy="Write it as name@example.com.")
    if not email and not linkedin:
        raise InvalidInput("A lead needs an address or a LinkedIn URL.", field="email", remedy="Give one of the two.")
    url = f"https://www.linkedin.com/{linkedin}" if linkedin else ""
    same = Q(identity_hash=addresses.identity_hash(email, lead.linkedin_url))
    known = models.Lead.objects.filter(same | Q(linkedin_url=url) if url else same).first()
    if known is not None:
        return known, False
    country = countries.code_of(lead.country) or lead.country[:2].upper()
    tidy = replace(lead, email=email, linkedin_url=url, country=country)
    row = build_lead(tidy, campaign=campaign, batch=None, profile=profile_for(campaign, settings_now()))
    row.save()
    tell_new(row, lead.opted_out, text or f"Taken in from {lead.source or 'an integration'}.")
    planning.enrol(row, campaign)
    return row, True


@command("cam", right="cam.write")
def qualify(*, actor: Actor, lead_id: UUID, key: str = "") -> contracts.LeadScore:
    """Score a lead again by the present profile; a lead not yet contacted takes the status of its verdict."""
    row = models.Lead.objects.reach(actor, lead_id, lock=True)
    judge_again(row)
    return to_score(row)


@command("cam", right="cam.write", why="reason")
def suppress(*, actor: Actor, address: str = "", domain: str = "", reason: str, key: str = "") -> contracts.Suppression:
    """Write to an address or a whole domain no more: effective at once, for good, also after a new import."""
    if bool(address) == bool(domain):
        raise InvalidInput("Name an address or a domain.", field="address", remedy="Give exactly one of the two.")
    row = ledger.add_suppression(address=address, domain=domain, reason=reason)
    for lead in models.Lead.objects.exclude(email="").filter(_covered(row)):
        ledger.call_off(lead, f"suppressed: {reason}")
        ledger.advance(lead, contracts.LeadStatus.UNSUBSCRIBED, reason)
    return to_suppression(row)


@query("cam", right="cam.view")
def get_lead(*, actor: Actor, lead_id: UUID) -> contracts.Lead:
    """One lead; NotFound if the actor may not see it."""
    return to_lead(models.Lead.objects.reach(actor, lead_id))


@query("cam", right="cam.view")
def get_lead_score(*, actor: Actor, lead_id: UUID) -> contracts.LeadScore:
    """The stored score of a lead with its reasons."""
    return to_score(models.Lead.objects.reach(actor, lead_id))


@query("cam", right="cam.view")
def list_leads(
    *, actor: Actor, filter: contracts.LeadFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Lead]:
    """Leads; order by created_at or score, either way, or what changed since a moment; deleted ones are told then."""
    rows = models.Lead.objects.visible_to(actor)
    if filter.status:
        rows = rows.filter(status=filter.status.value)
    if filter.tier:
        rows = rows.filter(tier=filter.tier.value)
    if filter.campaign_id:
        rows = rows.filter(campaign_id=filter.campaign_id)
    if filter.country:
        rows = rows.filter(country=filter.country.upper())
    if filter.text.strip():
        rows = rows.searched(filter.text)
    allowed = ("-created_at", "created_at", "-score", "score")
    return page(rows, to_lead, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=filter.updated_since)


@query("cam", right="cam.view")
def get_lead_history(*, actor: Actor, lead_id: UUID) -> tuple[contracts.LeadEvent, ...]:
    """What happened with a lead, oldest first; nothing for a lead the actor may not see."""
    leads = models.Lead.objects.visible_to(actor).filter(pk=lead_id)
    rows = models.LeadEvent.objects.filter(lead__in=leads).order_by("at", "id")
    return tuple(contracts.LeadEvent(at=e.at, kind=e.kind, text=e.text) for e in rows)


@query("cam", right="cam.view")
def list_suppressions(
    *, actor: Actor, filter: contracts.SuppressionFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Suppression]:
    """What nothing is sent to, newest first."""
    rows = models.Suppression.objects.visible_to(actor)
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    if filter.text:
        rows = rows.filter(value__icontains=filter.text)
    return page(rows, to_suppression, order=order, allowed=("-created_at", "created_at"), cursor=cursor, limit=limit)


def build_lead(
    lead: contracts.LeadIn, *, campaign: models.Campaign | None, batch: models.ImportBatch | None, profile: scoring.Profile
) -> models.Lead:
    """An unsaved, scored row of a tidy LeadIn."""
    return models.Lead(**lead_values(lead, profile=profile, at=clock.now()), campaign=campaign, batch=batch)


def lead_values(lead: contracts.LeadIn, *, profile: scoring.Profile, at: datetime) -> dict[str, Any]:
    """The columns of a new lead, scored; campaign and batch, its links to others, are not among them."""
    is_role = bool(lead.email) and addresses.is_role(lead.email)
    score = score_values(scoring.score(lead, profile, is_role_address=is_role), at=at)
    return {
        **{name: getattr(lead, name) for name in _TAKEN},
        "language": countries.language_of(lead.country, lead.language),
        "identity_hash": addresses.identity_hash(lead.email, lead.linkedin_url),
        "is_role_address": is_role,
        "created_at": at,
        "status": STATUS_OF[score["verdict"]],
        **score,
    }


def score_values(found: contracts.LeadScore, *, at: datetime) -> dict[str, Any]:
    """The columns that hold a score."""
    return {
        "icp": found.icp, "opportunity": found.opportunity, "score": found.score, "tier": found.tier.value,
        "grade": found.grade, "verdict": found.verdict, "verdict_reason": found.reason,
        "reasons": [_plain_reason(r) for r in found.reasons], "scored_at": at,
    }  # fmt: skip


@functools.lru_cache(maxsize=20_000)
def _plain_reason(reason: contracts.Reason) -> dict[str, Any]:
    return plain(reason)


def judge_again(row: models.Lead) -> None:
    """Score a stored lead by the present profile and by what is known of its address, and store, tell and plan what follows."""
    before = row.verdict
    apply_score(row, score_of(row, profile_for(row.campaign, settings_now())))
    if row.status in STATUS_OF.values():
        row.status = STATUS_OF[row.verdict]
    row.save()
    ledger.note(row, "scored", score_text(row))
    if row.verdict == "qualified" and before != "qualified":
        publish(signals.LeadQualified(lead_id=row.id, score=row.score, tier=row.tier))
        planning.enrol(row, row.campaign)


def score_of(row: models.Lead, profile: scoring.Profile) -> contracts.LeadScore:
    """What a stored lead scores by a profile, with what is known of its address."""
    return scoring.score(
        to_lead_in(row), profile, is_role_address=row.is_role_address, bad_address=row.email_verdict == "invalid"
    )


def apply_score(row: models.Lead, found: contracts.LeadScore) -> None:
    """Write a score into a row (unsaved)."""
    for name, value in score_values(found, at=clock.now()).items():
        setattr(row, name, value)


def tell_new(row: models.Lead, opted_out: bool, text: str) -> bool:
    """History and signals of a lead just stored; suppresses it if it opted out or is suppressed. Returns whether it is."""
    ledger.note(row, "imported", text)
    ledger.note(row, "scored", score_text(row))
    publish(signals.LeadIngested(lead_id=row.id, batch_id=row.batch_id, source=row.source))
    if opted_out and row.email:
        ledger.add_suppression(address=row.email, reason="opted out in the source")
    if opted_out or ledger.suppression_of(row.email):
        ledger.advance(row, contracts.LeadStatus.UNSUBSCRIBED, "opted out in the source" if opted_out else "suppressed before")
        return True
    if row.verdict == "qualified":
        publish(signals.LeadQualified(lead_id=row.id, score=row.score, tier=row.tier))
    return False


def score_text(row: models.Lead) -> str:
    """One line on a score."""
    return score_line({name: getattr(row, name) for name in _SCORED})


def score_line(values: Mapping[str, Any]) -> str:
    """The same of a row's columns."""
    verdict, reason = values["verdict"], values["verdict_reason"]
    told = f"{verdict} ({reason})" if reason else verdict
    return (
        f"Score {values['score']:.2f}, {values['tier']} {values['grade']}: ICP fit {values['icp']:.2f}, "
        f"opportunity {values['opportunity']:.2f}; {told}."
    )


def to_suppression(row: models.Suppression) -> contracts.Suppression:
    """A suppression as it is told outside."""
    return contracts.Suppression(id=row.id, kind=row.kind, value=row.value, reason=row.reason, created_at=row.created_at)


def _covered(row: models.Suppression) -> Q:
    if row.kind == "domain":
        return Q(email__endswith=f"@{row.value}") | Q(email__endswith=f".{row.value}")
    return Q(identity_hash=addresses.identity_hash(row.value, ""))
