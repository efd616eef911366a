"""The base of portal pages: for clients, in plain HTML that works without JavaScript."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views import View

from kernel import context
from kernel.actors import ANONYMOUS, Actor, ActorKind
from kernel.errors import DomainError
from kernel.web import access


class PortalView(View):
    """A portal page. Name its `right` (or `rights` by method), use `self.actor`, call facades, return `self.page(…)`.

    Nobody signed in → the sign-in page, which comes back here. A missing right → 403 page, NotFound → 404 page. Any other
    DomainError → `refused(error)`: the form again if the class says how (`form_again`), else a page with the remedy.
    GET and HEAD run where every command is refused: opening a link changes nothing. CSRF protection stays on.
    """

    right: str = ""
    rights: dict[str, str] = {}
    template_name: str = ""
    http_method_names = ["get", "post", "head"]

    @property
    def actor(self) -> Actor:
        """Who asks; API tokens are for the API and count as nobody here."""
        actor = self.request.actor
        return ANONYMOUS if actor.kind is ActorKind.TOKEN else actor

    @property
    def key(self) -> str:
        """The form's idempotency key, from its hidden field (tag `{% form_key %}`): a double click acts once."""
        given = self.request.POST.get("form_key", "")[:64]
        return f"portal:{self.actor.id or self.actor.name}:{given}" if given else ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with timezone.override(settings.AICMO_TIME_ZONE):
            return self._answered(request, *args, **kwargs)

    def _answered(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            access.admit(self.actor, access.right_of(self, request.method))
            if request.method in access.SAFE_METHODS:
                with context.only_reading(f"{request.method} {request.path}"):
                    return super().dispatch(request, *args, **kwargs)
            return super().dispatch(request, *args, **kwargs)
        except access.NotSignedIn:
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.get_full_path()})}")
        except DomainError as error:
            return self.refused(error)

    def refused(self, error: DomainError) -> HttpResponseBase:
        """The answer to a DomainError; a POST shows its form again where `form_again` is defined."""
        if self.request.method == "POST" and error.status not in (403, 404) and hasattr(self, "form_again"):
            try:
                response = self.form_again(error)
            except DomainError as hidden:  # the page itself is not for this actor
                return error_page(self.request, hidden)
            response.status_code = error.status
            return response
        return error_page(self.request, error)

    def page(self, values: dict[str, Any] | None = None, *, template: str = "", status: int = 200) -> HttpResponse:
        """Render the page; templates extend portal/base.html and find `actor` and `view` in their context."""
        shown = {"actor": self.actor, "view": self, **(values or {})}
        return render(self.request, template or self.template_name, shown, status=status)

    def done(self, text: str, to: str) -> HttpResponse:
        """Say that it worked and go on to another page of this site (POST, redirect, GET)."""
        messages.success(self.request, text)
        return HttpResponseRedirect(to)

    def file(self, data: bytes, *, name: str, content_type: str, inline: bool = False) -> HttpResponseBase:
        """A file from a facade, as a download unless `inline`."""
        return file_response(data, name=name, content_type=content_type, inline=inline)


INLINE_TYPES = ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp")


def file_response(data: bytes, *, name: str, content_type: str, inline: bool = False) -> HttpResponseBase:
    """A download; only types that cannot run script are ever shown in the page's own window."""
    shown = inline and content_type in INLINE_TYPES
    response = FileResponse(iter([data]), content_type=content_type)
    response["Content-Length"] = str(len(data))
    response["Content-Disposition"] = content_disposition_header(not shown, name)
    # A browser's own PDF viewer needs styles and does not start in a sandbox.
    viewer = "object-src 'self'; style-src 'unsafe-inline'" if content_type == "application/pdf" else "sandbox"
    response["Content-Security-Policy"] = f"default-src 'none'; frame-ancestors 'none'; {viewer}"
    return response


def error_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A friendly page that names what could not be done and what to do."""
    return render(
        request, "portal/error.html", {"error": error, "actor": request.actor, "whole_page_error": True}, status=error.status
    )
