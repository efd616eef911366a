"""A running campaign against its rules: paused or completed, with the reason; of a pause people are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, Min, OuterRef

from apps.cam import models
from apps.cam.contracts import CampaignStatus
from apps.cam.logic import campaign_rules
from apps.cam.services import campaigns, ledger
from apps.cam.services.experiments import LEFT
from apps.cam.services.figures import measure
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, command


@command("cam", right=INTERNAL)
def evaluate(*, actor: Actor, campaign_id: UUID) -> int:
    """Pause or complete a running campaign if a rule holds; 1 if it was, else 0."""
    row = models.Campaign.objects.select_for_update(of=("self",)).filter(pk=campaign_id, status="ACTIVE").first()
    if row is None:
        return 0
    settings = settings_now()
    found = campaign_rules.judge(_facts(row, settings), _limits(settings))
    if found is None:
        return 0
    if found.rule.action == "pause":
        campaigns.hold(row, found.why)
    else:
        row.move(CampaignStatus.COMPLETED, at=clock.now(), why=found.why)
    if found.rule.severity:
        told = f"{row.name} was paused: {found.why}."
        ledger.alert("campaign_paused", f"{row.id}:{clock.today()}", told, severity=found.rule.severity)
    return 1


def _limits(settings: dict[str, Any]) -> campaign_rules.Limits:
    return campaign_rules.Limits(
        breaker_min=settings["breaker_min"], breaker_bounces=settings["breaker_bounces"],
        breaker_complaints=settings["breaker_complaints"], least_rate=settings["pause_rate_below"],
        least_rate_people=settings["pause_rate_people"],
    )  # fmt: skip


def _facts(row: models.Campaign, settings: dict[str, Any]) -> campaign_rules.Facts:
    ours = measure(row, ours=True)
    judged, positive = _answered(row, settings) if settings["pause_rate_below"] > 0 else (0, 0)
    return campaign_rules.Facts(
        mails=ours.mails_sent, bounces=ours.bounces, complaints=ours.complaints, people_judged=judged, people_positive=positive,
        any_sent=bool(measure(row).mails_sent),
        open_contacts=row.attempts.filter(state__in=ledger.OPEN_ATTEMPTS).count(),
        open_waits=models.Timer.objects.filter(lead__campaign=row, state="pending").count(),
    )  # fmt: skip


def _answered(row: models.Campaign, settings: dict[str, Any]) -> tuple[int, int]:
    """People first mailed at least `no_reply_days` ago, and how many of them said yes."""
    ripe = clock.now() - timedelta(days=settings["no_reply_days"])
    mails = models.OutboundEmail.objects.filter(lead__campaign=row, attempt__isnull=False, status__in=LEFT)
    people = mails.values("lead").annotate(first=Min("sent_at")).filter(first__lte=ripe)
    yes = models.InboundEmail.objects.filter(lead=OuterRef("pk"), state="done", classification="POSITIVE")
    leads = row.leads.filter(pk__in=people.values("lead"))
    return leads.count(), leads.filter(Exists(yes)).count()
