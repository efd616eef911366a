"""Tables of production: calendars, bundles of drafts, writing jobs, working time."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.production.contracts import Reason
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.refs import ArtifactRef, plain
from kernel.scoping import scoped

STATUSES = ("draft", "approved", "revised", "flagged_for_review", "archived")
TRANSITIONS: dict[str, frozenset[str]] = {
    "draft": frozenset({"approved", "revised"}),
    "revised": frozenset({"approved"}),
    "approved": frozenset({"flagged_for_review", "revised", "archived"}),
    "flagged_for_review": frozenset({"revised", "approved"}),
    "archived": frozenset(),
}
"""Moves of an artifact version; `revised` means that a newer version was made of it."""
REASONS = tuple(reason.value for reason in Reason)


def read_ref(stored: dict | None) -> ArtifactRef | None:
    """A stored reference."""
    return ArtifactRef(**{**stored, "id": UUID(str(stored["id"]))}) if stored else None


def store_ref(ref: ArtifactRef | None) -> dict | None:
    """A reference as it is stored."""
    return plain(ref) if ref else None


class Artifact(models.Model):
    """One version of one artifact: content, hash, status. Approved content is never changed."""

    KIND = ""
    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=20, default="draft")
    content = models.JSONField()
    strategy = models.JSONField()
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.KIND.replace('_', ' ')} v{self.version}"

    def ref(self) -> ArtifactRef:
        """The reference to this version."""
        return ArtifactRef(kind=self.KIND, id=self.id, version=self.version, sha256=self.sha256)

    def strategy_ref(self) -> ArtifactRef:
        """The strategy version it was made from."""
        return read_ref(self.strategy)

    def move(self, status: str) -> None:
        """Change the status by the transition table, or raise IllegalTransition."""
        if status not in TRANSITIONS[self.status]:
            raise IllegalTransition(f"A version that is {self.status} cannot become {status}.")
        self.status = status
        self.save(update_fields=["status"])


class Calendar(Artifact):
    """A plan of a month at most: slots with day, hour, channel, pillar and idea."""

    KIND = "calendar"
    starts_on = models.DateField()
    ends_on = models.DateField()
    zone = models.CharField(max_length=60)

    class Meta:
        db_table = "production_calendars"
        constraints = [
            models.UniqueConstraint(fields=["engagement_id", "version"], name="production_calendars_version"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="production_calendars_status"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="production_calendars_period"),
        ]


class Bundle(Changing, Artifact):
    """A set of drafts. `qc_verdict` is what qc told about exactly this sha256; `notes` are points left open for staff."""

    KIND = "draft_bundle"
    calendar = models.JSONField()
    previous = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=10)
    provenance = models.JSONField(default=dict)
    notes = models.JSONField(default=list, blank=True)
    editor_id = models.UUIDField(null=True, blank=True)
    qc_verdict = models.CharField(max_length=4, blank=True)

    class Meta:
        db_table = "production_bundles"
        verbose_name = "bundle"
        indexes = [
            changed_index("production_bundles_changed"),
            models.Index(fields=["-created_at", "-id"], name="production_bundles_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["engagement_id", "version"], name="production_bundles_version"),
            models.CheckConstraint(condition=Q(status__in=STATUSES), name="production_bundles_status"),
            models.CheckConstraint(condition=Q(reason__in=REASONS), name="production_bundles_reason"),
        ]

    def calendar_ref(self) -> ArtifactRef:
        """The calendar version it fills."""
        return read_ref(self.calendar)

    def previous_ref(self) -> ArtifactRef | None:
        """The version it was revised from, None for a first one."""
        return read_ref(self.previous)

    def parents(self) -> tuple[ArtifactRef, ...]:
        """What it was made from."""
        found = (self.strategy_ref(), self.calendar_ref(), self.previous_ref())
        return tuple(ref for ref in found if ref is not None)

    @property
    def is_open(self) -> bool:
        """Whether a next version may be made of it."""
        return self.status in ("draft", "approved", "flagged_for_review")


class DraftJob(DueRow):
    """Writing that is to be done by the worker: the first bundle of a calendar, or the next version by notes."""

    MAX_ATTEMPTS = 5
    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    reason = models.CharField(max_length=10)
    calendar_id = models.UUIDField()
    base_id = models.UUIDField(null=True, blank=True)
    notes = models.JSONField(default=list, blank=True)
    bundle_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "production_jobs"
        verbose_name = "writing job"
        indexes = [due_index("production_jobs_due")]
        constraints = [models.CheckConstraint(condition=Q(reason__in=REASONS), name="production_jobs_reason")]

    def __str__(self) -> str:
        return f"{self.reason} ({self.state})"


class TimeEntry(models.Model):
    """Minutes a person worked for an engagement on a day."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField()
    person = models.CharField(max_length=200)
    worked_on = models.DateField()
    minutes = models.PositiveIntegerField()
    activity = models.CharField(max_length=300)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "production_time_entries"
        verbose_name = "time entry"
        verbose_name_plural = "time entries"
        constraints = [models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="production_time_minutes")]

    def __str__(self) -> str:
        return f"{self.minutes} min {self.activity}"
