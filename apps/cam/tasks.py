"""What cam's worker does: the cycle, until nothing is left."""

from __future__ import annotations

import time

from apps.cam import services
from kernel.actors import worker
from kernel.claims import sweep

DOMAINS_EVERY, RETENTION_EVERY = 300.0, 3600.0
_last: dict[str, float] = {}


def _is_time(job: str, every: float) -> bool:
    """Whether this process has not done the job for so many seconds: rounds are more frequent than some jobs are worth."""
    if time.monotonic() - _last.get(job, float("-inf")) < every:
        return False
    _last[job] = time.monotonic()
    return True


@sweep
def run_cycle() -> int:
    """One cycle; answers how many items it handled."""
    return services.run_cycle(actor=worker("cam")).items


@sweep(every=10)
def run_discovery() -> int:
    """One page of each search that is due; answers how many."""
    return services.run_discovery(actor=worker("cam"))


@sweep(every=10)
def run_checks() -> int:
    """Leads to be enriched or verified; answers how many orders were handled."""
    return services.run_checks(actor=worker("cam"))


@sweep(every=300)
def check_domains() -> int:
    """Look again at sending domains whose last check is old."""
    if _is_time("domains", DOMAINS_EVERY):
        services.check_stale(actor=worker("cam"))
    return 0


@sweep(every=300)
def run_retention() -> int:
    """What is over goes; looked at first, so that idle rounds write nothing. What is left over goes in the next round."""
    if not _is_time("retention", RETENTION_EVERY) or not services.get_retention(actor=worker("cam")).left:
        return 0
    removed = sum(services.run_retention(actor=worker("cam")).removed.values())
    if removed:
        _last.pop("retention")
    return removed
