"""What billing's workers do: PDFs and reminders that are due."""

from apps.billing import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep(queue="documents")
def render_due() -> int:
    """Make the PDFs of issued documents."""
    return services.render_due(actor=worker("billing"))


@sweep
def remind_due() -> int:
    """Send the reminders of unpaid invoices."""
    return services.remind_due(actor=worker("billing"))
