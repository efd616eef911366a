"""The port facade of orchestration."""

from apps.orchestration.services.actions import (
    approve,
    drive_again,
    get_action,
    list_actions,
    list_policies,
    propose,
    reject,
    set_policy,
)
from apps.orchestration.services.ancestry import lineage, note_artifact
from apps.orchestration.services.executors import run_due as run_actions
from apps.orchestration.services.journeys import (
    cancel,
    get_journey,
    hear,
    hold,
    list_journeys,
    list_waiting,
    override,
    resume,
    start_journey,
)
from apps.orchestration.services.notices import send_due as send_notices
from apps.orchestration.services.runner import run_due as run_steps
from apps.orchestration.services.schedule import list_slots, set_schedule
from apps.orchestration.services.schedule import run_due as run_schedule
from apps.orchestration.services.switches import confirm_restore, kill, lift, list_switches, pause, set_proof_mode
from apps.orchestration.services.timeline import get_timeline
from apps.orchestration.services.waits import remind_due as remind_waits

__all__ = [
    "approve",
    "cancel",
    "confirm_restore",
    "drive_again",
    "get_action",
    "get_journey",
    "get_timeline",
    "hear",
    "hold",
    "kill",
    "lift",
    "lineage",
    "list_actions",
    "list_journeys",
    "list_policies",
    "list_slots",
    "list_switches",
    "list_waiting",
    "note_artifact",
    "override",
    "pause",
    "propose",
    "reject",
    "remind_waits",
    "resume",
    "run_actions",
    "run_schedule",
    "run_steps",
    "send_notices",
    "set_policy",
    "set_proof_mode",
    "set_schedule",
    "start_journey",
]
