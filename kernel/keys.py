"""Idempotency keys of API credentials: one call at a time under each, forgotten when their time is over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.cache import cache
from django.db.models import Q

from kernel import clock, due
from kernel.claims import sweep
from kernel.errors import KeyInUse
from kernel.models import CommandKey
from kernel.pruning import prune

LONGEST_CALL_SECONDS = 60
"""After this time a call whose process died no longer blocks its key."""
BATCH = 1000


@contextmanager
def alone(key: str) -> Iterator[None]:
    """Hold the key for the block; KeyInUse if another call holds it. The unique row of the answer stands behind this."""
    name = f"key-in-flight:{key}"
    if not cache.add(name, 1, timeout=LONGEST_CALL_SECONDS):
        raise KeyInUse("The first call with this key has not been answered yet.", field="Idempotency-Key", remedy="Try again.")
    try:
        yield
    finally:
        cache.delete(name)


@sweep(every=300)
def forget_keys() -> int:
    """Delete the answers of API calls whose time is over, in every database; returns how many."""
    return prune(CommandKey, _over(clock.now()), order="expires_at", most=BATCH)


def _over(at: datetime) -> Q:
    return Q(expires_at__lt=at)


due.watch(CommandKey, _over)
