"""The clock of the business. A stored row can freeze or shift it (demo and tests); production refuses that.

Leases, heartbeats and backoff do not use it: they use the database's own clock.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from django.conf import settings

from kernel import walls

_override: datetime | None = None
_cached: tuple[float, datetime | None, timedelta] | None = None
_CACHE_SECONDS = 1.0


def now() -> datetime:
    """The present moment of the business, aware, UTC."""
    if _override is not None:
        return _override
    if not getattr(settings, "AICMO_CLOCK_MOVABLE", False):
        return datetime.now(UTC)
    frozen, offset = _stored()
    return frozen if frozen is not None else datetime.now(UTC) + offset


def today() -> date:
    """The present date in UTC."""
    return now().date()


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """Hold this process's clock at one moment for the block (tests)."""
    global _override
    before, _override = _override, at
    try:
        yield
    finally:
        _override = before


def hold(at: datetime) -> None:
    """Store a frozen moment: every process of this installation reads it until `release`."""
    _refuse_if_fixed()
    from kernel.models import ClockRow

    with walls.writing_as(walls.KERNEL, using="default"):
        ClockRow.objects.using("default").update_or_create(pk=1, defaults={"frozen_at": at, "offset_seconds": 0})
    _forget()


def release() -> None:
    """Let the clock run with the real time again."""
    _refuse_if_fixed()
    from kernel.models import ClockRow

    with walls.writing_as(walls.KERNEL, using="default"):
        ClockRow.objects.using("default").filter(pk=1).delete()
    _forget()


def is_moved() -> bool:
    """Whether a stored row freezes or shifts the clock."""
    frozen_at, offset = _stored()
    return frozen_at is not None or bool(offset)


def advance(delta: timedelta) -> None:
    """Move an in-process frozen clock on (tests only)."""
    global _override
    if _override is None:
        raise RuntimeError("the clock is not frozen in this process")
    _override += delta


def _stored() -> tuple[datetime | None, timedelta]:
    global _cached
    if _cached is not None and time.monotonic() - _cached[0] < _CACHE_SECONDS:
        return _cached[1], _cached[2]
    from kernel.models import ClockRow

    row = ClockRow.objects.using("default").filter(pk=1).first()
    value = (row.frozen_at, timedelta(seconds=row.offset_seconds)) if row else (None, timedelta())
    _cached = (time.monotonic(), *value)
    return value


def _forget() -> None:
    global _cached
    _cached = None


def _refuse_if_fixed() -> None:
    if not getattr(settings, "AICMO_CLOCK_MOVABLE", False):
        raise RuntimeError("This installation's clock cannot be moved (AICMO_CLOCK_MOVABLE is off).")
