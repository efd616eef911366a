"""Recurring jobs as data, and one row per run."""

from __future__ import annotations

from django.db import models

from kernel.ids import new_id
from kernel.models import DueRow, due_index


class Schedule(models.Model):
    """A recurring job: at `hour`:`minute` of its zone, daily or on one weekday. Later than `latest_start` it is missed."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    job = models.CharField(max_length=40)
    hour = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField(default=0)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 is Monday; empty is every day.")
    zone = models.CharField(max_length=60, default="UTC")
    latest_start_minutes = models.PositiveIntegerField(default=240)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "orchestration_schedules"
        ordering = ["hour", "minute", "name"]

    def __str__(self) -> str:
        return self.title


class Slot(DueRow):
    """One run of a schedule; UNIQUE (schedule, slot_at), so that none is run twice."""

    MAX_ATTEMPTS = 4
    id = models.UUIDField(primary_key=True, default=new_id)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="slots")
    slot_at = models.DateTimeField()
    result = models.TextField(blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "orchestration_slots"
        ordering = ["-slot_at"]
        constraints = [models.UniqueConstraint(fields=["schedule", "slot_at"], name="orchestration_slots_once")]
        indexes = [due_index("orchestration_slots_due")]

    def __str__(self) -> str:
        return f"{self.slot_at:%Y-%m-%d %H:%M}"
