"""Found profiles, where facts come from, what asking for them costs."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.cam.models.base import agency
from apps.cam.models.leads import Campaign, Lead
from kernel.ids import new_id
from kernel.models import DueRow, due_index


class SourcePurse(models.Model):
    """What a job or an order may spend: minor units, taken before each call, in one conditional statement."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    cap_minor = models.BigIntegerField()
    spent_minor = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_source_purses"
        constraints = [models.CheckConstraint(condition=Q(cap_minor__gte=0), name="cam_purse_cap")]

    def __str__(self) -> str:
        return f"{self.spent_minor} of {self.cap_minor}"


class ProviderSpend(models.Model):
    """What one provider cost on one day (UTC), and how often it was asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=40)
    day = models.DateField()
    cost_minor = models.BigIntegerField(default=0)
    calls = models.PositiveIntegerField(default=0)
    objects = agency()

    class Meta:
        db_table = "cam_provider_spend"
        verbose_name_plural = "provider spend"
        constraints = [models.UniqueConstraint(fields=["provider", "day"], name="cam_provider_spend_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.day}"


class ProviderHealth(models.Model):
    """The breaker of one provider: failures in a row, and until when (real time) it is left alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=40, unique=True)
    failures = models.PositiveIntegerField(default=0)
    resting_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_provider_health"
        verbose_name_plural = "provider health"

    def __str__(self) -> str:
        return self.provider


class DiscoveryJob(DueRow):
    """A search over sources in their order: `position` and `cursor` say where it goes on. State: pending, done, dead, stopped."""

    MAX_ATTEMPTS = 5
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    criteria = models.JSONField(default=dict)
    sources = models.JSONField(default=list)
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="discovery_jobs")
    purse = models.OneToOneField(SourcePurse, on_delete=models.PROTECT, editable=False)
    most = models.PositiveIntegerField(default=500)
    position = models.PositiveIntegerField(default=0, editable=False)
    cursor = models.CharField(max_length=400, blank=True, editable=False)
    found = models.PositiveIntegerField(default=0, editable=False)
    outcomes = models.JSONField(default=list, editable=False)
    created_by = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_discovery_jobs"
        indexes = [due_index("cam_discovery_due"), models.Index(fields=["-created_at", "-id"], name="cam_discovery_new")]

    def __str__(self) -> str:
        return self.name


class DiscoveredProfile(models.Model):
    """What a source told of somebody; `identity` is the person's within the job. State: found, converted, rejected."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    job = models.ForeignKey(DiscoveryJob, on_delete=models.CASCADE, related_name="profiles")
    source = models.CharField(max_length=40)
    identity = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        max_length=10, default="found", choices=[("found", "Found"), ("converted", "Converted"), ("rejected", "Rejected")]
    )
    name = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=80, blank=True)
    email = models.CharField(max_length=320, blank=True)
    linkedin_url = models.CharField(max_length=300, blank=True)
    ref = models.CharField(max_length=500, blank=True)
    confidence = models.FloatField(default=0.5)
    facts = models.JSONField(default=dict)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="profiles")
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_discovered_profiles"
        constraints = [models.UniqueConstraint(fields=["job", "identity"], name="cam_profiles_once")]
        indexes = [
            models.Index(fields=["job", "state"], name="cam_profiles_state"),
            models.Index(fields=["-created_at", "-id"], name="cam_profiles_new"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.linkedin_url or self.company


class FieldSource(models.Model):
    """Where a lead's field comes from: the newest row of a field that was not taken back counts. `before` is for the undo."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="field_sources")
    field = models.CharField(max_length=40)
    value = models.TextField(blank=True)
    before = models.TextField(blank=True)
    source = models.CharField(max_length=40)
    ref = models.CharField(max_length=500, blank=True)
    found_on = models.DateField()
    confidence = models.FloatField()
    check_id = models.UUIDField(null=True, blank=True, db_index=True)
    undone = models.BooleanField(default=False)
    at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_field_sources"
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"


class LeadCheck(DueRow):
    """A lead to be enriched or verified by the worker. `position` counts the providers that have answered."""

    MAX_ATTEMPTS = 5
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(max_length=8, choices=[("enrich", "Enrich"), ("verify", "Verify")])
    purse = models.ForeignKey(SourcePurse, on_delete=models.PROTECT, related_name="checks")
    position = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=list)
    result = models.TextField(blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_lead_checks"
        indexes = [due_index("cam_checks_due")]
        constraints = [models.UniqueConstraint(fields=["lead", "kind"], condition=Q(state="pending"), name="cam_checks_one_open")]

    def __str__(self) -> str:
        return self.get_kind_display()
