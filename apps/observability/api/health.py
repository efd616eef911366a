"""`/healthz`: does the process answer. `/readyz`: can it take work. Open to everybody; neither tells of data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema

from apps.observability import contracts, services
from kernel.actors import ANONYMOUS
from kernel.web.access import PUBLIC
from kernel.web.api import ApiView


class HealthView(ApiView):
    """The process answers."""

    right = PUBLIC

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer({"status": "ok"})


class ReadyView(ApiView):
    """200 when this process can take work, 503 when not; which check failed is in the body."""

    right = PUBLIC

    @extend_schema(exclude=True, responses=contracts.Readiness)
    def get(self, request: HttpRequest) -> HttpResponse:
        found = services.readiness(actor=ANONYMOUS)
        return self.answer(found, status=200 if found.ready else 503)


urlpatterns = [
    path("healthz", HealthView.as_view(), name="healthz"),
    path("readyz", ReadyView.as_view(), name="readyz"),
]
