"""Celery's beat over slots in the database: two of them, or twenty, send each wake-up once."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import redis
from celery.beat import ScheduleEntry, Scheduler
from django.conf import settings
from django.db import DatabaseError, close_old_connections

from aicmo_site import watchdog
from aicmo_site.celery import PREFIX
from kernel import heartbeat, slots

log = logging.getLogger(__name__)
ENOUGH = 100
"""With so many wake-ups in a queue nobody listens to it: one more helps nobody, and Redis is not filled up."""


class SlotScheduler(Scheduler):
    """Holds its state in memory: what was sent is known by the slots, and the schedule is derived from the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._watchdog: watchdog.Watchdog | None = None
        self._redis = redis.Redis.from_url(settings.AICMO_REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
        super().__init__(*args, **kwargs)

    def setup_schedule(self) -> None:
        self.merge_inplace(self.app.conf.beat_schedule)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if self._watchdog is None:
            self._watchdog = watchdog.begin_beat()
        close_old_connections()
        self._watchdog.pulse()
        return super().tick(*args, **kwargs)

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send the wake-up if this scheduler takes its slot; what fails is told in a line and made good by the next slot."""
        try:
            if slots.take(f"beat:{entry.name}", slots.slot_of(datetime.now(UTC), seconds=entry.schedule.seconds)):
                self._send(entry)
        except DatabaseError as error:
            log.warning("no slot could be taken", extra={"job": entry.name, "error": type(error).__name__})
        except Exception as error:  # redis, kombu and the network have no common base
            log.warning("wake-up not sent", extra={"job": entry.name, "error": type(error).__name__})

    def _send(self, entry: ScheduleEntry) -> None:
        if self._redis.llen(PREFIX + entry.options["queue"]) < ENOUGH:
            self.apply_async(entry, producer=self.producer, advance=False)

    def close(self) -> None:
        if self._watchdog:
            self._watchdog.stop()
            heartbeat.stopped()
        super().close()
