"""What reporting's workers do: reports that are due."""

from apps.reporting import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep(queue="documents")
def write_due() -> int:
    """Write the reports whose jobs are due."""
    return services.write_due(actor=worker("reporting"))
