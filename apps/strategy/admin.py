"""Staff pages of strategy: versions to read, compare and approve; jobs to see how the work stands."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.strategy import services
from apps.strategy.contracts import Status
from apps.strategy.models import CurrentBrief, Job, Strategy
from kernel.actors import worker
from kernel.web.admin import ModuleAdmin, act

_GATE = (Status.DRAFT, Status.REVISED, Status.FLAGGED)


class NotesForm(forms.Form):
    """What the next version should do differently."""

    notes = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        help_text="One wish per line. A word in quotation marks after “avoid” or “remove” does not return.",
    )


@admin.register(Strategy)
class StrategyAdmin(ModuleAdmin):
    """Strategies, newest first; only services change them."""

    read_only = True
    list_display = ("client_name", "version", "status", "verdict", "score", "language", "created_at", "approved_at")
    list_filter = ("status", "verdict", "language")
    search_fields = ("client_name",)
    ordering = ("-created_at",)
    fieldsets = (
        (None, {"fields": ("client_name", "version", "status", "verdict", "score", "qc_word", "created_at", "approved_at")}),
        ("The plan", {"fields": ("sections",)}),
        ("What changed since the version before", {"fields": ("changes",)}),
        (
            "Where it comes from",
            {"fields": ("sha256", "brief_id", "brief_version", "brief_sha256", "written_by", "document_sha256", "engagement_id")},
        ),
    )
    readonly_fields = (
        *("client_name", "version", "status", "verdict", "score", "qc_word", "created_at", "approved_at", "sections", "changes"),
        *("sha256", "brief_id", "brief_version", "brief_sha256", "written_by", "document_sha256", "engagement_id"),
    )

    @admin.display(description="What quality control says")
    def qc_word(self, row: Strategy) -> str:
        return "; ".join(row.qc_notes) or ("Nothing to add." if row.verdict else "Not judged yet.")

    @admin.display(description="Written by")
    def written_by(self, row: Strategy) -> str:
        made = row.provenance
        return f"{made.get('writer', '?')} ({made.get('model', '?')}), prompt {made.get('prompt_version', '?')}"

    @admin.display(description="")
    def sections(self, row: Strategy) -> SafeString:
        found = services.read_strategy(actor=_reader(row), strategy_id=row.pk)
        return render_to_string("admin/strategy/sections.html", {"sections": found.sections})

    @admin.display(description="")
    def changes(self, row: Strategy) -> SafeString:
        versions = services.list_versions(actor=_reader(row), engagement_id=row.engagement_id)
        before = next((v for v in versions if v.version < row.version), None)
        found = services.compare(actor=_reader(row), before_id=before.id, after_id=row.pk).changes if before else ()
        nothing = "Nothing but the date." if before else "This is the first version."
        names = {"before": before.version if before else "", "after": row.version, "nothing": nothing}
        return render_to_string("admin/strategy/changes.html", {"changes": found, **names})

    @act(
        "Approve",
        right="strategy.approve",
        when=lambda row: row.status in _GATE and row.verdict in ("PASS", "WARN"),
        confirm="Exactly this version is frozen; drafts are made from it next, and the client can read it.",
    )
    def approve(self, request: HttpRequest, row: Strategy, key: str) -> str:
        services.approve(actor=request.actor, strategy_id=row.pk, sha256=row.sha256, key=key)
        return f"Strategy v{row.version} is approved."

    @act("Have it revised", right="strategy.write", when=lambda row: row.status != Status.ARCHIVED, form=NotesForm)
    def revise(self, request: HttpRequest, row: Strategy, key: str, notes: str) -> str:
        services.revise(actor=request.actor, strategy_id=row.pk, notes=tuple(notes.splitlines()), key=key)
        return "A new version is being written; it appears in the list."

    @act("Document", right="strategy.view", when=lambda row: bool(row.document_sha256))
    def document(self, request: HttpRequest, row: Strategy, key: str) -> HttpResponse:
        found = services.get_document(actor=request.actor, strategy_id=row.pk)
        headers = {"Content-Disposition": f'attachment; filename="{found.file_name}"'}
        return HttpResponse(found.data, content_type=found.content_type, headers=headers)


@admin.register(Job)
class JobAdmin(ModuleAdmin):
    """Work of the writer and the typesetter, newest first."""

    read_only = True
    list_display = ("kind", "state", "attempt", "client_id", "created_at", "last_error")
    list_filter = ("kind", "state")
    search_fields = ("engagement_id", "last_error")
    ordering = ("-created_at",)


@admin.register(CurrentBrief)
class CurrentBriefAdmin(ModuleAdmin):
    """Which brief each engagement builds on."""

    read_only = True
    list_display = ("client_id", "brief_version", "at")
    search_fields = ("engagement_id",)
    ordering = ("-at",)


def _reader(row: Strategy):
    """The page's own reading of a row that the base class has already found visible."""
    return worker("strategy", client_id=row.client_id)
