"""Tables of observability."""

from django.db import models

from kernel.ids import new_id
from kernel.scoping import scoped


class Entry(models.Model):
    """One entry of one client."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    title = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    objects = scoped()

    class Meta:
        db_table = "observability_entries"
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.title
