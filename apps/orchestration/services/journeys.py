"""Journeys: started by a signed deal, moved by what they hear, steered by people of the agency."""

from __future__ import annotations

from uuid import UUID

from apps.orchestration import contracts, queries, signals
from apps.orchestration.logic import process as engine
from apps.orchestration.logic.client_journey import V1
from apps.orchestration.logic.types import CANCEL, HOLD, OVERRIDE, RETRY
from apps.orchestration.models import CLOSED, Event, Journey, Wait
from apps.orchestration.services import mappers, notices, store
from kernel import clock
from kernel.actors import Actor
from kernel.db import ANYONE, INTERNAL, audit, command, query
from kernel.errors import InvalidInput
from kernel.money import Money
from kernel.pages import Page, Waiting
from kernel.paging import page
from kernel.signals import publish

ORDERS = ("started_at", "-started_at")


@command("orchestration", right=INTERNAL)
def start_journey(
    *,
    actor: Actor,
    deal_id: UUID,
    lead_id: UUID,
    company: str,
    website: str = "",
    country: str = "",
    language: str = "en",
    contact_name: str,
    contact_email: str,
    pack: str,
    price: Money,
    key: str,
) -> contracts.Journey:
    """Start the one journey of a signed deal; a second call for the same deal gives the same journey."""
    if found := Journey.objects.filter(deal_id=deal_id).first():
        return mappers.to_journey(found, queries.open_wait(found))
    facts = {
        "deal": {"website": website, "country": country, "language": language},
        "price": {"minor": price.minor, "currency": price.currency},
    }
    outcome = engine.begin(V1, facts)
    row = Journey(
        definition=V1.name,
        deal_id=deal_id,
        lead_id=lead_id,
        company=company[:200],
        pack=pack,
        contact={"name": contact_name, "email": contact_email},
        step=outcome.process.step,
        started_at=clock.now(),
        changed_at=clock.now(),
    )
    store.keep(row, outcome.process, outcome, store.Cause(actor))
    publish(signals.WorkflowStarted(journey_id=row.id, deal_id=deal_id, lead_id=lead_id, definition=V1.name))
    audit(subject=row.id)
    return mappers.to_journey(row, None)


@command("orchestration", right=INTERNAL)
def hear(*, actor: Actor, engagement_id: UUID, name: str, data: dict, event_id: UUID, key: str) -> None:
    """Let the engagement's journey hear a signal; kept for it if it does not know its engagement yet."""
    if Event.objects.filter(event_id=event_id).exists():
        return
    row = queries.of_engagement(engagement_id)
    if row is None:
        Event.objects.create(
            event_id=event_id,
            engagement_id=engagement_id,
            name=name,
            data=data,
            actor_kind=actor.kind.value,
            actor_id=actor.id,
            at=clock.now(),
        )
        return
    store.hear(row, name, data, store.Cause(actor), event_id=event_id)
    audit(subject=row.id, client_id=row.client_id)


@command("orchestration", right="orchestration.write", why="reason")
def resume(*, actor: Actor, journey_id: UUID, reason: str = "", key: str) -> contracts.Journey:
    """Go on: lift a hold, or try the failed step once more under the same key; NotWaiting if there is nothing to resume."""
    return _steer(actor, journey_id, RETRY, {}, reason)


@command("orchestration", right="orchestration.write", why="reason")
def hold(*, actor: Actor, journey_id: UUID, reason: str, key: str) -> contracts.Journey:
    """Put a journey on hold: nothing is started, what happens meanwhile is kept and taken in when it is resumed."""
    return _steer(actor, journey_id, HOLD, {}, _needed(reason))


@command("orchestration", right="orchestration.write", why="reason")
def cancel(*, actor: Actor, journey_id: UUID, reason: str, key: str) -> contracts.Journey:
    """End a journey: what was done is compensated in reverse by new acts; nothing is deleted."""
    return _steer(actor, journey_id, CANCEL, {}, _needed(reason))


@command("orchestration", right="orchestration.approve", why="reason")
def override(
    *, actor: Actor, journey_id: UUID, step: str, engagement_state: str = "", reason: str, key: str
) -> contracts.Journey:
    """Move a journey to a step out of order, once, with a reason; optionally its engagement state as well.

    UnknownStep or InvalidInput name what does not exist. The move is marked as an override wherever it is shown.
    """
    if step not in V1.steps:
        raise contracts.UnknownStep(f"There is no step {step}.", field="step", remedy=f"Steps: {', '.join(V1.steps)}.")
    return _steer(actor, journey_id, OVERRIDE, {"step": step, "engagement": engagement_state}, _needed(reason))


@query("orchestration", right="orchestration.view")
def get_journey(*, actor: Actor, journey_id: UUID) -> contracts.Journey:
    """One journey; NotFound if the actor may not see it."""
    row = Journey.objects.all().reach(actor, journey_id)
    return mappers.to_journey(row, queries.open_wait(row))


@query("orchestration", right="orchestration.view")
def list_journeys(
    *,
    actor: Actor,
    filter: contracts.JourneyFilter | None = None,
    order: str = "-started_at",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Journey]:
    """Journeys the actor may see, by `started_at` or `-started_at`; the cursor goes on after the last page."""
    rows = queries.journeys(actor, filter or contracts.JourneyFilter())
    shown = page(rows, lambda row: row, order=order, allowed=ORDERS, cursor=cursor, limit=limit)
    waits = {w.journey_id: w for w in Wait.objects.filter(journey__in=shown.items, ended_at=None)}
    return Page(items=tuple(mappers.to_journey(row, waits.get(row.id)) for row in shown.items), next_cursor=shown.next_cursor)


@query("orchestration", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What waits for this actor here: journeys that need a person, and acts in the queue to approve."""
    from apps.orchestration.services import actions

    if not actor.is_inside:
        return ()
    rows = Wait.objects.filter(ended_at=None, journey__state="NEEDS_HUMAN").select_related("journey").order_by("since")
    found = [_to_waiting(w) for w in rows if actor.may(w.for_whom) and _sees(actor, w.journey)]
    return (*found, *actions.waiting(actor))


def _sees(actor: Actor, row: Journey) -> bool:
    return actor.clients is None or actor.sees(row.client_id)


def _to_waiting(wait: Wait) -> Waiting:
    return Waiting(
        app="orchestration",
        kind="journey",
        title=f"{wait.journey.company}: {wait.for_what}"[:200],
        detail=wait.journey.reason[:300],
        url=notices.journey_url(wait.journey_id),
        right=wait.for_whom,
        client_id=wait.journey.client_id,
        since=wait.since,
        due_at=wait.expected_by,
    )


def _steer(actor: Actor, journey_id: UUID, name: str, data: dict, reason: str) -> contracts.Journey:
    row = queries.locked(actor, journey_id)
    if row.state in CLOSED:
        raise contracts.JourneyClosed(f"The journey of {row.company} has ended ({row.state}).")
    before = {"state": row.state, "step": row.step, "engagement_state": row.engagement_state}
    store.hear(row, name, {**data, "reason": reason}, store.Cause(actor, reason))
    after = {"state": row.state, "step": row.step, "engagement_state": row.engagement_state}
    audit(subject=row.id, client_id=row.client_id, before=before, after=after)
    return mappers.to_journey(row, queries.open_wait(row))


def _needed(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput("Say why.", field="reason", remedy="Give a reason; it is kept with the journey.")
    return reason.strip()
