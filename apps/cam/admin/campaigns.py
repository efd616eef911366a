"""Campaigns, and what staff edit: sequences, texts, mailboxes, numbers."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join

from apps.cam import services
from apps.cam.admin.forms import ReasonForm
from apps.cam.models import Campaign, Mailbox, SendingDomain, Sequence, SequenceStep, Setting, StepText
from apps.cam.services.domains import why_not
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.web.admin import ModuleAdmin, ModuleTabular, act


@admin.register(Campaign)
class CampaignAdmin(ModuleAdmin):
    """Campaigns, newest first; figures are those of the last cycle."""

    agency_wide = True
    list_display = ("name", "status", "mode", "sequence", "people_mailed", "positive", "rate", "mails_sent", "created_at")
    list_filter = ("status", "mode")
    search_fields = ("name",)
    ordering = ("-created_at",)
    fields = ("name", "mode", "proof_address", "sequence", "icp", "status", "why", "started_at", "ended_at")
    readonly_fields = ("status", "why", "started_at", "ended_at")

    def has_delete_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Campaign, form: object, change: bool) -> None:
        obj.created_at = obj.created_at or clock.now()
        super().save_model(request, obj, form, change)

    @admin.display(description="People mailed")
    def people_mailed(self, row: Campaign) -> int:
        return row.metrics.get("people_mailed", 0)

    @admin.display(description="Said yes")
    def positive(self, row: Campaign) -> int:
        return row.metrics.get("positive", 0)

    @admin.display(description="Share")
    def rate(self, row: Campaign) -> str:
        share = row.metrics.get("positive_rate")
        return "–" if share is None else f"{share:.1%}"

    @admin.display(description="Mails")
    def mails_sent(self, row: Campaign) -> int:
        return row.metrics.get("mails_sent", 0)

    @act("Start", right="cam.send", when=lambda row: row.status == "DRAFT", confirm="New, qualified leads of it are written to.")
    def start(self, request: HttpRequest, row: Campaign, key: str) -> str:
        services.start_campaign(actor=request.actor, campaign_id=row.pk, key=key)
        return "Running. Mails leave in each recipient's send window."

    @act("Pause", right="cam.send", form=ReasonForm, when=lambda row: row.status == "ACTIVE")
    def pause(self, request: HttpRequest, row: Campaign, key: str, reason: str) -> str:
        services.pause_campaign(actor=request.actor, campaign_id=row.pk, reason=reason, key=key)
        return "Paused: nothing of it leaves."

    @act("Resume", right="cam.send", when=lambda row: row.status in ("PAUSED", "COMPLETED"))
    def resume(self, request: HttpRequest, row: Campaign, key: str) -> str:
        services.resume_campaign(actor=request.actor, campaign_id=row.pk, key=key)
        return "Running again."

    @act(
        "Stop for good", right="cam.send", form=ReasonForm, danger=True,
        confirm="Nothing of it leaves any more; it cannot be resumed.",
        when=lambda row: row.status in ("DRAFT", "ACTIVE", "PAUSED"),
    )  # fmt: skip
    def stop(self, request: HttpRequest, row: Campaign, key: str, reason: str) -> str:
        services.stop_campaign(actor=request.actor, campaign_id=row.pk, reason=reason, key=key)
        return "Stopped."


class StepRows(ModuleTabular):
    """The contacts of a sequence, by their day."""

    model = SequenceStep
    read_only = False
    fields = ("number", "day", "channel")


@admin.register(Sequence)
class SequenceAdmin(ModuleAdmin):
    """Series of contacts; a change counts for contacts planned from now on."""

    agency_wide = True
    list_display = ("title", "name", "tier", "days", "active")
    list_filter = ("active", "tier")
    search_fields = ("name", "title")
    inlines = (StepRows,)

    @admin.display(description="Days")
    def days(self, row: Sequence) -> str:
        return ", ".join(str(s.day) for s in row.steps.all())


@admin.register(StepText)
class StepTextAdmin(ModuleAdmin):
    """The texts; {placeholders} only, and each must have a value or the mail is held."""

    agency_wide = True
    list_display = ("subject", "step", "sequence", "language", "variant", "weight", "active")
    list_filter = ("language", "active", "step__sequence")
    search_fields = ("subject", "body")
    list_select_related = ("step__sequence",)
    ordering = ("step__sequence__name", "step__number", "language")

    @admin.display(description="Sequence")
    def sequence(self, row: StepText) -> str:
        return row.step.sequence.name


@admin.register(Mailbox)
class MailboxAdmin(ModuleAdmin):
    """Addresses we write from, their caps, and whether their domain is ready for live mail."""

    agency_wide = True
    list_display = ("address", "display_name", "daily_cap", "first_used_on", "ready", "active")
    list_filter = ("active",)
    search_fields = ("address",)
    fields = (
        *("address", "display_name", ("daily_cap", "warmup_start", "warmup_step"), "first_used_on", "active"),
        *("ready", "findings", "checked"),
    )
    readonly_fields = ("ready", "findings", "checked")

    @admin.display(description="Domain ready for live mail", boolean=True)
    def ready(self, row: Mailbox) -> bool:
        return not why_not(row.address, settings_now())

    @admin.display(description="SPF, DKIM, DMARC")
    def findings(self, row: Mailbox) -> str:
        found = _domain_of(row)
        if found is None:
            return why_not(row.address, settings_now()) or "No check: mail from this example domain stays on this machine."
        lines = ((f["check"], "in order" if f["passed"] else "not in order", f["text"]) for f in found.findings)
        return format_html_join("", "<p>{}: {}. {}</p>", lines)

    @admin.display(description="Checked at")
    def checked(self, row: Mailbox) -> datetime | None:
        found = _domain_of(row)
        return found.checked_at if found else None

    @act("Check domain", right="cam.write", confirm="The DNS is asked for SPF, DKIM and DMARC of the mailbox's domain.")
    def check_records(self, request: HttpRequest, row: Mailbox, key: str) -> str:
        found = services.check_domain(actor=request.actor, domain=row.address.rpartition("@")[2])
        if found.passed:
            return f"{found.name} is in order: live mail may leave."
        return " ".join(f"{f.check}: {f.text}." for f in found.findings if not f.passed)


def _domain_of(row: Mailbox) -> SendingDomain | None:
    return SendingDomain.objects.filter(name=row.address.rpartition("@")[2].lower()).first()


@admin.register(Setting)
class SettingAdmin(ModuleAdmin):
    """The numbers and names of outreach."""

    agency_wide = True
    list_display = ("name", "value", "help")
    search_fields = ("name", "help")
    readonly_fields = ("name", "help")

    def has_add_permission(self, request: HttpRequest, obj: Setting | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Setting | None = None) -> bool:
        return False
