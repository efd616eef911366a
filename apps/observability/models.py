"""Tables of observability: the audit chain, alert rules, alerts."""

from __future__ import annotations

import re

from django.db import models
from django.db.models import Q

from apps.observability.contracts import AlertState, Severity
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SEVERITIES = [(s.value, s.value) for s in Severity]


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
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "observability_alert_rules"
        ordering = ["signal"]
        constraints = [models.UniqueConstraint(fields=["signal", "kind"], name="observability_alert_rules_once")]

    def __str__(self) -> str:
        return f"{self.signal} → {self.kind}"


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
