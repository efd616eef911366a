"""What cam's worker does: the cycle, until nothing is left."""

from __future__ import annotations

from apps.cam import services
from kernel.actors import worker
from kernel.claims import sweep


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
