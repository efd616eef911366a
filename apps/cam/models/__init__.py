"""Tables of cam. Leads are the agency's own: only actors who see all clients see them."""

from apps.cam.models.inbox import HumanAlert, InboundEmail, InboxPlace, ReviewItem, WorkerHeartbeat
from apps.cam.models.layouts import ColumnLayout
from apps.cam.models.leads import (
    LEAD_MOVES,
    BatchRowError,
    Campaign,
    Deal,
    ImportBatch,
    Lead,
    LeadEvent,
    Suppression,
    name_of,
)
from apps.cam.models.legacy import LegacyRow
from apps.cam.models.outreach import (
    Attempt,
    Mailbox,
    OutboundEmail,
    SendCounter,
    Sequence,
    SequenceStep,
    StepText,
    Timer,
)
from apps.cam.models.settings import Setting

__all__ = [
    "LEAD_MOVES",
    "Attempt",
    "BatchRowError",
    "Campaign",
    "ColumnLayout",
    "Deal",
    "HumanAlert",
    "ImportBatch",
    "InboundEmail",
    "InboxPlace",
    "Lead",
    "LeadEvent",
    "LegacyRow",
    "Mailbox",
    "OutboundEmail",
    "ReviewItem",
    "SendCounter",
    "Sequence",
    "SequenceStep",
    "Setting",
    "StepText",
    "Suppression",
    "Timer",
    "WorkerHeartbeat",
    "name_of",
]
