"""API of observability: outgoing webhooks, their deliveries, what can be heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.observability import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class WebhookIn:
    """A new endpoint; without client_id it hears of the whole agency."""

    url: str
    events: tuple[str, ...]
    client_id: UUID | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class WebhookChange:
    """What to change; what is left out stays."""

    url: str | None = None
    events: tuple[str, ...] | None = None
    description: str | None = None
    active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class RotateIn:
    """For how many hours the old secret signs too; 0 where it leaked."""

    overlap_hours: int = 24


@dataclass(frozen=True, kw_only=True)
class ReplayIn:
    """From when on; give the time zone."""

    since: datetime


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """How many deliveries are sent again."""

    count: int


@dataclass(frozen=True, kw_only=True)
class EventTypes:
    """The names of events."""

    items: tuple[str, ...]


class WebhooksView(ApiView):
    """The endpoints."""

    rights = {"GET": "observability.view", "POST": "observability.write"}

    @list_schema(contracts.Webhook, contracts.WebhookFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_webhooks, contracts.WebhookFilter)

    @extend_schema(request=WebhookIn, responses={201: contracts.WebhookWithSecret})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(WebhookIn)
        made = services.create_webhook(
            actor=self.actor, url=given.url, events=given.events, client_id=given.client_id, description=given.description
        )
        return self.answer(made, status=201, location=f"/api/v1/observability/webhooks/{made.webhook.id}/")


class OneWebhook(ApiView):
    """Changes of one endpoint, each under the tag of the version that was read."""

    def current(self, webhook_id: UUID) -> Any:
        return services.get_webhook(actor=self.actor, webhook_id=webhook_id)


class WebhookView(OneWebhook):
    """One endpoint."""

    rights = {"GET": "observability.view", "PATCH": "observability.write", "DELETE": "observability.write"}

    @extend_schema(responses=contracts.Webhook)
    def get(self, request: HttpRequest, webhook_id: UUID) -> HttpResponse:
        return self.answer(services.get_webhook(actor=self.actor, webhook_id=webhook_id))

    @extend_schema(request=WebhookChange, responses=contracts.Webhook)
    def patch(self, request: HttpRequest, webhook_id: UUID) -> HttpResponse:
        given = self.body(WebhookChange)
        changed = services.update_webhook(
            actor=self.actor,
            webhook_id=webhook_id,
            url=given.url,
            events=given.events,
            description=given.description,
            active=given.active,
            key=self.key,
        )
        return self.answer(changed, tagged=True)

    @extend_schema(responses={204: None})
    def delete(self, request: HttpRequest, webhook_id: UUID) -> HttpResponse:
        services.delete_webhook(actor=self.actor, webhook_id=webhook_id, key=self.key)
        return self.answer(status=204)


class RotateView(OneWebhook):
    """A new secret for an endpoint."""

    right = "observability.write"

    @extend_schema(request=RotateIn, responses=contracts.WebhookWithSecret)
    def post(self, request: HttpRequest, webhook_id: UUID) -> HttpResponse:
        hours = self.body(RotateIn).overlap_hours
        return self.answer(services.rotate_webhook_secret(actor=self.actor, webhook_id=webhook_id, overlap_hours=hours))


class TestEventView(OneWebhook):
    """Send a test event to an endpoint."""

    right = "observability.write"

    @extend_schema(request=None, responses={202: contracts.WebhookDelivery})
    def post(self, request: HttpRequest, webhook_id: UUID) -> HttpResponse:
        sent = services.send_test_event(actor=self.actor, webhook_id=webhook_id, key=self.key)
        return self.answer(sent, status=202)


class ReplaySinceView(OneWebhook):
    """Send again what an endpoint was to hear since a moment."""

    right = "observability.write"

    @extend_schema(request=ReplayIn, responses={202: Replayed})
    def post(self, request: HttpRequest, webhook_id: UUID) -> HttpResponse:
        since = self.body(ReplayIn).since
        count = services.replay_since(actor=self.actor, webhook_id=webhook_id, since=since, key=self.key)
        return self.answer(Replayed(count=count), status=202)


class DeliveriesView(ApiView):
    """The deliveries, of one endpoint with `?webhook_id=`."""

    right = "observability.view"

    @list_schema(contracts.WebhookDelivery, contracts.DeliveryFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_deliveries, contracts.DeliveryFilter)


class DeliveryView(ApiView):
    """One delivery with the last answer."""

    right = "observability.view"

    @extend_schema(responses=contracts.WebhookDelivery)
    def get(self, request: HttpRequest, delivery_id: UUID) -> HttpResponse:
        return self.answer(services.get_delivery(actor=self.actor, delivery_id=delivery_id))


class ReplayView(ApiView):
    """Send a delivery again."""

    right = "observability.write"

    def current(self, delivery_id: UUID) -> Any:
        return services.get_delivery(actor=self.actor, delivery_id=delivery_id)

    @extend_schema(request=None, responses={202: contracts.WebhookDelivery})
    def post(self, request: HttpRequest, delivery_id: UUID) -> HttpResponse:
        sent = services.replay_delivery(actor=self.actor, delivery_id=delivery_id, key=self.key)
        return self.answer(sent, status=202)


class EventTypesView(ApiView):
    """What the caller's endpoints can hear."""

    right = "observability.view"

    @extend_schema(responses=EventTypes)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(EventTypes(items=services.list_event_types(actor=self.actor)))
