"""Journeys: the process, its steps, what it heard, what it waits for, how the engagement moved, whom it told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.orchestration.contracts import EngagementState, JourneyState
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped

CLOSED = ("COMPLETED", "COMPENSATED", "CANCELLED", "FAILED")
"""States that a journey does not leave."""


class Journey(models.Model):
    """One engagement's process. `facts` is what it has gathered; `revision` counts its changes.

    `contact` holds the signer's name and address only until the engagement has taken them over. `heard` is no column: the
    events that no step has needed yet, where somebody has read them.
    """

    id = models.UUIDField(primary_key=True, default=new_id)
    definition = models.CharField(max_length=40)
    deal_id = models.UUIDField(unique=True)
    lead_id = models.UUIDField(db_index=True)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    engagement_id = models.UUIDField(null=True, blank=True, unique=True)
    company = models.CharField(max_length=200)
    pack = models.CharField(max_length=60)
    state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in JourneyState], default="RUNNING")
    engagement_state = models.CharField(max_length=20, choices=[(s.value, s.value) for s in EngagementState], default="CREATED")
    step = models.CharField(max_length=40)
    reason = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    number = models.PositiveIntegerField(default=0)
    contact = models.JSONField(default=dict, blank=True)
    revision = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = scoped()
    heard: tuple | None = None
    planned: models.Model | None = None

    class Meta:
        db_table = "orchestration_journeys"
        indexes = [models.Index(fields=["state", "-changed_at"], name="orchestration_journey_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in JourneyState]), name="orchestration_journeys_state"),
            models.CheckConstraint(
                condition=Q(engagement_state__in=[s.value for s in EngagementState]),
                name="orchestration_journeys_engagement_state",
            ),
        ]

    def __str__(self) -> str:
        return self.company


class Step(DueRow):
    """One call of one facade. Its id is the idempotency key of the call; `planned` holds what was fixed when it was planned."""

    MAX_ATTEMPTS = 6
    id = models.UUIDField(primary_key=True, default=new_id)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    compensates = models.BooleanField(default=False)
    planned = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "orchestration_steps"
        ordering = ["journey", "number"]
        constraints = [
            models.UniqueConstraint(fields=["journey", "number"], name="orchestration_steps_number"),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "held", "done", "dead", "skipped"]), name="orchestration_steps_state"
            ),
        ]
        indexes = [due_index("orchestration_steps_due")]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"


class Event(models.Model):
    """Something a journey heard. It lies here until a step needs it, so that a signal told too early is not lost."""

    id = models.UUIDField(primary_key=True, default=new_id)
    event_id = models.UUIDField(unique=True)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, null=True, related_name="events")
    engagement_id = models.UUIDField(null=True, db_index=True)
    name = models.CharField(max_length=120)
    data = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=12, blank=True)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    used_at_step = models.CharField(max_length=40, blank=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "orchestration_events"
        ordering = ["id"]
        indexes = [models.Index(fields=["journey", "id"], condition=Q(used_at=None), name="orchestration_events_open")]

    def __str__(self) -> str:
        return self.name


class Wait(DueRow):
    """One wait of a journey: `for_whom` is a right of staff or "client". Due again for each reminder; pending while it lasts."""

    id = models.UUIDField(primary_key=True, default=new_id)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="waits")
    step = models.CharField(max_length=40)
    for_whom = models.CharField(max_length=60)
    for_what = models.CharField(max_length=300)
    since = models.DateTimeField()
    expected_by = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)
    reminders = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "orchestration_waits"
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(fields=["journey"], condition=Q(ended_at=None), name="orchestration_waits_one_open"),
        ]
        indexes = [due_index("orchestration_waits_due")]

    def __str__(self) -> str:
        return self.for_what


class Move(models.Model):
    """One change of an engagement's state; `override` marks one that the table does not list, with actor and reason."""

    id = models.UUIDField(primary_key=True, default=new_id)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, related_name="moves")
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    step = models.CharField(max_length=40)
    override = models.BooleanField(default=False)
    actor_kind = models.CharField(max_length=12, blank=True)
    actor_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "orchestration_moves"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Notice(DueRow):
    """A word to the people of the agency who hold a right; the worker finds them and queues a mail to each."""

    id = models.UUIDField(primary_key=True, default=new_id)
    key = models.CharField(max_length=200, unique=True)
    for_right = models.CharField(max_length=60)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    url = models.CharField(max_length=300, blank=True)
    mailed = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "orchestration_notices"
        ordering = ["-created_at"]
        indexes = [due_index("orchestration_notices_due")]

    def __str__(self) -> str:
        return self.subject
