"""Recurring work happens once per slot, however many schedulers run: a slot is a UNIQUE row, and whoever stores it acts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.db.models.functions import Now

from kernel import due, walls
from kernel.claims import sweep
from kernel.db import owning
from kernel.models import Slot
from kernel.pruning import prune

KEPT = timedelta(hours=1)
"""How long a taken slot is remembered: far longer than the clocks of two machines may differ."""
BATCH = 10_000


def slot_of(at: datetime, *, seconds: float) -> datetime:
    """The beginning of the slot that `at` lies in; slots of `seconds` are counted from 1970, so all machines share them."""
    return datetime.fromtimestamp(at.timestamp() // seconds * seconds, UTC)


def take(name: str, at: datetime, *, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Store the slot; True for the one caller that it did not exist for. Commits with the open transaction if there is one."""
    slot = Slot(name=name, at=at)
    with owning(walls.KERNEL, using=using):
        Slot.objects.using(using).bulk_create([slot], ignore_conflicts=True)
        return Slot.objects.using(using).filter(pk=slot.pk).exists()


@sweep(every=300)
def forget_slots() -> int:
    """Delete slots older than KEPT, in every database; returns how many."""
    return prune(Slot, _over(), order="at", most=BATCH)


def _over(at: datetime | None = None) -> Q:
    """By the database's clock: slots are taken by real time."""
    return Q(at__lt=Now() - KEPT)


due.watch(Slot, _over)
