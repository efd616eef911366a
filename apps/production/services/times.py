"""Working time: who worked how long for which engagement."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Sum

from apps.onboarding import services as onboarding
from apps.production import contracts
from apps.production.models import TimeEntry
from apps.production.services.mapping import to_time_entry
from kernel import clock
from kernel.actors import Actor
from kernel.db import command, query
from kernel.errors import Conflict, InvalidInput
from kernel.ids import new_id
from kernel.pages import Page
from kernel.paging import NEWEST, page

_DAY = 24 * 60


@command("production", right="production.write")
def log_time(
    *, actor: Actor, engagement_id: UUID, minutes: int, activity: str, worked_on: date | None = None, key: str
) -> contracts.TimeEntry:
    """Note minutes the actor worked for an engagement; `worked_on` is today if left out.

    InvalidInput for minutes outside 1 to 1440, a day to come or no activity; Conflict if the person's day would pass 24 hours.
    """
    engagement = onboarding.get_engagement(actor=actor, engagement_id=engagement_id)
    day = worked_on or clock.today()
    if not 1 <= minutes <= _DAY:
        raise InvalidInput(f"Minutes must be between 1 and {_DAY}.", field="minutes")
    if day > clock.today():
        raise InvalidInput("Work that is still to come cannot be noted.", field="worked_on")
    if not activity.strip():
        raise InvalidInput("Say in a few words what was done.", field="activity")
    person_id = actor.id or new_id()
    so_far = TimeEntry.objects.filter(person_id=person_id, worked_on=day).aggregate(total=Sum("minutes"))["total"] or 0
    if so_far + minutes > _DAY:
        raise Conflict(f"{so_far} minutes are already noted for that day.", remedy="Correct the entries of the day first.")
    row = TimeEntry.objects.create(
        client_id=engagement.client_id,
        engagement_id=engagement_id,
        person_id=person_id,
        person=actor.name[:200],
        worked_on=day,
        minutes=minutes,
        activity=activity.strip()[:300],
        created_at=clock.now(),
    )
    return to_time_entry(row)


@query("production", right="production.view")
def list_time(
    *, actor: Actor, filter: contracts.TimeFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.TimeEntry]:
    """Time entries, a page at a time; for the agency only, others find none."""
    wanted = {
        "client_id": filter.client_id,
        "engagement_id": filter.engagement_id,
        "worked_on__gte": filter.worked_from,
        "worked_on__lte": filter.worked_to,
    }
    rows = TimeEntry.objects.visible_to(actor) if actor.is_inside else TimeEntry.objects.none()
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return page(rows, to_time_entry, order=order, allowed=NEWEST, cursor=cursor, limit=limit)
