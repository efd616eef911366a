"""Reads of delivery, always through what the actor may see."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.delivery.contracts import PackageFilter, PackageState, PublicationFilter
from apps.delivery.models import Package, Publication
from kernel.actors import Actor
from kernel.errors import InvalidInput, NotFound
from kernel.pages import decode_cursor
from kernel.scoping import locked


def visible_packages(actor: Actor) -> QuerySet:
    """Packages the actor may see; to the client a package exists from its release on."""
    rows = Package.objects.all().visible_to(actor)
    return rows if actor.is_inside else rows.filter(state=PackageState.RELEASED)


def packages(actor: Actor, where: PackageFilter) -> QuerySet:
    """The visible packages that fit the filter."""
    return _narrow(visible_packages(actor), where, ("client_id", "engagement_id", "state"))


def reach(actor: Actor, package_id: UUID, *, lock: bool = False) -> Package:
    """One visible package, or NotFound."""
    rows = visible_packages(actor)
    row = locked(rows, lock).filter(pk=package_id).first()
    if row is None:
        raise NotFound("There is no such package.")
    return row


def publications(actor: Actor, where: PublicationFilter) -> QuerySet:
    """The visible publications that fit the filter."""
    rows = Publication.objects.all().visible_to(actor)
    return _narrow(rows, where, ("client_id", "engagement_id", "package_id", "channel", "state"))


def in_order(rows: QuerySet, column: str, order: str, cursor: str) -> QuerySet:
    """The rows ordered by a time column and the id, from behind the cursor on; InvalidInput for another order."""
    if order not in (column, f"-{column}"):
        raise InvalidInput(f"order must be {column} or -{column}.", field="order")
    minus = "-" if order.startswith("-") else ""
    rows = rows.order_by(f"{minus}{column}", f"{minus}id")
    if not cursor:
        return rows
    at, pk = decode_cursor(cursor, parts=2)
    side = "lt" if minus else "gt"
    try:
        moment, last = datetime.fromisoformat(at), UUID(pk)
    except ValueError as error:
        raise InvalidInput("The cursor is not one of ours.", field="cursor") from error
    return rows.filter(Q(**{f"{column}__{side}": moment}) | Q(**{column: moment, f"id__{side}": last}))


def _narrow(rows: QuerySet, where: object, names: tuple[str, ...]) -> QuerySet:
    given = {name: getattr(where, name) for name in names}
    return rows.filter(**{name: value for name, value in given.items() if value not in (None, "")})
