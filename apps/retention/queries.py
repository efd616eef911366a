"""Reads of retention's tables."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Avg, Count, Max, Sum

from apps.retention.logic import Measured, OfferRule, Scale
from apps.retention.models import Account, Assessment, Observation, Offer, Weight
from kernel.actors import Actor

HOW = {"revision_rounds": Max, "silence": Sum, "qc_waivers": Sum}
"""How observations of a measure become one value; all others are averaged."""


def scales() -> tuple[Scale, ...]:
    """The measures and how they count, as staff have set them."""
    return tuple(
        Scale(measure=w.measure, title=w.title, unit=w.unit, weight=w.weight, best=w.best, worst=w.worst)
        for w in Weight.objects.all()
    )


def offers() -> tuple[OfferRule, ...]:
    """The active offer rules, by name."""
    return tuple(
        OfferRule(offer=o.offer, reason=o.reason, measure=o.measure, op=o.op, threshold=o.threshold, observations=o.observations)
        for o in Offer.objects.filter(active=True)
    )


def measured(engagement_id: UUID) -> dict[str, Measured]:
    """What was observed of an engagement, one value per measure."""
    found: dict[str, Measured] = {}
    rows = Observation.objects.filter(engagement_id=engagement_id)
    for measure in rows.order_by().values_list("measure", flat=True).distinct():
        how = HOW.get(measure, Avg)
        one = rows.filter(measure=measure).aggregate(value=how("value"), n=Count("id"))
        found[measure] = Measured(value=float(one["value"]), observations=one["n"])
    return found


def last_assessment(actor: Actor, engagement_id: UUID) -> Assessment | None:
    """The newest assessment of an engagement."""
    return Assessment.objects.all().visible_to(actor).filter(engagement_id=engagement_id).first()


def account(engagement_id: UUID) -> Account | None:
    """The engagement's row, locked."""
    return Account.objects.select_for_update(of=("self",)).filter(engagement_id=engagement_id).first()
