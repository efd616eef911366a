"""What cam's worker does: the cycle, until nothing is left."""

from __future__ import annotations

from apps.cam import services
from kernel.actors import worker
from kernel.claims import sweep


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
