"""Deliveries of webhooks: one per event and endpoint, listed, sent again, removed after a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.observability import contracts
from apps.observability.contracts import DeliveryState
from apps.observability.logic import webhooks as logic
from apps.observability.models import Webhook, WebhookDelivery
from kernel import clock
from kernel.actors import Actor, ActorKind
from kernel.db import INTERNAL, atomic, audit, command, query
from kernel.errors import Forbidden
from kernel.ids import new_id
from kernel.pages import Page
from kernel.paging import page

FORGET_AT_ONCE = 500
_FRESH = {"state": DeliveryState.PENDING, "attempt": 0, "retry_at": None, "lease_until": None, "last_error": ""}


def wanted(name: str, client_id: UUID | None) -> list[Webhook]:
    """The endpoints, active or not, that hear of this event: those of its client, and those of the whole agency."""
    whose = Q(client_id__isnull=True) if client_id is None else Q(client_id__isnull=True) | Q(client_id=client_id)
    rows = Webhook.objects.filter(whose)
    return [row for row in rows if logic.wants(row.events, name) and logic.may_hear(name, whole_agency=row.client_id is None)]


@command("observability", right=INTERNAL)
def note_event(*, actor: Actor, event_id: UUID, name: str, at: datetime, client_id: UUID | None, data: dict, key: str) -> int:
    """Make the deliveries of an event, held where the endpoint is off; returns how many endpoints hear of it."""
    body, rows = logic.message_body(name, at, data), wanted(name, client_id)
    made = [_delivery(row, event_id=event_id, name=name, client_id=client_id, body=body) for row in rows]
    WebhookDelivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(rows)


@command("observability", right="observability.write")
def send_test_event(*, actor: Actor, webhook_id: UUID, key: str = "") -> contracts.WebhookDelivery:
    """Send `webhook.test` to an endpoint, whatever it wants otherwise; WebhookOff if it is off."""
    endpoint = _active(actor, webhook_id)
    event_id = new_id()
    body = logic.message_body(logic.TEST_EVENT, clock.now(), {"webhook_id": str(endpoint.id)})
    row = _delivery(endpoint, event_id=event_id, name=logic.TEST_EVENT, client_id=endpoint.client_id, body=body)
    row.save(force_insert=True)
    audit(subject=endpoint.id, client_id=endpoint.client_id)
    return to_delivery(row)


@command("observability", right="observability.write")
def replay_delivery(*, actor: Actor, delivery_id: UUID, key: str = "") -> contracts.WebhookDelivery:
    """Send one delivery again with all its tries, under the same webhook-id; WebhookOff if its endpoint is off."""
    found = WebhookDelivery.objects.all().reach(actor, delivery_id)
    _active(actor, found.webhook_id)
    row = WebhookDelivery.objects.select_for_update(of=("self",)).get(pk=found.pk)
    for name, value in _FRESH.items():
        setattr(row, name, value)
    row.token += 1
    row.save()
    audit(subject=row.id, client_id=row.client_id)
    return to_delivery(row)


@command("observability", right="observability.write")
def replay_since(*, actor: Actor, webhook_id: UUID, since: datetime, key: str = "") -> int:
    """Send again what an endpoint was to hear since a moment, delivered or not; returns how many. WebhookOff if it is off.

    What is on its way already stays as it is.
    """
    endpoint = _active(actor, webhook_id)
    rows = WebhookDelivery.objects.filter(webhook_id=endpoint.pk, created_at__gte=since)
    audit(subject=endpoint.id, client_id=endpoint.client_id)
    return rows.exclude(state=DeliveryState.PENDING).update(**_FRESH)


@query("observability", right="observability.view")
def get_delivery(*, actor: Actor, delivery_id: UUID) -> contracts.WebhookDelivery:
    """One delivery with the last answer; NotFound if the actor may not see it."""
    return to_delivery(WebhookDelivery.objects.all().reach(actor, delivery_id))


@query("observability", right="observability.view")
def list_deliveries(
    *,
    actor: Actor,
    filter: contracts.DeliveryFilter | None = None,
    order: str = "-id",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.WebhookDelivery]:
    """Deliveries, newest first (`-id`) or oldest first (`id`)."""
    return page(
        _filtered(actor, filter or contracts.DeliveryFilter()),
        to_delivery,
        order=order,
        allowed=("-id", "id"),
        cursor=cursor,
        limit=limit,
    )


def forget_deliveries(*, actor: Actor, older_than: timedelta) -> int:
    """Remove deliveries that ended before; returns how many, at most 500 at once. Only workers may."""
    if actor.kind is not ActorKind.WORKER:
        raise Forbidden("Only a worker removes deliveries.")
    old = WebhookDelivery.objects.filter(created_at__lt=clock.now() - older_than).exclude(state=DeliveryState.PENDING)
    ids = list(old.values_list("pk", flat=True)[:FORGET_AT_ONCE])
    if ids:
        with atomic("observability"):
            old.filter(pk__in=ids).delete()
    return len(ids)


def to_delivery(row: WebhookDelivery) -> contracts.WebhookDelivery:
    """A delivery as others see it."""
    return contracts.WebhookDelivery(
        id=row.id,
        webhook_id=row.webhook_id,
        client_id=row.client_id,
        message_id=row.message_id,
        type=row.type,
        state=DeliveryState(row.state),
        tries=row.tries,
        last_status=row.last_status,
        last_answer=row.last_answer,
        last_error=row.last_error,
        created_at=row.created_at,
        tried_at=row.tried_at,
        retry_at=row.retry_at,
        delivered_at=row.delivered_at,
    )


def _active(actor: Actor, webhook_id: UUID) -> Webhook:
    row = Webhook.objects.all().reach(actor, webhook_id, lock=True)
    if not row.active:
        raise contracts.WebhookOff(f"The webhook is off: {row.off_reason}.", remedy="Switch it on first.")
    return row


def _delivery(endpoint: Webhook, *, event_id: UUID, name: str, client_id: UUID | None, body: str) -> WebhookDelivery:
    return WebhookDelivery(
        webhook=endpoint,
        client_id=client_id,
        event_id=event_id,
        message_id=f"msg_{event_id.hex}",
        type=name,
        body=body,
        state=DeliveryState.PENDING if endpoint.active else DeliveryState.HELD,
        created_at=clock.now(),
    )


def _filtered(actor: Actor, wanted: contracts.DeliveryFilter) -> QuerySet[Any]:
    rows = WebhookDelivery.objects.all().visible_to(actor)
    if wanted.webhook_id:
        rows = rows.filter(webhook_id=wanted.webhook_id)
    if wanted.states:
        rows = rows.filter(state__in=[s.value for s in wanted.states])
    if wanted.type:
        rows = rows.filter(type=wanted.type)
    return rows.filter(created_at__gte=wanted.since) if wanted.since else rows
