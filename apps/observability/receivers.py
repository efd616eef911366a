"""What observability hears: every signal, to see whether a rule makes an alert of it."""

from __future__ import annotations

from dataclasses import fields

from apps.observability import services
from apps.observability.services import alerts
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
