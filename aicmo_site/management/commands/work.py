"""`manage.py work`: do what is due by polling the database, without Celery and Redis, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from aicmo_site import refusals
from kernel import worker


class Command(BaseCommand):
    """The worker loop of embedded mode as a process of its own: what stands in for workers that hear nothing."""

    help = "Do what is due, polling the database; needs no Redis."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--parent", type=int, default=0, help="end when this process is no longer the parent")

    def handle(self, *args: Any, **options: Any) -> None:
        refusals.refuse_to_serve()
        stop = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stop.set())
        if options["parent"]:
            threading.Thread(target=_follow, args=(options["parent"], stop), daemon=True).start()
        worker.run_forever(stop=stop, kind="poll")


def _follow(parent: int, stop: threading.Event) -> None:
    while os.getppid() == parent and not stop.wait(1):
        pass
    stop.set()
