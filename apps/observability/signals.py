"""The facts observability tells."""

from __future__ import annotations

from uuid import UUID

from kernel.signals import Signal, signal


@signal("observability.alert_raised.v1")
class AlertRaised(Signal):
    """A new alert is open; told once per alert, not per repetition."""

    alert_id: UUID
    kind: str
    subject: str
    message: str
    severity: str
    client_id: UUID | None = None


@signal("observability.alert_escalated.v1")
class AlertEscalated(Signal):
    """Nobody acknowledged an alert in time; `level` counts the escalations."""

    alert_id: UUID
    kind: str
    subject: str
    message: str
    severity: str
    level: int
    client_id: UUID | None = None


@signal("observability.alert_resolved.v1")
class AlertResolved(Signal):
    """An alert's cause is gone, as a person said or the watchdog saw."""

    alert_id: UUID
    kind: str
    subject: str
    client_id: UUID | None = None


@signal("observability.alert_acknowledged.v1")
class AlertAcknowledged(Signal):
    """A person has taken an alert."""

    alert_id: UUID
    client_id: UUID | None = None


@signal("observability.webhook_disabled.v1")
class WebhookDisabled(Signal):
    """An endpoint was switched off by the house: it answered 410, or failed all tries of several events over days."""

    webhook_id: UUID
    reason: str
    client_id: UUID | None = None


@signal("observability.webhook_enabled.v1")
class WebhookEnabled(Signal):
    """A person switched an endpoint on again; what was held waits for a replay."""

    webhook_id: UUID
    client_id: UUID | None = None
