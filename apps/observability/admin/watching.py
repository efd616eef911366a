"""Staff pages of observability: the audit chain, alerts and their rules, the register of modules."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from apps.observability import services
from apps.observability.models import Alert, AlertRule, AuditEntry, WatchRule
from kernel.web.admin import ModuleAdmin, act


@admin.register(AuditEntry)
class AuditEntryAdmin(ModuleAdmin):
    """Who did what, when and why: each entry bound to the one before it. Nothing here can be changed, by nobody."""

    read_only = True
    list_display = ("number", "at", "command", "actor_kind", "actor_id", "client_id", "subject", "why")
    list_filter = ("app", "actor_kind")
    search_fields = ("command", "subject", "correlation_id", "why")
    ordering = ("-number",)
    change_list_template = "admin/observability/audit_list.html"

    def get_urls(self) -> list[URLPattern]:
        page = path("verify/", self._page(self.verify), name="observability_verify")
        return [page, *super().get_urls()]

    def verify(self, request: HttpRequest) -> HttpResponse:
        """Recompute the chain and say whether it holds."""
        report = services.verify_audit(actor=request.actor)
        return self._shown(request, "admin/observability/verify.html", "Does the audit chain hold?", {"report": report})

    def _shown(self, request: HttpRequest, template: str, title: str, more: dict[str, Any]) -> HttpResponse:
        return TemplateResponse(
            request, template, {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **more}
        )


@admin.register(Alert)
class AlertAdmin(ModuleAdmin):
    """Alerts, the open ones first."""

    read_only = True
    list_display = ("title", "client_id", "severity", "status", "count", "escalations", "first_at", "last_at")
    list_filter = ("status", "severity", "kind")
    search_fields = ("subject", "message")
    ordering = ("-status", "-last_at")
    change_list_template = "admin/observability/alert_list.html"

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path("modules/", self._page(self.modules), name="observability_modules"),
            path("system/", self._page(self.system), name="observability_system"),
        ]
        return [*pages, *super().get_urls()]

    def system(self, request: HttpRequest) -> HttpResponse:
        """Is this installation in order: what `manage.py doctor` says."""
        found = services.diagnose(actor=request.actor)
        context = {**self.admin_site.each_context(request), "title": "System health", "opts": self.opts, "found": found}
        return TemplateResponse(request, "admin/observability/system.html", context)

    def modules(self, request: HttpRequest) -> HttpResponse:
        """All modules: what each is for, how it is, what it has to do."""
        found = services.list_modules(actor=request.actor)
        context = {**self.admin_site.each_context(request), "title": "Modules", "opts": self.opts, "modules": found}
        return TemplateResponse(request, "admin/observability/modules.html", context)

    @act(
        "Take it",
        right="observability.write",
        when=lambda row: row.status == "open",
        confirm="You say that you look after this; it is not escalated any more.",
    )
    def acknowledge(self, request: HttpRequest, row: Alert, key: str) -> str:
        services.acknowledge(actor=request.actor, alert_id=row.pk, key=key)
        return "It is yours."

    @act("Resolved", right="observability.write", when=lambda row: row.status != "resolved", confirm="The cause is gone.")
    def resolve(self, request: HttpRequest, row: Alert, key: str) -> str:
        services.resolve(actor=request.actor, alert_id=row.pk, key=key)
        return "Resolved."


@admin.register(WatchRule)
class WatchRuleAdmin(ModuleAdmin):
    """What the watchdog looks at; limits, severities and whether it looks at all are yours to set."""

    agency_wide = True
    list_display = ("name", "limit", "unit", "severity", "active", "meaning")
    list_filter = ("active", "severity")
    search_fields = ("name", "meaning")
    ordering = ("name",)

    def has_add_permission(self, request: HttpRequest, obj: WatchRule | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: WatchRule | None = None) -> bool:
        return False


@admin.register(AlertRule)
class AlertRuleAdmin(ModuleAdmin):
    """Which signal raises which alert."""

    agency_wide = True
    list_display = ("signal", "kind", "severity", "subject", "cleared_by", "active")
    list_filter = ("active", "severity")
    search_fields = ("signal", "kind", "message")
    ordering = ("signal",)
