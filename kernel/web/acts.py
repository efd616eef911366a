"""Acts on one row of the admin: a button, a page that says what will happen (GET), a service call (POST)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import (
    BaseForm,
    CheckboxInput,
    CheckboxSelectMultiple,
    Form,
    MultiWidget,
    RadioSelect,
    Select,
    Textarea,
)
from django.forms.widgets import Input
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold import widgets as theme

from kernel.errors import DomainError
from kernel.ids import new_id


@dataclass(frozen=True, kw_only=True)
class Act:
    """What `@act` noted of a method; `name` is the method's."""

    name: str
    title: str
    right: str
    confirm: str
    form: type[Form] | None
    when: Callable[[Any], bool] | None
    danger: bool

    def fits(self, actor: Any, row: Any) -> bool:
        """Whether to offer the button to this actor for this row."""
        return actor.may(self.right) and (self.when is None or self.when(row))


def act(
    title: str,
    *,
    right: str,
    confirm: str = "",
    form: type[Form] | None = None,
    when: Callable[[Any], bool] | None = None,
    danger: bool = False,
) -> Callable:
    """Make a ModuleAdmin method `(self, request, row, key, **form_values) -> str` a button on the row's page.

    The method calls a service with `actor=request.actor, key=key` and returns what to tell the person. `form` asks for
    values first, `confirm` says what will happen, `when(row)` hides the button, DomainErrors become messages.
    """

    def mark(method: Callable) -> Callable:
        method.act = Act(name=method.__name__, title=title, right=right, confirm=confirm, form=form, when=when, danger=danger)
        return method

    return mark


def dress(form: BaseForm) -> BaseForm:
    """Give fields that a form declares itself the look of the theme's own; without it their inputs are invisible."""
    for field in form.fields.values():
        widget = field.widget
        if "class" in widget.attrs or isinstance(widget, MultiWidget):
            continue
        classes = next((c for kind, c in _LOOKS if isinstance(widget, kind)), None)
        if classes:
            widget.attrs["class"] = " ".join(classes)
    return form


_LOOKS = (
    (CheckboxSelectMultiple, None),
    (RadioSelect, None),
    (CheckboxInput, theme.CHECKBOX_CLASSES),
    (Textarea, theme.TEXTAREA_CLASSES),
    (Select, theme.SELECT_CLASSES),
    (Input, theme.INPUT_CLASSES),
)


def acts_of(model_admin: Any) -> list[Act]:
    """The acts of a ModuleAdmin class in the order they are written, those of its bases first."""
    found: dict[str, Act] = {}
    for kind in reversed(type(model_admin).__mro__):
        found |= {name: member.act for name, member in vars(kind).items() if hasattr(member, "act")}
    return list(found.values())


def buttons(model_admin: Any, request: HttpRequest, row: Any) -> list[dict[str, Any]]:
    """What the row's page shows: title and address of every act that fits."""
    return [
        {"title": a.title, "danger": a.danger, "url": _url(model_admin, "act", row.pk, a.name)}
        for a in acts_of(model_admin)
        if a.fits(request.actor, row)
    ]


def perform(model_admin: Any, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
    """The act's page: GET asks, POST does and goes back to the row."""
    row = model_admin.get_object(request, object_id)
    found = next((a for a in acts_of(model_admin) if a.name == name), None)
    if row is None or found is None:
        raise Http404("There is no such row or act.")
    request.actor.require(found.right)
    known = _known(model_admin, request, row, found) if found.form else {}
    form = found.form(request.POST or None, request.FILES or None, **known) if found.form else None
    if request.method != "POST" or (form is not None and not form.is_valid()):
        return _ask(model_admin, request, row, found, form)
    key = f"admin:{request.actor.id}:{request.POST.get('form_key', '')[:64] or new_id().hex}"
    values = form.cleaned_data if form is not None else {}
    try:
        told = getattr(model_admin, name)(request, row, key, **values)
    except DomainError as error:
        messages.error(request, sentence(error))
        return _ask(model_admin, request, row, found, form, status=error.status) if form else _back(model_admin, row)
    if isinstance(told, HttpResponseBase):
        return told
    messages.success(request, told or f"{found.title}: done.")
    return _back(model_admin, row)


def _known(model_admin: Any, request: HttpRequest, row: Any, found: Act) -> dict[str, Any]:
    """What the form is made with besides the input: the admin's `act_options(request, row, name)`, e.g. {"initial": {…}}."""
    ask = getattr(model_admin, "act_options", None)
    return ask(request, row, found.name) if ask is not None else {}


def refusing(form: type[BaseForm], error: DomainError) -> type[BaseForm]:
    """The form that is never valid and says why, at the field that the error names if it has that one."""

    class Refused(form):
        def clean(self) -> Any:
            cleaned = super().clean()
            self.add_error(error.field if error.field in self.fields else None, sentence(error))
            return cleaned

    return Refused


def sentence(error: DomainError) -> str:
    """An error as one message: what could not be done, and the remedy."""
    return f"{error.detail} {error.remedy}".strip()


def _ask(model_admin: Any, request: HttpRequest, row: Any, found: Act, form: Form | None, status: int = 200) -> HttpResponse:
    values = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.model._meta,
        "original": row,
        "title": found.title,
        "act": found,
        "form": dress(form) if form is not None else None,
        "back": _url(model_admin, "change", row.pk),
        "form_key": new_id().hex,
    }
    return TemplateResponse(request, "admin/act.html", values, status=status)


def _back(model_admin: Any, row: Any) -> HttpResponse:
    gone = not model_admin.model._default_manager.filter(pk=row.pk).exists()
    return HttpResponseRedirect(_url(model_admin, "changelist") if gone else _url(model_admin, "change", row.pk))


def _url(model_admin: Any, page: str, *arguments: Any) -> str:
    meta = model_admin.model._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=arguments)
