"""Tables of learning."""

from django.db import models
from django.db.models import Q

from apps.learning.contracts import EventGroup, Scope
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped

CONTENT_STATES = ("pending", "done", "dead")


class Generation(DueRow):
    """One request to the writers, by its hash; `pending` while one worker composes, under a lease and a token."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    task = models.CharField(max_length=80)
    profile = models.CharField(max_length=12)
    key = models.CharField(max_length=200, blank=True)
    request_hash = models.CharField(max_length=64, unique=True)
    prompt_version = models.CharField(max_length=20)
    writer = models.CharField(max_length=60, blank=True)
    model = models.CharField(max_length=120, blank=True)
    content = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    cost_minor = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, default="EUR")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "learning_generations"
        constraints = [models.CheckConstraint(condition=Q(state__in=CONTENT_STATES), name="learning_generations_state")]
        indexes = [
            due_index("learning_generations_due"),
            models.Index(fields=["-created_at", "-id"], name="learning_generations_new"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.request_hash[:12]}"


class EventLine(models.Model):
    """One line of the event log: what happened, in one of the 15 groups; ids and figures only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    group = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "learning_events"
        verbose_name = "event"
        constraints = [models.CheckConstraint(condition=Q(group__in=[g.value for g in EventGroup]), name="learning_events_group")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="learning_events_new"),
            models.Index(fields=["group", "-at"], name="learning_events_by_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


class Memory(models.Model):
    """One thing worth remembering: of one client, or the agency's own (then without a client)."""

    id = models.UUIDField(primary_key=True, default=new_id)
    scope = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Scope])
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    topic = models.CharField(max_length=80)
    text = models.TextField()
    source = models.CharField(max_length=200)
    confidence = models.PositiveSmallIntegerField(default=50)
    derived_from = models.UUIDField(null=True, blank=True, db_index=True)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    invalidated_at = models.DateTimeField(null=True, blank=True)
    invalidated_why = models.CharField(max_length=400, blank=True)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "learning_memories"
        verbose_name = "memory item"
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="client", client_id__isnull=False) | Q(scope="agency", client_id__isnull=True),
                name="learning_memories_scope",
            ),
            models.CheckConstraint(condition=Q(confidence__lte=100), name="learning_memories_confidence"),
        ]
        indexes = [models.Index(fields=["client_id", "invalidated_at"], name="learning_memories_live")]

    def __str__(self) -> str:
        return self.text[:80]

    def invalidate(self, *, at, why: str) -> None:
        """Take the item out of every later retrieval; what was made with it stays as it was."""
        self.invalidated_at, self.invalidated_why = at, why[:400]
        self.save(update_fields=["invalidated_at", "invalidated_why"])


class Limit(models.Model):
    """What a client's generations may cost and how many there may be in one day; the row without client is the default."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(null=True, blank=True, unique=True)
    limit_minor = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default="EUR")
    max_calls = models.PositiveIntegerField()
    objects = scoped()

    class Meta:
        db_table = "learning_limits"
        constraints = [
            models.UniqueConstraint(fields=["currency"], condition=Q(client_id__isnull=True), name="learning_limits_default")
        ]

    def __str__(self) -> str:
        return f"{self.client_id or 'default'}: {self.limit_minor} {self.currency}"


class Spend(models.Model):
    """What one client's generations cost on one day; `reserved` is held by calls that are still running."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    day = models.DateField()
    currency = models.CharField(max_length=3, default="EUR")
    spent_minor = models.PositiveIntegerField(default=0)
    reserved_minor = models.PositiveIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    objects = scoped()

    class Meta:
        db_table = "learning_spends"
        verbose_name = "budget day"
        constraints = [
            models.UniqueConstraint(
                fields=["client_id", "day"], condition=Q(client_id__isnull=False), name="learning_spends_day"
            ),
            models.UniqueConstraint(fields=["day"], condition=Q(client_id__isnull=True), name="learning_spends_agency_day"),
        ]

    def __str__(self) -> str:
        return f"{self.client_id or 'agency'} on {self.day}"
