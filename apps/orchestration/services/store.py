"""How an outcome of the pure function becomes rows and signals, in the transaction of the command that caused it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from apps.orchestration import queries, signals
from apps.orchestration.contracts import Proposal
from apps.orchestration.logic import process as engine
from apps.orchestration.logic.client_journey import DEFINITIONS
from apps.orchestration.logic.types import DONE, OPEN, Definition, Event, Outcome, Process
from apps.orchestration.models import CLOSED, Journey, Move, Step, Wait
from apps.orchestration.models import Event as EventRow
from apps.orchestration.services import actions, notices
from kernel import claims, clock, records
from kernel.actors import Actor
from kernel.db import alias_for
from kernel.ids import new_id
from kernel.signals import publish

LEASE_SECONDS = 300
"""How long a worker may take for a call before another may make it, under the same key."""
REMIND_AFTER_DAYS = (0, 3, 7, 14)
"""Reminders go out so many days after what is waited for was expected; then the journey only says that it waits."""


CHANGING = (
    "step", "state", "engagement_state", "facts", "number", "reason", "client_id", "engagement_id", "contact", "revision",
    "changed_at", "ended_at",
)  # fmt: skip
"""The columns of a journey that its process changes."""


def _database() -> str:
    """Where orchestration's tables lie."""
    return alias_for("orchestration")


@dataclass(frozen=True)
class Cause:
    """Who set a change off, and why."""

    actor: Actor
    reason: str = ""


def definition_of(row: Journey) -> Definition:
    """The definition the journey was started under."""
    return DEFINITIONS[row.definition]


def hear(row: Journey, name: str, data: dict, cause: Cause, *, event_id: UUID | None = None) -> Outcome:
    """Let the journey take in what happened, and store it: the pure function decides, `keep` writes it down.

    The end of a call that is needed at once leaves no event: the step itself tells of it.
    """
    event = Event(id=str(new_id()), name=name, data=data)
    before = queries.process_of(row)
    outcome, used = _take_in(row, before, event)
    at = used.pop(event.id, None)
    if name != DONE or at != before.step:
        stored = {
            "id": UUID(event.id),
            "event_id": event_id or new_id(),
            "journey_id": row.id,
            "engagement_id": row.engagement_id,
            "name": name,
            "data": data,
            "actor_kind": cause.actor.kind.value,
            "actor_id": cause.actor.id,
            "at": clock.now(),
        }
        records.soon(_database(), (EventRow, stored | ({"used_at": clock.now(), "used_at_step": at} if at is not None else {})))
    mark_used(used)
    ended = before.state == "RUNNING" and name == DONE and data["number"] == before.number
    keep(row, before, outcome, cause, ended=ended)
    return outcome


def _take_in(row: Journey, before: Process, event: Event) -> tuple[Outcome, dict[str, str]]:
    """What the pure function makes of it, and which events it used, at which step each."""
    outcome = engine.next(definition_of(row), before, event)
    used = dict(outcome.used)
    if event.name.startswith("human."):
        used[event.id] = before.step
    return outcome, used


def mark_used(used: dict[str, str]) -> None:
    """Note at which step each stored event was needed."""
    if used:
        records.flush(_database())
    for event_id, step in used.items():
        EventRow.objects.filter(pk=event_id).update(used_at=clock.now(), used_at_step=step)


def keep(row: Journey, before: Process, outcome: Outcome, cause: Cause, *, ended: bool = False) -> None:
    """Write an outcome down: the journey (a new one is added), its moves, its wait, its next call; and tell.

    `ended` says that the one open call has just come back to the worker: nothing is left behind, and the next is that worker's.
    """
    after = outcome.process
    known = row.engagement_id
    _save(row, after)
    _note_moves(row, outcome, cause)
    if before.state != "RUNNING":  # who runs does not wait
        _end_wait(row, before, after, cause)
    if not ended:
        _tidy_steps(row, before, outcome)
    row.planned = _plan(row, outcome, claimed=ended) if outcome.plan else None
    if after.state in ("WAITING", "NEEDS_HUMAN"):
        _begin_wait(row, before, after)
    if after.state in CLOSED and before.state not in CLOSED:
        publish(
            signals.WorkflowCompleted(
                journey_id=row.id, state=after.state, engagement_id=row.engagement_id, client_id=row.client_id
            )
        )
    if known is None and row.engagement_id is not None:
        _adopt(row, cause)


def _save(row: Journey, after: Process) -> None:
    """Add the journey, or change it if it is still as it was read: Overtaken says that it has changed meanwhile."""
    ids, revision = after.facts.get("ids", {}), row.revision
    row.step, row.state, row.engagement_state = after.step, after.state, after.engagement
    row.facts, row.number, row.reason, row.heard = after.facts, after.number, after.reason, after.heard
    row.client_id = row.client_id or (UUID(ids["client"]) if "client" in ids else None)
    row.engagement_id = row.engagement_id or (UUID(ids["engagement"]) if "engagement" in ids else None)
    if row.engagement_id is not None:
        row.contact = {}
    row.revision, row.changed_at = revision + 1, clock.now()
    if after.state in CLOSED and row.ended_at is None:
        row.ended_at = row.changed_at
    if row._state.adding:
        records.soon(_database(), records.row_of(row))
        row._state.adding, row._state.db = False, _database()
    else:
        new = {name: getattr(row, name) for name in CHANGING}
        records.change_soon(_database(), records.Change(model=Journey, pk=row.id, guard={"revision": revision}, values=new))


def _note_moves(row: Journey, outcome: Outcome, cause: Cause) -> None:
    for move in outcome.moves:
        Move.objects.create(
            journey=row,
            before=move.before,
            after=move.after,
            step=move.step,
            override=move.override,
            actor_kind=cause.actor.kind.value,
            actor_id=cause.actor.id,
            reason=cause.reason,
            at=clock.now(),
        )
        publish(
            signals.EngagementMoved(
                journey_id=row.id,
                engagement_id=row.engagement_id,
                client_id=row.client_id,
                before=move.before,
                after=move.after,
                override=move.override,
            )
        )


def _tidy_steps(row: Journey, before: Process, outcome: Outcome) -> None:
    """Hold, release or retry open calls; those that are left behind can no longer be recorded: their token is taken."""
    records.flush(_database())
    after, open_steps = outcome.process, Step.objects.filter(journey=row, state__in=("pending", "held", "dead"))
    if after.state == "ON_HOLD":
        open_steps.filter(state="pending").update(state="held")
    elif before.state == "ON_HOLD":
        open_steps.filter(state="held").update(state="pending")
    if outcome.retry:
        open_steps.filter(number=after.number, state="dead").update(state="pending", attempt=0, retry_at=None)
    for left in open_steps.exclude(number=after.number):
        Step.objects.filter(pk=left.pk).update(state="skipped", token=left.token + 1, ended_at=clock.now())


def _plan(row: Journey, outcome: Outcome, *, claimed: bool) -> Step:
    """The next call, due now; `claimed` by this worker, who goes on with it, in the commit that records the one before."""
    now = clock.now()
    planned = {
        "journey_id": row.id,
        "number": outcome.process.number,
        "name": outcome.plan,
        "compensates": outcome.process.state == "COMPENSATING",
        "created_at": now,
        "due_at": now,
    }
    step = records.made(Step, planned | (claims.held(lease_seconds=LEASE_SECONDS) if claimed else {}), using=_database())
    step.journey = row
    records.soon(_database(), records.row_of(step))
    return step


def _end_wait(row: Journey, before: Process, after: Process, cause: Cause) -> None:
    wait = queries.open_wait(row)
    if wait is None or ((before.step, before.state) == (after.step, after.state)):
        return
    ended_by = after.state if after.state == "ON_HOLD" or after.state not in OPEN else after.step or after.state
    Wait.objects.filter(pk=wait.pk).update(state="done", ended_at=clock.now(), ended_by=ended_by, token=wait.token + 1)


def _begin_wait(row: Journey, before: Process, after: Process) -> None:
    if queries.open_wait(row) is not None:
        return
    pause = definition_of(row).steps[after.step].pause
    if after.state == "NEEDS_HUMAN":
        for_whom, for_what = (pause.for_whom, pause.for_what) if pause else ("orchestration.write", _broken(row, after))
        days = pause.days if pause else 1
    else:
        for_whom, for_what, days = pause.for_whom, pause.for_what, pause.days
    now = clock.now()
    expected = now + timedelta(days=days) if days else None
    wait = Wait.objects.create(
        journey=row,
        step=after.step,
        for_whom=for_whom,
        for_what=for_what[:300],
        since=now,
        expected_by=expected,
        due_at=expected + timedelta(days=REMIND_AFTER_DAYS[0]) if expected else None,
        state="pending" if expected else "quiet",
    )
    _tell_wait(row, wait, after)


def _broken(row: Journey, after: Process) -> str:
    title = definition_of(row).steps[after.step].title
    return f"a person to put right: “{title}” failed ({after.reason[:160]})"


def _tell_wait(row: Journey, wait: Wait, after: Process) -> None:
    common = {"journey_id": row.id, "engagement_id": row.engagement_id, "client_id": row.client_id}
    if after.state == "NEEDS_HUMAN":
        publish(signals.JourneyNeedsHuman(**common, step=after.step, reason=after.reason[:1000]))
    publish(signals.JourneyWaiting(**common, for_whom=wait.for_whom, for_what=wait.for_what, due_at=wait.expected_by))
    if after.step == "await_change_order":
        _propose_extra_round(row, after)
    elif wait.for_whom not in ("client", "system"):
        notices.wait_began(row, wait)


def _propose_extra_round(row: Journey, after: Process) -> None:
    used, contracted = after.facts.get("client_rounds", 0), after.facts.get("contracted_rounds", 0)
    notes = "\n".join(f"- {note}" for note in after.facts.get("notes", ()))
    proposal = Proposal(
        kind="extra_round",
        title=f"Change order for {row.company}: round {used} of {contracted} contracted",
        effect=(
            f"Have the drafts of {row.company} revised once more, as round {used}; the contract holds {contracted}. "
            f"QC judges the new version and the client is asked again. What the client wants changed:\n{notes}"
        ),
        payload={"journey_id": str(row.id), "round": used},
    )
    actions.add(proposal, client_id=row.client_id, journey_id=row.id, key=f"extra_round:{row.id}:{used}")


def _adopt(row: Journey, cause: Cause) -> None:
    """Take in what was told about the engagement before this journey knew its id."""
    records.flush(_database())
    for stored in EventRow.objects.filter(journey=None, engagement_id=row.engagement_id).order_by("id"):
        EventRow.objects.filter(pk=stored.pk).update(journey=row)
        before = queries.process_of(row)
        outcome, used = _take_in(row, before, Event(id=str(stored.id), name=stored.name, data=stored.data))
        mark_used(used)
        keep(row, before, outcome, cause)
