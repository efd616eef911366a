"""People of the agency set up a second factor before they get any further (in production)."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kernel.actors import ActorKind
from kernel.web import problems


class SecondFactorMiddleware:
    """Sends staff without a second factor to the page where they set one up; the API answers 403."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.actor.kind is not ActorKind.STAFF or request.path.startswith("/accounts/") or is_mfa_enabled(request.user):
            return None
        if request.path.startswith("/api/"):
            return problems.problem(403, "Not allowed", "Set up a second factor first.", kind="SecondFactorMissing")
        messages.warning(request, "People of the agency sign in with a second factor. Set it up once; then you can go on.")
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
