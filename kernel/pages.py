"""Pages of results, their cursors, and the card with which a module says what waits for somebody."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from kernel.errors import InvalidInput

T = TypeVar("T")
MAX_LIMIT = 200
MAX_CURSOR = 1000
"""Characters; the values of the widest order are far shorter."""


@dataclass(frozen=True, kw_only=True)
class Page(Generic[T]):
    """Some items in order; `next_cursor` fetches those after them, None at the end."""

    items: tuple[T, ...]
    next_cursor: str | None = None


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A row that was deleted, or that the caller may no longer see."""

    id: UUID
    deleted: bool = True
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class Changes(Page[T]):
    """A page of changes, oldest first. Once `next_cursor` is None, ask next time with `as_of` as updated_since."""

    deleted: tuple[Gone, ...] = ()
    as_of: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Something that waits for a person. `url` is a path on this site; `right` names who can act on it."""

    app: str
    kind: str
    title: str
    detail: str = ""
    url: str
    right: str
    client_id: UUID | None = None
    since: datetime
    due_at: datetime | None = None


def encode_cursor(*values: object, of: str) -> str:
    """An opaque cursor of the list `of` (its table and order) from the ordering values of the last row shown."""
    return base64.urlsafe_b64encode(json.dumps([of, *(str(v) for v in values)]).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *, of: str, parts: int) -> list[str]:
    """The ordering values back, as text; a cursor of another list or none of ours raises InvalidInput on field `cursor`."""
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != parts + 1:
            raise ValueError
        if not all(isinstance(value, str) and value.isprintable() for value in values):
            raise ValueError
    except (ValueError, binascii.Error, RecursionError) as error:
        raise not_ours() from error
    if values[0] != of:
        raise InvalidInput(
            "The cursor belongs to another list or another order.", field="cursor", remedy="Start again without a cursor."
        )
    return values[1:]


def not_ours() -> InvalidInput:
    """The error for a cursor that this site never gave out."""
    return InvalidInput("The cursor is not one of ours.", field="cursor", remedy="Start again without a cursor.")


def clamp_limit(limit: int) -> int:
    """A page size between 1 and 200; anything else raises InvalidInput on field `limit`."""
    if not 1 <= limit <= MAX_LIMIT:
        raise InvalidInput(f"limit must be between 1 and {MAX_LIMIT}.", field="limit")
    return limit
