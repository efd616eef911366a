"""API of observability: alerts, the audit chain, the register of modules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema

from apps.observability import contracts, services
from kernel.web.api import ApiView
from kernel.web.schema import list_schema


@dataclass(frozen=True, kw_only=True)
class ModuleList:
    """The register."""

    items: tuple[contracts.ModuleHealth, ...]


class AlertsView(ApiView):
    """The alerts."""

    right = "observability.view"

    @list_schema(contracts.Alert, contracts.AlertFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_alerts, contracts.AlertFilter)


class AlertView(ApiView):
    """One alert."""

    right = "observability.view"

    @extend_schema(responses=contracts.Alert)
    def get(self, request: HttpRequest, alert_id: UUID) -> HttpResponse:
        return self.answer(services.get_alert(actor=self.actor, alert_id=alert_id))


class AcknowledgeView(ApiView):
    """Take an alert."""

    right = "observability.write"

    def current(self, alert_id: UUID) -> Any:
        return services.get_alert(actor=self.actor, alert_id=alert_id)

    @extend_schema(request=None, responses=contracts.Alert)
    def post(self, request: HttpRequest, alert_id: UUID) -> HttpResponse:
        return self.answer(services.acknowledge(actor=self.actor, alert_id=alert_id, key=self.key), tagged=True)


class AuditView(ApiView):
    """The audit entries that the caller may see."""

    right = "observability.view"

    @list_schema(contracts.AuditEntry, contracts.AuditFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_audit, contracts.AuditFilter)


class VerifyView(ApiView):
    """Whether the whole chain holds."""

    right = "observability.view"

    @extend_schema(responses=contracts.AuditReport)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(services.verify_audit(actor=self.actor))


class ExportView(ApiView):
    """The audit entries as JSON lines."""

    right = "observability.view"

    @extend_schema(responses={(200, "application/x-ndjson"): OpenApiTypes.BINARY})
    def get(self, request: HttpRequest) -> HttpResponse:
        data = services.export_audit(actor=self.actor)
        return self.file(data, name="audit.jsonl", content_type="application/x-ndjson")


class ModulesView(ApiView):
    """All modules with their health."""

    right = "observability.view"

    @extend_schema(responses=ModuleList)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(ModuleList(items=services.list_modules(actor=self.actor)))
