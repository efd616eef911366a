"""Tables of observability: the audit chain, alert rules, the watchdog's rules, alerts, outgoing webhooks."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import Q

from apps.observability.contracts import AlertState, DeliveryState, Severity
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SEVERITIES = [(s.value, s.value) for s in Severity]
DELIVERY_STATES = [s.value for s in DeliveryState]


class AuditEntry(models.Model):
    """One link of the chain over the audit facts of all databases. Append-only by trigger.

    `hash` is SHA-256 over `previous` and the canonical JSON of the other columns but `id`.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    number = models.PositiveBigIntegerField(unique=True)
    fact_id = models.UUIDField(unique=True)
    app = models.CharField(max_length=40)
    command = models.CharField(max_length=120)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    impersonator = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True, db_index=True)
    subject = models.CharField(max_length=120, blank=True)
    why = models.TextField(blank=True)
    key = models.CharField(max_length=200, blank=True)
    correlation_id = models.CharField(max_length=64, db_index=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)
    objects = scoped()

    class Meta:
        db_table = "observability_audit_entries"
        ordering = ["-number"]
        verbose_name = "audit entry"
        verbose_name_plural = "audit entries"
        indexes = [
            models.Index(fields=["command", "number"], name="observability_audit_command"),
            models.Index(fields=["actor_id", "number"], name="observability_audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.command}"


class AlertRule(models.Model):
    """Which signal raises which alert. Texts name fields of the signal in braces, as in "{reason}"; staff change them."""

    id = models.UUIDField(primary_key=True, default=new_id)
    signal = models.CharField(max_length=120, help_text="A signal's name; * stands for anything.")
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=200, help_text="What the alert is about; the same subject is the same alert.")
    message = models.TextField()
    severity = models.CharField(max_length=10, choices=SEVERITIES, default="warning")
    cleared_by = models.CharField(
        max_length=300, blank=True, help_text="Signals, parted by blanks, that resolve the alert with the same subject."
    )
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "observability_alert_rules"
        ordering = ["signal"]
        constraints = [models.UniqueConstraint(fields=["signal", "kind"], name="observability_alert_rules_once")]

    def __str__(self) -> str:
        return f"{self.signal} → {self.kind}"


class WatchRule(models.Model):
    """One thing the watchdog looks at; what the limit counts says `unit`. Staff change limits and severities."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=40, unique=True, editable=False)
    meaning = models.CharField(max_length=200, editable=False)
    limit = models.FloatField()
    unit = models.CharField(max_length=20, editable=False)
    severity = models.CharField(max_length=10, choices=SEVERITIES, default="warning")
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "observability_watch_rules"
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(limit__gte=0), name="observability_watch_rules_limit")]

    def __str__(self) -> str:
        return self.name.replace("_", " ")


class WatchTurn(models.Model):
    """When the watchdog looked last (one row), by the database's clock, and what its rules keep in mind."""

    ran_at = models.DateTimeField()
    memory = models.JSONField(default=dict)

    class Meta:
        db_table = "observability_watch_turn"


class Alert(DueRow):
    """Something a person should know. Pending while open: due when it must be escalated."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    message = models.TextField()
    severity = models.CharField(max_length=10, choices=SEVERITIES, default="warning")
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in AlertState], default="open")
    count = models.PositiveIntegerField(default=1)
    escalations = models.PositiveIntegerField(default=0)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    acknowledged_by = models.UUIDField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "observability_alerts"
        ordering = ["-last_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], condition=Q(status="open"), name="observability_alerts_one_open"),
            models.CheckConstraint(condition=Q(status__in=[s.value for s in AlertState]), name="observability_alerts_status"),
        ]
        indexes = [due_index("observability_alerts_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The kind in words, and the subject where it is a name; an id tells a person nothing."""
        kind = self.kind.replace("_", " ").capitalize()
        return kind if _ID.search(self.subject) else f"{kind}: {self.subject}"


class Webhook(models.Model):
    """An endpoint of a client, or (no client) of the agency, that hears of events. Its secrets are sealed.

    `exhausted` counts the events that failed all tries since the last good one, `failing_since` is the first failed try.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    url = models.CharField(max_length=2000)
    events = models.JSONField(default=list)
    description = models.CharField(max_length=200, blank=True)
    active = models.BooleanField(default=True)
    off_reason = models.CharField(max_length=300, blank=True)
    secret = models.TextField(editable=False)
    old_secret = models.TextField(blank=True, editable=False)
    old_secret_until = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True)
    exhausted = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "observability_webhooks"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(DueRow):
    """One event on its way to one endpoint; `body` is sent byte for byte the same at each try."""

    BACKOFF_SECONDS = (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400)
    """The waits after a failed try: 75.6 hours in all."""
    MAX_ATTEMPTS = len(BACKOFF_SECONDS) + 1
    id = models.UUIDField(primary_key=True, default=new_id)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    event_id = models.UUIDField()
    message_id = models.CharField(max_length=60, db_index=True)
    type = models.CharField(max_length=120)
    body = models.TextField()
    tries = models.PositiveIntegerField(default=0)
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)
    last_answer = models.TextField(blank=True)
    created_at = models.DateTimeField(db_index=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    objects = scoped(client_field="webhook__client_id")

    class Meta:
        db_table = "observability_webhook_deliveries"
        ordering = ["-id"]
        verbose_name = "webhook delivery"
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event_id"], name="observability_deliveries_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DeliveryState]), name="observability_deliveries_state"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="pending"), name="observability_hooks_due"),
            models.Index(fields=["webhook", "created_at"], name="observability_hooks_log"),
        ]

    def __str__(self) -> str:
        return f"{self.type} → {self.webhook_id}"
