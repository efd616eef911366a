"""States, kinds and codes in words: what lists of the admin show in place of the values that the code compares."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Model

from kernel.templatetags.web import words

WORDED = frozenset(
    {
        *("action", "state", "status", "kind", "mode", "pack", "verdict", "qc_verdict", "engagement_state", "classification"),
        *("measure", "suggested", "severity", "field"),
    }
)
"""Columns that hold such values."""


@functools.cache
def column(model: type[Model], name: str) -> str | Callable[[Any], str]:
    """The column as the list takes it: the name itself, or a function that says its value in words and sorts by it."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if not isinstance(field, CharField) or name not in WORDED:
        return name
    labels = dict(field.flatchoices)

    def shown(row: Any) -> str:
        value = getattr(row, name)
        label = str(labels.get(value, value))
        return words(label) if label == value else label

    shown.__name__ = name
    shown.short_description, shown.admin_order_field = field.verbose_name, name
    return shown
