"""Reads of delivery, always through what the actor may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from apps.delivery.contracts import PackageFilter, PackageState, PublicationFilter
from apps.delivery.models import Package, Publication
from kernel.actors import Actor
from kernel.errors import NotFound
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


def _narrow(rows: QuerySet, where: object, names: tuple[str, ...]) -> QuerySet:
    given = {name: getattr(where, name) for name in names}
    return rows.filter(**{name: value for name, value in given.items() if value not in (None, "")})
