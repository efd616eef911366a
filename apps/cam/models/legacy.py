"""Which rows of an original AICMO were taken over."""

from django.db import models

from apps.cam.models.base import agency
from kernel.ids import new_id


class LegacyRow(models.Model):
    """A row of an original AICMO that was taken over, and what it is here (`row_id`); never taken over twice.

    `mark` is a keyed hash of what the row is about, so that the same id of another original is another row. It stays when the
    row here is erased: whoever was erased does not come back with the next run.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10)
    legacy_id = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    row_id = models.UUIDField(null=True, blank=True, db_index=True)
    objects = agency()

    class Meta:
        db_table = "cam_legacy_rows"
        constraints = [models.UniqueConstraint(fields=["kind", "legacy_id", "mark"], name="cam_legacy_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.legacy_id}"
