"""Figures that do not flatter: people, not opens; positive answers / people mailed first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from apps.cam import contracts, models
from kernel import clock
from kernel.actors import Actor
from kernel.db import query

ANSWERED = ("REPLIED", "QUALIFIED", "WON", "LOST")


@query("cam", right="cam.view")
def get_metrics(*, actor: Actor, campaign_id: UUID | None = None) -> contracts.Metrics:
    """Figures of one campaign, or of all outreach; positive_rate = people with a positive answer / people mailed."""
    campaign = models.Campaign.objects.reach(actor, campaign_id) if campaign_id else None
    return measure(campaign, seen=models.Lead.objects.visible_to(actor))


@query("cam", right="cam.view")
def get_funnel(*, actor: Actor) -> contracts.Funnel:
    """How many leads came how far, what was refused and why."""
    leads = models.Lead.objects.visible_to(actor)
    sent = models.OutboundEmail.objects.visible_to(actor).filter(status__in=("sent", "bounced"), answer=None)
    inbound = models.InboundEmail.objects.visible_to(actor).filter(state="done")
    human = inbound.filter(facts__automatic=False, lead__isnull=False).exclude(classification__in=("BOUNCE", "OOO"))
    batches = list(models.ImportBatch.objects.visible_to(actor).filter(state="done"))
    refused = models.BatchRowError.objects.visible_to(actor).filter(batch__state="done").exclude(code="duplicate")
    return contracts.Funnel(
        imported=leads.count(),
        scored=leads.filter(scored_at__isnull=False).count(),
        qualified_by_score=leads.filter(verdict="qualified").count(),
        contacted=sent.values("lead").distinct().count(),
        replied=human.values("lead").distinct().count(),
        interested=leads.filter(events__kind="interested").distinct().count(),
        signed=models.Deal.objects.visible_to(actor).count(),
        refused_rows=_counts(refused, "code"),
        file_rows={"read": sum(b.rows for b in batches), **_added(contracts.row_counts(b) for b in batches)},
        not_qualified=_counts(leads.exclude(verdict__in=("", "qualified")), "verdict_reason"),
        skipped=_counts(models.Attempt.objects.visible_to(actor).filter(state="skipped"), "reason"),
        mails_sent=sent.count(),
        replies=_counts(inbound.exclude(classification=""), "classification"),
        by_status=_counts(leads, "status"),
        by_tier=_counts(leads, "tier"),
    )


def measure(campaign: models.Campaign | None, *, seen: object = None, ours: bool = False) -> contracts.Metrics:
    """Count the figures of a campaign, or of everything in `seen`; `ours`: without mails taken over from an original AICMO."""
    leads = campaign.leads.all() if campaign else (models.Lead.objects.all() if seen is None else seen)
    mails = models.OutboundEmail.objects.filter(lead__in=leads, answer=None)  # what people answered is no outreach
    mails = mails.filter(attempt__isnull=False) if ours else mails
    sent = mails.filter(status__in=("sent", "bounced"))
    inbound = models.InboundEmail.objects.filter(lead__in=leads, state="done")
    people = sent.values("lead").distinct().count()
    positive = inbound.filter(classification="POSITIVE").values("lead").distinct().count()
    return contracts.Metrics(
        campaign_id=campaign.id if campaign else None,
        people_mailed=people,
        positive=positive,
        positive_rate=round(positive / people, 4) if people else None,
        mails_sent=sent.count(),
        skipped=models.Attempt.objects.filter(lead__in=leads, state="skipped").count(),
        bounces=mails.filter(bounced_at__isnull=False).count(),
        complaints=inbound.filter(facts__report="complaint").count(),
        replies=_counts(inbound.exclude(classification=""), "classification"),
        at=clock.now(),
    )


def _added(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)


def _counts(rows: object, name: str) -> dict[str, int]:
    return dict(rows.order_by(name).values_list(name).annotate(n=Count("pk")))
