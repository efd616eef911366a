"""P10 in embedded mode: the same two ratios on SQLite, where nothing waits for a disk and every microsecond shows."""

from __future__ import annotations

from bench import p10_overhead
from bench._figures import Figures

SERVERS = False


def run(*, scale: str) -> Figures:
    """Ratios of a command and a query on a fresh SQLite file."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    return p10_overhead.measured(scale)
