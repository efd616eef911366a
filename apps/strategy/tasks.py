"""What strategy's worker does: write what is due, then set its documents."""

from __future__ import annotations

from apps.strategy import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep(queue="documents")
def write_due() -> int:
    """Write strategies that are due."""
    return services.write_due(actor=worker("strategy"))


@sweep(queue="documents")
def render_due() -> int:
    """Set documents that are due."""
    return services.render_due(actor=worker("strategy"))
