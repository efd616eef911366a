"""Routes of the site. Each module brings its own `api` and `portal` routes, if it has any."""

from importlib.util import find_spec

from allauth import urls as allauth_urls
from django.contrib import admin
from django.urls import include, path

from aicmo_site import pages
from aicmo_site.modules import MODULES
from kernel.web import access


def routes(package: str) -> list:
    """The package's routes of every module that has it."""
    return [
        path(f"{name.replace('_', '-')}/", include((f"apps.{name}.{package}.urls", name)))
        for name in MODULES
        if find_spec(f"apps.{name}.{package}") and find_spec(f"apps.{name}.{package}.urls")
    ]


def health_routes() -> list:
    """`/healthz`, `/readyz` and `/metrics`, which observability answers."""
    if not (find_spec("apps.observability.api") and find_spec("apps.observability.api.health")):
        return []
    return [path("", include("apps.observability.api.health"))]


urlpatterns = [
    path("", pages.RootView.as_view(), name="root"),
    *health_routes(),
    # An address is what a person is known by: it changes by an owner's verb, never by its holder's claim.
    path("accounts/email/", pages.not_found, {"exception": None}),
    path("accounts/", include(access.owned(allauth_urls.urlpatterns, app="identity"))),
    path("admin/", admin.site.urls),
    path("api/v1/schema/", pages.SchemaView.as_view(), name="api-schema"),
    path("api/v1/docs/", pages.DocsView.as_view(), name="api-docs"),
    path("api/v1/", include((routes("api"), "api"))),
    path("portal/", pages.HomeView.as_view(), name="home"),
    path("portal/", include((routes("portal"), "portal"))),
]

THIRD_PARTY = {
    "accounts/": "allauth asks who somebody is: its views check that themselves, in identity's transaction",
    "admin/search/": "unfold's search: inside admin_view (staff only), results come from scoped querysets",
    "admin/login/": "sends on to the common sign-in page",
}
"""Views that name no right because they are not ours: route prefix → why it may be."""

handler400, handler403, handler404, handler500 = pages.bad_request, pages.forbidden, pages.not_found, pages.failed
