"""A lead's page and list: where its fields come from, what is known of its address, enriching and verifying."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from apps.cam import contracts, services
from apps.cam.admin.source_forms import CheckForm
from apps.cam.models import FieldSource, Lead, LeadCheck
from kernel.errors import DomainError, InvalidInput
from kernel.ids import new_id
from kernel.money import from_decimal
from kernel.text import counted
from kernel.web.acts import dress, sentence
from kernel.web.admin import ModuleTabular, act

KINDS = {"enrich": "Enrich", "verify": "Verify"}
ADDRESS = ("email_verdict", "email_verdict_reason", "email_checked_at")


class SourceRows(ModuleTabular):
    """Where fields come from, newest first."""

    model = FieldSource
    fields = ("field", "value", "source", "ref", "found_on", "confidence", "undone")
    verbose_name_plural = "where its fields come from"
    show_change_link = False


class CheckRows(ModuleTabular):
    """What was ordered, and what came of it."""

    model = LeadCheck
    fields = ("kind", "state", "result", "last_error", "created_at")
    verbose_name_plural = "enrichments and checks"
    ordering = ("-created_at",)
    show_change_link = False


class WithSources:
    """Part of the leads' admin."""

    def get_urls(self) -> list[URLPattern]:
        return [path("check/", self._page(self.check_page), name="cam_lead_check"), *super().get_urls()]

    def get_inlines(self, request: HttpRequest, obj: Lead | None) -> list[type]:
        return [SourceRows, *super().get_inlines(request, obj), CheckRows]

    def get_readonly_fields(self, request: HttpRequest, obj: Lead | None = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *ADDRESS)

    def get_fieldsets(self, request: HttpRequest, obj: Lead | None = None) -> Any:
        return [*super().get_fieldsets(request, obj), ("What is known of the address", {"fields": (ADDRESS[:2], ADDRESS[2])})]

    def act_options(self, request: HttpRequest, row: Lead, name: str) -> dict[str, Any]:
        """The orders' form knows what it would cost at most."""
        if name not in KINDS:
            return {}
        return {"preview": services.preview_check(actor=request.actor, lead_ids=(row.pk,), kind=name)}

    @act("Enrich", right="cam.write", form=CheckForm, when=lambda row: row.status != "UNSUBSCRIBED")
    def enrich(self, request: HttpRequest, row: Lead, key: str, cap: Decimal | None) -> str:
        return _order(request, (row.pk,), "enrich", cap, key)

    @act(
        "Verify the address", right="cam.write", form=CheckForm,
        when=lambda row: bool(row.email) and row.status != "UNSUBSCRIBED",
    )  # fmt: skip
    def verify(self, request: HttpRequest, row: Lead, key: str, cap: Decimal | None) -> str:
        return _order(request, (row.pk,), "verify", cap, key)

    @act(
        "Take back the last enrichment", right="cam.write",
        when=lambda row: row.field_sources.filter(undone=False, check_id__isnull=False).exists(),
        confirm="Fields that still have the values it brought get those from before.",
    )  # fmt: skip
    def undo_enrichment(self, request: HttpRequest, row: Lead, key: str) -> str:
        fields = services.undo_enrichment(actor=request.actor, lead_id=row.pk, key=key)
        return f"Taken back: {', '.join(fields)}." if fields else "Nothing of it was left to take back."

    @admin.action(description="Enrich…")
    def enrich_chosen(self, request: HttpRequest, rows: QuerySet) -> HttpResponse:
        return self._ask_cost(request, tuple(rows.values_list("pk", flat=True)), "enrich")

    @admin.action(description="Verify the addresses…")
    def verify_chosen(self, request: HttpRequest, rows: QuerySet) -> HttpResponse:
        return self._ask_cost(request, tuple(rows.exclude(email="").values_list("pk", flat=True)), "verify")

    def check_page(self, request: HttpRequest) -> HttpResponse:
        """POST of the leads chosen in the list with a cap: orders the check, and goes back to the list."""
        request.actor.require("cam.write")
        back = HttpResponseRedirect(reverse("admin:cam_lead_changelist"))
        if request.method != "POST":
            return back
        kind, ids = request.POST.get("kind", ""), _ids(request.POST.get("leads", ""))
        form = CheckForm(request.POST, preview=services.preview_check(actor=request.actor, lead_ids=ids, kind=kind))
        if not form.is_valid():
            return self._ask_cost(request, ids, kind, form)
        try:
            key = f"admin:{request.actor.id}:{request.POST.get('form_key', '')[:64] or new_id().hex}"
            messages.success(request, _order(request, ids, kind, form.cleaned_data["cap"], key))
        except DomainError as error:
            messages.error(request, sentence(error))
        return back

    def _ask_cost(self, request: HttpRequest, ids: tuple, kind: str, form: CheckForm | None = None) -> HttpResponse:
        request.actor.require("cam.write")
        preview = services.preview_check(actor=request.actor, lead_ids=ids, kind=kind)
        shown = {
            **self.admin_site.each_context(request), "opts": self.model._meta, "title": KINDS[kind], "kind": kind,
            "leads": ",".join(i.hex for i in ids), "form": dress(form or CheckForm(preview=preview)), "form_key": new_id().hex,
            "number": counted(preview.leads, "lead"), "back": reverse("admin:cam_lead_changelist"),
        }  # fmt: skip
        return TemplateResponse(request, "admin/cam/check.html", shown)


def _order(request: HttpRequest, ids: tuple, kind: str, cap: Decimal | None, key: str) -> str:
    minor = from_decimal(cap or 0, "EUR").minor
    made: contracts.CheckOrder = services.order_check(actor=request.actor, lead_ids=ids, kind=kind, cap_minor=minor, key=key)
    if not made.leads:
        return "This is on its way already."
    return f"{counted(made.leads, 'lead')} will be looked up in the background, within the cap. Reload to see what came of it."


def _ids(text: str) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(part) for part in text.split(",") if part)
    except ValueError as error:
        raise InvalidInput("The chosen leads cannot be read.", field="leads", remedy="Choose them again.") from error
