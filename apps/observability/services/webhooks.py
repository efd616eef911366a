"""Endpoints of outgoing webhooks: made, changed, switched off and on, their secrets turned over."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta
from uuid import UUID

from apps.observability import contracts
from apps.observability.contracts import DeliveryState, WebhookWithSecret
from apps.observability.logic import webhooks as logic
from apps.observability.models import Webhook, WebhookDelivery
from apps.observability.signals import WebhookEnabled
from kernel import clock, http, signals
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Forbidden, InvalidInput, NotFound, StaleVersion
from kernel.pages import Page
from kernel.paging import page
from kernel.secrets import seal, unseal

MOST_EVENTS = 50
MOST_OVERLAP_HOURS = 168
_PATTERN = re.compile(r"[a-z0-9_.*]{1,120}")


@command("observability", right="observability.write")
def create_webhook(
    *, actor: Actor, url: str, events: tuple[str, ...], client_id: UUID | None = None, description: str = ""
) -> WebhookWithSecret:
    """A new endpoint, of one client or (None) of the whole agency. The secret is shown this once.

    InvalidInput for an address nobody may call or an event that does not exist. There is no idempotency key, because no
    secret is stored in the clear.
    """
    _check_owner(actor, client_id)
    row = Webhook(client_id=client_id, created_by=actor.id, created_at=clock.now())
    _write(row, url=url, events=events, description=description)
    secret = _new_secret()
    row.secret = seal(secret, purpose=purpose_of(row))
    row.save(force_insert=True)
    audit(subject=row.id, client_id=client_id, after={"events": row.events})
    return WebhookWithSecret(webhook=to_webhook(row), secret=secret)


@command("observability", right="observability.write")
def update_webhook(
    *,
    actor: Actor,
    webhook_id: UUID,
    url: str | None = None,
    events: tuple[str, ...] | None = None,
    description: str | None = None,
    active: bool | None = None,
    version: int | None = None,
    key: str = "",
) -> contracts.Webhook:
    """Change what is given; StaleVersion if `version` is not the current one.

    Off: what is on its way and what happens meanwhile is held, to be sent by a replay. On: it starts with a clean record.
    """
    row = Webhook.objects.all().reach(actor, webhook_id, lock=True)
    if version is not None and version != row.version:
        raise StaleVersion("The webhook was changed meanwhile.", remedy="Read it again.")
    _write(row, url=url, events=events, description=description)
    if active is not None and active != row.active:
        switch(row, on=active, reason="" if active else "a person switched it off")
        if active:
            signals.publish(WebhookEnabled(webhook_id=row.id, client_id=row.client_id))
    row.version += 1
    row.save()
    audit(subject=row.id, client_id=row.client_id, after={"events": row.events, "active": row.active})
    return to_webhook(row)


@command("observability", right="observability.write")
def delete_webhook(*, actor: Actor, webhook_id: UUID, key: str = "") -> None:
    """Remove an endpoint with its deliveries; nothing more is sent to it."""
    row = Webhook.objects.all().reach(actor, webhook_id, lock=True)
    audit(subject=row.id, client_id=row.client_id)
    row.delete()


@command("observability", right="observability.write")
def rotate_webhook_secret(*, actor: Actor, webhook_id: UUID, overlap_hours: int = 24) -> WebhookWithSecret:
    """A new secret, shown this once. For `overlap_hours` (0 to 168; 0 where the old one leaked) both sign each message.

    The one before the present one ends at once.
    """
    if not 0 <= overlap_hours <= MOST_OVERLAP_HOURS:
        raise InvalidInput(f"overlap_hours must be between 0 and {MOST_OVERLAP_HOURS}.", field="overlap_hours")
    row = Webhook.objects.all().reach(actor, webhook_id, lock=True)
    secret = _new_secret()
    row.old_secret = row.secret if overlap_hours else ""
    row.old_secret_until = clock.now() + timedelta(hours=overlap_hours) if overlap_hours else None
    row.secret = seal(secret, purpose=purpose_of(row))
    row.version += 1
    row.save()
    audit(subject=row.id, client_id=row.client_id)
    return WebhookWithSecret(webhook=to_webhook(row), secret=secret)


@query("observability", right="observability.view")
def get_webhook(*, actor: Actor, webhook_id: UUID) -> contracts.Webhook:
    """One endpoint; NotFound if the actor may not see it."""
    return to_webhook(Webhook.objects.all().reach(actor, webhook_id))


@query("observability", right="observability.view")
def list_webhooks(
    *,
    actor: Actor,
    filter: contracts.WebhookFilter | None = None,
    order: str = "-id",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Webhook]:
    """Endpoints, newest first (`-id`) or oldest first (`id`)."""
    wanted, rows = filter or contracts.WebhookFilter(), Webhook.objects.all().visible_to(actor)
    if wanted.client_id:
        rows = rows.filter(client_id=wanted.client_id)
    if wanted.active is not None:
        rows = rows.filter(active=wanted.active)
    return page(rows, to_webhook, order=order, allowed=("-id", "id"), cursor=cursor, limit=limit)


@query("observability", right="observability.view")
def list_event_types(*, actor: Actor) -> tuple[str, ...]:
    """The names of all events that this actor's endpoints can hear: those of the agency, or those that clients may hear."""
    return tuple(sorted(n for n in signals.known() if logic.may_hear(n, whole_agency=actor.clients is None)))


def switch(row: Webhook, *, on: bool, reason: str) -> None:
    """Set a locked endpoint on or off, unsaved; off holds back what is on its way to it."""
    row.active, row.off_reason = on, reason[:300]
    if on:
        row.failing_since, row.exhausted = None, 0
        return
    waiting = WebhookDelivery.objects.filter(webhook_id=row.pk, state=DeliveryState.PENDING)
    waiting.update(state=DeliveryState.HELD, retry_at=None)


def secrets_of(row: Webhook) -> list[str]:
    """The secrets that sign now: the present one, and the one before it while it is still valid."""
    sealed = [row.secret]
    if row.old_secret and row.old_secret_until and row.old_secret_until > clock.now():
        sealed.append(row.old_secret)
    return [unseal(text, purpose=purpose_of(row)) for text in sealed]


def purpose_of(row: Webhook) -> str:
    """What an endpoint's secrets are sealed for."""
    return f"webhook:{row.pk}"


def to_webhook(row: Webhook) -> contracts.Webhook:
    """An endpoint as others see it, without its secret."""
    return contracts.Webhook(
        id=row.id,
        client_id=row.client_id,
        url=row.url,
        events=tuple(row.events),
        description=row.description,
        active=row.active,
        off_reason=row.off_reason,
        version=row.version,
        created_at=row.created_at,
        failing_since=row.failing_since,
        old_secret_until=row.old_secret_until,
    )


def _check_owner(actor: Actor, client_id: UUID | None) -> None:
    if client_id is None and actor.clients is not None:
        raise Forbidden("A webhook of the whole agency needs somebody who sees all clients.", remedy="Name a client.")
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.", field="client_id")


def _write(row: Webhook, *, url: str | None, events: tuple[str, ...] | None, description: str | None) -> None:
    if url is not None:
        http.check_form(url)
        row.url = url
    if events is not None:
        row.events = _checked_events(events, whole_agency=row.client_id is None)
    if description is not None:
        row.description = " ".join("".join(c if c.isprintable() else " " for c in description).split())[:200]


def _checked_events(events: tuple[str, ...], *, whole_agency: bool) -> list[str]:
    wanted = list(dict.fromkeys(events))
    if not 1 <= len(wanted) <= MOST_EVENTS:
        raise InvalidInput(f"Name between 1 and {MOST_EVENTS} events.", field="events")
    names = [name for name in signals.known() if logic.may_hear(name, whole_agency=whole_agency)]
    for pattern in wanted:
        if not _PATTERN.fullmatch(pattern) or not any(logic.wants([pattern], name) for name in names):
            raise InvalidInput(f"No event is called “{pattern[:80]}”.", field="events", remedy="See the list of events.")
    return wanted


def _new_secret() -> str:
    return logic.new_secret(secrets.token_bytes(logic.SECRET_BYTES))
