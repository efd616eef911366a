"""Worker entrances of retention."""

from apps.retention import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep
def tell_renewals() -> int:
    """Tell of renewals whose talk may begin."""
    return services.tell_renewals(actor=worker("retention"))
