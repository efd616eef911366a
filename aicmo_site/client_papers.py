"""What a client comes back for: its agreement and the calendar that holds now, one of each per engagement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from apps.onboarding import services as onboarding
from apps.production import services as production
from apps.production.contracts import CalendarFilter, CalendarRow
from kernel.actors import Actor
from kernel.errors import DomainError

MOST = 10
"""Engagements on the home page; the lists in the menu have them all."""
_REPLACED = "revised"


@dataclass(frozen=True, kw_only=True)
class Papers:
    """The links of one engagement; `agreement` and `calendar` are paths, "" for what is not there yet."""

    title: str
    agreement: str = ""
    signed: bool = False
    calendar: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


def of(actor: Actor) -> tuple[Papers, ...]:
    """Newest engagement first; engagements with neither are left out."""
    if not (actor.may("onboarding.view") and actor.may("production.view")):
        return ()
    engagements = onboarding.list_engagements(actor=actor, limit=MOST).items
    found = (_papers(actor, engagement.id, engagement.pack_title) for engagement in engagements)
    return tuple(papers for papers in found if papers.agreement or papers.calendar)


def _papers(actor: Actor, engagement_id, title: str) -> Papers:
    try:
        state = onboarding.get_agreement(actor=actor, engagement_id=engagement_id).state
    except DomainError:
        state = ""
    plans = production.list_calendars(actor=actor, filter=CalendarFilter(engagement_id=engagement_id), limit=MOST).items
    plan: CalendarRow | None = next((row for row in plans if row.status != _REPLACED), None)
    return Papers(
        title=title,
        agreement=reverse("portal:onboarding:agreement", args=[engagement_id]) if state else "",
        signed=state == "signed",
        calendar=reverse("portal:production:calendar", args=[plan.id]) if plan else "",
        starts_on=plan and plan.starts_on,
        ends_on=plan and plan.ends_on,
    )
