"""API tokens, share links and sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html_join

from apps.identity import services
from apps.identity.admin.rights import RightsWidget, choices, words
from apps.identity.contracts import CredentialKind
from apps.identity.models import ClientAccount, Credential, UserSession
from kernel.actors import Actor
from kernel.web.admin import ModuleAdmin, act


class TokenForm(forms.ModelForm):
    """A new API token."""

    rights = forms.MultipleChoiceField(widget=RightsWidget, help_text="Only what you may do yourself can be handed on.")

    class Meta:
        model = Credential
        fields = ["name", "client", "rights", "expires_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        self.fields["client"].help_text = "Empty: for all clients you see."


def _token_form(actor: Actor) -> type[TokenForm]:
    """The form with the clients that the actor sees and the rights that the actor holds, and no others."""

    class Form(TokenForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["rights"].choices = [(right, right) for right in services.known_rights()]
            self.fields["rights"].widget.choices = choices(actor)
            self.fields["client"].queryset = ClientAccount.objects.all().visible_to(actor).order_by("name")

    return Form


@admin.register(Credential)
class CredentialAdmin(ModuleAdmin):
    """API tokens and share links. The secret of a token is shown once, when it is made."""

    view_right = write_right = "identity.tokens"
    list_before_template = "admin/identity/token_tools.html"
    list_display = ("hint", "kind", "name", "client", "action", "created_at", "expires_at", "last_used_at", "revoked_at")
    list_filter = ("kind", "action")
    search_fields = ("name", "hint", "email", "client__name")
    list_select_related = ("client",)
    ordering = ("-created_at",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: revoke it and make another."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: what it was used for stays explainable."""
        return False

    def form_for(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().form_for(request, obj, change, **kwargs) if obj else _token_form(request.actor)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("name", "client", "rights", "expires_at")
        about = ("may",) if obj.kind == CredentialKind.TOKEN else ("app", "object_id", "action", "email")
        return ("hint", "kind", "name", "client", *about, "created_at", "expires_at", "last_used_at", "revoked_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.get_fields(request, obj) if obj else ()

    def save_model(self, request: HttpRequest, obj: Credential, form: forms.ModelForm, change: bool) -> None:
        given = form.cleaned_data
        client_id = given["client"].pk if given["client"] else None
        made = services.issue_token(
            actor=request.actor,
            name=given["name"],
            rights=tuple(given["rights"]),
            client_id=client_id,
            expires_at=given["expires_at"],
        )
        obj.pk, obj._state.adding = made.id, False
        request.new_secret = made.secret

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        """One button: each way of saving leads to the page with the secret."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Credential, post_url_continue: str | None = None) -> HttpResponse:
        """The page with the secret: this answer is the only place where it ever stands."""
        values = {**self.admin_site.each_context(request), "opts": self.opts, "title": "A new token", "token": obj}
        return TemplateResponse(request, "admin/identity/token.html", values | {"secret": request.new_secret})

    @admin.display(description="May")
    def may(self, row: Credential) -> str:
        return format_html_join("", "<p>{}</p>", ((words(right),) for right in sorted(row.rights)))

    @act(
        "Revoke",
        right="identity.tokens",
        danger=True,
        when=lambda row: row.revoked_at is None,
        confirm="Whatever uses it stops working at once. This cannot be undone; a new one can be made.",
    )
    def revoke(self, request: HttpRequest, row: Credential, key: str) -> str:
        services.revoke_credential(actor=request.actor, credential_id=row.pk, key=key)
        return "Revoked."


@admin.register(UserSession)
class UserSessionAdmin(ModuleAdmin):
    """Where people are signed in."""

    view_right = "identity.users"
    read_only = agency_wide = True
    list_display = ("user", "ip", "user_agent", "created_at", "last_seen_at")
    search_fields = ("user__email", "ip")
    list_select_related = ("user",)
    ordering = ("-last_seen_at",)
    exclude = ("session_key",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("user", "ip", "user_agent", "created_at", "last_seen_at")

    @act("Sign this browser out", right="identity.users", danger=True, confirm="Its next request has to sign in again.")
    def sign_out(self, request: HttpRequest, row: UserSession, key: str) -> str:
        services.end_session(actor=request.actor, session_id=row.pk)
        return "Signed out."
