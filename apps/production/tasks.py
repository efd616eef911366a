"""What the worker does for production: writes the drafts that are due."""

from apps.production import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep(queue="documents")
def write_due() -> int:
    """Writing jobs whose time has come."""
    return services.write_due(actor=worker("production"))
