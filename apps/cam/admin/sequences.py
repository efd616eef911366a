"""The sequence editor: one page per sequence, its versions, its copy as a file."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from apps.cam import contracts, services
from apps.cam.admin import sequence_form, sequence_pages
from apps.cam.admin.forms import CopyForm
from apps.cam.contracts import SequenceDraft
from apps.cam.logic import sequences as logic
from apps.cam.models import Sequence, StepText
from kernel.errors import DomainError, InvalidInput
from kernel.ids import new_id
from kernel.web.acts import buttons, dress, sentence
from kernel.web.admin import ModuleAdmin, act
from kernel.web.portal import file_response

MOST_BYTES = 1_000_000


@admin.register(Sequence)
class SequenceAdmin(ModuleAdmin):
    """Series of contacts; the page of one is its editor."""

    agency_wide = True
    write_right = "cam.send"
    list_display = ("title", "name", "tier", "days", "active")
    list_filter = ("active", "tier")
    search_fields = ("name", "title")
    list_before_template = "admin/cam/sequence_tools.html"

    def has_delete_permission(self, request: HttpRequest, obj: Sequence | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        def page(view: Any) -> Any:
            return self._page(lambda request, **given: view(self, request, **given))

        own = [
            path("import/", page(import_page), name="cam_sequence_import"),
            path("<uuid:object_id>/preview/", page(sequence_pages.preview), name="cam_sequence_preview"),
        ]
        return own + super().get_urls()

    @admin.display(description="Days")
    def days(self, row: Sequence) -> str:
        return ", ".join(str(s.day) for s in row.steps.all())

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return add_page(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return edit_page(self, request, _stored(request, object_id))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return history_page(self, request, _stored(request, object_id))

    @act("Undo the last save", right="cam.send", when=lambda row: row.versions.exists(), confirm="The version before the last becomes the newest; the last stays in the history.")  # fmt: skip  # noqa: E501
    def undo(self, request: HttpRequest, row: Sequence, key: str) -> str:
        last = services.get_sequence(actor=request.actor, sequence_id=row.pk).version
        made = services.restore_sequence(
            actor=request.actor, sequence_id=row.pk, number=last - 1, base=last, note=f"version {last} undone", key=key
        )
        return f"Version {last - 1} stands again, as version {made.version}."

    @act("Duplicate", right="cam.send", form=CopyForm)
    def duplicate(self, request: HttpRequest, row: Sequence, key: str, name: str, title: str) -> HttpResponse:
        made = services.duplicate_sequence(actor=request.actor, sequence_id=row.pk, name=name, title=title, key=key)
        messages.success(request, "Copied. It is archived until you take it into use.")
        return HttpResponseRedirect(reverse("admin:cam_sequence_change", args=[made.id]))

    @act("Archive", right="cam.send", when=lambda row: row.active, confirm="No further lead enters it; those within go on.")
    def archive(self, request: HttpRequest, row: Sequence, key: str) -> str:
        return self._use(request, row, key, active=False)

    @act("Take into use", right="cam.send", when=lambda row: not row.active)
    def take_into_use(self, request: HttpRequest, row: Sequence, key: str) -> str:
        return self._use(request, row, key, active=True)

    @act("Export as JSON", right="cam.view")
    def export(self, request: HttpRequest, row: Sequence, key: str) -> HttpResponse:
        found = services.get_sequence(actor=request.actor, sequence_id=row.pk)
        data = {"name": found.name} | logic.to_json(logic.without_ids(found.draft))
        told = json.dumps(data, ensure_ascii=False, indent=2).encode()
        return file_response(told, name=f"sequence-{found.name}.json", content_type="application/json")

    def _use(self, request: HttpRequest, row: Sequence, key: str, *, active: bool) -> str:
        found = services.get_sequence(actor=request.actor, sequence_id=row.pk)
        draft = replace(found.draft, active=active)
        services.save_sequence(actor=request.actor, sequence_id=row.pk, draft=draft, base=found.version, key=key)
        return "In use." if active else "Archived."


@admin.register(StepText)
class StepTextAdmin(ModuleAdmin):
    """All texts, to search them; they are changed in their sequence."""

    agency_wide = True
    read_only = True
    list_display = ("subject", "step", "sequence", "language", "variant", "weight", "active")
    list_filter = ("language", "active", "step__sequence")
    search_fields = ("subject", "body")
    list_select_related = ("step__sequence",)
    ordering = ("step__sequence__name", "step__number", "language")

    @admin.display(description="Sequence")
    def sequence(self, row: StepText) -> str:
        return row.step.sequence.name


def edit_page(model_admin: SequenceAdmin, request: HttpRequest, found: contracts.Sequence) -> HttpResponse:
    """GET shows the sequence; POST saves it, or does what a button says to the draft in the form and shows that."""
    if request.method != "POST":
        return _editor(model_admin, request, found, found.draft)
    request_may_save(request)
    given, op = request.POST, request.POST.get("op", "save")
    base = sequence_form.number(given.get("base"))
    draft = found.draft
    try:
        draft = sequence_form.read(given)
        if op == "save":
            services.save_sequence(
                actor=request.actor, sequence_id=found.id, draft=draft, base=base, note=given.get("note", "")[:200],
                waiting=given.get("waiting", ""), key=sequence_pages.key_of(request),
            )  # fmt: skip
            messages.success(request, "Saved. What was queued before leaves as it was.")
            return HttpResponseRedirect(reverse("admin:cam_sequence_change", args=[found.id]))
        if op != "check":
            draft = sequence_form.act(draft, op)
    except contracts.SequenceInvalid as error:
        return _editor(model_admin, request, found, draft, base=base, status=error.status)
    except DomainError as error:
        messages.error(request, sentence(error))
        asks = isinstance(error, contracts.ContactsWaiting) and error.field == "waiting"
        return _editor(model_admin, request, found, draft, base=base, status=error.status, asks=asks)
    return _editor(model_admin, request, found, draft, base=base, focus=op)


def request_may_save(request: HttpRequest) -> None:
    """PermissionDenied for those who only read."""
    if not request.actor.may("cam.send"):
        raise PermissionDenied


def _editor(
    model_admin: SequenceAdmin, request: HttpRequest, found: contracts.Sequence, draft: SequenceDraft, *, status: int = 200,
    base: int | None = None, asks: bool = False, focus: str = "",
) -> HttpResponse:  # fmt: skip
    issues = services.check_sequence(actor=request.actor, draft=draft, sequence_id=found.id)
    row = Sequence.objects.get(pk=found.id)
    values = sequence_pages.editor_context(request, found, draft, issues) | {
        "acts": buttons(model_admin, request, row), "original": row, "base": found.version if base is None else base,
        "asks": asks, "dirty": draft != found.draft, "may_save": request.actor.may("cam.send"), "focus": focus,
    }  # fmt: skip
    return _page(model_admin, request, "admin/cam/sequence.html", title=found.draft.title, status=status, **values)


def history_page(model_admin: SequenceAdmin, request: HttpRequest, found: contracts.Sequence) -> HttpResponse:
    """Who saved what, when; POST restores a version."""
    asks = ""
    if request.method == "POST":
        request_may_save(request)
        number = request.POST.get("number", "")
        try:
            services.restore_sequence(
                actor=request.actor, sequence_id=found.id, number=max(sequence_form.number(number), 0),
                base=found.version, waiting=request.POST.get("waiting", ""),
                key=sequence_pages.key_of(request),
            )  # fmt: skip
            messages.success(request, f"Version {number} stands again.")
            return HttpResponseRedirect(reverse("admin:cam_sequence_change", args=[found.id]))
        except DomainError as error:
            if error.status == 404:
                raise Http404(error.detail) from error
            asks = number if isinstance(error, contracts.ContactsWaiting) and error.field == "waiting" else ""
            messages.error(request, sentence(error))
    versions = services.list_sequence_versions(actor=request.actor, sequence_id=found.id)
    values = {"found": found, "versions": versions, "may_save": request.actor.may("cam.send"), "asks": asks}
    return _page(model_admin, request, "admin/cam/sequence_history.html", title=f"{found.draft.title}: versions", **values)


def add_page(model_admin: SequenceAdmin, request: HttpRequest) -> HttpResponse:
    """A name and a title make a sequence of one step, archived until it is taken into use."""
    form = CopyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step = contracts.SequenceStep(
            day=0, channel="email",
            texts=(contracts.SequenceText(language="en", variant="A", subject="{company}", body="{greeting}\n\n{sender}"),),
        )  # fmt: skip
        draft = SequenceDraft(title=form.cleaned_data["title"], tier="", active=False, steps=(step,))
        try:
            made = services.create_sequence(actor=request.actor, name=form.cleaned_data["name"], draft=draft)
            return HttpResponseRedirect(reverse("admin:cam_sequence_change", args=[made.id]))
        except DomainError as error:
            form.add_error(error.field if error.field in form.fields else None, sentence(error))
    return _page(model_admin, request, "admin/cam/sequence_add.html", title="New sequence", form=dress(form))


def import_page(model_admin: SequenceAdmin, request: HttpRequest) -> HttpResponse:
    """A file that “Export as JSON” made becomes a new sequence, archived until it is taken into use."""
    request_may_save(request)
    if request.method == "POST":
        try:
            file = request.FILES.get("file")
            if file is None or file.size > MOST_BYTES:
                raise InvalidInput("Choose a JSON file of at most 1 MB.", field="file")
            data = json.loads(file.read().decode("utf-8-sig"))
            draft = replace(logic.without_ids(logic.from_json(data)), active=False)
            name = request.POST.get("name", "").strip() or str(data.get("name", ""))
            made = services.create_sequence(actor=request.actor, name=name, draft=draft, note=f"from {file.name}"[:200])
            messages.success(request, "Imported. It is archived until you take it into use.")
            return HttpResponseRedirect(reverse("admin:cam_sequence_change", args=[made.id]))
        except (ValueError, RecursionError):
            messages.error(request, "The file is no JSON in UTF-8. Use a file that “Export as JSON” made.")
        except DomainError as error:
            messages.error(request, sentence(error))
        return _page(model_admin, request, "admin/cam/sequence_import.html", title="Import a sequence", status=400)
    return _page(model_admin, request, "admin/cam/sequence_import.html", title="Import a sequence")


def _stored(request: HttpRequest, object_id: str) -> contracts.Sequence:
    try:
        return services.get_sequence(actor=request.actor, sequence_id=UUID(object_id))
    except (ValueError, DomainError) as error:
        raise Http404("There is no such sequence.") from error


def _page(model_admin: Any, request: HttpRequest, template: str, *, status: int = 200, **values: Any) -> HttpResponse:
    shown = {**model_admin.admin_site.each_context(request), "opts": Sequence._meta, "form_key": new_id().hex, **values}
    return TemplateResponse(request, template, shown, status=status)
