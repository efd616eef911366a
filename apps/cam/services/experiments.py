"""Which variant of a step is better, and which contact a yes is owed to."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, Min, OuterRef, QuerySet

from apps.cam import contracts, models
from apps.cam.contracts import AttributionModel
from apps.cam.logic import attribution, experiments
from apps.cam.services.mapping import settings_now
from kernel import clock
from kernel.actors import Actor
from kernel.db import query
from kernel.errors import InvalidInput

LEFT = ("sent", "bounced")
GOALS = ("positive", "signed")


@query("cam", right="cam.view")
def get_experiment(
    *, actor: Actor, campaign_id: UUID, step: int, confidence: float = 0.95, sequence: str = ""
) -> contracts.Experiment:
    """The verdict on a step's variants. A person counts once their time to answer (`no_reply_days`) is over.

    `sequence` may be left out where the campaign has one. InvalidInput for another confidence than .90, .95, .99.
    """
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    if confidence not in experiments.CONFIDENCES:
        raise InvalidInput(f"{confidence} is no confidence.", field="confidence", remedy="Use 0.90, 0.95 or 0.99.")
    sequence = _sequence_of(campaign, sequence)
    days = settings_now()["no_reply_days"]
    ripe = clock.now() - timedelta(days=days)
    mails = models.OutboundEmail.objects.filter(
        attempt__campaign=campaign, attempt__sequence=sequence, sequence_number=step, status__in=LEFT
    )
    arms = _arms(mails.filter(sent_at__lte=ripe), sequence, step, days)
    found = experiments.judge(arms, confidence=confidence)
    return contracts.Experiment(
        campaign_id=campaign.id, sequence=sequence, step=step, confidence=confidence, verdict=found.kind, winner=found.winner,
        why=found.why, look=found.look, people_at_look=found.people_at_look, alpha=found.alpha, wait_days=days,
        too_early=mails.filter(sent_at__gt=ripe).count(), missing=found.missing,
        variants=tuple(_figures(arm, confidence) for arm in arms),
        pairs=tuple(contracts.VariantPair(**vars(pair)) for pair in found.pairs),
    )  # fmt: skip


@query("cam", right="cam.view")
def list_experiments(*, actor: Actor, campaign_id: UUID) -> tuple[tuple[str, int], ...]:
    """Sequence and number of the campaign's steps that have more than one variant, in texts or in mails that left."""
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    contacts = campaign.attempts.filter(channel="email").order_by()
    used = set(contacts.values_list("sequence", "step").distinct())
    names = {sequence for sequence, _ in used} | ({campaign.sequence} if campaign.sequence else set())
    seen: dict[tuple[str, int], set[str]] = defaultdict(set)
    texts = models.StepText.objects.filter(step__sequence__name__in=names, active=True)
    for sequence, step, variant in texts.values_list("step__sequence__name", "step__number", "variant"):
        if campaign.sequence == sequence or (sequence, step) in used:
            seen[sequence, step].add(variant)
    mails = models.OutboundEmail.objects.filter(attempt__campaign=campaign, status__in=LEFT).order_by()
    for sequence, step, variant in mails.values_list("attempt__sequence", "sequence_number", "variant").distinct():
        seen[sequence, step].add(variant)
    return tuple(sorted(about for about, variants in seen.items() if len(variants) > 1))


def _sequence_of(campaign: models.Campaign, sequence: str) -> str:
    """The sequence asked about: the one named, the campaign's own, or the only one in use."""
    if sequence or campaign.sequence:
        return sequence or campaign.sequence
    used = list(campaign.attempts.order_by("sequence").values_list("sequence", flat=True).distinct())
    if len(used) > 1:
        raise InvalidInput(
            "The campaign's leads go through several sequences.", field="sequence", remedy=f"Name one of {', '.join(used)}."
        )
    return used[0] if used else ""


def _arms(mails: QuerySet, sequence: str, step: int, days: int) -> list[experiments.Arm]:
    """The variants in the order their people were mailed; those no longer in use count only if they had their share before."""
    said_yes = models.InboundEmail.objects.filter(
        outbound=OuterRef("pk"), state="done", classification="POSITIVE",
        received_at__lte=OuterRef("sent_at") + timedelta(days=days),
    )  # fmt: skip
    answers: dict[str, list[bool]] = defaultdict(list)
    rows = mails.annotate(yes=Exists(said_yes)).order_by("sent_at", "id").values_list("variant", "yes")
    for variant, yes in rows.iterator():
        answers[variant].append(yes)
    texts = models.StepText.objects.filter(step__sequence__name=sequence, step__number=step, active=True)
    in_use = set(texts.values_list("variant", flat=True))
    names = sorted(in_use | {name for name, found in answers.items() if len(found) >= experiments.LEAST})
    return [experiments.Arm(name=name, answers=tuple(answers.get(name, ()))) for name in names]


def _figures(arm: experiments.Arm, confidence: float) -> contracts.VariantFigures:
    low, high = experiments.wilson(arm.positive, arm.people, confidence)
    rate = arm.positive / arm.people if arm.people else None
    return contracts.VariantFigures(variant=arm.name, people=arm.people, positive=arm.positive, rate=rate, low=low, high=high)


@query("cam", right="cam.view")
def get_attribution(
    *,
    actor: Actor,
    model: AttributionModel,
    campaign_id: UUID | None = None,
    goal: str = "positive",
    half_life_days: float = 7,
) -> contracts.Attribution:
    """Which contacts the yes of each person is owed to, by channel, step, source and mailbox.

    `goal`: positive (first positive answer) or signed (deal). Contacts are mails that left and tasks that were done before it;
    `half_life_days` counts for TIME_DECAY.
    """
    campaign = models.Campaign.objects.reach(actor, campaign_id) if campaign_id else None
    if goal not in GOALS:
        raise InvalidInput(f"“{goal[:40]}” is no goal.", field="goal", remedy="Use positive or signed.")
    if not 0 < half_life_days <= 3650:
        raise InvalidInput("The half-life is more than 0 and at most 3650 days.", field="half_life_days")
    leads = campaign.leads.all() if campaign else models.Lead.objects.visible_to(actor)
    reached = _reached(leads, goal)
    ways = _ways(reached)
    sums: Counter[tuple[str, str]] = Counter()
    for lead_id, touches in ways.items():
        touches.sort(key=lambda touch: touch[0])
        shares = attribution.credits(model, [at for at, _ in touches], reached[lead_id], half_life=timedelta(days=half_life_days))
        for (_, about), share in zip(touches, shares, strict=True):
            for dimension, name in about.items():
                sums[dimension, name] += share
    rows = sorted(sums.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return contracts.Attribution(
        campaign_id=campaign.id if campaign else None, model=model, goal=goal, half_life_days=half_life_days,
        people=len(reached), without_contact=len(reached) - len(ways),
        rows=tuple(contracts.AttributionRow(dimension=d, name=n, thousandths=value) for (d, n), value in rows),
    )  # fmt: skip


def _reached(leads: QuerySet, goal: str) -> dict[UUID, datetime]:
    """When each lead reached the goal."""
    if goal == "signed":
        return dict(models.Deal.objects.filter(lead__in=leads).values_list("lead_id", "agreed_at"))
    said = models.InboundEmail.objects.filter(lead__in=leads, state="done", classification="POSITIVE")
    return dict(said.order_by().values_list("lead_id").annotate(at=Min("received_at")))


def _ways(reached: dict[UUID, datetime]) -> dict[UUID, list[tuple[datetime, dict[str, str]]]]:
    """The contacts of each lead before its goal, each with what it is counted under."""
    ways: dict[UUID, list[tuple[datetime, dict[str, str]]]] = defaultdict(list)
    shared = ("lead__batch__file_name", "lead__source")
    mails = models.OutboundEmail.objects.filter(status__in=LEFT, sent_at__isnull=False)
    made = models.Attempt.objects.filter(state="sent", ended_at__isnull=False).exclude(channel="email")
    columns = ("lead_id", "at", "way", "number", "of", "box", *shared)
    mails = mails.annotate(
        at=F("sent_at"), way=F("attempt__channel"), number=F("sequence_number"), of=F("attempt__sequence"),
        box=F("attempt__mailbox__address"),
    )  # fmt: skip
    made = made.annotate(at=F("ended_at"), way=F("channel"), number=F("step"), of=F("sequence"), box=F("mailbox__address"))
    wanted = list(reached)
    for start in range(0, len(wanted), 800):
        some = wanted[start : start + 800]
        for rows in (mails, made):
            for lead_id, at, way, number, of, box, file, source in rows.filter(lead_id__in=some).values_list(*columns):
                if at <= reached[lead_id]:
                    about = {
                        "channel": way or "email", "step": f"{of or 'before'} {number}", "source": file or source or "by hand",
                        "mailbox": box or "none",
                    }  # fmt: skip
                    ways[lead_id].append((at, about))
    return ways
