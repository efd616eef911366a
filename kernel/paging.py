"""Keyset pages of a table: in the order of a column, or of the rows' last changes with what was deleted among them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from kernel import clock
from kernel.actors import Actor
from kernel.errors import InvalidInput
from kernel.models import Tombstone
from kernel.pages import Changes, Gone, Page, clamp_limit, decode_cursor, encode_cursor, not_ours

T = TypeVar("T")
F = TypeVar("F", bound=Callable)
NEWEST = ("-created_at", "created_at")
"""The orders of most lists."""
OVERLAP = timedelta(seconds=60)
"""A change is stamped before its transaction commits: the next sync begins this long before the present one."""


def reads(*columns: str) -> Callable[[F], F]:
    """Mark a mapper that reads these columns of its row and nothing else: no property, no relation, no other column.

    `id` and the columns that its lists are ordered by must be among them.
    """

    def mark(mapper: F) -> F:
        mapper.columns = columns
        return mapper

    return mark


def page(
    rows: QuerySet,
    to_dto: Callable[[Any], T],
    *,
    order: str,
    allowed: tuple[str, ...],
    cursor: str = "",
    limit: int = 50,
    actor: Actor | None = None,
    since: datetime | None = None,
    hidden: QuerySet | None = None,
) -> Page[T]:
    """One page in an allowed order, ids breaking ties; InvalidInput for another order, limit or cursor.

    A mapper marked with `reads` gets rows of its columns alone, which is far cheaper than instances of the model.
    With `since` the page is one of `changes`, in their order; tables that offer it pass the actor too.
    """
    if since is not None:
        return changes(rows, to_dto, actor=actor, since=since, hidden=hidden, cursor=cursor, limit=limit)
    if order not in allowed:
        raise InvalidInput(f"Cannot order by “{order[:40]}”.", field="order", remedy=f"Use {' or '.join(allowed)}.")
    limit, name, minus = clamp_limit(limit), order.lstrip("-"), "-" if order.startswith("-") else ""
    if cursor:
        value, last = decode_cursor(cursor, of=_list(rows, order), parts=2)
        rows = _behind(rows, name, parsed(rows, name, value), _id(last), down=bool(minus))
    of, columns = _list(rows, order), getattr(to_dto, "columns", ())
    if columns:
        rows = rows.values_list(*columns, named=True)
    found = list(rows.order_by(order, f"{minus}id")[: limit + 1])
    shown = found[:limit]
    following = None
    if len(found) > limit:
        following = encode_cursor(written(getattr(shown[-1], name)), shown[-1].id, of=of)
    return Page(items=tuple(to_dto(row) for row in shown), next_cursor=following)


def changes(
    rows: QuerySet,
    to_dto: Callable[[Any], T],
    *,
    actor: Actor,
    since: datetime,
    hidden: QuerySet | None = None,
    cursor: str = "",
    limit: int = 50,
) -> Changes[T]:
    """What changed at or after `since`, oldest change first: rows, and in `deleted` those gone or (`hidden`) no longer visible.

    A row that changes while pages are read comes again on a later one: it can be seen twice, never missed.
    """
    limit = clamp_limit(limit)
    if since.tzinfo is None:
        raise InvalidInput("updated_since needs a time zone.", field="updated_since", remedy="Write 2026-01-31T12:00:00Z.")
    as_of, after = clock.now() - OVERLAP, None
    if cursor:
        told, at, last = decode_cursor(cursor, of=_list(rows, "changes"), parts=3)
        as_of, after = _moment(told), (_moment(at), _id(last))
    found = [(row.changed_at, row.pk, row) for row in _next(rows, "id", since, after, limit)]
    sources = [(_tombstones(rows, actor), "object_id")] + ([(hidden, "id")] if hidden is not None else [])
    for gone, key in sources:
        found += [(at, pk, None) for at, pk in _next(gone, key, since, after, limit).values_list("changed_at", key)]
    found.sort(key=lambda entry: entry[:2])
    shown = found[:limit]
    following = None
    if len(found) > limit:
        of = _list(rows, "changes")
        following = encode_cursor(as_of.isoformat(), shown[-1][0].isoformat(), shown[-1][1], of=of)
    return Changes(
        items=tuple(to_dto(row) for _, _, row in shown if row is not None),
        next_cursor=following,
        deleted=tuple(Gone(id=pk, changed_at=at) for at, pk, row in shown if row is None),
        as_of=as_of,
    )


def _next(rows: QuerySet, key: str, since: datetime, after: tuple[datetime, UUID] | None, limit: int) -> QuerySet:
    rows = rows.filter(changed_at__gte=since)
    if after is not None:
        rows = rows.filter(Q(changed_at__gt=after[0]) | Q(**{f"{key}__gt": after[1]}), changed_at__gte=after[0])
    return rows.order_by("changed_at", key)[: limit + 1]


def _tombstones(rows: QuerySet, actor: Actor) -> QuerySet:
    """Deleted rows of the same table that the actor might have seen; a guest sees no more than its one object."""
    found = Tombstone.objects.using(rows.db).filter(kind=rows.model._meta.label)
    if actor.scope is not None:
        return found.none()
    if hasattr(rows.model, "client_id"):
        return found if actor.clients is None else found.filter(client_id__in=actor.clients)
    unseen = rows.model.objects.all().visible_to(actor).query.is_empty()  # a table of the agency is seen whole or not at all
    return found.none() if unseen else found


def _behind(rows: QuerySet, name: str, value: Any, last: UUID, *, down: bool) -> QuerySet:
    # An index can begin at the bound on the column alone; with the alternatives only, each page would read all before it.
    sign = "lt" if down else "gt"
    return rows.filter(Q(**{f"{name}__{sign}": value}) | Q(**{f"id__{sign}": last}), **{f"{name}__{sign}e": value})


def parsed(rows: QuerySet, name: str, text: str) -> Any:
    """A column's value from a cursor's text; a text that it cannot have is no cursor of ours."""
    field = rows.model._meta.get_field(name)
    try:
        value = field.to_python(text)
        if isinstance(value, datetime):
            value = _in_utc(value)
        field.run_validators(value)
    except (ValidationError, ValueError, OverflowError) as error:
        raise not_ours() from error
    return value


def _moment(text: str) -> datetime:
    try:
        return _in_utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError) as error:
        raise not_ours() from error


def _in_utc(at: datetime) -> datetime:
    """The same moment in UTC; ValueError without a time zone, OverflowError past the years that dates know."""
    if at.tzinfo is None:
        raise ValueError("no time zone")
    return at.astimezone(UTC)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise not_ours() from error


def written(value: Any) -> Any:
    """A column's value as a cursor keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _list(rows: QuerySet, order: str) -> str:
    return f"{rows.model._meta.label} {order}"
