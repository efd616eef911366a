"""Tables of orchestration."""

from apps.orchestration.models.actions import ACTION_MOVES, Action, Policy, SwitchChange
from apps.orchestration.models.journeys import CLOSED, Event, Journey, Move, Notice, Step, Wait
from apps.orchestration.models.lineage import Artifact, Link
from apps.orchestration.models.schedule import Schedule, Slot

__all__ = [
    "ACTION_MOVES",
    "CLOSED",
    "Action",
    "Artifact",
    "Event",
    "Journey",
    "Link",
    "Move",
    "Notice",
    "Policy",
    "Schedule",
    "Slot",
    "Step",
    "SwitchChange",
    "Wait",
]
