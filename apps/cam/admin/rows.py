"""What stands below a lead: its history, contacts, mails and answers."""

from __future__ import annotations

from apps.cam.models import Attempt, InboundEmail, LeadEvent, OutboundEmail
from kernel.web.admin import ModuleTabular


class EventRows(ModuleTabular):
    """What happened, oldest first."""

    model = LeadEvent
    fields = ("at", "kind", "text")
    show_change_link = False


class MailRows(ModuleTabular):
    """What was sent."""

    model = OutboundEmail
    fields = ("sequence_number", "subject", "status", "sent_at")


class InboundRows(ModuleTabular):
    """What came back."""

    model = InboundEmail
    fields = ("received_at", "subject", "classification", "confidence", "reason")


class AttemptRows(ModuleTabular):
    """Planned and made contacts."""

    model = Attempt
    fields = ("sequence", "step", "channel", "state", "due_at", "reason")
