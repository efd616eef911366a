"""Staff pages of learning: what was generated, what is remembered, what happened, what it may cost."""

from __future__ import annotations

import json

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.learning import services
from apps.learning.models import EventLine, Generation, Limit, Memory, Spend
from kernel.web.admin import ModuleAdmin, act


class ReasonForm(forms.Form):
    """Why the item no longer holds."""

    reason = forms.CharField(max_length=400)


class CorrectForm(forms.Form):
    """What should stand there instead, and where that comes from."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    source = forms.CharField(max_length=200)


@admin.register(Generation)
class GenerationAdmin(ModuleAdmin):
    """Calls of the writers, newest first: task, writer, cost, and what came of it."""

    read_only = True
    list_display = ("task", "state", "writer", "model", "cost", "client_id", "created_at")
    list_filter = ("state", "writer", "profile", "task")
    search_fields = ("task", "request_hash", "key")
    ordering = ("-created_at",)
    fields = (
        *("task", "profile", "state", "writer", "model", "prompt_version", "cost", "attempt", "client_id", "key", "request_hash"),
        *("sources", "answer", "last_error", "created_at", "done_at"),
    )
    readonly_fields = fields

    @admin.display(description="Cost")
    def cost(self, row: Generation) -> str:
        return f"{row.cost_minor / 100:.2f} {row.currency}"

    @admin.display(description="Answer")
    def answer(self, row: Generation) -> SafeString:
        shown = json.dumps(row.content, ensure_ascii=False, indent=1)
        return format_html(
            '<details><summary>{} characters</summary><pre class="whitespace-pre-wrap">{}</pre></details>', len(shown), shown
        )


@admin.register(Memory)
class MemoryAdmin(ModuleAdmin):
    """What is remembered of clients and of the agency's own work."""

    read_only = True
    list_display = ("text", "scope", "topic", "confidence", "source", "holds", "created_at")
    list_filter = ("scope", "topic")
    search_fields = ("text", "topic", "source")
    ordering = ("-created_at",)

    @admin.display(description="Holds", boolean=True)
    def holds(self, row: Memory) -> bool:
        return row.invalidated_at is None

    @act("Invalidate", right="learning.write", when=lambda row: row.invalidated_at is None, form=ReasonForm)
    def invalidate(self, request: HttpRequest, row: Memory, key: str, reason: str) -> str:
        count = services.invalidate(actor=request.actor, item_id=row.pk, reason=reason, key=key)
        return f"{count} item(s) no longer hold."

    @act("Correct", right="learning.write", when=lambda row: row.invalidated_at is None, form=CorrectForm)
    def correct(self, request: HttpRequest, row: Memory, key: str, text: str, source: str) -> str:
        services.correct(actor=request.actor, item_id=row.pk, text=text, source=source, key=key)
        return "The new item takes the old one's place."


@admin.register(EventLine)
class EventAdmin(ModuleAdmin):
    """The event log, newest first."""

    read_only = True
    list_display = ("name", "group", "client_id", "at")
    list_filter = ("group",)
    search_fields = ("name", "client_id")
    ordering = ("-at",)


@admin.register(Limit)
class LimitAdmin(ModuleAdmin):
    """Daily budgets: the row without a client is the default for all."""

    list_display = ("__str__", "limit_minor", "currency", "max_calls")
    search_fields = ("client_id",)


@admin.register(Spend)
class SpendAdmin(ModuleAdmin):
    """What each day's generations cost."""

    read_only = True
    list_display = ("day", "client_id", "spent_minor", "reserved_minor", "currency", "calls")
    list_filter = ("day",)
    search_fields = ("client_id",)
    ordering = ("-day",)
