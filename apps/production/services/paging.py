"""Keyset pages, newest or oldest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from kernel.errors import InvalidInput
from kernel.pages import Page, clamp_limit, decode_cursor, encode_cursor

T = TypeVar("T")
_ORDERS = {"-created_at": ("-created_at", "-id"), "created_at": ("created_at", "id")}


def page_of(rows: QuerySet, order: str, cursor: str, limit: int, mapper: Callable[[Model], T]) -> Page[T]:
    """One page of rows as DTOs; order is created_at or -created_at."""
    if order not in _ORDERS:
        raise InvalidInput("order must be created_at or -created_at.", field="order")
    if cursor:
        at, last = decode_cursor(cursor, parts=2)
        sign = "lt" if order.startswith("-") else "gt"
        rows = rows.filter(Q(**{f"created_at__{sign}": at}) | Q(created_at=at, **{f"id__{sign}": last}))
    found = list(rows.order_by(*_ORDERS[order])[: clamp_limit(limit) + 1])
    more = found[limit - 1] if len(found) > limit else None
    next_cursor = encode_cursor(more.created_at.isoformat(), more.id) if more else None
    return Page(items=tuple(mapper(row) for row in found[:limit]), next_cursor=next_cursor)
