"""Tables of strategy."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.strategy.contracts import Status
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.refs import ArtifactRef
from kernel.scoping import scoped

TRANSITIONS: dict[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.APPROVED, Status.REVISED}),
    Status.REVISED: frozenset({Status.APPROVED}),
    Status.APPROVED: frozenset({Status.FLAGGED, Status.REVISED, Status.ARCHIVED}),
    Status.FLAGGED: frozenset({Status.REVISED, Status.APPROVED}),
    Status.ARCHIVED: frozenset(),
}
"""The moves of an artifact; archived is final."""


class Strategy(Changing):
    """One version of an engagement's strategy; a change is a new version."""

    id = models.UUIDField(primary_key=True, default=new_id)
    engagement_id = models.UUIDField(db_index=True)
    client_id = models.UUIDField(db_index=True)
    client_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    status = models.CharField(max_length=20, default=Status.DRAFT, choices=[(s.value, s.value) for s in Status])
    language = models.CharField(max_length=2, default="en")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    brief_id = models.UUIDField()
    brief_version = models.PositiveIntegerField()
    brief_sha256 = models.CharField(max_length=64)
    provenance = models.JSONField(default=dict)
    notes = models.JSONField(default=list, blank=True)
    verdict = models.CharField(max_length=4, blank=True)
    score = models.SmallIntegerField(null=True, blank=True)
    qc_result_id = models.UUIDField(null=True, blank=True)
    qc_notes = models.JSONField(default=list, blank=True)
    document_sha256 = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    objects = scoped()

    class Meta:
        db_table = "strategy_strategies"
        verbose_name_plural = "strategies"
        constraints = [
            models.UniqueConstraint(fields=["engagement_id", "version"], name="strategy_version_once"),
            models.UniqueConstraint(fields=["brief_id", "version"], name="strategy_version_per_brief"),
            models.CheckConstraint(condition=Q(status__in=[s.value for s in Status]), name="strategy_status"),
            models.CheckConstraint(condition=Q(verdict__in=["", "PASS", "WARN", "FAIL"]), name="strategy_verdict"),
        ]
        indexes = [changed_index("strategy_changed"), models.Index(fields=["-created_at", "-id"], name="strategy_newest")]

    def __str__(self) -> str:
        return f"{self.client_name} v{self.version}"

    def ref(self) -> ArtifactRef:
        """The reference that names exactly this version."""
        return ArtifactRef(kind="strategy", id=self.id, version=self.version, sha256=self.sha256)

    def brief(self) -> ArtifactRef:
        """The brief it was written from."""
        return ArtifactRef(kind="brief", id=self.brief_id, version=self.brief_version, sha256=self.brief_sha256)

    def move(self, to: Status) -> None:
        """Change the status if the table of moves allows it; IllegalTransition otherwise."""
        if to not in TRANSITIONS[self.status]:
            raise IllegalTransition(f"A strategy that is {self.status} cannot become {to}.")
        self.status = to
        self.save(update_fields=["status"])

    def approve(self, *, by: UUID | None, at: datetime) -> None:
        """Freeze this version as the one to work by."""
        self.move(Status.APPROVED)
        self.approved_by, self.approved_at = by, at
        self.save(update_fields=["approved_by", "approved_at"])

    def judge(self, *, verdict: str, score: int, result_id: UUID, notes: list[str]) -> None:
        """Keep quality control's word on this version."""
        self.verdict, self.score, self.qc_result_id, self.qc_notes = verdict, score, result_id, notes
        self.save(update_fields=["verdict", "score", "qc_result_id", "qc_notes"])


class Job(DueRow):
    """Work of the module's worker: generate, revise, render."""

    MAX_ATTEMPTS = 6
    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=10)
    engagement_id = models.UUIDField(db_index=True)
    client_id = models.UUIDField(db_index=True)
    brief_id = models.UUIDField(null=True, blank=True)
    brief_version = models.PositiveIntegerField(default=0)
    brief_sha256 = models.CharField(max_length=64, blank=True)
    strategy_id = models.UUIDField(null=True, blank=True, db_index=True)
    notes = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "strategy_jobs"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["generate", "revise", "render"]), name="strategy_job_kind"),
            models.CheckConstraint(condition=Q(state__in=["pending", "done", "dead"]), name="strategy_job_state"),
        ]
        indexes = [due_index("strategy_jobs_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    def brief(self) -> ArtifactRef:
        """The brief it works from."""
        return ArtifactRef(kind="brief", id=self.brief_id, version=self.brief_version, sha256=self.brief_sha256)


class CurrentBrief(models.Model):
    """The approved brief of an engagement, as onboarding last told: what makes a strategy's lineage fresh."""

    engagement_id = models.UUIDField(primary_key=True)
    client_id = models.UUIDField(db_index=True)
    brief_id = models.UUIDField()
    brief_version = models.PositiveIntegerField()
    brief_sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "strategy_current_briefs"
        verbose_name = "current brief"

    def __str__(self) -> str:
        return f"brief v{self.brief_version} of {self.engagement_id}"

    def is_the_parent_of(self, strategy: Strategy) -> bool:
        """Whether a strategy was written from this version."""
        return (self.brief_id, self.brief_sha256) == (strategy.brief_id, strategy.brief_sha256)
