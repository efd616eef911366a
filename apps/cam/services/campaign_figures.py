"""The way of a campaign's people, and what stands in its way now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate, TruncWeek

from apps.cam import contracts, models
from apps.cam.logic import caps
from apps.cam.services.experiments import LEFT
from apps.cam.services.figures import measure
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import query

NEXT_DAYS = 14
STAGES = ("imported", "qualified", "mailed", "answered", "positive", "meeting", "signed")


@query("cam", right="cam.view")
def get_campaign_funnel(*, actor: Actor, campaign_id: UUID) -> contracts.CampaignFunnel:
    """How many people of a campaign came how far, how long it took (medians), and each week's figures."""
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    figures = measure(campaign)
    stages = _stages(campaign)
    by_name = {stage.name: stage.people for stage in stages}
    mailed = by_name["mailed"]
    return contracts.CampaignFunnel(
        campaign_id=campaign.id, stages=stages, positive_rate=round(by_name["positive"] / mailed, 4) if mailed else None,
        mails_sent=figures.mails_sent, replies=figures.replies, bounces=figures.bounces, complaints=figures.complaints,
        weeks=_weeks(campaign),
    )  # fmt: skip


@query("cam", right="cam.view")
def get_campaign_board(*, actor: Actor, campaign_id: UUID) -> contracts.CampaignBoard:
    """What was held back and why, what is planned, how near the breaker is, what the mailboxes may send today."""
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    settings = settings_now()
    skipped = campaign.attempts.filter(state="skipped").order_by().values_list("reason").annotate(n=Count("pk"))
    now = clock.now()
    planned = campaign.attempts.filter(state="pending", due_at__lt=now + timedelta(days=NEXT_DAYS))
    days = planned.order_by().annotate(day=TruncDate("due_at")).values_list("day").annotate(n=Count("pk"))
    # What is overdue leaves today at the earliest.
    per_day: dict[date, int] = {}
    for day, count in days:
        per_day[max(day, now.date())] = per_day.get(max(day, now.date()), 0) + count
    mails = models.OutboundEmail.objects.filter(attempt__campaign=campaign, status__in=LEFT)
    steps = dict(mails.order_by().values_list("sequence_number").annotate(n=Count("pk")))
    return contracts.CampaignBoard(
        campaign_id=campaign.id,
        held_back=dict(sorted(skipped, key=lambda pair: (-pair[1], pair[0]))),
        held=campaign.attempts.filter(state="held").count(),
        next_sends=tuple(contracts.NextSends(day=day, contacts=per_day[day]) for day in sorted(per_day)),
        breaker=breaker_of(measure(campaign, ours=True), settings),
        mailboxes=_mailboxes(),
        steps=dict(sorted(steps.items())),
    )


def breaker_of(found: contracts.Metrics, settings: dict[str, Any]) -> contracts.Breaker:
    """Bounces and complaints of our own mails beside the limits that pause a campaign."""
    enough = found.mails_sent >= settings["breaker_min"] and found.mails_sent > 0
    return contracts.Breaker(
        mails=found.mails_sent, least=settings["breaker_min"], bounces=found.bounces, complaints=found.complaints,
        bounce_share=found.bounces / found.mails_sent if enough else None,
        complaint_share=found.complaints / found.mails_sent if enough else None,
        bounces_most=settings["breaker_bounces"], complaints_most=settings["breaker_complaints"],
    )  # fmt: skip


def human_answers(campaign: models.Campaign) -> QuerySet:
    """What people of a campaign wrote themselves: no machine's answer, no absence note, no report."""
    rows = models.InboundEmail.objects.filter(lead__campaign=campaign, state="done", facts__automatic=False)
    return rows.exclude(classification__in=("BOUNCE", "OOO", ""))


def _stages(campaign: models.Campaign) -> tuple[contracts.Stage, ...]:
    mails = models.OutboundEmail.objects.filter(lead=OuterRef("pk"), status__in=LEFT)
    human = models.InboundEmail.objects.filter(lead=OuterRef("pk"), state="done", facts__automatic=False)
    human = human.exclude(classification__in=("BOUNCE", "OOO", ""))
    leads = campaign.leads.annotate(
        mailed=_first(mails, "sent_at"), answered=_first(human, "received_at"),
        positive=_first(human.filter(classification="POSITIVE"), "received_at"), 
        meeting=_first(models.Appointment.objects.filter(lead=OuterRef("pk"), confirmed_at__isnull=False), "confirmed_at"),
        signed=F("deal__agreed_at"),
    )  # fmt: skip
    qualified = Q(verdict="qualified") | Q(mailed__isnull=False)
    reached = {"imported": Q(), "qualified": qualified}
    chain = Q()
    for name in STAGES[2:]:
        reached[name] = chain & Q(**{f"{name}__isnull": False})
        if name != "meeting":  # a deal may be signed without one
            chain = reached[name]
    counts = leads.aggregate(**{f"n_{name}": Count("pk", filter=condition or None) for name, condition in reached.items()})
    before = {"mailed": "created_at", "answered": "mailed", "positive": "answered", "meeting": "positive", "signed": "positive"}
    return tuple(
        contracts.Stage(
            name=name, people=counts[f"n_{name}"],
            median_wait=_median(leads.filter(reached[name]), before[name], name, counts[f"n_{name}"]) if name in before else None,
        )
        for name in STAGES
    )  # fmt: skip


def _first(rows: QuerySet, column: str) -> Subquery:
    return Subquery(rows.order_by().values("lead").annotate(at=Min(column)).values("at"))


def _median(leads: QuerySet, since: str, until: str, count: int) -> timedelta | None:
    """The middle of the times between two moments, of an even number the mean of the two in the middle."""
    if not count:
        return None
    waits = leads.annotate(wait=ExpressionWrapper(F(until) - F(since), output_field=DurationField())).order_by("wait")
    middle = list(waits.values_list("wait", flat=True)[(count - 1) // 2 : count // 2 + 1])
    return sum(middle, timedelta(0)) / len(middle)


def _weeks(campaign: models.Campaign) -> tuple[contracts.Week, ...]:
    mails = models.OutboundEmail.objects.filter(lead__campaign=campaign, status__in=LEFT, sent_at__isnull=False)
    human = human_answers(campaign)
    found = {
        "mails": _by_week(mails, "sent_at", Count("pk")),
        "answered": _by_week(human, "received_at", Count("lead", distinct=True)),
        "positive": _by_week(human.filter(classification="POSITIVE"), "received_at", Count("lead", distinct=True)),
    }
    seen = sorted({monday for counts in found.values() for monday in counts})
    if not seen:
        return ()
    mondays = [seen[0] + timedelta(weeks=n) for n in range((seen[-1] - seen[0]).days // 7 + 1)]
    return tuple(
        contracts.Week(monday=monday, **{name: counts.get(monday, 0) for name, counts in found.items()}) for monday in mondays
    )


def _by_week(rows: QuerySet, column: str, figure: Count) -> dict[date, int]:
    weeks = rows.order_by().annotate(week=TruncWeek(column)).values_list("week").annotate(n=figure)
    return {week.date(): count for week, count in weeks}


def _mailboxes() -> tuple[contracts.MailboxState, ...]:
    today = clock.today()
    sent = models.OutboundEmail.objects.filter(status__in=LEFT, sent_at__date=today, attempt__mailbox__isnull=False)
    counts = dict(sent.order_by().values_list("attempt__mailbox").annotate(n=Count("pk")))
    return tuple(
        contracts.MailboxState(
            address=box.address, sent_today=counts.get(box.pk, 0), cap=box.daily_cap,
            cap_today=caps.warm_cap(
                today, first_used_on=box.first_used_on, start=box.warmup_start, step=box.warmup_step, cap=box.daily_cap
            ),
        )
        for box in models.Mailbox.objects.filter(active=True)
    )  # fmt: skip
