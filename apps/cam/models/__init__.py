"""Tables of cam. Leads are the agency's own: only actors who see all clients see them."""

from apps.cam.models.appointments import OPEN_STATES, Appointment
from apps.cam.models.inbox import HumanAlert, InboundEmail, InboxPlace, ReviewItem, WorkerHeartbeat
from apps.cam.models.leads import (
    LEAD_MOVES,
    BatchRowError,
    Campaign,
    Deal,
    ImportBatch,
    Lead,
    LeadClaim,
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
    SendingDomain,
    Sequence,
    SequenceStep,
    StepText,
    Timer,
)
from apps.cam.models.settings import Setting

__all__ = [
    "LEAD_MOVES",
    "OPEN_STATES",
    "Appointment",
    "Attempt",
    "BatchRowError",
    "Campaign",
    "Deal",
    "HumanAlert",
    "ImportBatch",
    "InboundEmail",
    "InboxPlace",
    "Lead",
    "LeadClaim",
    "LeadEvent",
    "LegacyRow",
    "Mailbox",
    "OutboundEmail",
    "ReviewItem",
    "SendCounter",
    "SendingDomain",
    "Sequence",
    "SequenceStep",
    "Setting",
    "StepText",
    "Suppression",
    "Timer",
    "WorkerHeartbeat",
    "name_of",
]
