"""The import page: a file, a preview that changes nothing, a confirmation that imports exactly the file shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from apps.cam import contracts, services
from apps.cam.admin.forms import MappingForm, UploadForm
from kernel import files
from kernel.errors import DomainError, NotFound
from kernel.ids import new_id
from kernel.web.acts import dress, sentence

MOST_BYTES = 50_000_000


def import_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET asks for a file; POST with a file previews it; POST of the preview imports it, or previews another mapping."""
    request.actor.require("cam.write")
    if request.method != "POST":
        return _ask(model_admin, request, UploadForm())
    try:
        if "sha256" in request.POST:
            return _go_on(model_admin, request)
        return _upload(model_admin, request)
    except DomainError as error:
        messages.error(request, sentence(error))
        return _ask(model_admin, request, UploadForm(), status=error.status)


def _upload(model_admin: Any, request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(model_admin, request, form)
    given, campaign = form.cleaned_data["file"], form.cleaned_data["campaign"]
    if given.size > MOST_BYTES:
        raise contracts.UnreadableFile("The file has more than 50 MB.", field="file", remedy="Use the command import_leads.")
    data = given.read()
    report = services.import_leads(
        actor=request.actor, data=data, file_name=given.name, campaign_id=campaign.id if campaign else None, dry_run=True
    )
    return _preview(model_admin, request, report, files.put("cam", data), str(campaign.id) if campaign else "")


def _go_on(model_admin: Any, request: HttpRequest) -> HttpResponse:
    digest, name = request.POST["sha256"], request.POST.get("file_name", "leads.csv")[:255]
    campaign_id = request.POST.get("campaign", "")
    mapping = {k.removeprefix("map_"): v for k, v in request.POST.items() if k.startswith("map_")}
    arguments = {
        "actor": request.actor, "data": files.get("cam", digest), "file_name": name, "mapping": mapping,
        "campaign_id": _uuid(campaign_id),
    }  # fmt: skip
    if "again" in request.POST:
        return _preview(model_admin, request, services.import_leads(**arguments, dry_run=True), digest, campaign_id)
    report = services.import_leads(**arguments, key=f"admin:{request.actor.id}:{request.POST.get('form_key', '')[:64]}")
    told = (
        f"{report.imported} leads imported, {report.updated} filled in, {report.duplicates} doubles, {report.rejected} refused."
    )
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:cam_importbatch_change", args=[report.batch_id]))


def _preview(
    model_admin: Any, request: HttpRequest, report: contracts.ImportReport, digest: str, campaign_id: str
) -> HttpResponse:
    columns = [*report.mapping.values(), *report.unmapped]
    form = dress(MappingForm(columns=list(dict.fromkeys(columns)), mapping=report.mapping))
    return _page(model_admin, request, "admin/cam/preview.html", report=report, digest=digest, campaign_id=campaign_id, form=form)


def _ask(model_admin: Any, request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    return _page(model_admin, request, "admin/cam/import.html", status=status, form=dress(form))


def _page(model_admin: Any, request: HttpRequest, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    shown = {
        **model_admin.admin_site.each_context(request), "opts": model_admin.model._meta, "title": "Import leads",
        "form_key": new_id().hex, **values,
    }  # fmt: skip
    return TemplateResponse(request, template, shown, status=status)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise NotFound("There is no such campaign.") from error
