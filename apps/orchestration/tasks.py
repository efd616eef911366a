"""Worker entrances of orchestration: steps, actions, reminders, notices, schedules."""

from apps.orchestration import services
from kernel.actors import worker
from kernel.claims import sweep


@sweep
def run_steps() -> int:
    """Make the calls of journeys that are due."""
    return services.run_steps(actor=worker("orchestration"))


@sweep
def run_actions() -> int:
    """Run approved acts."""
    return services.run_actions(actor=worker("orchestration"))


@sweep
def remind_waits() -> int:
    """Remind of what does not come."""
    return services.remind_waits(actor=worker("orchestration"))


@sweep
def send_notices() -> int:
    """Mail notices to the people of the agency."""
    return services.send_notices(actor=worker("orchestration"))


@sweep
def run_schedule() -> int:
    """Run recurring jobs."""
    return services.run_schedule(actor=worker("orchestration"))
