"""The cycle: seven steps, each on its own, an honest result for each."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from uuid import UUID

from apps.cam import contracts, models, signals
from apps.cam.contracts import LeadStatus
from apps.cam.services import ledger, outreach, people, replies
from apps.cam.services.campaign_rules import evaluate
from apps.cam.services.figures import measure
from apps.cam.services.mapping import settings_now
from apps.observability import services as observability
from kernel import claims, clock, restored
from kernel.actors import Actor
from kernel.db import INTERNAL, command
from kernel.refs import plain
from kernel.signals import publish

log = logging.getLogger(__name__)
BEAT_SECONDS = 60
DEAD_SECONDS = 300
BATCH = 50


def run_cycle(*, actor: Actor) -> contracts.CycleReport:
    """Run the seven steps once; a failing step does not stop the others. For workers."""
    steps: list[contracts.CycleStep] = []
    busy = False
    if restored.pending() and people.replay_objections(actor=actor):
        log.warning("objections of after the backup stand again")
    for name, step in _STEPS:
        if name in ("metrics", "evaluate") and not busy:
            steps.append(contracts.CycleStep(name=name, items=0, error="", seconds=0.0))
            continue
        steps.append(_run(name, step, actor))
        busy = busy or steps[-1].items > 0
    report = contracts.CycleReport(ok=all(not s.error for s in steps), steps=tuple(steps))
    _beat(actor, report, busy)
    return report


@command("cam", right=INTERNAL)
def mark_stopped(*, actor: Actor) -> None:
    """This process's worker ends in order."""
    models.WorkerHeartbeat.objects.filter(worker_id=claims.worker_id()).update(state="STOPPED", beat_at=datetime.now(UTC))


def _run(name: str, step: Callable[[Actor], int], actor: Actor) -> contracts.CycleStep:
    started, items, error = time.monotonic(), 0, ""
    try:
        items = step(actor)
    except Exception as failure:  # the other six steps go on
        log.exception("cycle step failed", extra={"step": name})
        error = f"{type(failure).__name__}: {failure}"[:500]
    return contracts.CycleStep(name=name, items=items, error=error, seconds=round(time.monotonic() - started, 4))


def _time_out(actor: Actor) -> int:
    rows = claims.claim(models.Timer, limit=BATCH, order_by=("due_at", "id"))
    for row in rows:
        end_wait(actor=actor, timer_id=row.id, token=row.token)
    return len(rows)


@command("cam", right=INTERNAL)
def end_wait(*, actor: Actor, timer_id: UUID, token: int) -> None:
    """Seven days after the last mail nobody answered: the lead is left in peace."""
    row = (
        models.Timer.objects.select_for_update(of=("self",))
        .select_related("lead")
        .filter(pk=timer_id, token=token, state="pending")
        .first()
    )
    if row is None:
        return
    claims.settle(row)
    lead = row.lead
    if lead.status == "CONTACTED" and not lead.attempts.filter(state__in=ledger.OPEN_ATTEMPTS).exists():
        ledger.advance(lead, LeadStatus.NO_REPLY, f"no answer within {settings_now()['no_reply_days']} days of the last mail")


def _measure(actor: Actor) -> int:
    ids = list(models.Campaign.objects.filter(status__in=("ACTIVE", "PAUSED")).values_list("pk", flat=True))
    for campaign_id in ids:
        store_metrics(actor=actor, campaign_id=campaign_id)
    return 0


@command("cam", right=INTERNAL)
def store_metrics(*, actor: Actor, campaign_id: UUID) -> None:
    """Keep a campaign's figures of now, for lists."""
    row = models.Campaign.objects.filter(pk=campaign_id).first()
    if row is not None:
        models.Campaign.objects.filter(pk=campaign_id).update(metrics=plain(measure(row)))


def _evaluate(actor: Actor) -> int:
    ids = list(models.Campaign.objects.filter(status="ACTIVE").values_list("pk", flat=True))
    return sum(evaluate(actor=actor, campaign_id=campaign_id) for campaign_id in ids)


def _alert(actor: Actor) -> int:
    rows = claims.claim(models.HumanAlert, limit=BATCH, order_by=("due_at", "id"))
    for row in rows:
        try:
            observability.raise_alert(
                actor=actor,
                kind=f"cam.{row.kind}",
                subject=row.subject,
                message=row.message,
                severity=row.severity,
                key=str(row.id),
            )
        except Exception as error:
            claims.fail(row, f"{type(error).__name__}: {error}")
            raise
        alert_sent(actor=actor, alert_id=row.id, token=row.token)
    return len(rows)


@command("cam", right=INTERNAL)
def alert_sent(*, actor: Actor, alert_id: UUID, token: int) -> None:
    """Record that a person was told."""
    row = models.HumanAlert.objects.filter(pk=alert_id, token=token, state="pending").first()
    if row is None:
        return
    claims.settle(row, state="sent", sent_at=clock.now())
    publish(signals.AlertSent(alert_id=row.id, kind=row.kind, lead_id=row.lead_id))


_STEPS: tuple[tuple[str, Callable[[Actor], int]], ...] = (
    ("send", lambda actor: outreach.send_due(actor=actor)),
    ("inbox", lambda actor: replies.poll_inbox(actor=actor)),
    ("classify", lambda actor: replies.classify_due(actor=actor)),
    ("no_reply", _time_out),
    ("metrics", _measure),
    ("evaluate", _evaluate),
    ("alerts", _alert),
)


def _beat(actor: Actor, report: contracts.CycleReport, busy: bool) -> None:
    """A sign of life at every cycle that did something, else once a minute; workers long silent are dead."""
    now = datetime.now(UTC)
    last = models.WorkerHeartbeat.objects.filter(worker_id=claims.worker_id()).values_list("beat_at", flat=True).first()
    if busy or not report.ok or last is None or now - last > timedelta(seconds=BEAT_SECONDS):
        beat(actor=actor, at=now, report=asdict(report))


@command("cam", right=INTERNAL)
def beat(*, actor: Actor, at: datetime, report: dict) -> None:
    """Store this worker's sign of life and its last report."""
    row, _ = models.WorkerHeartbeat.objects.get_or_create(worker_id=claims.worker_id(), defaults={"beat_at": at})
    row.state, row.beat_at, row.last_report, row.cycles = "RUNNING", at, report, row.cycles + 1
    row.save()
    silent = models.WorkerHeartbeat.objects.filter(state="RUNNING", beat_at__lt=at - timedelta(seconds=DEAD_SECONDS))
    silent.update(state="DEAD")
