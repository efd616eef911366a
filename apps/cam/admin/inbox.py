"""The inbox: threads on the left, the chosen one on the right; every button is a form that works without a script."""

from __future__ import annotations

from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from apps.cam import contracts, services
from apps.cam.admin import inbox_acts as acts
from apps.cam.admin.inbox_view import FILTERS, context_of, filter_of, given_filters
from apps.cam.models import ReplyExample, Thread
from kernel.errors import DomainError, InvalidInput, NotFound
from kernel.ids import new_id
from kernel.web.acts import sentence
from kernel.web.admin import ModuleAdmin
from kernel.web.portal import file_response


@admin.register(Thread)
class ThreadAdmin(ModuleAdmin):
    """The inbox as a page of its own."""

    agency_wide = True
    read_only = True
    search_fields = ("from_email", "subject")

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("<uuid:thread_id>/do/<slug:verb>/", self._page(require_POST(self._do)), name="cam_inbox_do"),
            path("raw/<uuid:inbound_id>/", self._page(self._raw), name="cam_inbox_raw"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The list; the right half says how to begin."""
        return self._shown(request, None)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        """The list with one thread open."""
        return self._shown(request, object_id)

    def _shown(
        self, request: HttpRequest, object_id: str | None, *, given: dict[str, str] | None = None, typed: str | None = None,
        status: int = 200,
    ) -> HttpResponse:  # fmt: skip
        if not self.may_view(request.actor):
            raise PermissionDenied
        given = given_filters(request.GET) if given is None else given
        try:
            wanted = filter_of(given, request.actor)
            found = services.list_threads(actor=request.actor, filter=wanted, cursor=request.GET.get("cursor", ""), limit=30)
        except InvalidInput as error:
            messages.error(request, sentence(error))
            status, given = 400, {}
            found = services.list_threads(actor=request.actor, filter=contracts.ThreadFilter(), limit=30)
        view = self._view(request, object_id) if object_id else None
        values = {
            **self.admin_site.each_context(request), "opts": self.model._meta, "title": "Inbox", "form_key": new_id().hex,
            **context_of(request, given, found, view, typed),
        }  # fmt: skip
        return TemplateResponse(request, "admin/cam/inbox.html", values, status=status)

    def _view(self, request: HttpRequest, object_id: str) -> contracts.ThreadView:
        try:
            return services.get_thread(actor=request.actor, thread_id=UUID(object_id))
        except (ValueError, NotFound) as error:
            raise Http404("There is no such thread.") from error

    def _do(self, request: HttpRequest, thread_id: UUID, verb: str) -> HttpResponse:
        key = f"inbox:{request.actor.id}:{request.POST.get('form_key', '')[:64] or new_id().hex}:{verb}"
        kept = given_filters({name: request.POST.get(f"f_{name}", "") for name in FILTERS})
        try:
            told, away = acts.perform(request, thread_id, verb, key)
        except DomainError as error:
            if error.status in (403, 404):
                raise
            messages.error(request, sentence(error))
            return self._shown(request, str(thread_id), given=kept, typed=request.POST.get("text"), status=error.status)
        if told:
            messages.success(request, told)
        following = request.POST.get("next", "") if away else str(thread_id)
        here = reverse("admin:cam_thread_change", args=[following]) if acts.is_id(following) else _list()
        return HttpResponseRedirect(f"{here}?{urlencode(kept)}" if kept else here)

    def _raw(self, request: HttpRequest, inbound_id: UUID) -> HttpResponse:
        data = services.get_raw_mail(actor=request.actor, inbound_id=inbound_id)
        return file_response(data, name=f"{inbound_id}.eml", content_type="message/rfc822")


def _list() -> str:
    return reverse("admin:cam_thread_changelist")


@admin.register(ReplyExample)
class ReplyExampleAdmin(ModuleAdmin):
    """What people decided about answers, beside what the classifier had said."""

    agency_wide = True
    read_only = True
    list_display = ("new_text", "label", "judged", "confidence", "language", "lead", "at")
    list_filter = ("label", "judged", "language")
    search_fields = ("new_text",)
    list_select_related = ("lead",)
    ordering = ("-at",)
    exclude = ("before",)
