"""What waits for a person, who was told, which worker lives."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from apps.cam import services
from apps.cam.admin.forms import NoteForm
from apps.cam.admin.plan import tasks_page
from apps.cam.models import HumanAlert, ReviewItem, WorkerHeartbeat
from kernel.web.admin import ModuleAdmin, act


def _is_open(row: ReviewItem) -> bool:
    return row.state == "open"


@admin.register(ReviewItem)
class ReviewItemAdmin(ModuleAdmin):
    """The review queue, oldest first."""

    agency_wide = True
    read_only = True
    list_before_template = "admin/cam/task_tools.html"
    list_display = ("title", "kind", "state", "suggested", "lead", "created_at")
    list_filter = ("state", "kind", "suggested")
    search_fields = ("title", "detail", "lead__company")
    list_select_related = ("lead",)
    ordering = ("created_at",)

    def get_urls(self) -> list[URLPattern]:
        view = self._page(lambda request: tasks_page(self, request))
        return [path("tasks/", view, name="cam_reviewitem_tasks"), *super().get_urls()]

    @act("Agree", right="cam.write", form=NoteForm, when=_is_open, confirm="What is suggested takes effect.")
    def approve(self, request: HttpRequest, row: ReviewItem, key: str, note: str) -> str:
        services.approve_review(actor=request.actor, item_id=row.pk, note=note, key=key)
        return "Done."

    @act("Disagree", right="cam.write", form=NoteForm, when=_is_open, confirm="Nothing that is suggested happens.")
    def reject(self, request: HttpRequest, row: ReviewItem, key: str, note: str) -> str:
        services.reject_review(actor=request.actor, item_id=row.pk, note=note, key=key)
        return "Done."

    @act("Leave it", right="cam.write", form=NoteForm, when=_is_open)
    def skip(self, request: HttpRequest, row: ReviewItem, key: str, note: str) -> str:
        services.skip_review(actor=request.actor, item_id=row.pk, note=note, key=key)
        return "Out of the queue."


@admin.register(HumanAlert)
class HumanAlertAdmin(ModuleAdmin):
    """Who was told about what."""

    agency_wide = True
    read_only = True
    list_display = ("message", "kind", "severity", "state", "lead", "created_at", "sent_at")
    list_filter = ("kind", "severity", "state")
    search_fields = ("message",)
    list_select_related = ("lead",)
    ordering = ("-created_at",)


@admin.register(WorkerHeartbeat)
class WorkerHeartbeatAdmin(ModuleAdmin):
    """Signs of life of cam's workers, and the result of their last cycle."""

    agency_wide = True
    read_only = True
    list_display = ("worker_id", "state", "cycles", "beat_at")
    list_filter = ("state",)
    ordering = ("-beat_at",)
