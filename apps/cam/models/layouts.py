"""Column mappings that people chose."""

from django.db import models

from apps.cam.models.base import agency
from kernel.ids import new_id


class ColumnLayout(models.Model):
    """A header (by fingerprint, SHA-256 hex of its cells) and which column is which field, as a person corrected the guess."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    header = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    remembered_by = models.UUIDField(null=True, blank=True)
    remembered_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_column_layouts"

    def __str__(self) -> str:
        return ", ".join(self.header)[:80]
