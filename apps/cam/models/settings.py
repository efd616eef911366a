"""The numbers and names of outreach: data that staff can change."""

from django.db import models

from apps.cam.models.base import agency
from kernel.ids import new_id


class Setting(models.Model):
    """One setting by name; `value` is JSON, `help` says what it means and in which unit."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60, unique=True)
    value = models.JSONField()
    help = models.TextField(blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_settings"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
