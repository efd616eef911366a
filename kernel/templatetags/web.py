"""`{% load web %}`: what every page's template may use."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kernel import dates
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


@register.filter
def day(value: date | None, language: str = "") -> str:
    """A date as the page's language writes it, moments in the page's zone; `language` where the page has none; "" for none."""
    return "" if value is None else dates.day(value, language or get_language() or "en", timezone.get_current_timezone())


@register.filter
def moment(value: datetime | None, language: str = "") -> str:
    """Day, time and name of the zone of an aware moment, in the page's zone; "" for none."""
    return "" if value is None else dates.moment(value, language or get_language() or "en", timezone.get_current_timezone())
