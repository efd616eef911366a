"""Tables of cam. Leads are the agency's own: only actors who see all clients see them."""

from apps.cam.models.appointments import OPEN_STATES, Appointment
from apps.cam.models.campaigns import BatchRowError, Campaign, ImportBatch
from apps.cam.models.conversations import Thread
from apps.cam.models.inbox import HumanAlert, InboundEmail, InboxPlace, ReviewItem, WorkerHeartbeat
from apps.cam.models.layouts import ColumnLayout
from apps.cam.models.leads import (
    LEAD_MOVES,
    Deal,
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
    SequenceVersion,
    StepText,
    Timer,
)
from apps.cam.models.settings import Setting
from apps.cam.models.sources import (
    DiscoveredProfile,
    DiscoveryJob,
    FieldSource,
    LeadCheck,
    ProviderHealth,
    ProviderSpend,
    SourcePurse,
)
from apps.cam.models.threads import Answer, ReplyExample
from apps.cam.models.words import SEARCHED, LeadWord, index_words, words_of_lead

__all__ = [
    "LEAD_MOVES",
    "OPEN_STATES",
    "SEARCHED",
    "Answer",
    "Appointment",
    "Attempt",
    "BatchRowError",
    "Campaign",
    "ColumnLayout",
    "Deal",
    "DiscoveredProfile",
    "DiscoveryJob",
    "FieldSource",
    "HumanAlert",
    "ImportBatch",
    "InboundEmail",
    "InboxPlace",
    "Lead",
    "LeadCheck",
    "LeadClaim",
    "LeadEvent",
    "LeadWord",
    "LegacyRow",
    "Mailbox",
    "OutboundEmail",
    "ProviderHealth",
    "ProviderSpend",
    "ReplyExample",
    "ReviewItem",
    "SendCounter",
    "SendingDomain",
    "Sequence",
    "SequenceStep",
    "SequenceVersion",
    "Setting",
    "SourcePurse",
    "StepText",
    "Suppression",
    "Thread",
    "Timer",
    "WorkerHeartbeat",
    "index_words",
    "name_of",
    "words_of_lead",
]
