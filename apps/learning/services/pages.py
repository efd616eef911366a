"""Keyset pages over rows ordered by a moment and the id, newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime

from kernel.errors import InvalidInput
from kernel.pages import Page, clamp_limit, decode_cursor, encode_cursor

T = TypeVar("T")


def newest_first(rows: QuerySet, moment: str, *, cursor: str, limit: int, to: Callable[[Any], T]) -> Page[T]:
    """A page of rows by (moment, id) descending; the cursor is the last row of the page before."""
    limit = clamp_limit(limit)
    if cursor:
        at, pk = _read(cursor)
        rows = rows.filter(Q(**{f"{moment}__lt": at}) | Q(**{moment: at, "id__lt": pk}))
    found = list(rows.order_by(f"-{moment}", "-id")[: limit + 1])
    more = len(found) > limit
    last = found[limit - 1] if more else None
    after = encode_cursor(getattr(last, moment).isoformat(), last.id) if last is not None else None
    return Page(items=tuple(to(row) for row in found[:limit]), next_cursor=after)


def only_newest(order: str) -> None:
    """Refuse an order that the list does not have."""
    if order not in ("-created_at", "-at"):
        raise InvalidInput("This list has one order: newest first.", field="order")


def _read(cursor: str) -> tuple[Any, UUID]:
    moment, pk = decode_cursor(cursor, parts=2)
    try:
        at = parse_datetime(moment)
        if at is None:
            raise ValueError(moment)
        return at, UUID(pk)
    except ValueError as error:
        raise InvalidInput("The cursor is not one of ours.", field="cursor", remedy="Start again without a cursor.") from error
