"""Campaigns, and the files that leads come from."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from apps.cam.contracts import CampaignMode, CampaignStatus
from apps.cam.models.base import agency
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition
from kernel.ids import new_id

CAMPAIGN_MOVES: dict[str, frozenset[str]] = {
    "DRAFT": frozenset({"ACTIVE", "STOPPED"}),
    "ACTIVE": frozenset({"PAUSED", "COMPLETED", "STOPPED"}),
    "PAUSED": frozenset({"ACTIVE", "STOPPED"}),
    "COMPLETED": frozenset({"ACTIVE"}),
    "STOPPED": frozenset(),
}


def choices(kind: type) -> list[tuple[str, str]]:
    """Model choices from a StrEnum."""
    return [(item.value, item.value.replace("_", " ").capitalize()) for item in kind]


class Campaign(Changing):
    """One outreach campaign. `icp` overrides parts of the agency's ideal customer profile; `killed` stops it for good."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    status = models.CharField(max_length=12, default="DRAFT", choices=choices(CampaignStatus))
    mode = models.CharField(max_length=12, default="LIVE", choices=choices(CampaignMode))
    sequence = models.CharField(max_length=40, blank=True)
    icp = models.JSONField(default=dict, blank=True)
    proof_address = models.EmailField(blank=True)
    why = models.TextField(blank=True)
    metrics = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_campaigns"
        indexes = [changed_index("cam_campaigns_changed")]

    def __str__(self) -> str:
        return self.name

    def move(self, status: CampaignStatus, *, at: datetime, why: str = "") -> None:
        """Change the status; IllegalTransition for a move that the table does not list."""
        if status.value not in CAMPAIGN_MOVES[self.status]:
            raise IllegalTransition(f"The campaign “{self.name}” is {self.status} and cannot become {status.value}.")
        self.status, self.why = status.value, why
        if status is CampaignStatus.ACTIVE:
            self.started_at, self.ended_at = self.started_at or at, None
        if status in (CampaignStatus.COMPLETED, CampaignStatus.STOPPED):
            self.ended_at = at
        self.save()


class ImportBatch(models.Model):
    """One imported file. `state` is done or undone; `report` keeps mapping, encoding and layout."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, default="done")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL)
    rows = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    suppressed = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_import_batches"
        verbose_name_plural = "import batches"
        constraints = [models.UniqueConstraint(fields=["sha256"], condition=Q(state="done"), name="cam_import_once")]

    def __str__(self) -> str:
        return self.file_name


class BatchRowError(models.Model):
    """A row that was refused, with its cells as they stood, so that it can be mended and imported again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="row_errors")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    message = models.TextField()
    remedy = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    objects = agency()

    class Meta:
        db_table = "cam_batch_row_errors"
        verbose_name = "refused row"

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"
