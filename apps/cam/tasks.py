"""What cam's worker does: the cycle, until nothing is left."""

from __future__ import annotations

import time

from apps.cam import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep
def run_cycle() -> int:
    """One cycle; answers how many items it handled."""
    return services.run_cycle(actor=worker("cam")).items


_looked_at = float("-inf")
DOMAINS_EVERY = 300.0


@sweep(every=DOMAINS_EVERY)
def check_domains() -> int:
    """Look again at sending domains whose last check is old; a process does so at most every DOMAINS_EVERY seconds."""
    global _looked_at
    if time.monotonic() - _looked_at < DOMAINS_EVERY:
        return 0
    _looked_at = time.monotonic()
    services.check_stale(actor=worker("cam"))
    return 0
