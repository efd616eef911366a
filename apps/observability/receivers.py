"""What observability hears: every signal, to see whether a rule makes an alert of it, and which webhooks want it."""

from __future__ import annotations

from dataclasses import fields

from apps.observability import services
from apps.observability.logic import webhooks as logic
from apps.observability.services import alerts, deliveries
from kernel.actors import worker
from kernel.refs import plain
from kernel.signals import Signal, on


@on("*")
def raise_alerts(event: Signal) -> None:
    """A signal that a rule names raises or resolves its alert; what alerts themselves tell raises none."""
    name = event.signal_name
    if name.startswith("observability.alert_") or not alerts.watched(name):
        return
    values = {f.name: plain(getattr(event, f.name)) for f in fields(event) if f.name not in ("actor", "id")}
    services.consider(actor=event.actor or worker("observability"), name=name, values=values, key=str(event.id))


@on("*")
def note_for_webhooks(event: Signal) -> None:
    """A signal that an endpoint wants becomes a delivery; only its ids and references leave, to endpoints of its client."""
    name, client_id = event.signal_name, getattr(event, "client_id", None)
    if not deliveries.wanted(name, client_id):
        return
    values = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in ("actor", "id")}
    services.note_event(
        actor=event.actor or worker("observability"),
        event_id=event.id,
        name=name,
        at=event.at,
        client_id=client_id,
        data=logic.thin(values),
        key=str(event.id),
    )
