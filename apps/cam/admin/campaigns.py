"""Campaigns, and what staff edit: mailboxes, numbers."""

from __future__ import annotations

from datetime import datetime

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.cam import services
from apps.cam.admin import figures
from apps.cam.admin.forms import ReasonForm
from apps.cam.admin.plan import plan_page
from apps.cam.models import Campaign, Mailbox, SendingDomain, Setting
from apps.cam.services.domains import why_not
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.web.admin import ModuleAdmin, act

_PAGES = (figures.page, figures.table)


@admin.register(Campaign)
class CampaignAdmin(ModuleAdmin):
    """Campaigns, newest first; figures are those of the last cycle."""

    agency_wide = True
    list_display = (
        "name",
        "status",
        "mode",
        "sequence",
        "people_mailed",
        "positive",
        "rate",
        "mails_sent",
        "figures",
        "created_at",
    )
    change_form_outer_before_template = "admin/cam/campaign_top.html"
    list_filter = ("status", "mode")
    search_fields = ("name",)
    ordering = ("-created_at",)
    fields = ("name", "mode", "proof_address", "sequence", "icp", "status", "why", "started_at", "ended_at")
    readonly_fields = ("status", "why", "started_at", "ended_at")

    def has_delete_permission(self, request: HttpRequest, obj: Campaign | None = None) -> bool:
        return False

    @act("Checklist and next 14 days", right="cam.view")
    def look_ahead(self, request: HttpRequest, row: Campaign, key: str) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:cam_campaign_plan", args=[row.pk]))

    def save_model(self, request: HttpRequest, obj: Campaign, form: object, change: bool) -> None:
        obj.created_at = obj.created_at or clock.now()
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        show, table = (self._page(lambda request, campaign_id, to=to: to(self, request, campaign_id)) for to in _PAGES)
        plan = self._page(lambda request, object_id: plan_page(self, request, object_id))
        own = [
            path("<uuid:campaign_id>/figures/", show, name="cam_campaign_figures"),
            path("<uuid:campaign_id>/figures.csv", table, name="cam_campaign_table"),
            path("<uuid:object_id>/plan/", plan, name="cam_campaign_plan"),
        ]
        return own + super().get_urls()

    @admin.display(description="Figures")
    def figures(self, row: Campaign) -> SafeString:
        return format_html('<a class="underline" href="{}">Look</a>', reverse("admin:cam_campaign_figures", args=[row.pk]))

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
