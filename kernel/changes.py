"""When a row last changed, and what is gone: what an integrator asks for to keep its copy up to date."""

from __future__ import annotations

from typing import Any

from django.apps import apps as registry
from django.db import migrations, models
from django.db.models.signals import post_delete
from django.utils import timezone

from kernel import clock
from kernel.models import Tombstone


class ChangedAt(models.DateTimeField):
    """The moment of the last write, by the clock of the business."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Nullable, because SQLite adds other columns by making the table anew, which loses its triggers.
        kwargs.update(editable=False, null=True)
        super().__init__(*args, **kwargs)

    def pre_save(self, row: models.Model, add: bool) -> Any:
        setattr(row, self.attname, clock.now())
        return getattr(row, self.attname)


class Changing(models.Model):
    """A table whose rows tell when they changed: saves set it, ScopedQuerySet.update too, deleting leaves a tombstone."""

    changed_at = ChangedAt()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Any = None, **kwargs: Any) -> None:
        if update_fields is not None:
            update_fields = {*update_fields, "changed_at"}
        super().save(*args, update_fields=update_fields, **kwargs)


def changed_index(name: str) -> models.Index:
    """The index behind `updated_since`; put it in each Changing model's Meta.indexes."""
    return models.Index(fields=["changed_at", "id"], name=name)


def stamp_existing(app: str, *names: str) -> migrations.RunPython:
    """Migration operation: rows that were there before the column changed, for all we know, now."""

    def stamp(apps: Any, schema_editor: Any) -> None:
        for name in names:
            rows = apps.get_model(app, name)._base_manager.using(schema_editor.connection.alias)
            rows.filter(changed_at=None).update(changed_at=timezone.now())

    return migrations.RunPython(stamp, migrations.RunPython.noop, elidable=True)


def bury(sender: type[models.Model], instance: models.Model, using: str, **more: Any) -> None:
    """Keep that the row is gone, in the transaction that deletes it."""
    Tombstone.objects.using(using).create(
        kind=sender._meta.label, object_id=instance.pk, client_id=getattr(instance, "client_id", None), changed_at=clock.now()
    )


def watch() -> None:
    """Bury the rows of every Changing table; others keep the database's fast deletes."""
    for model in registry.get_models():
        if issubclass(model, Changing):
            post_delete.connect(bury, sender=model, dispatch_uid=f"bury {model._meta.label}")
