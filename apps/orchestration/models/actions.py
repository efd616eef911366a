"""The action queue, its policies, and the record of who moved which switch."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.orchestration.contracts import ActionState, PolicyMode
from apps.orchestration.models.journeys import Journey
from kernel.ids import new_id
from kernel.models import DueRow
from kernel.scoping import scoped

ACTION_MOVES = {
    "PENDING": ("READY", "SUCCESS", "CANCELLED"),
    "READY": ("SUCCESS", "RETRY", "FAILED", "DLQ", "CANCELLED"),
    "RETRY": ("SUCCESS", "RETRY", "FAILED", "DLQ", "CANCELLED"),
    "DLQ": ("READY", "CANCELLED"),
    "SUCCESS": (),
    "FAILED": (),
    "CANCELLED": (),
}
"""From → to. PENDING → SUCCESS is a person's word that a manual act is done."""


class Policy(models.Model):
    """How actions of one kind are treated; staff change it. A kind without a row is treated as review_first."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    mode = models.CharField(max_length=20, choices=[(m.value, m.value) for m in PolicyMode], default="review_first")
    days = models.PositiveIntegerField(default=30, help_text="How long a proposal stays open; 0 is for ever.")

    class Meta:
        db_table = "orchestration_policies"
        ordering = ["kind"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.title


class Action(DueRow):
    """One act with its exact effect. What runs is `payload`, whose hash the approver named."""

    CLAIMABLE = ("READY", "RETRY")
    MAX_ATTEMPTS = 5
    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    effect = models.TextField()
    payload = models.JSONField(default=dict, blank=True)
    sha256 = models.CharField(max_length=64)
    mode = models.CharField(max_length=20)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in ActionState], default="PENDING")
    reversible = models.BooleanField(default=True)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, null=True, blank=True, related_name="actions")
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    reason = models.TextField(blank=True)
    result = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "orchestration_actions"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in ActionState]), name="orchestration_actions_state"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state__in=["READY", "RETRY"]), name="orchestration_actions_due"),
            models.Index(fields=["state", "-created_at"], name="orchestration_actions_state_at"),
        ]

    def __str__(self) -> str:
        return self.title


class SwitchChange(models.Model):
    """Who paused, killed or lifted what, when and why."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=20)
    scope = models.CharField(max_length=120, blank=True)
    on = models.BooleanField()
    reason = models.TextField()
    set_by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "orchestration_switch_changes"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.name} {'on' if self.on else 'off'}"
