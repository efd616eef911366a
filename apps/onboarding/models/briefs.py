"""Briefs and the brand kits made from them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import Q

from apps.onboarding.contracts import BriefNotReady
from apps.onboarding.models.engagements import Engagement
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition, StaleVersion
from kernel.ids import new_id
from kernel.refs import ArtifactRef, content_hash
from kernel.scoping import scoped

MOVES = {
    "draft": ("approved", "revised"),
    "revised": ("approved",),
    "approved": ("flagged_for_review", "revised", "archived"),
    "flagged_for_review": ("revised", "approved"),
    "archived": (),
}
"""Status → statuses it may move to (the same table for every artifact)."""


class Brief(Changing):
    """One version of an engagement's brief. Content and hash never change; a change is a new version."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="briefs")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=20, default="draft", choices=[(s, s) for s in MOVES])
    language = models.CharField(max_length=2)
    blocking = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    verdict = models.CharField(max_length=4, blank=True)
    verdict_result_id = models.UUIDField(null=True, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.UUIDField(null=True, blank=True)
    objects = scoped(scope_field="engagement_id")

    class Meta:
        db_table = "onboarding_briefs"
        indexes = [
            changed_index("onboarding_briefs_changed"),
            models.Index(fields=["created_at", "id"], name="onboarding_brief_created"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["engagement", "version"], name="onboarding_brief_version"),
            models.UniqueConstraint(fields=["engagement"], condition=Q(status="approved"), name="onboarding_brief_approved_once"),
            models.CheckConstraint(condition=Q(status__in=list(MOVES)), name="onboarding_brief_status"),
        ]

    def __str__(self) -> str:
        return f"Brief v{self.version} ({self.status})"

    def ref(self) -> ArtifactRef:
        """Exactly this version."""
        return ArtifactRef(kind="brief", id=self.id, version=self.version, sha256=self.sha256)

    def move(self, status: str) -> None:
        """Change the status along MOVES; IllegalTransition otherwise."""
        if status not in MOVES[self.status]:
            raise IllegalTransition(f"A brief that is {self.status} cannot become {status}.")
        self.status = status
        self.save(update_fields=["status"])

    def refuse_unless_approvable(self, *, sha256: str, newest: int) -> None:
        """The gates in their order: these bytes, content valid, lineage fresh, QC verdict, legal move."""
        if sha256 != self.sha256 or content_hash(self.content) != self.sha256:
            raise StaleVersion("The brief you read is not this one.", field="sha256", remedy="Read it again, then approve.")
        if self.blocking:
            asked = "; ".join(q["question"] for q in self.content["questions"] if q["blocking"])
            raise BriefNotReady(
                f"Questions are open: {asked}", remedy="Return the fields to the client, then make the brief again."
            )
        if self.version != newest:
            raise StaleVersion(f"Version {newest} is newer than version {self.version}.", remedy="Approve the newest version.")
        if self.verdict == "":
            raise BriefNotReady("QC has not judged this version yet.", remedy="Wait for its verdict.")
        if self.verdict == "FAIL":
            raise BriefNotReady("QC failed this version.", remedy="See its findings, mend the answers, make the brief again.")
        if "approved" not in MOVES[self.status]:
            raise IllegalTransition(f"A brief that is {self.status} cannot be approved.")

    def approve(self, *, at: datetime, by: UUID | None) -> None:
        """Approve after `refuse_unless_approvable`."""
        self.approved_at, self.approved_by = at, by
        self.save(update_fields=["approved_at", "approved_by"])
        self.move("approved")


class BrandKit(models.Model):
    """How a client's brand speaks, taken from an approved brief."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="brand_kits")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="brand_kits")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    objects = scoped(scope_field="engagement_id")

    class Meta:
        db_table = "onboarding_brand_kits"
        constraints = [models.UniqueConstraint(fields=["client_id", "version"], name="onboarding_kit_version")]

    def __str__(self) -> str:
        return f"Brand kit v{self.version}"
