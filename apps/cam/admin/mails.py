"""What was planned, what left, what came back."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from apps.cam import services
from apps.cam.admin.forms import ClassForm
from apps.cam.contracts import ReplyClass
from apps.cam.models import Attempt, InboundEmail, OutboundEmail, SendCounter
from kernel.web.admin import ModuleAdmin, act


@admin.register(Attempt)
class AttemptAdmin(ModuleAdmin):
    """Contacts; a skipped one says why."""

    agency_wide = True
    read_only = True
    list_display = ("lead", "campaign", "sequence", "step", "channel", "state", "due_at", "reason")
    list_filter = ("state", "channel", "sequence", "campaign")
    search_fields = ("lead__email", "lead__company", "reason")
    list_select_related = ("lead", "campaign")
    ordering = ("-due_at", "id")


@admin.register(OutboundEmail)
class OutboundEmailAdmin(ModuleAdmin):
    """Outreach mails, newest first."""

    agency_wide = True
    read_only = True
    list_display = ("subject", "to_email", "lead", "sequence_number", "status", "sent_at", "bounced_at")
    list_filter = ("status", "sequence_number")
    search_fields = ("to_email", "subject", "message_id_header", "lead__company")
    list_select_related = ("lead",)
    ordering = ("-sent_at", "id")


@admin.register(InboundEmail)
class InboundEmailAdmin(ModuleAdmin):
    """Incoming mails with their class, its reason and how sure it is."""

    agency_wide = True
    read_only = True
    list_display = ("subject", "from_email", "lead", "classification", "confidence", "reason", "state", "received_at")
    list_filter = ("classification", "state", "threaded_by")
    search_fields = ("from_email", "subject", "lead__company", "new_text")
    list_select_related = ("lead",)
    ordering = ("-received_at",)
    fields = (
        *("subject", "from_email", "lead", "received_at", "new_text", "classification", "confidence", "reason", "resume_date"),
        *("threaded_by", "outbound", "body_text", "facts", "state", "size", "raw_sha256"),
    )

    @act("It is something else", right="cam.write", form=ClassForm, confirm="The effects of the class you choose follow at once.")
    def reclassify(self, request: HttpRequest, row: InboundEmail, key: str, reply_class: str) -> str:
        services.reclassify(actor=request.actor, inbound_id=row.pk, reply_class=ReplyClass(reply_class), key=key)
        return f"Now {reply_class}."


@admin.register(SendCounter)
class SendCounterAdmin(ModuleAdmin):
    """Contacts let through per minute, hour and day: over all, from each mailbox, on each channel."""

    agency_wide = True
    read_only = True
    list_display = ("starts_at", "period", "scope", "count")
    list_filter = ("period", "starts_at")
    ordering = ("-starts_at", "scope")
