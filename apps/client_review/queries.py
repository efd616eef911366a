"""Reads of client_review, always through what the actor may see."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.client_review.contracts import ReviewFilter
from apps.client_review.models import WAITING, Comment, Package, Policy
from kernel import clock
from kernel.actors import Actor


def policy() -> Policy:
    """The policy staff have set, or the defaults: 7 days, reminders after 3 and 6."""
    return Policy.objects.filter(name="default").first() or Policy(days=7, reminder_days=[3, 6])


def packages(actor: Actor, where: ReviewFilter) -> QuerySet:
    """The packages the actor may see that fit the filter."""
    rows = Package.objects.all().visible_to(actor)
    for name in ("client_id", "engagement_id", "state"):
        if (value := getattr(where, name)) is not None:
            rows = rows.filter(**{name: value})
    if where.overdue is not None:
        late = Q(state__in=WAITING, due_at__lt=clock.now())
        rows = rows.filter(late) if where.overdue else rows.exclude(late)
    return rows


def comments(actor: Actor, package: Package) -> QuerySet:
    """The comments on a package that the actor may read: internal ones are for the agency's people only."""
    rows = Comment.objects.all().visible_to(actor).filter(package=package).order_by("created_at", "id")
    return rows if actor.is_inside else rows.filter(internal=False)


def earlier_package(engagement_id: UUID, kind: str, version: int) -> Package | None:
    """The package of the version before, of the same kind of artifact in the same engagement."""
    rows = Package.objects.filter(engagement_id=engagement_id, subject_kind=kind, subject_version__lt=version)
    return rows.order_by("-subject_version", "-id").first()
