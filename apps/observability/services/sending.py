"""The sender of webhooks: at least once, under a stable webhook-id.

Claim → a command signs the message and lets no switch be passed over → the address is called outside any transaction → a
command records the answer under the token. A worker killed between the two commands leaves a lease that runs out: the message
goes out again with the same webhook-id, by which its receiver knows it. Hence no entry in the ledger of irreversible acts.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from apps.observability import signals
from apps.observability.contracts import DeliveryState
from apps.observability.logic import webhooks as logic
from apps.observability.models import Webhook, WebhookDelivery
from apps.observability.services.webhooks import secrets_of, switch
from kernel import claims, clock, effects, http
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command
from kernel.errors import DomainError, SwitchedOff
from kernel.hiding import redact
from kernel.signals import publish

log = logging.getLogger(__name__)
KIND = "webhook"
LEASE_SECONDS = 60
LIMITS = http.Limits(seconds=15.0, bytes=16_000, redirects=0, cut=True)
MOST_PER_SWEEP = 50
ANSWER_CHARACTERS = 1000
GIVEN_UP_EVENTS = 3
FAILING_FOR = timedelta(days=5)
"""An endpoint where so many events failed all tries, and that gave no good answer for so long, is switched off."""
GONE = 410


@dataclass(frozen=True, kw_only=True)
class Order:
    """One try: where it goes, and what is said there."""

    url: str
    headers: dict[str, str]
    body: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came back; `status` None if no answer did."""

    status: int | None
    answer: str = ""
    error: str = ""

    @property
    def good(self) -> bool:
        """Whether the receiver has it."""
        return self.status is not None and 200 <= self.status < 300


def send_webhooks() -> int:
    """Send what is due, oldest first; returns how many were handled. An endpoint that fails waits for the next sweep."""
    handled, failing = 0, set()
    while handled < MOST_PER_SWEEP:
        rows = claims.claim(WebhookDelivery, lease_seconds=LEASE_SECONDS, where=~Q(webhook_id__in=failing), order_by=("id",))
        if not rows:
            break
        handled += 1
        if not _send_one(rows[0]):
            failing.add(rows[0].webhook_id)
    return handled


def _send_one(row: WebhookDelivery) -> bool:
    """Whether the next message of the same endpoint may follow at once."""
    actor = worker("observability", client_id=row.client_id)
    try:
        order = begin_delivery(actor=actor, delivery_id=row.id, token=row.token)
        if order is None:
            return True
        outcome = _call(order)
        record_delivery(actor=actor, delivery_id=row.id, token=row.token, outcome=outcome)
    except claims.LostLease:
        log.warning("webhook lease lost", extra={"delivery": str(row.id)})
        return False
    except SwitchedOff as error:
        claims.hold_back(row, error.detail)
        return False
    except Exception as error:
        log.exception("webhook failed", extra={"delivery": str(row.id)})
        claims.fail(row, f"{type(error).__name__}: {error}")
        return False
    return outcome.good


def _call(order: Order) -> Outcome:
    try:
        answer = http.fetch(url=order.url, method="POST", headers=order.headers, content=order.body.encode(), limits=LIMITS)
    except DomainError as error:
        return Outcome(status=None, error=error.detail)
    text = redact(answer.body.decode("utf-8", "replace"))[:ANSWER_CHARACTERS]
    text = "".join(c for c in text if c.isprintable() or c == "\n")
    outcome = Outcome(status=answer.status, answer=text)
    return outcome if outcome.good else Outcome(status=answer.status, answer=text, error=f"answered {answer.status}")


@command("observability", right=INTERNAL)
def begin_delivery(*, actor: Actor, delivery_id: UUID, token: int) -> Order | None:
    """Count the try and sign the message. None where the endpoint is off; SwitchedOff holds it back."""
    row = _held(delivery_id, token)
    endpoint = row.webhook
    audit(subject=row.id, client_id=row.client_id)
    if not endpoint.active or not _may_have(endpoint, row):
        claims.settle(row, state=DeliveryState.HELD)
        return None
    if effects.proof_mode():
        raise SwitchedOff("Proof mode is on: no webhook leaves.", remedy="Lift the switch first.")
    effects.refuse_if_switched_off(kind=KIND, client_id=row.client_id, scopes=(f"webhook:{endpoint.id}",))
    row.tries, row.tried_at = row.tries + 1, clock.now()
    row.save(update_fields=["tries", "tried_at"])
    # The receiver compares this with its own clock: the real time, not the business clock that a demo may move.
    timestamp = int(datetime.now(UTC).timestamp())
    headers = logic.headers(secrets_of(endpoint), message_id=row.message_id, timestamp=timestamp, body=row.body)
    return Order(url=endpoint.url, headers=headers, body=row.body)


@command("observability", right=INTERNAL)
def record_delivery(*, actor: Actor, delivery_id: UUID, token: int, outcome: Outcome) -> None:
    """Write what came back, under the token; an endpoint that is gone, or fails for days, is switched off."""
    endpoint_id = WebhookDelivery.objects.filter(pk=delivery_id).values_list("webhook_id", flat=True).first()
    endpoints = Webhook.objects.filter(pk=endpoint_id)
    if outcome.good:
        endpoints.filter(failing_since__isnull=False).update(failing_since=None, exhausted=0)
    endpoint = endpoints.first() if outcome.good else endpoints.select_for_update(of=("self",)).first()
    row = _held(delivery_id, token)
    audit(subject=row.id, client_id=row.client_id, after={"status": outcome.status})
    said = {"last_status": outcome.status, "last_answer": outcome.answer}
    if outcome.good:
        claims.settle(row, delivered_at=clock.now(), **said)
        return
    WebhookDelivery.objects.filter(pk=row.pk).update(**said)
    dead = claims.fail(row, outcome.error, final=outcome.status == GONE)
    _note_failure(actor, endpoint, gone=outcome.status == GONE, dead=dead)


def _note_failure(actor: Actor, endpoint: Webhook, *, gone: bool, dead: bool) -> None:
    now = clock.now()
    endpoint.failing_since = endpoint.failing_since or now
    endpoint.exhausted += int(dead)
    worn_out = dead and endpoint.exhausted >= GIVEN_UP_EVENTS and now - endpoint.failing_since >= FAILING_FOR
    if endpoint.active and (gone or worn_out):
        _disable(actor, endpoint, "it answered 410 Gone" if gone else f"{endpoint.exhausted} events failed all tries")
    endpoint.save()


def _disable(actor: Actor, endpoint: Webhook, reason: str) -> None:
    switch(endpoint, on=False, reason=reason)
    endpoint.version += 1
    publish(signals.WebhookDisabled(webhook_id=endpoint.id, reason=reason, client_id=endpoint.client_id))


def _may_have(endpoint: Webhook, row: WebhookDelivery) -> bool:
    """Whether the event is this endpoint's client's: asked again at the last moment before it leaves."""
    return endpoint.client_id in (None, row.client_id)


def _held(delivery_id: UUID, token: int) -> WebhookDelivery:
    rows = WebhookDelivery.objects.select_for_update(of=("self",)).select_related("webhook")
    row = rows.filter(pk=delivery_id, token=token, state=DeliveryState.PENDING).first()
    if row is None:
        raise claims.LostLease(f"delivery {delivery_id} was claimed by another worker")
    return row
