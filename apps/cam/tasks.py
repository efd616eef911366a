"""What cam's worker does: the cycle, until nothing is left."""

from __future__ import annotations

import time

from apps.cam import services
from kernel.actors import worker
from kernel.claims import sweep

_looked_at = float("-inf")
DOMAINS_EVERY = 300.0


@sweep
def run_cycle() -> int:
    """One cycle; answers how many items it handled."""
    return services.run_cycle(actor=worker("cam")).items


@sweep(every=3600)
def run_retention() -> int:
    """What is over goes; looked at first, so that a round without work writes nothing."""
    if not services.get_retention(actor=worker("cam")).left:
        return 0
    return sum(services.run_retention(actor=worker("cam")).removed.values())


@sweep(every=10)
def run_discovery() -> int:
    """One page of each search that is due; answers how many."""
    return services.run_discovery(actor=worker("cam"))


@sweep(every=10)
def run_checks() -> int:
    """Leads to be enriched or verified; answers how many orders were handled."""
    return services.run_checks(actor=worker("cam"))


@sweep(every=DOMAINS_EVERY)
def check_domains() -> int:
    """Look again at sending domains whose last check is old; a process does so at most every DOMAINS_EVERY seconds."""
    global _looked_at
    if time.monotonic() - _looked_at < DOMAINS_EVERY:
        return 0
    _looked_at = time.monotonic()
    services.check_stale(actor=worker("cam"))
    return 0
