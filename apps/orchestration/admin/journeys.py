"""Journeys with their timeline, the lineage, notices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.orchestration import services
from apps.orchestration.contracts import EngagementState
from apps.orchestration.logic.client_journey import V1
from apps.orchestration.models import CLOSED, Artifact, Journey, Notice, Step, Wait
from kernel.web.admin import ModuleAdmin, act

KINDS = (
    ("", "Everything"),
    ("lead", "The lead before"),
    ("step", "Steps"),
    ("wait", "Waits"),
    ("decision", "Decisions"),
    ("artifact", "Artifacts"),
    ("move", "States"),
)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class OverrideForm(ReasonForm):
    """Where to, and why."""

    step = forms.ChoiceField(choices=[(s.name, f"{s.title} ({s.name})") for s in V1.steps.values()])
    engagement_state = forms.ChoiceField(
        choices=[("", "as it is"), *((s.value, s.value) for s in EngagementState)], required=False
    )


def _open(row: Journey) -> bool:
    return row.state not in (*CLOSED, "COMPENSATING")


@admin.register(Journey)
class JourneyAdmin(ModuleAdmin):
    """Journeys, newest first; a journey's page is its story."""

    read_only = True
    list_display = ("company", "pack", "state", "engagement_state", "standing", "started_at", "changed_at")
    list_filter = ("state", "engagement_state", "pack")
    search_fields = ("company",)
    ordering = ("-started_at",)
    fields = ("company", "state", "engagement_state", "standing", "reason", "pack", "rounds", "story")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Journeys with what they wait for, in one statement more."""
        return super().get_queryset(request).prefetch_related("waits")

    @admin.display(description="Stands at")
    def standing(self, row: Journey) -> str:
        wait = next((w for w in row.waits.all() if w.ended_at is None), None)
        if wait is None:
            step = V1.steps.get(row.step)
            return "–" if row.state in CLOSED else (step.title if step else row.step)
        whom = {"client": "the client", "system": "our workers"}.get(wait.for_whom, f"staff ({wait.for_whom})")
        late = f", {wait.reminders} reminders" if wait.reminders else ""
        return f"waits for {whom}: {wait.for_what}{late}"

    @admin.display(description="Rounds")
    def rounds(self, row: Journey) -> str:
        facts = row.facts
        return (
            f"{facts.get('client_rounds', 0)} of {facts.get('contracted_rounds', '?')} contracted rounds used, "
            f"{facts.get('qc_rounds', 0)} QC failures of the present drafts"
        )

    @admin.display(description="Timeline")
    def story(self, row: Journey) -> SafeString:
        """The timeline as the page's main part; `?show=` keeps one kind of entry."""
        shown = getattr(row, "shown", "")
        kinds = (shown,) if shown in dict(KINDS) and shown else ()
        timeline = services.get_timeline(actor=row.reader, journey_id=row.pk, kinds=kinds)
        return render_to_string(
            "admin/orchestration/timeline.html", {"entries": timeline.entries, "kinds": KINDS, "shown": shown}
        )

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """The row remembers who reads it and what they want to see of its story."""
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.reader, row.shown = request.actor, request.GET.get("show", "")
        return row

    @act(
        "Resume",
        right="orchestration.write",
        when=lambda row: row.state in ("ON_HOLD", "NEEDS_HUMAN"),
        confirm="A hold is lifted; a failed step is tried once more, under the same key.",
    )
    def resume(self, request: HttpRequest, row: Journey, key: str) -> str:
        found = services.resume(actor=request.actor, journey_id=row.pk, key=key)
        return f"The journey goes on ({found.state})."

    @act(
        "Put on hold",
        right="orchestration.write",
        form=ReasonForm,
        when=lambda row: _open(row) and row.state != "ON_HOLD",
        confirm="Nothing more is started. What happens meanwhile is kept and taken in when the journey is resumed.",
    )
    def hold(self, request: HttpRequest, row: Journey, key: str, reason: str) -> str:
        services.hold(actor=request.actor, journey_id=row.pk, reason=reason, key=key)
        return "The journey is on hold."

    @act(
        "Move out of order",
        right="orchestration.approve",
        form=OverrideForm,
        when=_open,
        danger=True,
        confirm="The journey goes to the step you choose, once. The move is marked as an override, with your reason.",
    )
    def override(self, request: HttpRequest, row: Journey, key: str, **given: Any) -> str:
        found = services.override(actor=request.actor, journey_id=row.pk, key=key, **given)
        return f"The journey stands at {V1.steps[found.step].title}."

    @act(
        "Cancel",
        right="orchestration.write",
        form=ReasonForm,
        when=_open,
        danger=True,
        confirm="What was done is put right in reverse: posts not yet out are taken out, invoices are put before finance "
        "as proposals. Nothing is deleted. This cannot be undone.",
    )
    def cancel(self, request: HttpRequest, row: Journey, key: str, reason: str) -> str:
        services.cancel(actor=request.actor, journey_id=row.pk, reason=reason, key=key)
        return "The journey is being ended."


@admin.register(Step)
class StepAdmin(ModuleAdmin):
    """Calls of journeys: which worker tried what, how often, with which outcome."""

    read_only = True
    client_path = "journey__client_id"
    list_display = ("name", "journey", "number", "state", "attempt", "last_error", "created_at", "ended_at")
    list_filter = ("state", "name")
    search_fields = ("journey__company", "name")
    list_select_related = ("journey",)
    ordering = ("-created_at", "-number")


@admin.register(Wait)
class WaitAdmin(ModuleAdmin):
    """What journeys wait and waited for."""

    read_only = True
    client_path = "journey__client_id"
    list_display = ("journey", "for_what", "for_whom", "since", "expected_by", "ended_at", "reminders")
    list_filter = ("for_whom", "step", ("ended_at", admin.EmptyFieldListFilter))
    search_fields = ("journey__company", "for_what")
    list_select_related = ("journey",)
    ordering = ("-since",)


@admin.register(Artifact)
class ArtifactAdmin(ModuleAdmin):
    """Artifact versions, with what they were made from and what was made from them."""

    read_only = True
    list_display = ("kind", "version", "short_hash", "told_by", "told_at", "engagement_id")
    list_filter = ("kind",)
    search_fields = ("sha256", "artifact_id", "engagement_id")
    ordering = ("-told_at",)
    fields = ("kind", "version", "full_hash", "artifact_id", "told_by", "told_at", "family")
    readonly_fields = fields

    @admin.display(description="SHA-256")
    def short_hash(self, row: Artifact) -> SafeString:
        return format_html("<code>{}</code>", row.sha256[:16])

    @admin.display(description="SHA-256")
    def full_hash(self, row: Artifact) -> SafeString:
        return format_html('<code style="overflow-wrap:anywhere">{}</code>', row.sha256)

    @admin.display(description="Lineage")
    def family(self, row: Artifact) -> SafeString:
        found = services.lineage(actor=row.reader, ref_or_id=row.ref())
        return render_to_string("admin/orchestration/lineage.html", {"found": found})

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        row = super().get_object(request, object_id, from_field)
        if row is not None:
            row.reader = request.actor
        return row


@admin.register(Notice)
class NoticeAdmin(ModuleAdmin):
    """Words to the people of the agency."""

    read_only = True
    list_display = ("subject", "for_right", "state", "mailed", "created_at")
    list_filter = ("state", "for_right")
    search_fields = ("subject", "text")
    ordering = ("-created_at",)
