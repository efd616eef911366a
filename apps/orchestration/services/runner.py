"""Steps at work: claim a due step, make its one call outside any transaction, record how it ended under the token."""

from __future__ import annotations

import logging
from uuid import UUID

from django.db.models import prefetch_related_objects

from apps.orchestration import queries, signals
from apps.orchestration.logic.types import DONE, FAILED
from apps.orchestration.models import Step
from apps.orchestration.services import calls, store
from apps.orchestration.services.task import Task
from kernel import claims, clock
from kernel.actors import Actor, worker
from kernel.context import correlated, refuse_in_transaction
from kernel.db import INTERNAL, audit, command, together
from kernel.errors import Conflict, DomainError, NotConfigured, SwitchedOff
from kernel.signals import publish

log = logging.getLogger(__name__)


def run_due(*, actor: Actor, limit: int = 20) -> int:
    """Run up to `limit` steps that are due, and what they lead to at once; returns how many were handled.

    A wave of calls is recorded in one commit, which makes what follows this worker's next wave.
    """
    refuse_in_transaction("run_due")
    rows, handled = claims.claim(Step, limit=limit, lease_seconds=store.LEASE_SECONDS), 0
    if rows:
        prefetch_related_objects(rows, "journey")
        queries.bring_along([row.journey for row in list.__iter__(rows)])
    while rows:
        handled += len(rows)
        rows = claims.Claimed(_record_all(actor, _call_all(actor, rows)))
    return handled


def _call_all(actor: Actor, rows: list[Step]) -> list[tuple[Step, dict]]:
    """Make the calls, each outside any transaction; answers those that came back, with what they answered."""
    came_back = []
    for row in rows:
        try:
            came_back.append((row, calls.make(_task(row))))
        except SwitchedOff as error:
            claims.hold_back(row, error.detail)
        except Exception as error:
            _note_failure(actor, row, error)
    return came_back


def _record_all(actor: Actor, came_back: list[tuple[Step, dict]]) -> list[Step]:
    """Record successes in one commit, by what is known of their journeys; answers the steps that follow.

    If that fails, because a step or a journey has changed meanwhile or one of them cannot be recorded, each is recorded alone.
    """
    if not came_back:
        return []
    try:
        with together("orchestration"):
            following = [_record(actor, row, result) for row, result in came_back]
    except Exception as error:
        log.warning("steps are recorded one by one", extra={"steps": len(came_back), "error": type(error).__name__})
        following = [_record_alone(actor, row, result) for row, result in came_back]
    return [step for step in following if step is not None]


def _record_alone(actor: Actor, row: Step, result: dict) -> Step | None:
    """Record one success by what stands now, locked; what cannot be recorded is a failed attempt of its step."""
    try:
        with together("orchestration"):
            return _record(actor, _claimed(row.id, row.token), result)
    except claims.LostLease:
        log.warning("step overtaken", extra={"step": str(row.id)})
    except Exception as error:
        _note_failure(actor, row, error)
    return None


def _record(actor: Actor, row: Step, result: dict) -> Step | None:
    with correlated(row.correlation_id):
        return record_success(actor=actor, step_id=row.id, token=row.token, result=result, at_hand=row)


def _task(row: Step) -> Task:
    journey = row.journey
    return Task(
        name=row.name,
        key=str(row.id),
        actor=worker("orchestration", client_id=journey.client_id),
        journey_id=journey.id,
        deal_id=journey.deal_id,
        lead_id=journey.lead_id,
        company=journey.company,
        pack=journey.pack,
        client_id=journey.client_id,
        engagement_id=journey.engagement_id,
        facts=journey.facts,
        contact=journey.contact,
        planned_at=row.created_at,
    )


def _note_failure(actor: Actor, row: Step, error: Exception) -> None:
    """Retry what may pass by itself; what says that the input is wrong needs a person at once."""
    final = isinstance(error, DomainError) and not isinstance(error, Conflict | NotConfigured)
    text = error.detail if isinstance(error, DomainError) else f"{type(error).__name__}: {error}"
    if not isinstance(error, DomainError):
        log.exception("step failed", extra={"step": row.name, "journey": str(row.journey_id)})
    try:
        if final or row.attempt >= row.MAX_ATTEMPTS:
            record_failure(actor=actor, step_id=row.id, token=row.token, error=text[:1000])
        else:
            claims.fail(row, text)
    except claims.LostLease:
        log.warning("step overtaken", extra={"step": str(row.id)})


@command("orchestration", right=INTERNAL)
def record_success(*, actor: Actor, step_id: UUID, token: int, result: dict, at_hand: Step) -> Step | None:
    """A step's call came back: store what it answered and take its journey on.

    `at_hand` is the step with its journey as they were read; if either has changed since, Overtaken ends the transaction.
    Answers the next step, claimed for the worker that calls this, if one follows at once.
    """
    step, journey = at_hand, at_hand.journey
    claims.settle_soon(step, result=result, started_at=step.started_at or step.created_at, ended_at=clock.now())
    publish(
        signals.WorkflowStepSucceeded(
            journey_id=journey.id,
            step_id=step.id,
            step=step.name,
            engagement_id=journey.engagement_id,
            client_id=journey.client_id,
        )
    )
    store.hear(journey, DONE, {"step": step.name, "number": step.number, "result": result}, store.Cause(actor))
    audit(subject=journey.id, client_id=journey.client_id, step=step.name)
    return journey.planned if journey.planned is not None and journey.planned.leased_by else None


@command("orchestration", right=INTERNAL)
def record_failure(*, actor: Actor, step_id: UUID, token: int, error: str) -> None:
    """A step has no attempts left: the journey needs a person. LostLease if another worker has the step."""
    step = _claimed(step_id, token)
    journey = step.journey
    claims.fail(step, error, final=True)
    Step.objects.filter(pk=step.pk).update(ended_at=clock.now())
    publish(
        signals.WorkflowStepFailed(
            journey_id=journey.id,
            step_id=step.id,
            step=step.name,
            error=error,
            engagement_id=journey.engagement_id,
            client_id=journey.client_id,
        )
    )
    store.hear(journey, FAILED, {"step": step.name, "number": step.number, "error": error}, store.Cause(actor))
    audit(subject=journey.id, client_id=journey.client_id, step=step.name)


def _claimed(step_id: UUID, token: int) -> Step:
    """The step with its journey, both locked; LostLease if another worker has the step."""
    steps = Step.objects.select_related("journey").select_for_update(of=("self", "journey"))
    step = steps.get(pk=step_id)
    if step.token != token:
        raise claims.LostLease(f"step {step_id} was claimed by another worker")
    return step
