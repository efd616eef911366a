"""Staff pages of production: drafts as readable posts with their counts, calendars by day, writing jobs, working time."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.production import services
from apps.production.models import Bundle, Calendar, DraftJob, TimeEntry
from apps.qc.contracts import CHANNEL_LIMITS, channel_key
from kernel.text_length import measure
from kernel.web.admin import ModuleAdmin, act
from kernel.web.portal import file_response


class EditForm(forms.Form):
    """One post's new text."""

    post_key = forms.CharField(max_length=80, label="Post", help_text="The key above the post, for example 2026-01-13-linkedin.")
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 10}), max_length=8000, help_text="The whole text as it will be published."
    )


class ReviseForm(forms.Form):
    """Notes for the next version."""

    notes = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=20_000,
        help_text="One note a line. Name a post by its key, number or day; ask for shorter, replace “X” with “Y”, remove “X”.",
    )


class OpenPointsFilter(admin.SimpleListFilter):
    """Versions with or without points that were left open."""

    title = "open points"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "With open points"), ("no", "Without")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "yes":
            return queryset.exclude(notes=[])
        return queryset.filter(notes=[]) if self.value() == "no" else queryset


@admin.register(Bundle)
class BundleAdmin(ModuleAdmin):
    """Drafts, newest first; a change is always a new version."""

    read_only = True
    list_display = ("title", "status", "reason", "qc_verdict", "post_count", "open_points", "client_id", "created_at")
    list_filter = ("status", "reason", "qc_verdict", OpenPointsFilter, "created_at")
    search_fields = ("client_id", "engagement_id", "sha256", "content")
    ordering = ("-created_at", "-id")
    exclude = ("content", "provenance", "notes", "strategy", "calendar", "previous", "editor_id")
    readonly_fields = ("posts", "open_notes", "lineage", "written_by")

    @admin.display(description="Drafts", ordering="version")
    def title(self, row: Bundle) -> str:
        name = str(row.content.get("strategy_ref", {}).get("version", ""))
        return f"Drafts v{row.version}" + (f" (strategy v{name})" if name else "")

    @admin.display(description="Posts")
    def post_count(self, row: Bundle) -> int:
        return len(row.content.get("posts", ()))

    @admin.display(description="Open points")
    def open_points(self, row: Bundle) -> int:
        return len(row.notes)

    @admin.display(description="Posts")
    def posts(self, row: Bundle) -> SafeString:
        """The posts as readers will see them, each measured as its channel counts."""
        shown = [{**post, **_measured(post)} for post in row.content["posts"]]
        return render_to_string(
            "admin/production/posts.html", {"posts": shown, "c": row.content, "hands": row.provenance.get("posts", {})}
        )

    @admin.display(description="Open points for staff")
    def open_notes(self, row: Bundle) -> SafeString | str:
        return render_to_string("admin/production/notes.html", {"notes": row.notes}) if row.notes else "None."

    @admin.display(description="Made from")
    def lineage(self, row: Bundle) -> str:
        return " · ".join(str(ref) for ref in row.parents())

    @admin.display(description="Written by")
    def written_by(self, row: Bundle) -> str:
        told = row.provenance
        return " · ".join(str(told[name]) for name in ("writer", "model", "prompt_version") if told.get(name))

    @act("Edit a post", right="production.write", form=EditForm, when=lambda row: row.is_open)
    def edit(self, request: HttpRequest, row: Bundle, key: str, post_key: str, text: str) -> str:
        made = services.edit_post(actor=request.actor, bundle_id=row.pk, post_key=post_key, text=text, key=key)
        return f"Version {made.version} is made; QC judges it next."

    @act("Have it revised", right="production.write", form=ReviseForm, when=lambda row: row.is_open)
    def revise(self, request: HttpRequest, row: Bundle, key: str, notes: str) -> str:
        lines = tuple(line.strip() for line in notes.splitlines() if line.strip())
        services.revise(actor=request.actor, bundle_id=row.pk, notes=lines, key=key)
        return "The next version is being written."


@admin.register(Calendar)
class CalendarAdmin(ModuleAdmin):
    """Calendars, newest first."""

    read_only = True
    list_display = ("title", "status", "starts_on", "ends_on", "zone", "slot_count", "client_id", "created_at")
    list_filter = ("status", "zone", "starts_on", "created_at")
    search_fields = ("client_id", "engagement_id", "sha256")
    ordering = ("-created_at", "-id")
    exclude = ("content", "strategy")
    readonly_fields = ("days",)

    @admin.display(description="Calendar", ordering="version")
    def title(self, row: Calendar) -> str:
        return f"Calendar v{row.version}"

    @admin.display(description="Posts")
    def slot_count(self, row: Calendar) -> int:
        return len(row.content["slots"])

    @admin.display(description="Day by day")
    def days(self, row: Calendar) -> SafeString:
        """The planned posts of each day."""
        slots = row.content["slots"]
        days = [(day, list(found)) for day, found in groupby(slots, key=lambda slot: slot["day"])]
        return render_to_string("admin/production/days.html", {"days": days, "zone": row.zone})

    @act("As an iCalendar file", right="production.view")
    def file(self, request: HttpRequest, row: Calendar, key: str) -> HttpResponse:
        made = services.get_calendar_file(actor=request.actor, calendar_id=row.pk)
        return file_response(made.data, name=made.file_name, content_type=made.content_type)


@admin.register(DraftJob)
class DraftJobAdmin(ModuleAdmin):
    """Writing jobs: what is asked for, waiting, done or dead."""

    read_only = True
    list_display = ("reason", "state", "attempt", "last_error", "client_id", "created_at")
    list_filter = ("state", "reason", "created_at")
    search_fields = ("client_id", "engagement_id", "last_error")
    ordering = ("-created_at", "-id")


@admin.register(TimeEntry)
class TimeEntryAdmin(ModuleAdmin):
    """Working time; it is noted through the service, so that a day never holds more than 24 hours."""

    read_only = True
    list_display = ("person", "worked_on", "minutes", "activity", "engagement_id", "created_at")
    list_filter = ("worked_on", "person")
    search_fields = ("person", "activity", "client_id", "engagement_id")
    ordering = ("-worked_on", "-id")


def _measured(post: dict[str, Any]) -> dict[str, Any]:
    limit = CHANNEL_LIMITS.get(channel_key(str(post.get("channel", ""))))
    if limit is None:
        return {"length": len(str(post.get("text", ""))), "limit": None, "over": False}
    length = measure(str(post.get("text", "")), limit.counting)
    return {"length": length, "limit": limit.text, "over": length > limit.text}
