"""People and client accounts. Every change goes through the services: they know who may grant what."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from apps.identity import services
from apps.identity.contracts import Role
from apps.identity.models import ClientAccount, Membership, StaffAssignment, User
from kernel.web.admin import ModuleAdmin, ModuleTabular, act


class StaffForm(forms.ModelForm):
    """A new member of the agency."""

    password = forms.CharField(
        required=False, widget=forms.PasswordInput, help_text="Empty: they set one by “Forgot your password?”."
    )

    class Meta:
        model = User
        fields = ["email", "name", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].required = True


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(max_length=200, help_text="It is kept in the audit trail.")


class MembershipInline(ModuleTabular):
    """A person's clients, or a client's people."""

    model = Membership
    fields = ("user", "client", "role", "created_at")


class AssignmentInline(ModuleTabular):
    """Who looks after whom."""

    model = StaffAssignment
    fields = ("user", "client", "created_at")


@admin.register(User)
class UserAdmin(ModuleAdmin):
    """People: the agency's, and those of clients."""

    write_right = "identity.users"
    agency_wide = True
    list_display = ("email", "name", "role", "all_clients", "is_active", "last_login")
    list_filter = ("role", "is_active", "all_clients")
    search_fields = ("email", "name")
    ordering = ("email",)
    inlines = (MembershipInline, AssignmentInline)
    fields = ("email", "name", "role", "all_clients", "is_active", "last_login", "created_at")
    readonly_fields = ("email", "name", "last_login", "created_at")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Staff limited to some clients do not see everybody."""
        return super().has_view_permission(request, obj) and request.actor.clients is None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: an account is switched off, so that what the person did keeps its name."""
        return False

    def form_for(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().form_for(request, obj, change, **kwargs) if obj else StaffForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ("email", "name", "role", "password")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        return self.readonly_fields if obj.is_staff else self.fields

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        given = form.cleaned_data
        if change:
            wanted = {name: given[name] for name in ("role", "all_clients", "is_active") if name in form.changed_data}
            services.change_staff(actor=request.actor, user_id=obj.pk, **wanted)
            return
        made = services.create_staff(
            actor=request.actor,
            email=given["email"],
            name=given["name"],
            role=Role(given["role"]),
            password=given["password"],
            key="",
        )
        obj.pk, obj._state.adding = made.id, False

    @act(
        "See the portal as this person",
        right="identity.users",
        when=lambda row: not row.is_staff and row.is_active,
        confirm="You see what they see and can change nothing. It is audited.",
        form=ReasonForm,
    )
    def see_as(self, request: HttpRequest, row: User, key: str, reason: str) -> HttpResponse:
        services.start_impersonation(actor=request.actor, user_id=row.pk, reason=reason)
        request.session["see_as"] = str(row.pk)
        return HttpResponseRedirect(reverse("home"))


class ClientForm(forms.ModelForm):
    """A new client account with its first contact."""

    contact_name = forms.CharField(max_length=150)
    contact_email = forms.EmailField(help_text="Becomes the first person who can approve.")

    class Meta:
        model = ClientAccount
        fields = ["name", "website", "country", "language"]


class MemberForm(forms.Form):
    """One more person of a client."""

    email = forms.EmailField()
    name = forms.CharField(max_length=150, required=False)
    role = forms.ChoiceField(choices=[(r.value, r.label) for r in Role if not r.is_staff])


@admin.register(ClientAccount)
class ClientAccountAdmin(ModuleAdmin):
    """The agency's clients."""

    write_right = "identity.clients"
    client_path = "id"
    list_display = ("name", "website", "country", "language", "created_at")
    list_filter = ("country", "language")
    search_fields = ("name", "website")
    ordering = ("-created_at",)
    inlines = (MembershipInline, AssignmentInline)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: invoices and approvals name it."""
        return False

    def form_for(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().form_for(request, obj, change, **kwargs) if obj else ClientForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        named = ("name", "website", "country", "language")
        return (*named, "created_at") if obj else (*named, "contact_name", "contact_email")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("created_at",) if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: ClientAccount, form: forms.ModelForm, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        made = services.open_client_account(actor=request.actor, key="", **form.cleaned_data)
        obj.pk, obj._state.adding = made.id, False

    @act("Add a person", right="identity.clients", form=MemberForm)
    def add_person(self, request: HttpRequest, row: ClientAccount, key: str, email: str, name: str, role: str) -> str:
        made = services.add_member(actor=request.actor, client_id=row.pk, email=email, name=name, role=Role(role), key=key)
        return f"{made.email} can now sign in as {made.role.label.lower()}."


@admin.register(Membership)
class MembershipAdmin(ModuleAdmin):
    """Who belongs to which client. People are added on the client's page."""

    read_only = True
    list_display = ("user", "client", "role", "created_at")
    list_filter = ("role",)
    search_fields = ("user__email", "user__name", "client__name")
    list_select_related = ("user", "client")
    ordering = ("-created_at",)

    @act("Remove", right="identity.clients", danger=True, confirm="The person loses sight of this client at once.")
    def remove(self, request: HttpRequest, row: Membership, key: str) -> str:
        services.remove_member(actor=request.actor, client_id=row.client_id, user_id=row.user_id, key=key)
        return "Removed."


@admin.register(StaffAssignment)
class StaffAssignmentAdmin(ModuleAdmin):
    """Who looks after which client. The first assignment ends seeing all clients."""

    write_right = "identity.users"
    list_display = ("user", "client", "created_at")
    search_fields = ("user__email", "user__name", "client__name")
    list_select_related = autocomplete_fields = ("user", "client")
    ordering = ("-created_at",)
    fields = ("user", "client")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: end it and make another."""
        return False

    def save_model(self, request: HttpRequest, obj: StaffAssignment, form: forms.ModelForm, change: bool) -> None:
        services.assign_staff(actor=request.actor, user_id=obj.user_id, client_id=obj.client_id)
        obj.pk = StaffAssignment.objects.get(user_id=obj.user_id, client_id=obj.client_id).pk
        obj._state.adding = False

    def delete_model(self, request: HttpRequest, obj: StaffAssignment) -> None:
        services.unassign_staff(actor=request.actor, user_id=obj.user_id, client_id=obj.client_id)
