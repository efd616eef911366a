"""Staff pages of client_review: packages with their decisions and comments, notices, the policy."""

from __future__ import annotations

import json

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.client_review import services
from apps.client_review.models import WAITING, Comment, Decision, Notice, Package, Policy
from kernel.web.admin import ModuleAdmin, ModuleTabular, act
from kernel.web.portal import file_response


class NoteForm(forms.Form):
    """A comment of the agency."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    post_key = forms.CharField(max_length=80, required=False, help_text="The key of the post it is about; empty for the whole.")
    internal = forms.BooleanField(required=False, initial=True, help_text="For the agency only. Untick to answer the client.")


class DecisionRows(ModuleTabular):
    """What the client decided."""

    model = Decision
    fields = ("verdict", "comment", "decided_name", "via", "decided_at", "sha256")
    readonly_fields = fields
    show_change_link = False


class CommentRows(ModuleTabular):
    """What was said."""

    model = Comment
    fields = ("post_key", "quote", "text", "author_name", "internal", "created_at", "resolved_at")
    readonly_fields = fields


class NoticeRows(ModuleTabular):
    """What was and will be sent."""

    model = Notice
    fields = ("kind", "number", "state", "due_at", "done_at", "last_error")
    readonly_fields = fields
    show_change_link = False


@admin.register(Package)
class PackageAdmin(ModuleAdmin):
    """Reviews, newest first: frozen content and what the client said to it."""

    area = "review"
    read_only = True
    list_display = ("title", "state", "round", "due_at", "sent_at", "decided_at", "created_at")
    list_filter = ("state", "subject_kind", "created_at", "due_at")
    search_fields = ("title", "client_id", "engagement_id", "sha256")
    ordering = ("-created_at", "-id")
    exclude = ("content", "parents")
    readonly_fields = ("posts",)
    inlines = (DecisionRows, CommentRows, NoticeRows)

    @admin.display(description="Content under review")
    def posts(self, row: Package) -> SafeString:
        """The posts as the client sees them, as text."""
        rest = {name: value for name, value in row.content.items() if name != "posts"}
        shown = json.dumps(rest, indent=1, ensure_ascii=False, sort_keys=True)
        return render_to_string("admin/client_review/posts.html", {"posts": row.content.get("posts") or [], "rest": shown})

    @act("Add a comment", right="review.comment", form=NoteForm)
    def comment(self, request: HttpRequest, row: Package, key: str, text: str, post_key: str, internal: bool) -> str:
        services.capture_feedback(
            actor=request.actor, package_id=row.pk, text=text, post_key=post_key, internal=internal, key=key
        )
        return "The comment is kept."

    @act("Certificate", right="review.view", when=lambda row: row.state not in WAITING and row.decided_at is not None)
    def certificate(self, request: HttpRequest, row: Package, key: str) -> HttpResponse:
        proof = services.get_certificate(actor=request.actor, package_id=row.pk)
        return file_response(proof.data, name=proof.file_name, content_type=proof.content_type)


@admin.register(Decision)
class DecisionAdmin(ModuleAdmin):
    """Every decision of every client."""

    area = "review"
    read_only = True
    list_display = ("package", "verdict", "decided_name", "via", "decided_at")
    list_filter = ("verdict", "via", "decided_at")
    search_fields = ("decided_name", "comment", "sha256", "client_id")
    ordering = ("-decided_at", "-id")
    list_select_related = ("package",)


@admin.register(Comment)
class CommentAdmin(ModuleAdmin):
    """Every comment; resolving is an act."""

    area = "review"
    read_only = True
    list_display = ("text", "package", "post_key", "author_name", "internal", "created_at", "resolved_at")
    list_filter = ("internal", "created_at", ("resolved_at", admin.EmptyFieldListFilter))
    search_fields = ("text", "author_name", "client_id")
    ordering = ("-created_at", "-id")
    list_select_related = ("package",)

    @act("Resolve", right="review.comment", when=lambda row: row.resolved_at is None)
    def resolve(self, request: HttpRequest, row: Comment, key: str) -> str:
        services.resolve_comment(actor=request.actor, comment_id=row.pk, key=key)
        return "Resolved."


@admin.register(Notice)
class NoticeAdmin(ModuleAdmin):
    """Invitations, reminders and overdue reviews."""

    area = "review"
    read_only = True
    list_display = ("package", "kind", "number", "state", "due_at", "done_at")
    list_filter = ("kind", "state", "due_at")
    search_fields = ("package__title", "client_id")
    ordering = ("-due_at", "-id")
    list_select_related = ("package",)


@admin.register(Policy)
class PolicyAdmin(ModuleAdmin):
    """Days for a decision, and when to remind. The row called “default” holds."""

    area = "review"
    write_right = "review.manage"
    agency_wide = True
    list_display = ("name", "days", "reminder_days")
    search_fields = ("name",)
