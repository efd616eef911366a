"""Cursor pages over a table with `created_at` and `id`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kernel.errors import InvalidInput
from kernel.pages import Page, clamp_limit, decode_cursor, encode_cursor


def page_by_time(rows: QuerySet, to_dto: Callable, *, order: str, cursor: str, limit: int) -> Page:
    """One page in the order created_at or -created_at, ids breaking ties."""
    if order not in ("created_at", "-created_at"):
        raise InvalidInput(f"Cannot order by “{order[:40]}”.", field="order", remedy="Use created_at or -created_at.")
    down = order.startswith("-")
    if cursor:
        rows = rows.filter(_after(cursor, down))
    found = list(rows.order_by(order, "-id" if down else "id")[: clamp_limit(limit) + 1])
    more = len(found) > limit
    items = found[:limit]
    following = encode_cursor(items[-1].created_at.isoformat(), items[-1].id) if more else None
    return Page(items=tuple(to_dto(row) for row in items), next_cursor=following)


def _after(cursor: str, down: bool) -> Q:
    moment, last = decode_cursor(cursor, parts=2)
    try:
        at, pk = datetime.fromisoformat(moment), UUID(last)
    except ValueError as error:
        raise InvalidInput("The cursor is not one of ours.", field="cursor", remedy="Start again without a cursor.") from error
    beyond = "lt" if down else "gt"
    return Q(**{f"created_at__{beyond}": at}) | Q(created_at=at, **{f"id__{beyond}": pk})
