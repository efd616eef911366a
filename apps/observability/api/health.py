"""`/healthz`: does the process answer. `/readyz`: can it take work. Open to everybody; neither tells of data.

`/metrics`: for a token with the right, or for a scraper on this machine where the settings allow it; never for strangers.
"""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path
from drf_spectacular.utils import extend_schema

from apps.observability import contracts, services
from kernel.actors import ANONYMOUS, Actor, ActorKind, worker
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


class MetricsView(ApiView):
    """Counters, histograms and gauges in Prometheus' text form."""

    right = "observability.metrics"

    @property
    def actor(self) -> Actor:
        """Who asks; a scraper on this machine, where it is allowed, counts as the house."""
        asker = super().actor
        return worker("observability") if asker.kind is ActorKind.ANONYMOUS and from_this_machine(self.request) else asker

    @extend_schema(exclude=True)
    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(services.show_metrics(actor=self.actor), content_type="text/plain; version=0.0.4; charset=utf-8")


def from_this_machine(request: HttpRequest) -> bool:
    """Whether AICMO_METRICS_LOOPBACK is on and the request comes from loopback to loopback, through no proxy."""
    if not settings.AICMO_METRICS_LOOPBACK or {"X-Forwarded-For", "Forwarded", "X-Real-Ip", "Via"} & set(request.headers):
        return False
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_loopback(host))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


urlpatterns = [
    path("healthz", HealthView.as_view(), name="healthz"),
    path("readyz", ReadyView.as_view(), name="readyz"),
    path("metrics", MetricsView.as_view(), name="metrics"),
]
