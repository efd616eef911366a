"""The next days of a campaign, played in memory by the rules that send: nothing is stored, nothing leaves."""

from __future__ import annotations

import functools
import heapq
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.contracts import MailHeld
from apps.cam.logic import caps as rules
from apps.cam.logic import schedule
from apps.cam.services import caps, judging, planning
from apps.cam.services.composing import compose
from kernel import clock
from kernel.actors import Actor
from kernel.db import query
from kernel.errors import InvalidInput

DAYS = (1, 60)


@query("cam", right="cam.view")
def simulate(*, actor: Actor, campaign_id: UUID, days: int = 14) -> contracts.Simulation:
    """What would leave in the next days if the campaign ran from now on; other running campaigns compete for the same caps.

    InvalidInput for days outside 1 to 60; CampaignClosed if it is over.
    """
    if not DAYS[0] <= days <= DAYS[1]:
        raise InvalidInput(f"{days} days cannot be simulated.", field="days", remedy=f"Choose {DAYS[0]} to {DAYS[1]}.")
    campaign = models.Campaign.objects.reach(actor, campaign_id)
    if campaign.status in ("STOPPED", "COMPLETED"):
        raise contracts.CampaignClosed(f"The campaign “{campaign.name}” is {campaign.status}.", field="campaign_id")
    return _Play(campaign, days).run()


class _Remembering(judging.Look):
    """The rules' look-ups, each answered once: nothing changes while a simulation runs."""

    def __init__(self) -> None:
        for name in ("suppressed", "undeliverable", "switched_off"):
            setattr(self, name, functools.cache(getattr(judging.ANEW, name)))
        self._unready: dict[str, str] = {}

    def unready(self, address: str, settings: dict) -> str:
        """As the live rule says it, now."""
        if address not in self._unready:
            self._unready[address] = judging.ANEW.unready(address, settings)
        return self._unready[address]


@dataclass
class _Day:
    mails: Counter = field(default_factory=Counter)
    contacts: list = field(default_factory=list)
    waits: Counter = field(default_factory=Counter)


class _Play:
    """Contacts in the order in which they fall due, with the state that sending them would leave behind."""

    def __init__(self, campaign: models.Campaign, days: int) -> None:
        self.campaign, self.now = campaign, clock.now()
        self.end = self.now + timedelta(days=days)
        self.desk, self.look = planning.Desk(), _Remembering()
        self.settings = self.desk.settings
        self.boxes = {box.pk: box for box in models.Mailbox.objects.all()}
        counted = models.SendCounter.objects.filter(starts_at__gte=rules.start_of("day", self.now))
        self.used: Counter = Counter({(c.scope, c.period, c.starts_at): c.count for c in counted})
        self.since = {name: caps.first_day_of(name) for name, _ in models.outreach.CHANNELS}
        self.made: dict[UUID, list[datetime]] = {}
        self.mailed: dict[UUID, bool] = {}
        self.heap: list[tuple[datetime, str, int, models.Attempt]] = []
        self.waiting: Counter = Counter()
        self.days: dict[date, _Day] = defaultdict(_Day)
        self.steps: dict[str, dict[int, models.SequenceStep]] = {}
        self.seen = 0

    def run(self) -> contracts.Simulation:
        self._fill()
        while self.heap and self.heap[0][0] <= self.end:
            at, _, _, row = heapq.heappop(self.heap)
            self._waits(row, at, -1)
            self._judge(row, at)
        told = tuple(
            contracts.SimulatedDay(day=day, mails=dict(of.mails), contacts=tuple(of.contacts), waits=dict(of.waits))
            for day, of in sorted(self.days.items())
        )
        return contracts.Simulation(campaign_id=self.campaign.pk, at=self.now, days=told)

    def _fill(self) -> None:
        campaign = self.campaign
        runs = campaign.status == "ACTIVE"
        campaign.status = "ACTIVE"  # in memory: as if it were started or resumed now
        if not runs:
            fresh = campaign.leads.filter(status="NEW", verdict="qualified", attempts=None).select_related("mailbox")
            for lead in fresh.order_by("-score", "identity_hash"):
                row, _ = planning.first_contact(lead, campaign, self.desk)
                self._push(row)
        rows = models.Attempt.objects.filter(state__in=("pending", "held")).select_related("lead", "campaign")
        for row in rows.order_by("due_at", "order_key", "id"):
            if row.campaign_id == campaign.pk:
                row.campaign = campaign
                if row.state == "held":
                    row.due_at = schedule.next_open(
                        max(row.due_at or self.now, self.now), **planning.window(self.settings, row.lead)
                    )
            elif row.state == "held" or row.campaign.status != "ACTIVE":
                continue
            self._push(row)

    def _push(self, row: models.Attempt) -> None:
        row.lead.campaign = row.campaign
        row.mailbox = self.boxes.get(row.mailbox_id)
        at = max(row.due_at, self.now)
        self.seen += 1
        self._waits(row, at, +1)
        heapq.heappush(self.heap, (at, row.order_key, self.seen, row))

    def _waits(self, row: models.Attempt, at: datetime, change: int) -> None:
        """How many wait in each scope on each day and at each moment: what the live rule counts in the table."""
        for scope in self._scopes(row):
            self.waiting[scope, at.date()] += change
            self.waiting[scope, at] += change

    def _scopes(self, row: models.Attempt) -> tuple[str, ...]:
        return ("all", f"mailbox:{row.mailbox_id}") if row.channel == "email" else (f"channel:{row.channel}",)

    def _judge(self, row: models.Attempt, at: datetime) -> None:
        lead = row.lead
        said = judging.standing(row, settings=self.settings, now=at, made=self._recent(lead, at), look=self.look)
        if said.allowed and row.campaign.mode != "SIMULATION":
            said = self._take(row, at)
        if said.later is not None:
            self._day(row, at, lambda day: day.waits.update([said.reason]))
            row.due_at = said.later
            self._push(row)
        elif not said.allowed:
            self._tell(row, at, "skipped", said.reason)
            if said.reason == judging.NO_PROFILE:
                self._next(row, at)
        elif row.channel != "email":
            self._tell(row, at, "task")
        else:
            self._send(row, at)

    def _take(self, row: models.Attempt, at: datetime) -> contracts.OutboundCheck:
        found = caps.caps_of(row, self.settings, at, since=self.since[row.channel])
        keys = [(cap.scope, cap.period, rules.start_of(cap.period, at)) for cap in found]
        full = next((cap for cap, key in zip(found, keys, strict=True) if self.used[key] >= cap.most), None)
        if full is not None:
            ahead = {scope: self.waiting[scope, at.date()] - self.waiting[scope, at] for scope in self._scopes(row)}
            later = caps.retry_at(at, found, self.used, ahead, planning.window(self.settings, row.lead))
            return contracts.OutboundCheck(allowed=False, reason=full.full, later=later)
        self.used.update(keys)
        if row.channel != "email":
            self.since[row.channel] = self.since[row.channel] or at.date()
        elif row.mailbox.first_used_on is None:
            row.mailbox.first_used_on = at.date()  # in memory
        return contracts.OutboundCheck(allowed=True)

    def _send(self, row: models.Attempt, at: datetime) -> None:
        lead = row.lead
        if lead.pk not in self.mailed:
            self.mailed[lead.pk] = lead.mails.filter(status__in=("sent", "bounced"), attempt__isnull=False).exists()
        try:
            compose(row, first=not self.mailed[lead.pk])
        except MailHeld as held:
            self._tell(row, at, "skipped", f"mail held: {held.detail}")
            return
        self._tell(row, at, "sent")
        self._day(row, at, lambda day: day.mails.update([row.mailbox.address]))
        if row.campaign.mode == "SIMULATION":
            return
        self.made[lead.pk].append(at)
        self.mailed[lead.pk] = True
        lead.last_contacted_at = at
        if row.step == 1:
            lead.sequence_started_at = at
        if lead.status == "NEW":
            lead.status = "CONTACTED"
        self._next(row, at)

    def _next(self, row: models.Attempt, at: datetime) -> None:
        lead = row.lead
        steps = self._steps(lead.sequence)
        number = min((n for n in steps if n > row.step), default=None)
        if number is not None:
            self._push(planning.later_contact(lead, steps[number], settings=self.settings, now=at))

    def _steps(self, name: str) -> dict[int, models.SequenceStep]:
        if name not in self.steps:
            self.steps[name] = {s.number: s for s in models.SequenceStep.objects.filter(sequence__name=name)}
        return self.steps[name]

    def _recent(self, lead: models.Lead, at: datetime) -> int:
        days = timedelta(days=self.settings["attempts_days"])
        if lead.pk not in self.made:
            self.made[lead.pk] = judging.contact_times(lead, self.now - days)
        return sum(moment >= at - days for moment in self.made[lead.pk])

    def _day(self, row: models.Attempt, at: datetime, note: Callable[[_Day], None]) -> None:
        if row.campaign_id == self.campaign.pk:
            note(self.days[at.date()])

    def _tell(self, row: models.Attempt, at: datetime, outcome: str, reason: str = "") -> None:
        told = contracts.PlannedMail(
            lead_id=row.lead_id, lead=str(row.lead), step=row.step, channel=row.channel, at=at,
            mailbox=row.mailbox.address if row.mailbox else "", outcome=outcome, reason=reason,
        )  # fmt: skip
        self._day(row, at, lambda day: day.contacts.append(told))
