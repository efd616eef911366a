"""Pages over tables with time-ordered ids."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from kernel.errors import InvalidInput
from kernel.pages import Page, clamp_limit, decode_cursor, encode_cursor

M = TypeVar("M", bound=Model)
T = TypeVar("T")


def page_of(rows: QuerySet, convert: Callable[[M], T], order: str, cursor: str, limit: int) -> Page[T]:
    """A page of rows with time-ordered ids, newest first (`-id`) or oldest first (`id`)."""
    if order not in ("id", "-id"):
        raise InvalidInput("order must be id or -id.", field="order")
    if cursor:
        try:
            last = UUID(decode_cursor(cursor, parts=1)[0])
        except ValueError as error:
            raise InvalidInput("The cursor is not one of ours.", field="cursor") from error
        rows = rows.filter(**{"id__lt" if order == "-id" else "id__gt": last})
    found = list(rows.order_by(order)[: clamp_limit(limit) + 1])
    page = found[:limit]
    next_cursor = encode_cursor(page[-1].pk) if len(found) > limit else None
    return Page(items=tuple(convert(row) for row in page), next_cursor=next_cursor)
