"""Health: computed from what was observed, stored with all that went in; upsell read off the same data."""

from __future__ import annotations

from uuid import UUID

from apps.retention import contracts, queries, signals
from apps.retention.contracts import Band, Lifecycle
from apps.retention.logic import assess, first_offer
from apps.retention.logic.health import Assessed
from apps.retention.models import Account, Assessment
from apps.retention.services import lifecycle
from kernel import clock
from kernel.actors import Actor
from kernel.db import ANYONE, audit, command, query
from kernel.errors import NotFound
from kernel.pages import Page, Waiting
from kernel.paging import page
from kernel.signals import publish


@command("retention", right="retention.write")
def assess_renewal_risk(*, actor: Actor, engagement_id: UUID, client_id: UUID, key: str) -> contracts.Health:
    """Compute and store an engagement's health; tells health_assessed, and churn_risk_detected on falling into the high band."""
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    account = lifecycle.ensure(engagement_id, client_id)
    if account.client_id != client_id:
        raise NotFound("There is no such engagement.")
    last = queries.last_assessment(actor, engagement_id)
    found = assess(queries.scales(), queries.measured(engagement_id), before=last.score if last else None)
    row = _store(account, found, last)
    fell = found.band == Band.HIGH and (last is None or last.band != Band.HIGH)
    _move_with(account, found)
    _tell(row, fell)
    audit(subject=row.id, client_id=client_id, score=row.score, band=row.band)
    _suggest(account, found.band)
    return to_health(row)


@command("retention", right="retention.write")
def detect_upsell(*, actor: Actor, engagement_id: UUID, client_id: UUID, key: str) -> contracts.Upsell:
    """What the data suggests to offer; tells upsell_suggested, or answers with the reason why nothing is suggested."""
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    account = Account.objects.all().visible_to(actor).filter(engagement_id=engagement_id).first()
    if account is None:
        raise NotFound("There is no such engagement.")
    return _suggest(account, account.band or Band.MEDIUM.value)


@query("retention", right="retention.view")
def get_health(*, actor: Actor, engagement_id: UUID) -> contracts.Health:
    """The newest assessment of an engagement; NotFound if there is none that the actor may see."""
    row = queries.last_assessment(actor, engagement_id)
    if row is None:
        raise NotFound("This engagement has not been assessed.")
    return to_health(row)


@query("retention", right="retention.view")
def list_assessments(
    *,
    actor: Actor,
    filter: contracts.LifecycleFilter | None = None,
    order: str = "-id",
    cursor: str = "",
    limit: int = 50,
) -> Page[contracts.Health]:
    """Assessments, newest first (`-id`) or oldest first (`id`)."""
    wanted, rows = filter or contracts.LifecycleFilter(), Assessment.objects.all().visible_to(actor)
    for field in ("client_id", "engagement_id"):
        if (value := getattr(wanted, field)) is not None:
            rows = rows.filter(**{field: value})
    if wanted.bands:
        rows = rows.filter(band__in=[b.value for b in wanted.bands])
    allowed, since = ("-id", "id"), wanted.updated_since
    return page(rows, to_health, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=since)


@query("retention", right=ANYONE)
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """Engagements at high risk, for those who can do something about it."""
    if not actor.is_inside or not actor.may("retention.write"):
        return ()
    rows = Account.objects.all().visible_to(actor).filter(band=Band.HIGH.value).exclude(lifecycle=Lifecycle.CHURNED.value)
    found = []
    for row in rows.order_by("since"):
        last = Assessment.objects.filter(engagement_id=row.engagement_id).first()
        found.append(
            Waiting(
                app="retention",
                kind="risk",
                title=f"{row.client_name or 'A client'} may leave: health {row.score}",
                detail=last.sentence if last else "",
                url=f"/admin/retention/account/{row.id}/change/",
                right="retention.write",
                client_id=row.client_id,
                since=last.assessed_at if last else row.since,
            )
        )
    return tuple(found)


def _store(account: Account, found: Assessed, last: Assessment | None) -> Assessment:
    return Assessment.objects.create(
        engagement_id=account.engagement_id,
        client_id=account.client_id,
        score=found.score,
        band=found.band,
        inputs=[
            {
                "name": r.scale.measure,
                "title": r.scale.title,
                "unit": r.scale.unit,
                "weight": r.scale.weight,
                "value": r.measured.value if r.measured else None,
                "observations": r.measured.observations if r.measured else 0,
                "score": round(r.score, 1) if r.score is not None else None,
            }
            for r in found.rated
        ],
        weights={r.scale.measure: r.scale.weight for r in found.rated},
        trend=found.score - last.score if last else None,
        sentence=found.sentence,
        renewal_on=account.renewal_on,
        assessed_at=clock.now(),
    )


def _move_with(account: Account, found: Assessed) -> None:
    account.score, account.band = found.score, found.band
    account.save(update_fields=["score", "band"])
    if account.lifecycle == Lifecycle.CHURNED:
        return
    if found.band == Band.HIGH:
        lifecycle.move(account, Lifecycle.AT_RISK)
    elif account.lifecycle == Lifecycle.AT_RISK and found.band == Band.LOW:
        lifecycle.move(account, Lifecycle.ACTIVE)


def _tell(row: Assessment, fell: bool) -> None:
    owner = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    publish(
        signals.HealthAssessed(
            **owner, assessment_id=row.id, score=row.score, band=row.band, trend=row.trend, sentence=row.sentence
        )
    )
    if fell:
        publish(signals.ChurnRiskDetected(**owner, score=row.score, sentence=row.sentence))


def _suggest(account: Account, band: str) -> contracts.Upsell:
    owner = {"engagement_id": account.engagement_id, "client_id": account.client_id}
    measured = queries.measured(account.engagement_id)
    hit = first_offer(queries.offers(), measured, band=band)
    if hit is None:
        reason = "No signal: the risk is high, nothing is sold now." if band == Band.HIGH else "No signal in the data."
        return contracts.Upsell(**owner, found=False, offer="", reason=reason)
    rule, value = hit
    shown = f"{value.value:.0%}" if rule.measure == "publish_success" else f"{value.value:.1f}".removesuffix(".0")
    reason = rule.reason.replace("{value}", shown)
    publish(signals.UpsellSuggested(**owner, offer=rule.offer, reason=reason))
    evidence = (f"{rule.measure} = {shown} over {value.observations} observations",)
    return contracts.Upsell(**owner, found=True, offer=rule.offer, reason=reason, evidence=evidence)


def to_health(row: Assessment) -> contracts.Health:
    """An assessment as others see it."""
    return contracts.Health(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        score=row.score,
        band=Band(row.band),
        inputs=tuple(contracts.HealthInput(**given) for given in row.inputs),
        weights=row.weights,
        trend=row.trend,
        sentence=row.sentence,
        renewal_on=row.renewal_on,
        assessed_at=row.assessed_at,
    )
