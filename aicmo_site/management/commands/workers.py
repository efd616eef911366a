"""`manage.py workers`: Celery's workers and the scheduler on a machine without containers, kept alive until SIGTERM."""

from __future__ import annotations

import os
import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from aicmo_site import refusals
from aicmo_site.processes import WORKERS, Supervisor, runnable


class Command(BaseCommand):
    """Start the processes and start each again when it ends: by itself, by a crash or by its watchdog."""

    help = "Start workers and scheduler, and start again what ends."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", choices=sorted(WORKERS), action="append", help="only this one (may be repeated)")

    def handle(self, *args: Any, **options: Any) -> None:
        from django.conf import settings

        if not settings.AICMO_REDIS_URL:
            raise CommandError("There is no Redis to carry wake-ups: set AICMO_REDIS_URL, or run manage.py work.")
        refusals.refuse_to_serve()
        os.environ["AICMO_DB_POOL"] = "0"  # a process of theirs has one thread: a pool is in its way
        names = options["only"] or list(WORKERS)
        supervisor = Supervisor({name: runnable(WORKERS[name]) for name in names}, say=self._say)
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: supervisor.stop.set())
        supervisor.run()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
