"""Worker entry points of client_review."""

from __future__ import annotations

from apps.client_review import services
from kernel.claims import sweep


@sweep
def give_notice() -> int:
    """Invitations, reminders and overdue reviews that are due."""
    return services.give_notice()
