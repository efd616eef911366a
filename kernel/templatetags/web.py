"""`{% load web %}`: what every page's template may use."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kernel.actors import Actor
from kernel.ids import new_id
from kernel.money import Money

register = template.Library()
_SHORT = frozenset({"gtm", "qc", "pdf", "csv"})
"""Words that are spelled in capitals."""


@register.simple_tag
def form_key() -> SafeString:
    """A hidden field that makes a form's command act once, however often the button is pressed (PortalView.key)."""
    return format_html('<input type="hidden" name="form_key" value="{}">', new_id().hex)


@register.filter
def may(actor: Actor, right: str) -> bool:
    """Whether the actor holds the right, as everywhere: `{% if request.actor|may:"cam.write" %}`."""
    return actor.may(right)


@register.filter
def money(value: Money | None) -> str:
    """An amount for people, "" for none."""
    return "" if value is None else str(value)


@register.filter
def words(value: object) -> str:
    """An enum value or a state such as `changes_requested` as words: “Changes requested”."""
    told = str(getattr(value, "value", value)).replace("_", " ").strip().capitalize()
    return " ".join(word.upper() if word.lower() in _SHORT else word for word in told.split(" "))
