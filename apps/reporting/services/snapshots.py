"""Freezing a period: facts, definitions, targets and freshness go into one dataset with one hash."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max

from apps.reporting import contracts, queries, signals
from apps.reporting.logic import figures
from apps.reporting.models import Fact, Metric, Snapshot, Source
from apps.strategy import services as strategy
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command
from kernel.errors import InvalidInput, NotFound
from kernel.refs import ArtifactRef, content_hash
from kernel.signals import publish

EXPECTED = ("file", "delivery", "client_review")
"""Sources whose silence a report names."""
STALE_AFTER_DAYS = 7


@command("reporting", right="reporting.write")
def collect_metrics(
    *, actor: Actor, engagement_id: UUID, client_id: UUID, period_start: date, period_end: date, key: str
) -> contracts.Snapshot:
    """Freeze what is known of a period (both days included). Later facts make another snapshot, never change this one.

    Goals come from the engagement's approved strategy. InvalidInput for a period that ends before it starts or after today.
    """
    if not actor.sees(client_id):
        raise NotFound("There is no such client account.")
    if period_end < period_start:
        raise InvalidInput("The period ends before it starts.", field="period_end")
    if period_end > clock.today():
        raise InvalidInput("The period ends after today.", field="period_end")
    sources = list(Source.objects.filter(engagement_id=engagement_id).order_by("kind"))
    dataset = _dataset(actor, engagement_id, period_start, period_end, sources)
    row = Snapshot.objects.create(
        client_id=client_id,
        engagement_id=engagement_id,
        period_start=period_start,
        period_end=period_end,
        dataset=dataset,
        sha256=content_hash(dataset),
        created_at=clock.now(),
    )
    audit(subject=row.id, after={"sha256": row.sha256, "facts": len(dataset["facts"])})
    publish(
        signals.MetricsCollected(
            ref=queries.to_snapshot(row).ref,
            engagement_id=engagement_id,
            client_id=client_id,
            period_start=period_start,
            period_end=period_end,
            facts=len(dataset["facts"]),
            parents=tuple(to_ref(source) for source in sources),
        )
    )
    return queries.to_snapshot(row)


def to_ref(source: Source) -> ArtifactRef:
    """The reference of a known artifact."""
    return ArtifactRef(kind=source.kind, id=source.artifact_id, version=source.version, sha256=source.sha256)


def _dataset(actor: Actor, engagement_id: UUID, start: date, end: date, sources: list[Source]) -> dict[str, Any]:
    metrics = list(Metric.objects.all())
    facts = Fact.objects.filter(engagement_id=engagement_id, day__gte=start, day__lte=end)
    order = ("day", "metric", "channel", "post_key", "origin")
    return {
        "schema": "dataset_v1",
        "period": {"start": start.isoformat(), "end": end.isoformat()},
        "facts": [
            {
                "day": f.day.isoformat(),
                "metric": f.metric,
                "channel": f.channel,
                "post_key": f.post_key,
                "value": f"{f.value.normalize():f}",
                "source": f.source,
                "origin": f.origin,
            }
            for f in facts.order_by(*order)
        ],
        "metrics": {m.name: _definition(m) for m in metrics},
        "targets": _targets(actor, sources, metrics),
        "freshness": _freshness(engagement_id, end),
        "sources": [[s.kind, str(s.artifact_id), s.version, s.sha256] for s in sources],
    }


def _definition(metric: Metric) -> dict[str, Any]:
    return {
        "title": metric.title,
        "title_de": metric.title_de,
        "unit": metric.unit,
        "aggregation": metric.aggregation,
        "numerator": metric.numerator,
        "denominator": metric.denominator,
        "factor": f"{metric.factor.normalize():f}",
        "formula": metric.formula,
        "owner": metric.owner,
        "lower_is_better": metric.lower_is_better,
        "internal": metric.internal,
    }


def _targets(actor: Actor, sources: list[Source], metrics: list[Metric]) -> list[dict[str, Any]]:
    """The KPIs of the approved strategy, each with the metric whose words its name speaks of."""
    approved = next((s for s in sources if s.kind == "strategy"), None)
    if approved is None:
        return []
    try:
        content = strategy.get_strategy(actor=actor, strategy_id=approved.artifact_id).content
    except NotFound:
        return []
    known = [{"name": m.name, "words": m.words, "lower_is_better": m.lower_is_better} for m in metrics if not m.internal]
    kpis = [k for k in content.get("kpis") or [] if isinstance(k, dict) and k.get("name")]
    return [figures.read_target(str(k["name"]), str(k.get("target", "")), str(k.get("unit", "")), known) for k in kpis]


def _freshness(engagement_id: UUID, end: date) -> list[dict[str, Any]]:
    rows = Fact.objects.filter(engagement_id=engagement_id, day__lte=end).values("source").annotate(last=Max("day"))
    last = {row["source"]: row["last"] for row in rows}
    return [
        {
            "source": source,
            "last_day": last[source].isoformat() if source in last else None,
            "stale": source in last and (end - last[source]).days > STALE_AFTER_DAYS,
        }
        for source in EXPECTED
    ]
