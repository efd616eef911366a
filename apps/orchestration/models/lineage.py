"""The lineage: every artifact version that a signal told of, and what it was made from."""

from __future__ import annotations

from django.db import models

from kernel.ids import new_id
from kernel.refs import ArtifactRef
from kernel.scoping import scoped


class Artifact(models.Model):
    """One version of one artifact. `told_by` is empty while it is only known as somebody's parent."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=40)
    artifact_id = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    engagement_id = models.UUIDField(null=True, blank=True, db_index=True)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    told_by = models.CharField(max_length=120, blank=True)
    told_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "orchestration_artifacts"
        ordering = ["-told_at"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "artifact_id", "version", "sha256"], name="orchestration_artifacts_once"),
        ]

    def __str__(self) -> str:
        return str(self.ref())

    def ref(self) -> ArtifactRef:
        """The reference that names this version."""
        return ArtifactRef(kind=self.kind, id=self.artifact_id, version=self.version, sha256=self.sha256)


class Link(models.Model):
    """`child` was made from `parent`."""

    id = models.UUIDField(primary_key=True, default=new_id)
    parent = models.ForeignKey(Artifact, on_delete=models.PROTECT, related_name="down")
    child = models.ForeignKey(Artifact, on_delete=models.PROTECT, related_name="up")

    class Meta:
        db_table = "orchestration_links"
        constraints = [models.UniqueConstraint(fields=["parent", "child"], name="orchestration_links_once")]

    def __str__(self) -> str:
        return f"{self.parent_id} → {self.child_id}"
