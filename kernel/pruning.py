"""The kernel's own rows whose time is over: deleted in portions, in every database, in transactions of the kernel."""

from __future__ import annotations

from django.db.models import Model, Q

from kernel import due, walls
from kernel.db import owning
from kernel.signals import databases


def prune(model: type[Model], over: Q, *, order: str, most: int) -> int:
    """Delete up to `most` rows per database for which `over` holds, first in `order` first; returns how many in all."""
    return sum(_prune_in(alias, model, over, order, most) for alias in databases())


def _prune_in(alias: str, model: type[Model], over: Q, order: str, most: int) -> int:
    if due.nothing_in(model, alias):
        return 0
    rows = model._base_manager.using(alias)
    if not rows.filter(over).exists():  # the common answer, given without taking a write lock
        return 0
    with owning(walls.KERNEL, using=alias):
        ids = list(rows.filter(over).order_by(order).values_list("pk", flat=True)[:most])
        return rows.filter(pk__in=ids).delete()[0]
