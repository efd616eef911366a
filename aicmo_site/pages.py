"""Pages over several modules: the portal's home, errors, the API's documentation."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from aicmo_site import client_papers, waiting
from kernel.actors import ANONYMOUS, ActorKind
from kernel.db import ANYONE
from kernel.web import problems
from kernel.web.access import PUBLIC, SAFE_METHODS
from kernel.web.portal import PortalView

RETRY_AFTER_SECONDS = 5
"""What a caller is told to wait while the database is away; a restart of it takes about as long."""
SECTIONS = (
    ("Agreements", "/portal/onboarding/", "onboarding.view"),
    ("Strategies", "/portal/strategy/", "strategy.view"),
    ("Calendars", "/portal/production/", "production.view"),
    ("Reviews", "/portal/client-review/", "review.view"),
    ("Packages", "/portal/delivery/", "delivery.view"),
    ("Reports", "/portal/reporting/", "reporting.view"),
    ("Invoices", "/portal/billing/", "billing.view"),
)
"""The portal's navigation: title, path, the right that shows it."""


class RootView(PortalView):
    """The address alone: staff to the cockpit, others to the portal."""

    right = PUBLIC

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:index" if self.actor.kind is ActorKind.STAFF else "home"))


class HomeView(PortalView):
    """What waits for me, and for a client what it signed and when its posts come."""

    right = ANYONE
    template_name = "portal/home.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        papers = client_papers.of(self.actor) if self.actor.kind is ActorKind.CLIENT else ()
        found = waiting.for_actor(self.actor)
        return self.page({"cards": found.items, "silent": found.silent, "papers": papers})


class SchemaView(SpectacularAPIView):
    """The OpenAPI document, for everybody: it holds no data."""

    right = PUBLIC
    authentication_classes: list = []
    permission_classes: list = []


class DocsView(SpectacularSwaggerSplitView):
    """The documentation page; its script is a file of its own, so that no inline script is needed."""

    right = PUBLIC
    authentication_classes: list = []
    permission_classes: list = []
    template_name = "site/api_docs.html"
    url_name = "api-schema"


def site_context(request: HttpRequest) -> dict[str, Any]:
    """What portal templates find in their context: the site's name and the navigation for this actor."""
    actor = getattr(request, "actor", ANONYMOUS)
    sections = [(title, path) for title, path, right in SECTIONS if actor.may(right) and _stands(path)]
    items = [("Waiting for you", reverse("home")), *sections]
    return {
        "site_name": settings.SITE_NAME,
        "site_zone": settings.AICMO_TIME_ZONE,
        "portal_nav": [{"title": title, "url": path, "here": request.path == path} for title, path in items],
    }


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, 400, "The request could not be understood", "Go back and try again.")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, 403, "Not allowed", str(exception) or "You may not use this page.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return _error(request, 404, "Not found", "There is no such page, or none that you may see.")


def failed(request: HttpRequest) -> HttpResponse:
    """500: no trace of the cause reaches the page; the log has it under the request's id. 503 if the database is away."""
    if _is_away(sys.exc_info()[1]):
        return _away(request)
    number = getattr(request, "correlation_id", "")
    return _bare(request, 500, "Something went wrong on our side", f"It has been noted (number {number}). Try again later.")


def _is_away(error: BaseException | None) -> bool:
    """Whether the database does not answer, or not in time. SQLite's driver says the same of statements that are wrong."""
    if not isinstance(error, InterfaceError | OperationalError):
        return False
    return getattr(error.__cause__, "sqlite_errorname", "") != "SQLITE_ERROR"


def _away(request: HttpRequest) -> HttpResponse:
    """503. A commit whose answer was lost may have been made, so a change is not said to be undone."""
    detail = "The database does not answer. Try again in a few seconds."
    if request.method not in SAFE_METHODS:
        detail = "The database does not answer. Look whether your change was saved before you make it again."
    response = _bare(request, 503, "Not available for a moment", detail)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _bare(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    """An error page that asks nothing of the database, nor of the session: they may be what failed."""
    if request.path.startswith("/api/"):
        return problems.problem(status, title, detail)
    values = {"error": {"title": title, "detail": detail}, "whole_page_error": True, "site_name": settings.SITE_NAME}
    return HttpResponse(render_to_string("portal/error.html", values), status=status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose CSRF token is missing or old."""
    return _error(request, 403, "This form has expired", "Go back, reload the page and send it again.")


def _error(request: HttpRequest, status: int, title: str, detail: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problems.problem(status, title, detail)
    values = {"error": {"title": title, "detail": detail}, "whole_page_error": True}
    return render(request, "portal/error.html", values, status=status)


def _stands(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
