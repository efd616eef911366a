"""Worker entry points of onboarding."""

from __future__ import annotations

from apps.onboarding import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep
def send_notices() -> int:
    """Send invitations and reminders that are due, and carry out deadlines."""
    return services.send_notices(actor=worker("onboarding"))
