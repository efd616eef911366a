"""What a fault run does in the product's own processes, when Django is set up in them."""

from __future__ import annotations

import importlib
import os
from typing import Any

from celery import signals
from django.apps import AppConfig
from django.conf import settings

from faults.harness import written
from faults.harness.launch import LEASE, PATCH


class FaultConfig(AppConfig):
    """Knows the signal of fault runs, writes down what workers hear, and takes guards away if told so."""

    name = "faults.harness"
    label = "faults"

    def ready(self) -> None:
        import tests.faults.told  # noqa: F401
        from kernel.mail import door

        signals.task_received.connect(_write_down, weak=False)
        if LEASE in os.environ:
            door.LEASE_SECONDS = int(os.environ[LEASE])
        if patch := os.environ.get(PATCH):
            getattr(importlib.import_module("faults.harness.patches"), patch)()


def _write_down(sender: Any, **_: Any) -> None:
    written.hear(settings.VAR_DIR, sender.hostname)
