"""Staff pages of retention."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from apps.retention import services
from apps.retention.contracts import Lifecycle
from apps.retention.models import Account, Assessment, Observation, Offer, Weight
from kernel.charts import line_svg
from kernel.web.admin import ModuleAdmin, act


class LifecycleForm(forms.Form):
    """Where the relation stands, and why."""

    state = forms.ChoiceField(choices=[(s.value, s.value.replace("_", " ")) for s in Lifecycle])
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


def _inputs(row: Assessment) -> SafeString:
    shown = [given | {"shown": _shown(given["value"], given["unit"])} for given in row.inputs]
    return render_to_string("admin/retention/inputs.html", {"row": row, "inputs": shown})


def _shown(value: float | None, unit: str) -> str:
    if value is None:
        return "no data"
    return f"{value:.0%}" if unit == "share" else f"{value:.1f}".removesuffix(".0") + (f" {unit}" if unit else "")


@admin.register(Account)
class AccountAdmin(ModuleAdmin):
    """Engagements with their health, those at risk to be found by filter."""

    read_only = True
    list_display = ("__str__", "lifecycle", "score", "band", "renewal_on", "since")
    list_filter = ("band", "lifecycle")
    search_fields = ("client_name", "engagement_id", "client_id")
    ordering = ("-since",)
    fields = ("lifecycle", "since", "score", "band", "why", "trend", "starts_on", "renewal_on", "engagement_id", "client_id")
    readonly_fields = fields

    @admin.display(description="Why")
    def why(self, row: Account) -> SafeString | str:
        last = Assessment.objects.filter(engagement_id=row.engagement_id).first()
        if last is None:
            return "Not assessed yet."
        return _inputs(last)

    @admin.display(description="Trend")
    def trend(self, row: Account) -> SafeString:
        rows = list(Assessment.objects.filter(engagement_id=row.engagement_id).order_by("assessed_at", "id")[:60])
        chart = line_svg(
            title="Health over time",
            labels=[f"{r.assessed_at:%d %b}" for r in rows],
            series=[("Health", [float(r.score) for r in rows])],
            y_label="0–100, higher is better",
            empty="Not assessed yet",
        )
        return mark_safe(chart)  # noqa: S308 our own SVG; labels are escaped by the emitter

    @act(
        "Assess now",
        right="retention.write",
        confirm="The health is computed from all that was observed, and stored beside the earlier ones.",
    )
    def assess(self, request: HttpRequest, row: Account, key: str) -> str:
        found = services.assess_renewal_risk(
            actor=request.actor, engagement_id=row.engagement_id, client_id=row.client_id, key=key
        )
        return found.sentence

    @act("Look for an offer", right="retention.write", confirm="If the data suggests one, it enters the action queue.")
    def suggest(self, request: HttpRequest, row: Account, key: str) -> str:
        found = services.detect_upsell(actor=request.actor, engagement_id=row.engagement_id, client_id=row.client_id, key=key)
        return f"{found.offer}: {found.reason}" if found.found else found.reason

    @act("Say where the relation stands", right="retention.write", form=LifecycleForm)
    def set_lifecycle(self, request: HttpRequest, row: Account, key: str, state: str, reason: str) -> str:
        found = services.set_lifecycle(
            actor=request.actor,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
            state=Lifecycle(state),
            reason=reason,
            key=key,
        )
        return f"The relation is now: {found.state.value.replace('_', ' ')}."


@admin.register(Assessment)
class AssessmentAdmin(ModuleAdmin):
    """Every assessment with all that went into it."""

    read_only = True
    list_display = ("assessed_at", "client_id", "score", "band", "trend", "sentence")
    list_filter = ("band",)
    search_fields = ("engagement_id", "sentence")
    ordering = ("-assessed_at",)
    fields = ("assessed_at", "score", "band", "trend", "table", "renewal_on", "engagement_id", "client_id")
    readonly_fields = fields

    @admin.display(description="Inputs")
    def table(self, row: Assessment) -> SafeString:
        return _inputs(row)


@admin.register(Observation)
class ObservationAdmin(ModuleAdmin):
    """Figures read off signals."""

    read_only = True
    list_display = ("measure", "value", "client_id", "engagement_id", "at")
    list_filter = ("measure",)
    search_fields = ("engagement_id", "subject")
    ordering = ("-at",)


@admin.register(Weight)
class WeightAdmin(ModuleAdmin):
    """How each measure counts."""

    agency_wide = True
    list_display = ("title", "measure", "weight", "best", "worst", "unit")
    ordering = ("-weight",)


@admin.register(Offer)
class OfferAdmin(ModuleAdmin):
    """What to offer when a measure says so."""

    agency_wide = True
    list_display = ("offer", "measure", "op", "threshold", "observations", "active")
    list_filter = ("active", "measure")
    ordering = ("name",)
