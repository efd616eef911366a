"""Who is written to when: a lead enters a sequence, one contact is planned at a time."""

from __future__ import annotations

import functools
from datetime import datetime, time, timedelta
from uuid import UUID

from apps.cam import contracts, models, signals
from apps.cam.logic import schedule
from apps.cam.services import ledger
from apps.cam.services.mapping import settings_now, to_attempt
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import NotConfigured
from kernel.pages import Page
from kernel.paging import page
from kernel.signals import publish


@command("cam", right="cam.write")
def create_plan(*, actor: Actor, lead_id: UUID, campaign_id: UUID, key: str = "") -> contracts.Plan:
    """Put a qualified lead into a campaign's sequence; CampaignClosed if campaign or lead do not allow it."""
    lead = models.Lead.objects.reach(actor, lead_id, lock=True)
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    if campaign.status not in ("DRAFT", "ACTIVE", "PAUSED"):
        raise contracts.CampaignClosed(f"The campaign “{campaign.name}” is {campaign.status}.", field="campaign_id")
    if lead.status != "NEW":
        raise contracts.CampaignClosed(
            f"{lead} is {lead.status}.", field="lead_id", remedy="Only new, qualified leads are planned."
        )
    lead.campaign = campaign
    lead.save(update_fields=["campaign"])
    attempt = enrol(lead, campaign)
    audit(subject=lead.id)
    return _to_plan(lead, campaign, attempt)


@query("cam", right="cam.view")
def list_attempts(
    *, actor: Actor, filter: contracts.AttemptFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Attempt]:
    """Attempts; order by created_at, either way."""
    rows = models.Attempt.objects.visible_to(actor)
    if filter.lead_id:
        rows = rows.filter(lead_id=filter.lead_id)
    if filter.campaign_id:
        rows = rows.filter(campaign_id=filter.campaign_id)
    if filter.status:
        rows = rows.filter(state=filter.status.value)
    allowed = ("-created_at", "created_at")
    return page(rows, to_attempt, order=order, allowed=allowed, cursor=cursor, limit=limit)


class Desk:
    """What planning looks up, read once for many leads: settings, mailboxes, the sequence of a tier, its steps by number."""

    def __init__(self) -> None:
        self._sequences: dict[tuple[str, str], tuple[models.Sequence, dict[int, models.SequenceStep]]] = {}

    @functools.cached_property
    def settings(self) -> dict:
        """All settings by name."""
        return settings_now()

    @functools.cached_property
    def mailboxes(self) -> list[models.Mailbox]:
        """Those that send, in a fixed order."""
        return list(models.Mailbox.objects.filter(active=True).order_by("address"))

    def sequence(self, lead: models.Lead, campaign: models.Campaign) -> tuple[models.Sequence, dict[int, models.SequenceStep]]:
        """The sequence of this lead and its steps by number."""
        key = (campaign.sequence, "" if campaign.sequence else lead.tier)
        if key not in self._sequences:
            found = sequence_for(lead, campaign)
            self._sequences[key] = found, {step.number: step for step in found.steps.all()}
        return self._sequences[key]


def enrol(lead: models.Lead, campaign: models.Campaign | None, desk: Desk | None = None) -> models.Attempt | None:
    """Start the sequence of a qualified lead in a running campaign; None where there is nothing to start."""
    if not may_enter(lead, campaign) or lead.attempts.exists():
        return None
    attempt, text = enter(lead, campaign, desk or Desk())
    lead.save(update_fields=["campaign", "sequence", "sequence_started_at", "mailbox"])
    attempt.save()
    ledger.note(lead, "planned", text)
    return attempt


def may_enter(lead: models.Lead, campaign: models.Campaign | None) -> bool:
    """Whether a lead without attempts enters the campaign's sequence now."""
    return campaign is not None and campaign.status == "ACTIVE" and lead.status == "NEW" and lead.verdict == "qualified"


def enter(lead: models.Lead, campaign: models.Campaign, desk: Desk) -> tuple[models.Attempt, str]:
    """The first attempt of the lead and the line of its history; tells it, and leaves storing both and the lead to the caller."""
    attempt, sequence = first_contact(lead, campaign, desk)
    publish(signals.OutreachPlanned(lead_id=lead.id, campaign_id=campaign.id, sequence=sequence.name))
    return attempt, f"Enters the sequence {sequence.title} of the campaign {campaign.name}."


def first_contact(lead: models.Lead, campaign: models.Campaign, desk: Desk) -> tuple[models.Attempt, models.Sequence]:
    """The first attempt of the lead, not stored, and its sequence; sets what it needs on the lead, storing neither."""
    sequence, steps = desk.sequence(lead, campaign)
    if lead.mailbox_id is None:
        lead.mailbox = mailbox_for(lead, desk.mailboxes)
    lead.campaign, lead.sequence, lead.sequence_started_at = campaign, sequence.name, clock.now()
    return planned(lead, campaign, steps[min(steps)], settings=desk.settings, not_before=clock.now()), sequence


def plan_next(lead: models.Lead, *, after: int, not_before: datetime | None = None) -> models.Attempt | None:
    """Plan the contact after step `after`; with none left, the wait for an answer begins (None)."""
    if lead.campaign is None or lead.campaign.status not in ("ACTIVE", "PAUSED"):
        return None
    sequence = models.Sequence.objects.filter(name=lead.sequence).first()
    step = sequence.steps.filter(number__gt=after).order_by("number").first() if sequence else None
    settings, now = settings_now(), clock.now()
    if step is None:
        wait = timedelta(days=settings["no_reply_days"])
        models.Timer.objects.get_or_create(
            lead=lead, kind="no_reply", state="pending", defaults={"due_at": (not_before or now) + wait}
        )
        return None
    attempt = later_contact(lead, step, settings=settings, now=now, not_before=not_before)
    attempt.save()
    return attempt


def later_contact(
    lead: models.Lead, step: models.SequenceStep, *, settings: dict, now: datetime, not_before: datetime | None = None
) -> models.Attempt:
    """The attempt of a later step, not stored: on its day of the sequence, after the cooldown, in the recipient's window."""
    cooldown = timedelta(hours=settings["cooldown_hours"])
    started = lead.sequence_started_at or now
    due = schedule.step_due(started, day=step.day, last_sent=lead.last_contacted_at, cooldown=cooldown)
    return planned(lead, lead.campaign, step, settings=settings, not_before=max(due, not_before or due))


def sequence_for(lead: models.Lead, campaign: models.Campaign) -> models.Sequence:
    """The campaign's sequence, else the one of the lead's tier; NotConfigured if there is none."""
    rows = models.Sequence.objects.filter(active=True)
    found = rows.filter(name=campaign.sequence).first() if campaign.sequence else rows.filter(tier=lead.tier).first()
    if found is None or not found.steps.exists():
        wanted = campaign.sequence or f"tier {lead.tier}"
        raise NotConfigured(f"There is no active sequence with steps for {wanted}.", remedy="Make one in the admin: Sequences.")
    return found


def window(settings: dict, lead: models.Lead) -> dict:
    """The send window of a lead, as the schedule's functions take it."""
    opens, closes = (time.fromisoformat(settings[name]) for name in ("window_opens", "window_closes"))
    return {"country": lead.country, "region": lead.region, "opens": opens, "closes": closes}


def planned(
    lead: models.Lead, campaign: models.Campaign, step: models.SequenceStep, *, settings: dict, not_before: datetime
) -> models.Attempt:
    """An attempt of a step, not stored: at the first moment from `not_before` on in the recipient's window."""
    due = schedule.next_open(not_before, **window(settings, lead))
    return models.Attempt(
        lead=lead, campaign=campaign, mailbox=lead.mailbox, sequence=lead.sequence, step=step.number,
        channel=step.channel if lead.email else "linkedin", due_at=due, created_at=clock.now(),
        state="pending" if campaign.status == "ACTIVE" else "held",
        order_key=f"{1000 - round(lead.score * 1000):04d}-{lead.identity_hash}",
    )  # fmt: skip


def mailbox_for(lead: models.Lead, rows: list[models.Mailbox]) -> models.Mailbox | None:
    """One mailbox per lead, the same on every run: chosen by the identity hash."""
    return rows[int(lead.identity_hash[:8], 16) % len(rows)] if rows else None


def _to_plan(lead: models.Lead, campaign: models.Campaign, attempt: models.Attempt | None) -> contracts.Plan:
    sequence = sequence_for(lead, campaign)
    start = attempt.due_at if attempt else clock.now()
    steps = tuple(
        contracts.PlannedStep(step=s.number, channel=s.channel, not_before=start + timedelta(days=s.day))
        for s in sequence.steps.all()
    )
    return contracts.Plan(
        lead_id=lead.id, campaign_id=campaign.id, sequence=sequence.name, attempt_id=attempt.id if attempt else None, steps=steps
    )
