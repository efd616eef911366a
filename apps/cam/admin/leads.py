"""Leads, their files, their deals, what nothing is sent to."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from import_export import resources
from import_export.admin import ExportMixin
from unfold.contrib.import_export.forms import ExportForm

from apps.cam import services
from apps.cam.admin import forms
from apps.cam.admin.appointments import TalkForm
from apps.cam.admin.claims import ClaimActs, ClaimRows
from apps.cam.admin.filters import LEAD_FILTERS
from apps.cam.admin.importing import import_page
from apps.cam.admin.lead_sources import WithSources
from apps.cam.admin.rescoring import rescore_page
from apps.cam.admin.rows import AttemptRows, EventRows, InboundRows, MailRows
from apps.cam.models import (
    Deal,
    Lead,
    LeadWord,
    Suppression,
)
from kernel.money import from_decimal
from kernel.spreadsheets import safe_cell
from kernel.text import counted
from kernel.web.admin import ModuleAdmin, act
from kernel.web.portal import file_response


class LeadResource(resources.ModelResource):
    """The columns of an export; no cell of it runs in a spreadsheet."""

    class Meta:
        model = Lead
        fields = (
            "first_name", "last_name", "title", "company", "email", "linkedin_url", "phone", "website", "industry", "employees",
            "revenue", "city", "region", "country", "language", "status", "score", "tier", "grade",
            "verdict", "verdict_reason", "source",
        )  # fmt: skip
        export_order = fields

    def export_field(self, field: resources.Field, instance: Lead, **kwargs: object) -> str:
        return safe_cell(super().export_field(field, instance, **kwargs))


@admin.register(Lead)
class LeadAdmin(ClaimActs, ExportMixin, WithSources, ModuleAdmin):
    """Leads, the best first."""

    agency_wide = True
    resource_classes = (LeadResource,)
    export_form_class = ExportForm
    list_before_template = "admin/cam/lead_tools.html"
    list_display = ("name", "company", "title", "country", "status", "score_shown", "tier", "verdict", "email")
    list_filter = LEAD_FILTERS
    endless = True
    words, words_owner = LeadWord, "lead_id"
    search_fields = ("email", "company", "last_name", "first_name")
    search_help_text = "Beginnings of names, firms, addresses"
    sortable_by = ("score_shown",)
    ordering = ("-score", "-id")
    actions = ("score_again", "enrich_chosen", "verify_chosen")
    inlines = (EventRows, ClaimRows, AttemptRows, MailRows, InboundRows)
    readonly_fields = (
        *("identity_hash", "status", "score_shown", "why", "tier", "grade", "verdict", "verdict_reason", "scored_at"),
        *("campaign", "batch", "mailbox", "sequence", "sequence_started_at", "created_at", "source"),
        *("last_contacted_at", "last_replied_at", "last_auto_reply_at", "email", "is_role_address", "legacy_id"),
        *("consent_on", "consent_source"),
    )
    fieldsets = (
        ("Standing", {"fields": ("status", ("score_shown", "tier", "grade"), ("verdict", "verdict_reason"), "why")}),
        (
            "Person",
            {"fields": (("first_name", "last_name"), ("title", "seniority"), "email", "linkedin_url", "phone", "language")},
        ),
        (
            "Firm",
            {"fields": ("company", "website", "industry", "keywords", ("employees", "revenue"), ("city", "region", "country"))},
        ),
        (
            "Contact",
            {"fields": ("campaign", "sequence", "mailbox", "last_contacted_at", "last_replied_at", "last_auto_reply_at")},
        ),
        (
            "Origin",
            {"fields": ("source", "batch", "legacy_id", "is_role_address", "created_at", ("consent_on", "consent_source"))},
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("import/", self._page(lambda request: import_page(self, request)), name="cam_lead_import"),
            path("score-again/", self._page(lambda request: rescore_page(self, request)), name="cam_lead_rescore"),
            path("export/", self._page(self.export_action), name="cam_lead_export"),
        ]
        # ExportMixin's own address would name no right.
        return own + super(ExportMixin, self).get_urls()

    def has_add_permission(self, request: HttpRequest, obj: Lead | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Lead | None = None) -> bool:
        return False

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.may_view(request.actor)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        request.search_whole = True
        return super().get_export_queryset(request)

    @admin.display(description="Score", ordering="score")
    def score_shown(self, row: Lead) -> str:
        return f"{row.score:.2f}"

    @admin.display(description="Why")
    def why(self, row: Lead) -> SafeString:
        lines = ((r["factor"], f"{r['value']:.2f}", f"{r['weight']:.2f}", r["text"]) for r in row.reasons)
        return format_html_join("", "<p>{}: {} × {} – {}</p>", lines)

    @admin.action(description="Score again by the present profile")
    def score_again(self, request: HttpRequest, rows: object) -> None:
        request.actor.require("cam.write")
        for row in rows:
            services.qualify(actor=request.actor, lead_id=row.pk)
        self.message_user(request, f"{counted(rows.count(), 'lead')} scored again.")

    def act_options(self, request: HttpRequest, row: Lead, name: str) -> dict[str, Any]:
        """The deal's form knows who said yes and what the packs cost."""
        if name != "close_deal":
            return super().act_options(request, row, name)
        said_yes = row.inbound.filter(classification="POSITIVE").exclude(from_email="").order_by("-received_at").first()
        email = said_yes.from_email if said_yes else row.email
        # An answer from another address was a colleague's: the lead's name would be the wrong one beside it.
        is_lead = not row.email or email.casefold() == row.email.casefold()
        name = f"{row.first_name} {row.last_name}".strip() if is_lead else ""
        return {"initial": {"signer_name": name, "signer_email": email}, "prices": forms.list_prices(request.actor)}

    @act("Close the deal", right="cam.write", form=forms.DealForm, when=lambda row: row.status == "QUALIFIED")
    def close_deal(
        self,
        request: HttpRequest,
        row: Lead,
        key: str,
        pack: str,
        price: Decimal,
        currency: str,
        signer_name: str,
        signer_email: str,
    ) -> str:
        services.close_deal(
            actor=request.actor, lead_id=row.pk, pack=pack, price=from_decimal(price, currency), signer_name=signer_name,
            signer_email=signer_email, key=key,
        )  # fmt: skip
        return "Agreed. The client's account, engagement and agreement are on their way."

    @act(
        "Propose an appointment", right="cam.write", form=TalkForm,
        when=lambda row: bool(row.email) and row.status not in ("UNSUBSCRIBED", "BOUNCED"),
        confirm="The lead gets an invitation by mail that their calendar takes.",
    )  # fmt: skip
    def propose(self, request: HttpRequest, row: Lead, key: str, starts_at: datetime, minutes: int, place: str) -> str:
        services.propose_appointment(
            actor=request.actor, lead_id=row.pk, starts_at=starts_at, minutes=minutes, place=place, key=key
        )
        return "The invitation is on its way."

    @act("Score again", right="cam.write")
    def score(self, request: HttpRequest, row: Lead, key: str) -> str:
        found = services.qualify(actor=request.actor, lead_id=row.pk, key=key)
        return f"Score {found.score:.2f}, {found.tier.value}: {found.verdict}."

    @act(
        "Never write again", right="cam.write", form=forms.ReasonForm, danger=True,
        when=lambda row: bool(row.email) and row.status != "UNSUBSCRIBED",
        confirm="The address is suppressed for good, also after a new import.",
    )  # fmt: skip
    def suppress(self, request: HttpRequest, row: Lead, key: str, reason: str) -> str:
        services.suppress(actor=request.actor, address=row.email, reason=reason, key=key)
        return "Suppressed. Planned contacts are called off."

    @act(
        "Export all data of this person", right="cam.privacy", form=forms.ReasonForm, when=lambda row: bool(row.email),
        confirm="A ZIP with everything that is held on the person, in all modules. That it was made is recorded.",
    )  # fmt: skip
    def export_person(self, request: HttpRequest, row: Lead, key: str, reason: str) -> HttpResponse:
        data = services.export_person(actor=request.actor, address=row.email, reason=reason)
        return file_response(data, name="person.zip", content_type="application/zip")

    @act("Erase this person", right="cam.privacy", form=forms.EraseForm, danger=True, when=lambda row: bool(row.email))
    def erase_person(self, request: HttpRequest, row: Lead, key: str, reason: str, look_only: bool) -> str:
        done = services.erase_person(actor=request.actor, address=row.email, reason=reason, dry_run=look_only)
        tables = ", ".join(f"{name} {number}" for name, number in sorted(done.changed.items())) or "nothing"
        kept = ", ".join(f"{name} {number}" for name, number in sorted(done.kept.items()))
        told = f"{tables}; {counted(done.files, 'stored mail')}; {counted(done.called_off, 'open contact')}"
        if look_only:
            return f"Erasing would touch: {told}. Nothing was changed."
        return f"Erased: {told}." + (f" Kept, because the database protects them: {kept}." if kept else "")


@admin.register(Suppression)
class SuppressionAdmin(ModuleAdmin):
    """What nothing is sent to."""

    agency_wide = True
    read_only = True
    list_display = ("value", "kind", "reason", "created_at")
    list_filter = ("kind",)
    search_fields = ("value", "reason")
    ordering = ("-created_at",)


@admin.register(Deal)
class DealAdmin(ModuleAdmin):
    """What was agreed, newest first."""

    agency_wide = True
    read_only = True
    list_display = ("lead", "pack", "price", "signer_name", "agreed_at")
    list_filter = ("pack",)
    search_fields = ("lead__company", "signer_name", "signer_email")
    list_select_related = ("lead",)
    ordering = ("-agreed_at",)

    @admin.display(description="Price")
    def price(self, row: Deal) -> str:
        return f"{row.price_minor / 100:,.2f} {row.price_currency}"
