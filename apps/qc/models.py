"""Tables of qc: verdicts, waivers, and the texts already judged per client."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.qc.contracts import Verdict
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.refs import ArtifactRef
from kernel.scoping import scoped


class Result(models.Model):
    """One judgement of one exact version. Findings stay as evidence; waivers only change verdict and score."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    artifact_kind = models.CharField(max_length=40)
    artifact_id = models.UUIDField()
    artifact_version = models.PositiveIntegerField()
    artifact_sha256 = models.CharField(max_length=64)
    verdict = models.CharField(max_length=4)
    score = models.PositiveSmallIntegerField()
    findings = models.JSONField(default=list)
    rule_set = models.CharField(max_length=60)
    rules_run = models.JSONField(default=list)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "qc_results"
        verbose_name = "QC result"
        indexes = [
            models.Index(fields=["artifact_id", "artifact_sha256", "-created_at"], name="qc_results_artifact"),
            models.Index(fields=["-created_at", "-id"], name="qc_results_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=[v.value for v in Verdict]), name="qc_results_verdict"),
            models.CheckConstraint(condition=Q(score__lte=100), name="qc_results_score"),
        ]

    def __str__(self) -> str:
        return f"{self.artifact_kind} v{self.artifact_version}: {self.verdict} {self.score}"

    def ref(self) -> ArtifactRef:
        """The exact version that was judged."""
        return ArtifactRef(
            kind=self.artifact_kind, id=self.artifact_id, version=self.artifact_version, sha256=self.artifact_sha256
        )


class Waiver(DueRow):
    """One rule's findings in one exact text do not stop it, until `due_at`; then the worker re-opens the result."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="waivers")
    artifact_sha256 = models.CharField(max_length=64, db_index=True)
    rule = models.CharField(max_length=60)
    reason = models.TextField()
    waived_by = models.UUIDField(null=True)
    waived_by_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "qc_waivers"
        indexes = [due_index("qc_waivers_due")]
        constraints = [
            models.UniqueConstraint(fields=["result", "rule"], condition=Q(state="pending"), name="qc_waivers_one_open"),
            models.CheckConstraint(condition=~Q(reason=""), name="qc_waivers_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} until {self.due_at:%Y-%m-%d}"


class JudgedText(models.Model):
    """The present wording of one post of a client, normalised: what later work is compared with for near-duplicates."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField()
    key = models.CharField(max_length=80)
    day = models.DateField(null=True)
    channel = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "qc_judged_texts"
        constraints = [models.UniqueConstraint(fields=["engagement_id", "key"], name="qc_judged_texts_once")]

    def __str__(self) -> str:
        return self.key
