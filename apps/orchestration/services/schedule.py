"""Recurring jobs: one UNIQUE slot row per run, computed from the wall time; a slot that comes too late is missed, not doubled."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from apps.cam import services as cam
from apps.cam.contracts import LeadFilter, LeadStatus
from apps.orchestration import contracts
from apps.orchestration.logic import slots
from apps.orchestration.models import Journey, Schedule, Slot
from apps.orchestration.services import mappers, notices
from kernel import claims, clock
from kernel.actors import Actor, worker
from kernel.db import INTERNAL, audit, command, query
from kernel.errors import NotFound
from kernel.pages import clamp_limit

log = logging.getLogger(__name__)


def run_due(*, actor: Actor) -> int:
    """Lay out the next slot of each active schedule and run those that are due; returns how many were handled."""
    if Schedule.objects.filter(active=True).exclude(slots__state="pending").exists():
        lay_out(actor=actor)
    rows = claims.claim(Slot, limit=10, lease_seconds=600)
    for row in rows:
        try:
            _run(actor, row)
        except claims.LostLease:
            log.warning("slot overtaken", extra={"slot": str(row.id)})
    return len(rows)


@command("orchestration", right=INTERNAL)
def lay_out(*, actor: Actor) -> int:
    """Give each active schedule without an open slot its next one; returns how many were made."""
    made = 0
    for row in Schedule.objects.select_for_update(of=("self",)).filter(active=True).exclude(slots__state="pending"):
        at = slots.next_slot(clock.now(), **_times(row))
        _, new = Slot.objects.get_or_create(schedule=row, slot_at=at, defaults={"due_at": at})
        made += new
    return made


def _run(actor: Actor, row: Slot) -> None:
    schedule = Schedule.objects.get(pk=row.schedule_id)
    latest = row.slot_at + timedelta(minutes=schedule.latest_start_minutes)
    if clock.now() > latest:
        settle(actor=actor, slot_id=row.id, token=row.token, state="missed", result=f"not started by {latest:%d %B %H:%M} UTC")
        return
    try:
        result = JOBS[schedule.job](actor, row)
    except Exception as error:
        log.exception("schedule failed", extra={"schedule": schedule.name})
        if claims.fail(row, f"{type(error).__name__}: {error}"):
            settle(actor=actor, slot_id=row.id, token=row.token, state="failed", result=f"{type(error).__name__}: {error}")
        return
    settle(actor=actor, slot_id=row.id, token=row.token, state="done", result=result)


@command("orchestration", right=INTERNAL)
def settle(*, actor: Actor, slot_id: UUID, token: int, state: str, result: str) -> None:
    """Record how a slot ended and lay out the next, skipping those that have passed: nothing is made up for twice."""
    row = Slot.objects.select_for_update(of=("self",)).select_related("schedule").get(pk=slot_id)
    if row.token != token:
        raise claims.LostLease(f"slot {slot_id} was claimed by another worker")
    claims.settle(row, state=state, result=result[:2000], started_at=row.slot_at, ended_at=clock.now())
    if row.schedule.active:
        latest = slots.last_slot(clock.now(), **_times(row.schedule))
        base = max(row.slot_at, latest if state == "done" else latest - timedelta(seconds=1))
        at = slots.next_slot(base, **_times(row.schedule))
        Slot.objects.get_or_create(schedule=row.schedule, slot_at=at, defaults={"due_at": at})
    audit(subject=row.id, schedule=row.schedule.name, state=state)


@command("orchestration", right="orchestration.switch", why="reason")
def set_schedule(*, actor: Actor, name: str, active: bool, reason: str = "", key: str) -> bool:
    """Switch a schedule on or off; open slots of one switched off are not run. Returns whether it is on."""
    row = Schedule.objects.select_for_update(of=("self",)).filter(name=name).first()
    if row is None:
        raise NotFound(f"No schedule is called {name}.")
    row.active = active
    row.save()
    if not active:
        Slot.objects.filter(schedule=row, state="pending").update(state="missed", result="switched off")
    audit(subject=name, after=active)
    return active


@query("orchestration", right="orchestration.view")
def list_slots(*, actor: Actor, limit: int = 50) -> tuple[contracts.Slot, ...]:
    """The latest runs and those to come."""
    rows = Slot.objects.select_related("schedule").order_by("-slot_at", "id")[: clamp_limit(limit)]
    return tuple(mappers.to_slot(row) for row in rows)


def _times(row: Schedule) -> dict:
    return {"hour": row.hour, "minute": row.minute, "zone": row.zone, "weekday": row.weekday}


def _score(actor: Actor, slot: Slot) -> str:
    """Score leads that came in without a score."""
    done, cursor = 0, ""
    while True:
        page = cam.list_leads(actor=worker("orchestration"), filter=LeadFilter(status=LeadStatus.NEW), cursor=cursor, limit=200)
        for lead in page.items:
            cam.qualify(actor=worker("orchestration"), lead_id=lead.id, key=f"{slot.id}:{lead.id}")
            done += 1
        if not (cursor := page.next_cursor or ""):
            return f"{done} leads scored"


def _nurture(actor: Actor, slot: Slot) -> str:
    """One cycle of cam: send, poll, classify, time out, measure, evaluate, alert."""
    report = cam.run_cycle(actor=worker("orchestration"))
    failed = [step.name for step in report.steps if step.error]
    return f"{len(report.steps)} steps" + (f", failed: {', '.join(failed)}" if failed else "")


@command("orchestration", right=INTERNAL)
def summarise(*, actor: Actor, slot_id: UUID) -> str:
    """Store the week's summary as a notice to those who steer journeys."""
    since = clock.now() - timedelta(days=7)
    started = Journey.objects.filter(started_at__gte=since).count()
    ended = Journey.objects.filter(ended_at__gte=since, state="COMPLETED").count()
    stuck = list(Journey.objects.filter(state="NEEDS_HUMAN").order_by("changed_at"))
    waiting = Journey.objects.filter(state="WAITING").count()
    lines = [f"- {row.company}: {row.reason[:160]}" for row in stuck] or ["- none"]
    notices.add(
        key=f"summary:{slot_id}",
        for_right="orchestration.approve",
        client_id=None,
        subject=f"The week in journeys: {started} started, {ended} completed, {len(stuck)} need a person",
        text=f"Started: {started}\nCompleted: {ended}\nWaiting: {waiting}\nNeed a person:\n" + "\n".join(lines),
        url="/admin/orchestration/journey/",
    )
    return f"{started} started, {ended} completed, {waiting} waiting, {len(stuck)} need a person"


JOBS: dict[str, Callable[[Actor, Slot], str]] = {
    "score": _score,
    "nurture": _nurture,
    "summary": lambda actor, slot: summarise(actor=actor, slot_id=slot.id),
}
