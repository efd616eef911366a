"""What is marked as going says so in headers and in the schema, and only where it is used."""

from datetime import date
from types import ModuleType

import pytest
from django.urls import get_resolver, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiParameter, extend_schema

from apps.identity.contracts import Me
from kernel.testing import browser
from kernel.web.access import PUBLIC
from kernel.web.api import ApiView
from kernel.web.deprecation import deprecated

SINCE, SUNSET = date(2026, 1, 1), date(2026, 7, 1)


class OldView(ApiView):
    """An endpoint on its way out."""

    right = PUBLIC

    @deprecated(since=SINCE, sunset=SUNSET, link="/docs/old")
    @extend_schema(operation_id="old_get", responses=Me)
    def get(self, request):
        return self.answer({})


class HalfView(ApiView):
    """An endpoint one of whose parameters is on its way out."""

    right = PUBLIC

    @deprecated(since=SINCE, sunset=SUNSET, link="/docs/half", parameter="colour")
    @extend_schema(
        operation_id="half_get", responses=Me, parameters=[OpenApiParameter("colour", str), OpenApiParameter("size", str)]
    )
    def get(self, request):
        return self.answer({})


@pytest.fixture(autouse=True)
def site(settings):
    """The site with the two views."""
    root = ModuleType("with_old_views")
    mine = [path("api/v1/old/", OldView.as_view()), path("api/v1/half/", HalfView.as_view())]
    root.urlpatterns = [*mine, *get_resolver().url_patterns]
    settings.ROOT_URLCONF = root
    return mine


def test_a_deprecated_endpoint_tells_since_when_until_when_and_what_instead():
    response = browser().get("/api/v1/old/")

    assert response["Deprecation"] == "@1767225600" and response["Sunset"] == "Wed, 01 Jul 2026 00:00:00 GMT"
    assert response["Link"] == '</docs/old>; rel="deprecation"; type="text/html"'


def test_a_deprecated_parameter_tells_only_where_it_is_used():
    used, unused = browser().get("/api/v1/half/?colour=red"), browser().get("/api/v1/half/?size=9")

    assert used["Deprecation"] and used["Sunset"] and "/docs/half" in used["Link"]
    assert "Deprecation" not in unused and "Sunset" not in unused


def test_nothing_else_claims_to_go():
    assert "Deprecation" not in browser().get("/api/v1/identity/me/")


def test_the_schema_marks_both(site):
    paths = SchemaGenerator(patterns=site).get_schema(request=None, public=True)["paths"]
    old, half = paths["/api/v1/old/"]["get"], paths["/api/v1/half/"]["get"]

    assert old["deprecated"] is True and "deprecated" not in half
    assert {p["name"] for p in half["parameters"] if p.get("deprecated")} == {"colour"}


def test_a_sunset_before_the_deprecation_is_refused():
    with pytest.raises(ValueError, match="sunset"):
        deprecated(since=SUNSET, sunset=SINCE, link="/docs")
