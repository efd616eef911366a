"""Staff pages of qc: verdicts with their findings, waivers."""

from __future__ import annotations

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.qc import services
from apps.qc.models import Result, Waiver
from kernel import clock
from kernel.web.admin import ModuleAdmin, ModuleTabular, act


class WaiveForm(forms.Form):
    """Which rule, why, and for how long."""

    rule = forms.CharField(max_length=60, help_text="The name of the rule as it stands beside the finding.")
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, help_text="Who agreed to it, and why.")
    days = forms.IntegerField(min_value=1, max_value=90, initial=30, help_text="Days until the finding counts again.")


class WaiverRows(ModuleTabular):
    """Waivers of this verdict."""

    model = Waiver
    fields = ("rule", "reason", "waived_by_name", "due_at", "state", "created_at")
    readonly_fields = fields
    show_change_link = False


@admin.register(Result)
class ResultAdmin(ModuleAdmin):
    """Verdicts, newest first; only the rules and waivers make them."""

    read_only = True
    list_display = ("judged", "verdict", "score", "finding_count", "client_id", "created_at")
    list_filter = ("verdict", "artifact_kind", "rule_set", "created_at")
    search_fields = ("client_id", "engagement_id", "artifact_id", "artifact_sha256", "findings")
    ordering = ("-created_at", "-id")
    exclude = ("findings", "rules_run")
    readonly_fields = ("findings_shown", "rules")
    inlines = (WaiverRows,)

    @admin.display(description="Judged", ordering="artifact_kind")
    def judged(self, row: Result) -> str:
        return f"{row.artifact_kind.replace('_', ' ')} v{row.artifact_version}"

    @admin.display(description="Findings")
    def finding_count(self, row: Result) -> int:
        return len(row.findings)

    @admin.display(description="Findings")
    def findings_shown(self, row: Result) -> SafeString | str:
        return render_to_string("admin/qc/findings.html", {"findings": row.findings}) if row.findings else "None."

    @admin.display(description="Rules run")
    def rules(self, row: Result) -> str:
        return ", ".join(row.rules_run)

    @act("Waive a rule", right="qc.waive", form=WaiveForm, when=lambda row: bool(row.findings))
    def waive(self, request: HttpRequest, row: Result, key: str, rule: str, reason: str, days: int) -> str:
        until = clock.now() + timedelta(days=days)
        services.waive(actor=request.actor, result_id=row.pk, rule=rule, reason=reason, expires_at=until, key=key)
        return "The rule is waived for this text. The verdict has been set anew."


@admin.register(Waiver)
class WaiverAdmin(ModuleAdmin):
    """Every waiver: who, why, until when."""

    read_only = True
    list_display = ("rule", "result", "waived_by_name", "due_at", "state", "created_at")
    list_filter = ("state", "rule", "due_at")
    search_fields = ("reason", "waived_by_name", "client_id", "artifact_sha256")
    ordering = ("-created_at", "-id")
    list_select_related = ("result",)
