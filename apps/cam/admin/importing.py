"""The import page: a file, a preview that changes nothing, a confirmation that imports exactly the file shown."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True)
class _File:
    """An uploaded file between two pages: where its bytes lie, what it was called, for which campaign."""

    digest: str
    name: str
    campaign: str

    def arguments(self, request: HttpRequest) -> dict[str, Any]:
        """What import_leads takes."""
        data = files.get("cam", self.digest)
        return {"actor": request.actor, "data": data, "file_name": self.name, "campaign_id": _uuid(self.campaign)}


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
    return _show(model_admin, request, _File(files.put("cam", given.read()), given.name, str(campaign.id) if campaign else ""))


def _go_on(model_admin: Any, request: HttpRequest) -> HttpResponse:
    given = request.POST
    file = _File(given["sha256"], given.get("file_name", "leads.csv")[:255], given.get("campaign", ""))
    mapping = {k.removeprefix("map_"): v for k, v in given.items() if k.startswith("map_")}
    if "forget" in given:
        services.forget_layout(actor=request.actor, fingerprint=given["forget"][:64])
        messages.info(request, "The mapping is forgotten: the columns are guessed again.")
        return _show(model_admin, request, file)
    if "again" in given:
        return _show(model_admin, request, file, mapping)
    key = f"admin:{request.actor.id}:{given.get('form_key', '')[:64]}"
    report = services.import_leads(**file.arguments(request), mapping=mapping, key=key)
    messages.success(request, f"{contracts.rows_in_words(report)}.")
    return HttpResponseRedirect(reverse("admin:cam_importbatch_change", args=[report.batch_id]))


def _show(model_admin: Any, request: HttpRequest, file: _File, mapping: dict[str, str] | None = None) -> HttpResponse:
    """What the file would do; where its columns are not known, the question which is which."""
    try:
        report = services.import_leads(**file.arguments(request), mapping=mapping, dry_run=True)
    except contracts.UnknownColumns as error:
        messages.warning(request, sentence(error))
        return _ask_columns(model_admin, request, file, error)
    except DomainError as error:
        if mapping is None:
            raise
        messages.error(request, sentence(error))
        report = services.import_leads(**file.arguments(request), dry_run=True)
    return _preview(model_admin, request, file, report)


def _ask_columns(model_admin: Any, request: HttpRequest, file: _File, error: contracts.UnknownColumns) -> HttpResponse:
    form = dress(MappingForm(columns=list(dict.fromkeys(error.columns)), mapping=error.mapping))
    return _page(model_admin, request, "admin/cam/columns.html", status=error.status, form=form, file=file)


def _preview(model_admin: Any, request: HttpRequest, file: _File, report: contracts.ImportReport) -> HttpResponse:
    columns = [*report.mapping.values(), *report.unmapped]
    form = dress(MappingForm(columns=list(dict.fromkeys(columns)), mapping=report.mapping))
    told = contracts.rows_in_words(report)
    return _page(model_admin, request, "admin/cam/preview.html", report=report, told=told, form=form, file=file)


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
