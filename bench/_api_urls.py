"""The site's routes and the two references of the API benchmark."""

from __future__ import annotations

import dataclasses

import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework import generics, pagination, renderers, serializers

from aicmo_site.urls import *  # noqa: F403
from aicmo_site.urls import urlpatterns
from apps.cam.contracts import Lead as LeadDto
from apps.cam.models import Lead
from kernel.pages import encode_cursor
from kernel.web import access

NAMES = tuple(f.name for f in dataclasses.fields(LeadDto))
_COLUMNS = ", ".join("concat_ws(' ', first_name, last_name) AS name" if name == "name" else name for name in NAMES)
SQL = f"SELECT {_COLUMNS} FROM cam_leads ORDER BY created_at DESC, id DESC LIMIT 51"


@access.needs("cam.view")
def raw(request: HttpRequest) -> HttpResponse:
    """What a hand would write: one statement, one dump."""
    access.admit(request.actor, "cam.view")
    with connection.cursor() as cursor:
        cursor.execute(SQL)
        rows = [dict(zip(NAMES, row, strict=True)) for row in cursor.fetchall()]
    last = rows[49]
    following = encode_cursor(last["created_at"].isoformat(), last["id"], of="cam.Lead -created_at")
    return HttpResponse(orjson.dumps({"items": rows[:50], "next_cursor": following}), content_type="application/json")


class LeadSerializer(serializers.ModelSerializer):
    """Stock: a field per column."""

    campaign_id = serializers.UUIDField(allow_null=True)

    class Meta:
        model = Lead
        fields = NAMES


class Pages(pagination.PageNumberPagination):
    page_size = 50


class Stock(generics.ListAPIView):
    """Stock: ModelSerializer, page numbers with a count, the JSON renderer."""

    right = "cam.view"
    queryset = Lead.objects.order_by("-created_at", "-id")
    serializer_class = LeadSerializer
    pagination_class = Pages
    renderer_classes = [renderers.JSONRenderer]
    authentication_classes: list = []
    permission_classes: list = []


urlpatterns = [*urlpatterns, path("api/v1/bench/raw/", raw), path("api/v1/bench/stock/", Stock.as_view())]
