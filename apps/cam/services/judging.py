"""May this contact be made now? Every rule in the order it is asked; the caps last, because passing takes a place under them."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import law, schedule
from apps.cam.services import caps, domains, ledger, planning
from apps.cam.services.mapping import settings_now
from kernel import clock, effects, mail
from kernel.errors import SwitchedOff

WRITABLE = ("NEW", "CONTACTED", "NO_REPLY")
NO_PROFILE = "no LinkedIn profile"
KIND = effects.declare("outreach")


class Look:
    """What the rules look up; asked anew each time."""

    def suppressed(self, address: str) -> bool:
        """Whether nothing may be sent to it."""
        return ledger.suppression_of(address) is not None

    def undeliverable(self, address: str) -> bool:
        """Whether the house's mail door refuses it, e.g. because the person was erased."""
        return bool(address) and mail.is_undeliverable(address)

    def unready(self, address: str, settings: dict) -> str:
        """Why no live mail leaves from a mailbox now."""
        return domains.why_not(address, settings)

    def switched_off(self, campaign_id: UUID) -> str:
        """The switch that holds outreach now, in words."""
        try:
            effects.refuse_if_switched_off(kind=KIND, scopes=("kind:mail", f"campaign:{campaign_id}"))
        except SwitchedOff as off:
            return off.detail
        return ""


ANEW = Look()


def judge(row: models.Attempt) -> contracts.OutboundCheck:
    """Every rule that a contact must pass now; if it passes, its place under the caps is taken in this transaction."""
    settings = settings_now()
    found = standing(row, settings=settings, now=clock.now(), made=recent_contacts(row.lead, settings, clock.now()))
    if not found.allowed or row.campaign.mode == "SIMULATION":
        return found
    full, later = caps.take(row, settings)
    return contracts.OutboundCheck(allowed=not full, reason=full, later=later)


def standing(row: models.Attempt, *, settings: dict, now: datetime, made: int, look: Look = ANEW) -> contracts.OutboundCheck:
    """What all rules but the caps say of the contact at a moment; writes nothing. `made`: contacts within attempts_days."""
    lead = row.lead
    if refusal := refusal_of(row, settings, made, look):
        return contracts.OutboundCheck(allowed=False, reason=refusal)
    if off := look.switched_off(row.campaign_id):
        return contracts.OutboundCheck(allowed=False, reason=off, later=now + timedelta(minutes=15))
    cooldown = timedelta(hours=settings["cooldown_hours"])
    window = planning.window(settings, lead)
    if row.channel == "email" and row.campaign.mode == "LIVE" and (unready := look.unready(row.mailbox.address, settings)):
        later = schedule.next_open(now + timedelta(hours=1), **window)
        return contracts.OutboundCheck(allowed=False, reason=unready[:300], later=later)
    if lead.last_contacted_at and lead.last_contacted_at + cooldown > now:
        later = schedule.next_open(lead.last_contacted_at + cooldown, **window)
        return contracts.OutboundCheck(allowed=False, reason=f"cooldown of {settings['cooldown_hours']} hours", later=later)
    if not schedule.is_open(now, **window):
        return contracts.OutboundCheck(allowed=False, reason="outside the send window", later=schedule.next_open(now, **window))
    return contracts.OutboundCheck(allowed=True)


def refusal_of(row: models.Attempt, settings: dict, made: int, look: Look = ANEW) -> str:
    """Why this contact must never happen; "" if nothing stands against it."""
    lead = row.lead
    if row.campaign.status in ("STOPPED", "COMPLETED", "DRAFT"):
        return f"campaign is {row.campaign.status.lower()}"
    if row.channel == "email" and not lead.email:
        return "no address"
    if look.suppressed(lead.email):
        return "suppressed"
    if look.undeliverable(lead.email):
        return "undeliverable or erased"
    if lead.status not in WRITABLE:
        return f"lead is {lead.status.lower()}"
    if row.channel == "linkedin" and not lead.linkedin_url:
        return NO_PROFILE
    if against := law.refusal(lead.country, consented=lead.consent_on is not None, enforced=settings["law_consent"]):
        return against
    if made >= settings["attempts_max"]:
        return f"{settings['attempts_max']} contacts within {settings['attempts_days']} days"
    if row.channel == "email" and (row.mailbox is None or not row.mailbox.active):
        return "no active mailbox"
    return ""


def recent_contacts(lead: models.Lead, settings: dict, now: datetime) -> int:
    """Mails that left and tasks that were done for the lead within the last attempts_days."""
    return len(contact_times(lead, now - timedelta(days=settings["attempts_days"])))


def contact_times(lead: models.Lead, since: datetime) -> list[datetime]:
    """When mails left and tasks were done for the lead since then."""
    mails = models.OutboundEmail.objects.filter(lead=lead, answer=None, sent_at__gte=since).values_list("sent_at", flat=True)
    tasks = models.Attempt.objects.filter(lead=lead, state="sent", ended_at__gte=since).exclude(channel="email")
    return [*mails, *tasks.values_list("ended_at", flat=True)]
