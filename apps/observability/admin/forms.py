"""The form of an endpoint: events are chosen by module, patterns that the API wrote are kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps as registry

from apps.observability import services
from apps.observability.models import Webhook
from kernel.actors import Actor
from kernel.templatetags.web import words
from kernel.web import names

EVERYTHING = ("*", "Everything, also what will be added")


class EndpointForm(forms.ModelForm):
    """An endpoint, new or changed."""

    events = forms.MultipleChoiceField(
        widget=forms.SelectMultiple(attrs={"size": 14}),
        help_text="Several with Ctrl or ⌘. “All of …” hears of events that are added later too.",
    )

    class Meta:
        model = Webhook
        fields = ["url", "description"]
        help_texts = {"url": "Where messages are posted: https, on a public address."}


def endpoint_form(actor: Actor, row: Webhook | None) -> type[forms.ModelForm]:
    """The form with the events that this actor's endpoints can hear; for a new one also with the clients the actor sees."""

    class Form(EndpointForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            kept = row.events if row is not None else ()
            self.fields["events"].choices = event_choices(services.list_event_types(actor=actor), tuple(kept))
            self.initial.setdefault("events", list(kept))

    if row is not None:
        return Form

    class NewForm(Form):
        client = forms.ChoiceField(
            required=False, choices=lambda: client_choices(actor), help_text="It hears of this client alone."
        )

    return NewForm


def event_choices(types: tuple[str, ...], kept: tuple[str, ...]) -> list:
    """Everything, then the events by module, then patterns that stand in the endpoint already."""
    titles = {config.label: str(config.verbose_name) for config in registry.get_app_configs()}
    modules: dict[str, list[tuple[str, str]]] = {}
    for name in types:
        module, event, *_ = name.split(".")
        group = modules.setdefault(module, [(f"{module}.*", f"All of {titles.get(module, module)}")])
        group.append((name, f"{words(event)} ({name})"))
    known = {EVERYTHING[0], *(name for group in modules.values() for name, _ in group)}
    others = [(pattern, pattern) for pattern in kept if pattern not in known]
    return [
        EVERYTHING,
        *((words(module), group) for module, group in modules.items()),
        *([("Patterns", others)] if others else []),
    ]


def client_choices(actor: Actor) -> list[tuple[str, str]]:
    """The clients the actor sees by name; first the whole agency, for those who see all clients."""
    everybody = [("", "The whole agency")] if actor.clients is None else []
    found = sorted(names.visible_clients(actor).items(), key=lambda pair: pair[1].casefold())
    return [*everybody, *((str(client_id), name) for client_id, name in found)]
