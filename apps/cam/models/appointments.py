"""Talks with leads."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.cam.contracts import AppointmentState
from apps.cam.models.base import agency
from apps.cam.models.leads import Campaign, Lead, choices
from kernel.ids import new_id

OPEN_STATES = ("proposed", "confirmed")
APPOINTMENT_MOVES: dict[str, frozenset[str]] = {
    "proposed": frozenset({"proposed", "confirmed", "declined", "cancelled"}),
    "confirmed": frozenset({"proposed", "confirmed", "declined", "cancelled", "held", "no_show"}),
    "declined": frozenset({"proposed", "confirmed", "cancelled"}),
    "held": frozenset({"no_show"}),
    "no_show": frozenset({"held", "proposed"}),
    "cancelled": frozenset(),
}
"""From each state the states an appointment may move to; one that was moved in time is proposed again."""


class Appointment(models.Model):
    """A talk with a lead. `uid` names it in every calendar, `sequence` rises with each change that is sent.

    `attendee` is the address invited, `organiser_address` ours: answers come back to it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="appointments")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="appointments")
    state = models.CharField(max_length=10, default="proposed", choices=choices(AppointmentState))
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=300)
    attendee = models.CharField(max_length=320)
    organiser_id = models.UUIDField(null=True, blank=True)
    organiser_name = models.CharField(max_length=120)
    organiser_address = models.CharField(max_length=320)
    uid = models.CharField(max_length=120, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_appointments"
        ordering = ("starts_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["lead"], condition=Q(state__in=["proposed", "confirmed"]), name="cam_appts_one_open"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="cam_appts_length"),
        ]

    def __str__(self) -> str:
        return f"{self.lead}, {self.starts_at:%Y-%m-%d %H:%M} UTC"
