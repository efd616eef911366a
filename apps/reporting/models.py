"""Tables of reporting: the dictionary, the facts heard or imported, frozen snapshots, reports."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.reporting.contracts import Aggregation
from kernel.changes import Changing, changed_index
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped


class Metric(models.Model):
    """The metric dictionary: one definition, one formula, one owner."""

    name = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=120)
    title_de = models.CharField(max_length=120, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    aggregation = models.CharField(max_length=10, choices=[(a.value, a.value) for a in Aggregation])
    numerator = models.CharField(max_length=60, blank=True, help_text="Of a ratio: the metric above the line.")
    denominator = models.CharField(max_length=60, blank=True, help_text="Of a ratio: the metric below the line.")
    factor = models.DecimalField(
        max_digits=12, decimal_places=4, default=1, help_text="A ratio is multiplied by it, e.g. 100 for per cent."
    )
    lower_is_better = models.BooleanField(default=False)
    internal = models.BooleanField(default=False, help_text="For the house: not shown in a client's report.")
    owner = models.CharField(max_length=60, help_text="Who answers for the definition.")
    words = models.JSONField(default=list, blank=True, help_text="Words by which a goal's name is recognised as this metric.")
    position = models.PositiveIntegerField(default=100)

    class Meta:
        db_table = "reporting_metrics"
        ordering = ["position", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(aggregation="ratio") | (~Q(numerator="") & ~Q(denominator="")), name="reporting_metrics_ratio"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def formula(self) -> str:
        """The definition in words that a person can check."""
        if self.aggregation == Aggregation.RATIO:
            times = f" × {self.factor.normalize():f}" if self.factor != 1 else ""
            return f"{self.numerator} / {self.denominator}{times}"
        return f"{self.aggregation} of {self.name} per period"


class Fact(models.Model):
    """One measured value of one day. `source` is the signal's module or "file"; `origin` makes each fact count once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField()
    day = models.DateField()
    metric = models.CharField(max_length=60)
    channel = models.CharField(max_length=60, blank=True)
    post_key = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=40)
    origin = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "reporting_facts"
        constraints = [
            models.UniqueConstraint(fields=["engagement_id", "metric", "origin"], name="reporting_facts_once"),
        ]
        indexes = [models.Index(fields=["engagement_id", "day"], name="reporting_facts_period")]

    def __str__(self) -> str:
        return f"{self.day} {self.metric} {self.value}"


class Source(models.Model):
    """What reporting knows of an engagement's approved artifacts: where its goals stand, what a report descends from."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField()
    kind = models.CharField(max_length=30)
    artifact_id = models.UUIDField()
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "reporting_sources"
        constraints = [models.UniqueConstraint(fields=["engagement_id", "kind"], name="reporting_sources_latest")]

    def __str__(self) -> str:
        return f"{self.kind} v{self.version}"


class ImportBatch(models.Model):
    """A file of metrics that was taken; the same bytes are taken once per engagement."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    errors = models.JSONField(default=list)
    imported_at = models.DateTimeField()
    imported_by = models.UUIDField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "reporting_imports"
        verbose_name = "metrics file"
        constraints = [models.UniqueConstraint(fields=["engagement_id", "sha256"], name="reporting_imports_once")]

    def __str__(self) -> str:
        return self.file_name


class Snapshot(models.Model):
    """A frozen dataset. Append-only."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    period_start = models.DateField()
    period_end = models.DateField()
    dataset = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "reporting_snapshots"
        constraints = [models.CheckConstraint(condition=Q(period_end__gte=models.F("period_start")), name="reporting_period")]

    def __str__(self) -> str:
        return f"{self.period_start} – {self.period_end}"


class ReportJob(DueRow):
    """A report to be written from a snapshot."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="jobs")
    report = models.OneToOneField("reporting.Report", null=True, blank=True, on_delete=models.PROTECT, related_name="job")
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "reporting_jobs"
        indexes = [due_index("reporting_jobs_due")]

    def __str__(self) -> str:
        return f"Report on {self.snapshot}"


class Report(Changing):
    """A report as it was generated; content, hash and PDF never change: another report is another version."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField()
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="reports")
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    pdf_sha256 = models.CharField(max_length=64)
    missed = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "reporting_reports"
        constraints = [models.UniqueConstraint(fields=["engagement_id", "version"], name="reporting_reports_version")]
        indexes = [
            changed_index("reporting_reports_changed"),
            models.Index(fields=["-created_at", "-id"], name="reporting_reports_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.title} (v{self.version})"
