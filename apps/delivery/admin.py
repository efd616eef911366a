"""Staff pages of delivery: packages with their manifest, publications with what a person can say about them."""

from __future__ import annotations

import json

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from apps.delivery import services
from apps.delivery.contracts import PackageState, PublicationState, Resolution
from apps.delivery.models import Build, Notice, Package, Publication
from kernel.web.admin import ModuleAdmin, ModuleTabular, act
from kernel.web.portal import file_response


class UrlForm(forms.Form):
    """Where it stands."""

    url = forms.URLField(max_length=400, label="Address of the post", assume_scheme="https")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=1000)


class PublicationRows(ModuleTabular):
    """The package's posts."""

    model = Publication
    fields = ("post_key", "channel", "scheduled_for", "state", "url", "reason")
    readonly_fields = fields


@admin.register(Package)
class PackageAdmin(ModuleAdmin):
    """Packages, newest first."""

    read_only = True
    list_display = ("__str__", "version", "state", "status", "qc_verdict", "built_at", "released_at", "completed_at")
    list_filter = ("state", "status", "qc_verdict", "created_at")
    search_fields = ("file_name", "client_id", "engagement_id", "sha256", "file_sha256")
    ordering = ("-created_at", "-id")
    exclude = ("manifest", "checks", "bundle", "strategy")
    readonly_fields = ("inside",)
    inlines = (PublicationRows,)

    @admin.display(description="Checks and manifest")
    def inside(self, row: Package) -> SafeString:
        """Pre-flight checks, files with their hashes, and the manifest as it lies in the package."""
        text = json.dumps(row.manifest, indent=1, sort_keys=True, ensure_ascii=False)
        return render_to_string("admin/delivery/manifest.html", {"package": row, "manifest": row.manifest, "text": text})

    @act("Download", right="delivery.view", when=lambda row: bool(row.file_sha256))
    def download(self, request: HttpRequest, row: Package, key: str) -> HttpResponse:
        document = services.get_file(actor=request.actor, package_id=row.pk)
        return file_response(document.data, name=document.file_name, content_type=document.content_type)

    @act(
        "Build again",
        right="delivery.write",
        when=lambda row: row.state in (PackageState.BLOCKED, PackageState.BUILDING),
        confirm="The same checks run again. Nothing goes to the client yet.",
    )
    def build_again(self, request: HttpRequest, row: Package, key: str) -> str:
        services.create_package(
            actor=request.actor,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
            bundle=row.bundle_ref,
            strategy=row.strategy_ref,
            approval_id=row.approval_id,
            key=key,
        )
        return "The package is being built."

    @act(
        "Release to the client",
        right="delivery.write",
        when=lambda row: row.state == PackageState.BUILT,
        confirm="The client's people get a mail with a link to it.",
    )
    def release(self, request: HttpRequest, row: Package, key: str) -> str:
        services.release(actor=request.actor, package_id=row.pk, key=key)
        return "Released; the client is told by mail."

    @act(
        "Publish",
        right="delivery.publish",
        when=lambda row: row.state == PackageState.RELEASED and row.publishing_at is None,
        confirm="Every post is scheduled at its time; posts whose time has passed go out at once.",
    )
    def publish(self, request: HttpRequest, row: Package, key: str) -> str:
        services.publish(actor=request.actor, package_id=row.pk, key=key)
        return "The posts are scheduled."


def _is(*states: PublicationState):
    return lambda row: row.state in states


@admin.register(Publication)
class PublicationAdmin(ModuleAdmin):
    """Posts by their moment, and the acts that a person has on them."""

    read_only = True
    list_display = ("post_key", "channel", "scheduled_for", "state", "url", "reason", "published_at")
    list_filter = ("state", "channel", "scheduled_for")
    search_fields = ("post_key", "url", "reason", "client_id", "engagement_id")
    ordering = ("-scheduled_for", "-id")
    exclude = ("post",)
    readonly_fields = ("shown",)
    list_select_related = ("package",)

    @admin.display(description="Post")
    def shown(self, row: Publication) -> SafeString:
        """What goes out, as text."""
        return render_to_string("admin/delivery/post.html", {"post": row.post})

    @act("It is online", right="delivery.publish", form=UrlForm, when=_is(PublicationState.UNKNOWN, PublicationState.FAILED))
    def mark_live(self, request: HttpRequest, row: Publication, key: str, url: str) -> str:
        return self._say(request, row, key, Resolution.LIVE, url=url)

    @act("It is not online", right="delivery.publish", form=ReasonForm, when=_is(PublicationState.UNKNOWN))
    def mark_failed(self, request: HttpRequest, row: Publication, key: str, reason: str) -> str:
        return self._say(request, row, key, Resolution.FAILED, reason=reason)

    @act(
        "Try again",
        right="delivery.publish",
        when=_is(PublicationState.FAILED, PublicationState.UNKNOWN),
        confirm="Only if you have seen on the channel that it does not stand there: it goes out at once.",
    )
    def retry(self, request: HttpRequest, row: Publication, key: str) -> str:
        return self._say(request, row, key, Resolution.RETRY)

    @act(
        "Take out",
        right="delivery.publish",
        form=ReasonForm,
        when=_is(PublicationState.SCHEDULED, PublicationState.UNKNOWN, PublicationState.FAILED, PublicationState.LIVE),
        danger=True,
    )
    def take_out(self, request: HttpRequest, row: Publication, key: str, reason: str) -> str:
        return self._say(request, row, key, Resolution.REMOVED, reason=reason)

    def _say(self, request: HttpRequest, row: Publication, key: str, resolution: Resolution, **words: str) -> str:
        done = services.resolve_publication(actor=request.actor, publication_id=row.pk, resolution=resolution, key=key, **words)
        return f"The post is {done.state.value} now."


@admin.register(Build)
class BuildAdmin(ModuleAdmin):
    """What the builder has done and has to do."""

    read_only = True
    list_display = ("package", "state", "attempt", "due_at", "last_error")
    list_filter = ("state", "due_at")
    search_fields = ("package__file_name", "client_id")
    ordering = ("-due_at", "-id")
    list_select_related = ("package",)


@admin.register(Notice)
class NoticeAdmin(ModuleAdmin):
    """Word to clients that a package is theirs."""

    read_only = True
    list_display = ("package", "state", "attempt", "due_at", "last_error")
    list_filter = ("state", "due_at")
    search_fields = ("package__file_name", "client_id")
    ordering = ("-due_at", "-id")
    list_select_related = ("package",)
