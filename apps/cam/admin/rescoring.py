"""The page that scores leads again: what would change (GET), then doing it (POST)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from apps.cam import services
from apps.cam.models import Campaign
from kernel.ids import new_id
from kernel.text import counted
from kernel.web.acts import dress


class RescoreForm(forms.Form):
    """Whose leads."""

    campaign = forms.ModelChoiceField(
        queryset=Campaign.objects.none(), required=False, empty_label="All leads", help_text="Scored by the present profile."
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = Campaign.objects.order_by("name")


def rescore_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET tells what scoring again would change; POST does it, once per page shown."""
    request.actor.require("cam.write")
    given = request.POST if request.method == "POST" else request.GET
    form = dress(RescoreForm(given))
    chosen = form.cleaned_data["campaign"] if form.is_valid() else None
    campaign_id: UUID | None = chosen.id if chosen else None
    if request.method == "POST" and form.is_valid():
        key = f"admin:{request.actor.id}:{given.get('form_key', '')[:64]}"
        report = services.rescore(actor=request.actor, campaign_id=campaign_id, key=key)
        entered = f" {counted(report.entered, 'lead')} entered a sequence." if report.entered else ""
        messages.success(request, f"{counted(report.leads, 'lead')} scored again, {report.changed} changed.{entered}")
        return HttpResponseRedirect(reverse("admin:cam_lead_changelist"))
    preview = services.preview_rescore(actor=request.actor, campaign_id=campaign_id) if form.is_valid() else None
    shown = {
        **model_admin.admin_site.each_context(request), "opts": model_admin.model._meta, "title": "Score again",
        "form": form, "report": preview, "form_key": new_id().hex, "campaign": campaign_id or "",
    }  # fmt: skip
    return TemplateResponse(request, "admin/cam/rescore.html", shown, status=200 if preview else 422)
