"""Reads of orchestration's tables; client-owned rows only through `visible_to(actor)`."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from apps.orchestration.contracts import ActionFilter, JourneyFilter
from apps.orchestration.logic.types import Event as Heard
from apps.orchestration.logic.types import Process
from apps.orchestration.models import Action, Event, Journey, Wait
from kernel.actors import Actor


def locked(actor: Actor, journey_id: UUID) -> Journey:
    """The journey, locked for a change; NotFound if the actor may not see it."""
    return Journey.objects.all().reach(actor, journey_id, lock=True)


def of_engagement(engagement_id: UUID) -> Journey | None:
    """The journey of an engagement, locked; None while orchestration does not know it yet."""
    return Journey.objects.select_for_update(of=("self",)).filter(engagement_id=engagement_id).first()


def process_of(row: Journey) -> Process:
    """The journey as the pure function sees it; what it has heard is read if the row does not bring it along."""
    if row.heard is None:
        bring_along([row])
    return Process(
        step=row.step,
        state=row.state,
        engagement=row.engagement_state,
        facts=row.facts,
        heard=row.heard,
        number=row.number,
        reason=row.reason,
    )


def bring_along(rows: list[Journey]) -> None:
    """Read what journeys have heard and not needed yet. Their revision, read before it, tells whether that is still all."""
    heard: dict[UUID, list[Heard]] = {row.id: [] for row in rows}
    open_events = Event.objects.filter(journey__in=heard, used_at=None).order_by("id")
    for pk, journey_id, name, data in open_events.values_list("id", "journey_id", "name", "data"):
        heard[journey_id].append(Heard(id=str(pk), name=name, data=data))
    for row in rows:
        row.heard = tuple(heard[row.id])


def journeys(actor: Actor, filter: JourneyFilter) -> QuerySet:
    """The journeys the actor may see that fit the filter."""
    rows = Journey.objects.all().visible_to(actor)
    if filter.states:
        rows = rows.filter(state__in=[s.value for s in filter.states])
    for field in ("client_id", "engagement_id", "lead_id"):
        if (value := getattr(filter, field)) is not None:
            rows = rows.filter(**{field: value})
    if filter.waiting_for:
        rows = rows.filter(waits__ended_at=None, waits__for_whom=filter.waiting_for)
    if filter.search:
        rows = rows.filter(company__icontains=filter.search)
    return rows


def actions(actor: Actor, filter: ActionFilter) -> QuerySet:
    """The actions the actor may see that fit the filter."""
    rows = Action.objects.all().visible_to(actor)
    if filter.states:
        rows = rows.filter(state__in=[s.value for s in filter.states])
    if filter.kind:
        rows = rows.filter(kind=filter.kind)
    for field in ("client_id", "journey_id"):
        if (value := getattr(filter, field)) is not None:
            rows = rows.filter(**{field: value})
    return rows


def open_wait(row: Journey) -> Wait | None:
    """What the journey waits for now."""
    return Wait.objects.filter(journey=row, ended_at=None).first()
