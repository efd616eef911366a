"""Tables of retention: engagements as retention sees them, what was observed, assessments, offers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.retention.contracts import Band, Lifecycle
from kernel.changes import Changing, changed_index
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped

BANDS = [(b.value, b.value) for b in Band]
LIFECYCLE = [(s.value, s.value) for s in Lifecycle]
LIFECYCLE_MOVES = {
    "onboarding": ("active", "at_risk", "churned"),
    "active": ("at_risk", "churned"),
    "at_risk": ("active", "churned"),
    "churned": ("active",),
}
"""From → to; a client who left may come back."""


class Account(Changing, DueRow):
    """One engagement's relation. Due once: when the talk about its renewal may begin."""

    id = models.UUIDField(primary_key=True, default=new_id)
    engagement_id = models.UUIDField(unique=True)
    client_id = models.UUIDField(db_index=True)
    client_name = models.CharField(max_length=200, blank=True)
    lifecycle = models.CharField(max_length=20, choices=LIFECYCLE, default="onboarding")
    since = models.DateTimeField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    renewal_on = models.DateField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    band = models.CharField(max_length=10, choices=BANDS, blank=True)
    objects = scoped()

    class Meta:
        db_table = "retention_accounts"
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(condition=Q(lifecycle__in=[s.value for s in Lifecycle]), name="retention_accounts_lifecycle"),
            models.CheckConstraint(condition=Q(score=None) | Q(score__lte=100), name="retention_accounts_score"),
        ]
        indexes = [changed_index("retention_accounts_changed"), due_index("retention_accounts_due")]

    def __str__(self) -> str:
        return self.client_name or f"engagement {str(self.engagement_id)[:8]}"


class Observation(models.Model):
    """One figure read off one signal: what it measures, its value, when. A signal told twice is one row."""

    id = models.UUIDField(primary_key=True, default=new_id)
    engagement_id = models.UUIDField(db_index=True)
    client_id = models.UUIDField(db_index=True)
    measure = models.CharField(max_length=40)
    value = models.FloatField()
    subject = models.CharField(max_length=80, blank=True)
    event_id = models.UUIDField()
    at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "retention_observations"
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["event_id", "measure"], name="retention_observations_once")]
        indexes = [models.Index(fields=["engagement_id", "measure", "at"], name="retention_observations_by")]

    def __str__(self) -> str:
        return f"{self.measure} {self.value:g}"


class Assessment(Changing):
    """One computed health with all that went into it; never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id)
    engagement_id = models.UUIDField(db_index=True)
    client_id = models.UUIDField(db_index=True)
    score = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=10, choices=BANDS)
    inputs = models.JSONField()
    weights = models.JSONField()
    trend = models.SmallIntegerField(null=True)
    sentence = models.TextField()
    renewal_on = models.DateField(null=True)
    assessed_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "retention_assessments"
        ordering = ["-assessed_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(score__lte=100), name="retention_assessments_score"),
            models.CheckConstraint(condition=Q(band__in=[b.value for b in Band]), name="retention_assessments_band"),
        ]
        indexes = [
            changed_index("retention_assessments_chg"),
            models.Index(fields=["engagement_id", "-assessed_at"], name="retention_assessments_last"),
        ]

    def __str__(self) -> str:
        return f"{self.score} ({self.band})"


class Weight(models.Model):
    """How one input counts: its weight, and the values that score 100 and 0; staff change them."""

    id = models.UUIDField(primary_key=True, default=new_id)
    measure = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    unit = models.CharField(max_length=20, blank=True)
    weight = models.FloatField()
    best = models.FloatField(help_text="The value that scores 100.")
    worst = models.FloatField(help_text="The value that scores 0.")

    class Meta:
        db_table = "retention_weights"
        ordering = ["-weight", "measure"]
        constraints = [models.CheckConstraint(condition=Q(weight__gte=0), name="retention_weights_positive")]

    def __str__(self) -> str:
        return self.title


class Offer(models.Model):
    """What to offer when a measure says so: `measure` `op` `threshold`, over at least `observations`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=60, unique=True)
    offer = models.CharField(max_length=300)
    reason = models.CharField(max_length=300, help_text="{value} stands for the measured value.")
    measure = models.CharField(max_length=40)
    op = models.CharField(max_length=2, choices=[(">=", "at least"), ("<=", "at most")], default=">=")
    threshold = models.FloatField()
    observations = models.PositiveIntegerField(default=1)
    active = models.BooleanField(default=True)

    class Meta:
        db_table = "retention_offers"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.offer
