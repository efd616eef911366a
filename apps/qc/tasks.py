"""What the worker does for qc: ends waivers whose time is over."""

from apps.qc import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep
def reopen_due() -> int:
    """Results whose waiver has expired count their findings again."""
    return services.reopen_due(actor=worker("qc"))
