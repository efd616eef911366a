"""Campaigns: made, started, paused, resumed, stopped."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError

from apps.cam import contracts, models
from apps.cam.contracts import CampaignMode, CampaignStatus
from apps.cam.logic import schedule
from apps.cam.services import domains, planning
from apps.cam.services.figures import measure
from apps.cam.services.mapping import settings_now, to_campaign
from kernel import clock
from kernel.actors import Actor
from kernel.db import command, query
from kernel.errors import Conflict, InvalidInput
from kernel.pages import Page
from kernel.paging import page


@command("cam", right="cam.write")
def create_campaign(
    *, actor: Actor, name: str, sequence: str = "", mode: CampaignMode = CampaignMode.LIVE, proof_address: str = "", key: str = ""
) -> contracts.Campaign:
    """A campaign in draft; without `sequence` each lead's tier chooses. InvalidInput for a name taken or a sequence unknown."""
    if not name.strip():
        raise InvalidInput("A campaign needs a name.", field="name")
    if models.Campaign.objects.filter(name=name.strip()).exists():
        raise InvalidInput(f"There is a campaign “{name.strip()}” already.", field="name", remedy="Choose another name.")
    if sequence and not models.Sequence.objects.filter(name=sequence, active=True).exists():
        names = ", ".join(models.Sequence.objects.filter(active=True).values_list("name", flat=True))
        raise InvalidInput(f"There is no sequence “{sequence}”.", field="sequence", remedy=f"Use one of {names}.")
    if mode is CampaignMode.PROOF and not proof_address:
        raise InvalidInput("Proof mode needs the address that gets the mails.", field="proof_address")
    try:
        row = models.Campaign.objects.create(
            name=name.strip(), sequence=sequence, mode=mode.value, proof_address=proof_address, created_at=clock.now()
        )
    except IntegrityError as error:
        raise Conflict(f"There is a campaign “{name.strip()}” already.", field="name") from error
    return to_campaign(row)


@command("cam", right="cam.send")
def start_campaign(*, actor: Actor, campaign_id: UUID, key: str = "") -> contracts.Campaign:
    """Let a campaign run: every new, qualified lead of it enters its sequence. DomainNotReady if a live one must not send yet."""
    row = models.Campaign.objects.reach(actor, campaign_id, lock=True)
    if row.mode == "LIVE":
        domains.refuse_unready(settings_now())
    row.move(CampaignStatus.ACTIVE, at=clock.now())
    desk = planning.Desk()
    for lead in row.leads.filter(status="NEW", verdict="qualified").order_by("-score", "identity_hash"):
        planning.enrol(lead, row, desk)
    return to_campaign(row)


@command("cam", right="cam.send", why="reason")
def pause_campaign(*, actor: Actor, campaign_id: UUID, reason: str, key: str = "") -> contracts.Campaign:
    """Hold a campaign: effective at once, also for mails that already wait at the door."""
    row = models.Campaign.objects.reach(actor, campaign_id, lock=True)
    hold(row, reason)
    return to_campaign(row)


@command("cam", right="cam.send")
def resume_campaign(*, actor: Actor, campaign_id: UUID, key: str = "") -> contracts.Campaign:
    """Let a paused or completed campaign go on: held contacts get their time again, each in its next send window."""
    row = models.Campaign.objects.reach(actor, campaign_id, lock=True)
    row.move(CampaignStatus.ACTIVE, at=clock.now())
    settings = settings_now()
    for attempt in row.attempts.filter(state="held").select_related("lead"):
        due = max(attempt.due_at or clock.now(), clock.now())
        attempt.due_at = schedule.next_open(due, **planning.window(settings, attempt.lead))
        attempt.state = "pending"
        attempt.save(update_fields=["due_at", "state"])
    return to_campaign(row)


@command("cam", right="cam.send", why="reason")
def stop_campaign(*, actor: Actor, campaign_id: UUID, reason: str, key: str = "") -> contracts.Campaign:
    """The kill switch: nothing of this campaign leaves any more, and it cannot be started again."""
    row = models.Campaign.objects.reach(actor, campaign_id, lock=True)
    row.move(CampaignStatus.STOPPED, at=clock.now(), why=reason)
    row.attempts.filter(state__in=("pending", "held", "queued")).update(
        state="skipped", reason=f"campaign stopped: {reason}"[:300], ended_at=clock.now(), lease_until=None
    )
    return to_campaign(row)


@query("cam", right="cam.view")
def get_campaign(*, actor: Actor, campaign_id: UUID) -> contracts.Campaign:
    """One campaign; NotFound if the actor may not see it."""
    return to_campaign(models.Campaign.objects.reach(actor, campaign_id))


@query("cam", right="cam.view")
def get_status(*, actor: Actor, campaign_id: UUID) -> contracts.Metrics:
    """A campaign in figures, counted now."""
    return measure(models.Campaign.objects.reach(actor, campaign_id))


@query("cam", right="cam.view")
def list_campaigns(
    *, actor: Actor, filter: contracts.CampaignFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Campaign]:
    """Campaigns; order by created_at or name."""
    rows = models.Campaign.objects.visible_to(actor)
    if filter.status:
        rows = rows.filter(status=filter.status.value)
    allowed = ("-created_at", "created_at", "name")
    return page(
        rows, to_campaign, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=filter.updated_since
    )


def hold(row: models.Campaign, reason: str) -> None:
    """Pause a locked campaign and hold what has not left."""
    row.move(CampaignStatus.PAUSED, at=clock.now(), why=reason)
    row.attempts.filter(state="pending").update(state="held", lease_until=None)
