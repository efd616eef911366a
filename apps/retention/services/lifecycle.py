"""Engagements as retention sees them: what was observed, where the relation stands, when its renewal falls due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from apps.retention import contracts, queries, signals
from apps.retention.models import LIFECYCLE_MOVES, Account, Observation
from kernel import claims, clock
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command, query
from kernel.errors import IllegalTransition, InvalidInput, NotFound
from kernel.pages import Page
from kernel.paging import page
from kernel.signals import publish

RENEWAL_DAYS = 120
"""So many days before the end the talk about a renewal may begin; of a shorter engagement, after half of it."""


@command("retention", right=INTERNAL)
def note_engagement(
    *,
    actor: Actor,
    engagement_id: UUID,
    client_id: UUID,
    client_name: str = "",
    starts_on: date | None,
    ends_on: date | None,
    key: str,
) -> None:
    """Keep an engagement that was opened; nobody talks about its renewal before work has begun."""
    row = ensure(engagement_id, client_id)
    row.client_name = client_name[:200]
    row.starts_on, row.ends_on, row.renewal_on = starts_on, ends_on, ends_on
    row.save()


def _talk_begins(starts_on: date | None, ends_on: date) -> datetime:
    day = ends_on - timedelta(days=RENEWAL_DAYS)
    if starts_on is not None and day < starts_on:
        day = starts_on + (ends_on - starts_on) / 2
    return datetime.combine(day, time(8), tzinfo=UTC)


@command("retention", right=INTERNAL)
def note_work_begun(*, actor: Actor, engagement_id: UUID, client_id: UUID, key: str) -> None:
    """The strategy is approved: the relation is active, and its renewal falls due RENEWAL_DAYS before its end."""
    row = ensure(engagement_id, client_id)
    if row.due_at is None and row.ends_on is not None:
        row.due_at, row.state = max(_talk_begins(row.starts_on, row.ends_on), clock.now()), "pending"
        row.save()
    if row.lifecycle == contracts.Lifecycle.ONBOARDING:
        move(row, contracts.Lifecycle.ACTIVE)


@command("retention", right=INTERNAL)
def observe(
    *,
    actor: Actor,
    engagement_id: UUID,
    client_id: UUID,
    measure: str,
    value: float,
    subject: str = "",
    event_id: UUID,
    key: str,
) -> None:
    """Keep one figure read off a signal; the same signal told again changes nothing."""
    ensure(engagement_id, client_id)
    Observation.objects.get_or_create(
        event_id=event_id,
        measure=measure,
        defaults={
            "engagement_id": engagement_id,
            "client_id": client_id,
            "value": value,
            "subject": subject,
            "at": clock.now(),
        },
    )


def tell_renewals(*, actor: Actor, limit: int = 50) -> int:
    """Tell of renewals whose talk may begin; returns how many rows were handled."""
    rows = claims.claim(Account, limit=limit)
    for row in rows:
        try:
            tell_renewal(actor=actor, account_id=row.id, token=row.token)
        except claims.LostLease:
            continue
    return len(rows)


@command("retention", right=INTERNAL)
def tell_renewal(*, actor: Actor, account_id: UUID, token: int) -> None:
    """Tell once that an engagement's renewal is due; LostLease if another worker has it."""
    row = Account.objects.select_for_update(of=("self",)).get(pk=account_id)
    row.token = token
    claims.settle(row)
    if row.renewal_on is not None:
        publish(signals.RenewalDue(engagement_id=row.engagement_id, client_id=row.client_id, renewal_on=row.renewal_on))


@command("retention", right="retention.write", why="reason")
def set_lifecycle(
    *, actor: Actor, engagement_id: UUID, client_id: UUID, state: contracts.Lifecycle, reason: str, key: str
) -> contracts.LifecycleState:
    """Say where a relation stands, e.g. that the client has left; IllegalTransition for a move that makes no sense."""
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if not reason.strip():
        raise InvalidInput("Say why.", field="reason")
    row = Account.objects.all().visible_to(actor).select_for_update(of=("self",)).filter(engagement_id=engagement_id).first()
    if row is None:
        raise NotFound("There is no such engagement.")
    before = row.lifecycle
    move(row, contracts.Lifecycle(state))
    audit(subject=engagement_id, client_id=row.client_id, before=before, after=row.lifecycle)
    return to_lifecycle(row)


@query("retention", right="retention.view")
def get_lifecycle_state(*, actor: Actor, engagement_id: UUID) -> contracts.LifecycleState:
    """Where an engagement's relation stands; NotFound if the actor may not see it."""
    row = Account.objects.all().visible_to(actor).filter(engagement_id=engagement_id).first()
    if row is None:
        raise NotFound("There is no such engagement.")
    return to_lifecycle(row)


@query("retention", right="retention.view")
def list_accounts(
    *,
    actor: Actor,
    filter: contracts.LifecycleFilter | None = None,
    order: str = "-id",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.LifecycleState]:
    """Engagements as retention sees them, newest first (`-id`) or oldest first (`id`)."""
    wanted, rows = filter or contracts.LifecycleFilter(), Account.objects.all().visible_to(actor)
    for field in ("client_id", "engagement_id"):
        if (value := getattr(wanted, field)) is not None:
            rows = rows.filter(**{field: value})
    if wanted.states:
        rows = rows.filter(lifecycle__in=[s.value for s in wanted.states])
    if wanted.bands:
        rows = rows.filter(band__in=[b.value for b in wanted.bands])
    allowed, since = ("-id", "id"), wanted.updated_since
    return page(rows, to_lifecycle, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=since)


def ensure(engagement_id: UUID, client_id: UUID) -> Account:
    """The engagement's row, made if a signal came before the one that opened it."""
    row = queries.account(engagement_id)
    if row is None:
        row = Account.objects.create(engagement_id=engagement_id, client_id=client_id, since=clock.now(), state="unknown")
    return row


def move(row: Account, state: contracts.Lifecycle) -> None:
    """Move a relation along the table; staying where it is changes nothing."""
    if row.lifecycle == state:
        return
    if state.value not in LIFECYCLE_MOVES[row.lifecycle]:
        raise IllegalTransition(f"A relation does not move from {row.lifecycle} to {state.value}.")
    row.lifecycle, row.since = state.value, clock.now()
    row.save(update_fields=["lifecycle", "since"])


def to_lifecycle(row: Account) -> contracts.LifecycleState:
    """A row as others see it."""
    return contracts.LifecycleState(
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        state=contracts.Lifecycle(row.lifecycle),
        renewal_on=row.renewal_on,
        ends_on=row.ends_on,
        score=row.score,
        band=contracts.Band(row.band) if row.band else None,
        since=row.since,
    )
