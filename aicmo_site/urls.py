"""Routes of the site. Each module brings its own `api` and `portal` routes, if it has any."""

from importlib.util import find_spec

from django.contrib import admin
from django.urls import include, path

from aicmo_site.modules import MODULES


def routes(package: str) -> list:
    """The package's routes of every module that has it."""
    return [
        path(f"{name.replace('_', '-')}/", include((f"apps.{name}.{package}.urls", name)))
        for name in MODULES
        if find_spec(f"apps.{name}.{package}") and find_spec(f"apps.{name}.{package}.urls")
    ]


urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include((routes("api"), "api"))),
    path("portal/", include((routes("portal"), "portal"))),
]
