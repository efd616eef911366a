"""The base class of staff pages: rights come from the actor, rows from its scope, saves run in the owner's transaction."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib import messages
from django.contrib.admin import display
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from unfold.admin import ModelAdmin, StackedInline, TabularInline

from kernel.actors import Actor
from kernel.db import atomic
from kernel.errors import DomainError, InvalidInput
from kernel.web import acts, labels, lists, names
from kernel.web.acts import act


class _Scoped:
    """Which rows and which verbs a staff actor has on one table."""

    area: str = ""
    view_right: str = ""
    write_right: str = ""
    read_only: bool = False
    client_path: str = "client_id"
    agency_wide: bool = False

    @property
    def _area(self) -> str:
        return self.area or self.model._meta.app_label

    def may_view(self, actor: Actor) -> bool:
        """Whether the actor may see the table."""
        return actor.may(self.view_right or f"{self._area}.view")

    def may_write(self, actor: Actor) -> bool:
        """Whether the actor may change the table by hand; never where only services may."""
        return not self.read_only and actor.may(self.write_right or f"{self._area}.write")

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_view(request.actor)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_write(request.actor)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_write(request.actor)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may_write(request.actor)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The rows of the actor's clients; tables without a client column are empty for staff limited to some clients."""
        rows, actor = super().get_queryset(request), request.actor
        if actor.clients is None or self.agency_wide:
            return rows
        if hasattr(rows, "visible_to"):
            return rows.visible_to(actor)
        if self.client_path == "client_id" and not _has_field(self.model, "client_id"):
            return rows.none()
        return rows.filter(**{f"{self.client_path}__in": actor.clients})

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """What is named so, and every column that the model calls uneditable: they are shown, never asked for."""
        named = tuple(super().get_readonly_fields(request, obj))
        return (*named, *(f.name for f in self.model._meta.fields if not (f.editable or f.primary_key or f.name in named)))


class ModuleAdmin(_Scoped, ModelAdmin):
    """Admin of one module's table.

    `area` is the first half of its rights ("review" → review.view, review.write; default: the app's label), `view_right`
    and `write_right` name others. `read_only = True`: only services change it. `client_path` leads to the client's id over
    relations ("package__client_id"); `agency_wide = True`: the rows belong to no client. Buttons on a row: `@act`.
    `endless = True`: the table grows without end, so that its list is read in pages by key and never counted; `words` is the
    model of its rows' words (kernel.search), by which its search goes then, their `words_owner` the column with the row's id.
    """

    endless: bool = False
    words: type[Model] | None = None
    words_owner: str = ""
    show_full_result_count = False
    list_per_page = 50
    list_filter_submit = True
    warn_unsaved_form = True
    compressed_fields = True
    change_form_outer_before_template = "admin/acts.html"

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in beforehand; values that the column cannot have are left out."""
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if _fits(self.model, name, value)}

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        """The form of `form_for`; once a service has refused what was typed, it says so at the field and keeps the rest."""
        form, refused = self.form_for(request, obj, change, **kwargs), getattr(request, "refused", None)
        return form if refused is None else acts.refusing(form, refused)

    def form_for(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> type[ModelForm]:
        """The form class of a row, of a new one where `obj` is None."""
        return super().get_form(request, obj, change, **kwargs)

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """Only what the list shows, filters or searches: a lookup on any other column would answer guesses about it."""
        if not _has_field(self.model, lookup.split("__")[0]):
            return super().lookup_allowed(lookup, value, request)  # no column at all: the list says so and shows everything
        filters = (name[0] if isinstance(name, tuple | list) else name for name in self.list_filter)
        filters = [getattr(name, "parameter_name", name) for name in filters]
        named = {self.model._meta.pk.name, "pk", *self.list_display, *(name for name in filters if isinstance(name, str))}
        named |= {name.lstrip("^=@") for name in self.search_fields}
        shown = any(lookup == name or lookup.startswith(f"{name}__") for name in named if isinstance(name, str))
        return shown and super().lookup_allowed(lookup, value, request)

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns; a client's id gives way to its name, a state's or kind's value to words."""
        given = names.swapped(super().get_list_display(request))
        edited = self.list_editable
        return tuple(labels.column(self.model, n) if isinstance(n, str) and n not in edited else n for n in given)

    def get_fieldsets(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """The fields; where a client's id could not be changed anyhow, its name stands in its place."""
        found = super().get_fieldsets(request, obj)
        if obj is None or not _has_field(self.model, "client_id") or self.model._meta.get_field("client_id").is_relation:
            return found
        if self.has_change_permission(request, obj) and "client_id" not in self.get_readonly_fields(request, obj):
            return found
        return [(title, {**options, "fields": names.swapped(options["fields"])}) for title, options in found]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        """As ever, and the client's name."""
        return (*super().get_readonly_fields(request, obj), names.COLUMN)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Model | None:
        """The row, knowing its client's name."""
        row = super().get_object(request, object_id, from_field)
        names.put(request.actor, [row] if row is not None else [])
        return row

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type:
        """The kind of list: by key where the table is endless."""
        return lists.EndlessChangeList if self.endless else super().get_changelist(request, **kwargs)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """By the table of words, if there is one; the page says so where it does not show all that was found."""
        if self.words is None or not search_term.strip():
            return super().get_search_results(request, queryset, search_term)
        return lists.searched(request, queryset, self.words, self.words_owner, search_term), False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """The list, whose rows know their clients' names."""
        found = super().get_changelist_instance(request)
        names.put(request.actor, found.result_list)
        return found

    @display(description="client", ordering="client_id")
    def client_shown(self, row: Model) -> str:
        """The name of the row's client."""
        return names.shown(row)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may_view(request.actor)

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.model._meta.app_label}_{self.model._meta.model_name}_act"
        return [path("<path:object_id>/act/<slug:name>/", self._page(self._act_view), name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        try:
            if "_save" in request.POST:
                with atomic(self.model._meta.app_label):
                    return super().changelist_view(request, extra_context)
            return super().changelist_view(request, extra_context)
        except (DomainError, ValidationError) as error:
            return _told(request, error)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        try:
            with atomic(self.model._meta.app_label):
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (DomainError, ValidationError) as error:
            if isinstance(error, ValidationError) or error.status in (403, 404):
                return _told(request, error)
            request.refused = error
            for file in request.FILES.values():
                file.seek(0)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> HttpResponse:
        if request.method != "POST":
            return super().delete_view(request, object_id, extra_context)
        try:
            with atomic(self.model._meta.app_label):
                return super().delete_view(request, object_id, extra_context)
        except DomainError as error:
            return _told(request, error)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with atomic(self.model._meta.app_label):
            super().delete_queryset(request, queryset)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet) -> Any:
        with atomic(self.model._meta.app_label):
            return super().log_deletions(request, queryset)

    def render_change_form(self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj") or context.get("original")
        acts.dress(context["adminform"].form)
        context["acts"] = acts.buttons(self, request, row) if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404(f"There is no such {opts.verbose_name}.")

    def _act_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
        try:
            return acts.perform(self, request, object_id, name)
        except DomainError as error:
            return _told(request, error)

    def _page(self, view: Any) -> Any:
        """Wrap an own view as the admin's are: for staff only, DomainErrors told, known as a page of this ModuleAdmin."""

        def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                return self.admin_site.admin_view(view)(request, *args, **kwargs)
            except DomainError as error:
                return _told(request, error)

        wrapper.model_admin = self
        return update_wrapper(wrapper, view)


class ModuleTabular(_Scoped, TabularInline):
    """Rows of a child table inside their parent's page; read-only unless said otherwise."""

    read_only = True
    extra = 0
    show_change_link = True
    agency_wide = True


class ModuleStacked(_Scoped, StackedInline):
    """The same, one below the other."""

    read_only = True
    extra = 0
    show_change_link = True
    agency_wide = True


def _told(request: HttpRequest, error: DomainError | ValidationError) -> HttpResponse:
    if isinstance(error, ValidationError):  # an id that is none, in the address or among the chosen rows
        error = InvalidInput(" ".join(error.messages))
    if error.status == 404:
        raise Http404(error.detail)
    if error.status == 403:
        raise PermissionDenied(error.detail)
    messages.error(request, acts.sentence(error))
    return HttpResponseRedirect(request.get_full_path() if request.method == "POST" else reverse("admin:index"))


def _fits(model: type[Model], name: str, value: Any) -> bool:
    if not _has_field(model, name):
        return True
    field = model._meta.get_field(name)
    try:
        (field.target_field if field.is_relation else field).to_python(value)
    except ValidationError:
        return False
    return True


def _has_field(model: type[Model], name: str) -> bool:
    try:
        model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return True


__all__ = ["ModuleAdmin", "ModuleStacked", "ModuleTabular", "act"]
