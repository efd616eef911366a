"""Staff pages of the kernel's tables: signals and their dead letters, every mail, the effect ledger, audit facts, switches.

These tables stand in every database; with a database per app the filter “Database” chooses whose rows are shown.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import connections
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from kernel import signals
from kernel.models import AuditFact, Effect, Mail, OutboxEvent, Switch
from kernel.web.admin import ModuleAdmin, act

HIDDEN = "Not shown: it may hold a sign-in code or a link to set a password."


class DatabaseFilter(admin.SimpleListFilter):
    """Whose rows: with one database for all there is nothing to choose."""

    title = "Database"
    parameter_name = "database"

    def lookups(self, request: HttpRequest, model_admin: ModuleAdmin) -> list[tuple[str, str]]:
        return [(alias, alias) for alias in connections] if len(list(connections)) > 1 else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.using(self.value()) if self.value() in list(connections) else queryset


class KernelAdmin(ModuleAdmin):
    """Only the kernel writes these tables. Rows that belong to no client are for staff who see all clients."""

    area = "observability"
    read_only = True

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """The row, in whichever database it lies."""
        for alias in connections:
            rows = self.get_queryset(request).using(alias)
            try:
                if found := rows.filter(pk=self.model._meta.pk.to_python(object_id)).first():
                    return found
            except Exception:
                return None
        return None


class SignalAdmin(KernelAdmin):
    """What modules told one another. A dead letter was refused twelve times; drive it again once the cause is mended."""

    list_display = ("name", "state", "occurred_at", "done_at", "attempt", "last_error")
    list_filter = (DatabaseFilter, "state")
    search_fields = ("name", "correlation_id")
    ordering = ("-id",)
    actions = ("drive_selected_again",)

    @admin.action(description="Drive the selected dead letters again", permissions=["drive"])
    def drive_selected_again(self, request: HttpRequest, queryset: QuerySet) -> None:
        number = signals.drive_again([row.pk for row in queryset if row.state == "dead"])
        messages.success(request, f"{number} told again.")

    def has_drive_permission(self, request: HttpRequest) -> bool:
        """Whether the actor may drive dead letters again."""
        return request.actor.may("observability.write")

    @act(
        "Drive again",
        right="observability.write",
        when=lambda row: row.state == "dead",
        confirm="Its receivers get it once more; those that have taken it already do nothing.",
    )
    def drive_again(self, request: HttpRequest, row: OutboxEvent, key: str) -> str:
        signals.drive_again([row.pk])
        return "It will be told again in a moment."


class MailAdmin(KernelAdmin):
    """Every mail that left, waits or was refused, with the reason."""

    list_display = ("recipient", "subject", "purpose", "app", "state", "created_at", "sent_at", "reason")
    list_filter = (DatabaseFilter, "purpose", "state", "app")
    search_fields = ("recipient", "subject", "message_id")
    ordering = ("-created_at",)
    exclude = ("text", "html")
    readonly_fields = ("body",)

    @admin.display(description="Text")
    def body(self, row: Mail) -> str:
        """The plain text; not that of sign-in mails, which would let staff sign in as somebody else."""
        return HIDDEN if row.app == "identity" else row.text


class EffectAdmin(KernelAdmin):
    """The ledger of irreversible acts: what is certain to have happened, and what nobody can tell."""

    list_display = ("kind", "app", "state", "at_risk_at", "settled_at", "ref", "reason")
    list_filter = (DatabaseFilter, "state", "kind", "app")
    search_fields = ("key", "ref")
    ordering = ("-at_risk_at",)


class AuditFactAdmin(KernelAdmin):
    """Who did what, when and why; personal data as keyed hashes."""

    list_display = ("at", "command", "actor_kind", "actor_id", "client_id", "subject", "why")
    list_filter = (DatabaseFilter, "app", "actor_kind")
    search_fields = ("command", "subject", "correlation_id")
    ordering = ("-id",)


class SwitchAdmin(KernelAdmin):
    """What is paused or killed. Switches are set in orchestration."""

    view_right = "orchestration.view"
    agency_wide = True
    list_display = ("name", "scope", "on", "reason", "at")
    list_filter = ("name", "on")
    ordering = ("name", "scope")


TABLES: dict[type[Model], type[ModuleAdmin]] = {
    OutboxEvent: SignalAdmin,
    Mail: MailAdmin,
    Effect: EffectAdmin,
    AuditFact: AuditFactAdmin,
    Switch: SwitchAdmin,
}


def register(site: Any) -> None:
    """Put the pages into the admin; a module that brings its own page of such a table keeps it."""
    for model, page in TABLES.items():
        if not site.is_registered(model):
            site.register(model, page)
