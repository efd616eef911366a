"""The admin site: for staff only, sign-in at the common page, the cockpit as its first page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.sites import UnfoldAdminSite

from aicmo_site import waiting
from aicmo_site.modules import MODULES
from kernel.actors import ActorKind
from kernel.web.admin import ModuleAdmin


class Site(UnfoldAdminSite):
    """Tables come from ModuleAdmin classes alone; admins that libraries register are left out."""

    site_title = site_header = "AICMO"
    index_title = "What waits for you"
    index_template = "admin/cockpit.html"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register a module's table; anything without rights from the actor would be open to all staff."""
        if admin_class is not None and issubclass(admin_class, ModuleAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who are signed in; what they may do there is asked table by table."""
        return request.actor.kind is ActorKind.STAFF

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """One sign-in page for all; somebody signed in who is not staff belongs to the portal."""
        if request.actor.kind not in (ActorKind.ANONYMOUS, ActorKind.STAFF):
            return HttpResponseRedirect(reverse("home"))
        target = request.GET.get("next") or reverse("admin:index")
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': target})}")

    def password_change(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The common page."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def password_change_done(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The common page."""
        return HttpResponseRedirect(reverse("account_change_password"))

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The cockpit: what waits for this actor by kind, overdue first; `?client=` and `?kind=` narrow it."""
        chosen = {name: request.GET.get(name, "")[:60] for name in ("client", "kind")}
        shown = {"found": waiting.overview(request.actor, **chosen)}
        if not shown["found"].groups:
            shown |= {"would_appear": waiting.would_appear(request.actor), "lists": self._lists(request)}
        return super().index(request, shown | (extra_context or {}))

    def _lists(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The modules with the tables this actor may see, in the order of MODULES."""
        return sorted(self.get_app_list(request), key=_place)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The sidebar: the cockpit, then a group per module in the order of MODULES with the tables this actor may see."""
    from django.contrib import admin

    first = {
        "items": [
            {"title": "What waits for me", "icon": "inbox", "link": reverse("admin:index")},
            {"title": "Client portal", "icon": "language", "link": reverse("home")},
            {"title": "API documentation", "icon": "api", "link": reverse("api-docs")},
        ]
    }
    groups = [
        {
            "title": app["name"],
            "collapsible": True,
            "items": [{"title": m["name"], "link": m["admin_url"], "icon": "table_rows"} for m in app["models"]],
        }
        for app in sorted(admin.site.get_app_list(request), key=_place)
    ]
    return [first, *groups]


def _place(app: dict[str, Any]) -> tuple[int, str]:
    label = app["app_label"]
    return (MODULES.index(label) if label in MODULES else len(MODULES), label)
