"""The engine of journeys: a pure function `next(definition, process, event)` over a table of steps and rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apps.orchestration.logic import engagement
from apps.orchestration.logic.types import (
    CANCEL,
    DONE,
    FAILED,
    HOLD,
    OPEN,
    OVERRIDE,
    RELEASE,
    RETRY,
    Definition,
    Event,
    MoveMade,
    Outcome,
    Process,
    Rule,
    changed,
)
from kernel.errors import Conflict, InvalidInput

MAX_TRANSITIONS = 50


def begin(definition: Definition, facts: dict[str, Any]) -> Outcome:
    """A new process at its first step."""
    return _enter(definition, Outcome(process=Process(step=definition.first, facts=facts)), definition.first)


def next(definition: Definition, process: Process, event: Event) -> Outcome:
    """The pure transition: what `event` makes of `process`.

    An event that nothing needs yet is kept in `heard`; raises Conflict or InvalidInput for a person's word that makes no sense.
    """
    person = _PERSON.get(event.name)
    if person is not None:
        return person(definition, process, event)
    return _settle(definition, Outcome(process=changed(process, heard=(*process.heard, event))))


def _settle(definition: Definition, so_far: Outcome) -> Outcome:
    """Follow rules as long as one matches."""
    for _ in range(MAX_TRANSITIONS):
        so_far = _drop_foreign_ends(so_far)
        if so_far.process.state == "COMPENSATING":
            return _compensate(definition, so_far)
        found = _match(definition, so_far.process)
        if found is None:
            return so_far
        so_far = _apply(definition, so_far, *found)
    raise RuntimeError(f"{definition.name}: the rules run in a circle at {so_far.process.step}")


def _match(definition: Definition, process: Process) -> tuple[Rule, Event] | None:
    if process.state not in ("RUNNING", "WAITING", "NEEDS_HUMAN"):
        return None
    for event in process.heard:
        if event.name == FAILED and _is_present(process, event):
            return Rule(at=process.step, on=FAILED, to=process.step), event
    for rule in definition.rules:
        if rule.at == process.step:
            for event in process.heard:
                if event.name == rule.on and rule.when(process.facts, event, process.heard):
                    return rule, event
    return None


def _apply(definition: Definition, so_far: Outcome, rule: Rule, event: Event) -> Outcome:
    process = so_far.process
    heard = tuple(e for e in process.heard if e.id != event.id)
    used = (*so_far.used, (event.id, process.step))
    if event.name == FAILED:
        failed = changed(process, heard=heard, state="NEEDS_HUMAN", reason=str(event.data.get("error", "")))
        return changed(so_far, process=failed, used=used, plan="")
    facts = rule.take(process.facts, event)
    if event.name == DONE:
        facts = {**facts, "done": [*facts.get("done", []), process.step]}
    moved = _move(changed(so_far, process=changed(process, facts=facts, heard=heard), used=used), rule.moves)
    return _enter(definition, moved, rule.to)


def _move(so_far: Outcome, after: str, *, may_override: bool = False) -> Outcome:
    process = so_far.process
    if not after or after == process.engagement:
        return so_far
    held = process.facts.get("held", {}).get("engagement", "")
    listed = engagement.may_move(process.engagement, after, held=held)
    if not may_override:
        engagement.check_move(process.engagement, after, held=held)
    made = MoveMade(before=process.engagement, after=after, step=process.step, override=not listed)
    return changed(so_far, process=changed(process, engagement=after), moves=(*so_far.moves, made))


def _enter(definition: Definition, so_far: Outcome, step: str) -> Outcome:
    """Arrive at a step: plan its call, or wait; at "" the process is complete."""
    passed = (*so_far.passed, step)
    if not step:
        return changed(so_far, process=changed(so_far.process, state="COMPLETED", reason=""), passed=passed, plan="")
    pause = definition.steps[step].pause
    if pause is None:
        before = so_far.process
        process = changed(before, step=step, reason="", state="RUNNING", number=before.number + 1)
        return changed(so_far, process=process, passed=passed, plan=step)
    state = "NEEDS_HUMAN" if pause.needs_human else "WAITING"
    reason = pause.for_what if pause.needs_human else ""
    process = changed(so_far.process, step=step, state=state, reason=reason)
    return changed(so_far, process=process, passed=passed, plan="")


def _is_present(process: Process, event: Event) -> bool:
    return event.data.get("number") == process.number and event.data.get("step") == process.step


def _drop_foreign_ends(so_far: Outcome) -> Outcome:
    """Forget the end of a call that the process has left behind (an override came between)."""
    process = so_far.process
    stale = [e for e in process.heard if e.name in (DONE, FAILED) and not _is_present(process, e)]
    if not stale:
        return so_far
    heard = tuple(e for e in process.heard if e not in stale)
    return changed(so_far, process=changed(process, heard=heard), used=(*so_far.used, *((e.id, "left behind") for e in stale)))


def _refuse_closed(process: Process) -> None:
    if process.state not in OPEN:
        raise Conflict(f"The journey has ended ({process.state}).")


def _hold(definition: Definition, process: Process, event: Event) -> Outcome:
    _refuse_closed(process)
    if process.state == "ON_HOLD":
        raise Conflict("The journey is on hold already.")
    held = {"state": process.state, "reason": process.reason, "engagement": process.engagement}
    so_far = _move(Outcome(process=process), "ON_HOLD")
    facts = {**process.facts, "held": held}
    return changed(so_far, process=changed(so_far.process, state="ON_HOLD", facts=facts, reason=event.data["reason"]))


def _release(definition: Definition, process: Process, event: Event) -> Outcome:
    if process.state != "ON_HOLD":
        raise Conflict("The journey is not on hold.")
    held = process.facts["held"]
    so_far = _move(Outcome(process=process), held["engagement"])
    facts = {k: v for k, v in process.facts.items() if k != "held"}
    back = changed(so_far.process, state=held["state"], reason=held["reason"], facts=facts)
    return _settle(definition, changed(so_far, process=back))


def _retry(definition: Definition, process: Process, event: Event) -> Outcome:
    if process.state == "ON_HOLD":
        return _release(definition, process, event)
    if process.state != "NEEDS_HUMAN" or definition.steps[process.step].pause is not None:
        raise Conflict("There is no failed step to try again.", remedy="Act on what the journey waits for, or override.")
    return Outcome(process=changed(process, state="RUNNING", reason=""), retry=True)


def _override(definition: Definition, process: Process, event: Event) -> Outcome:
    _refuse_closed(process)
    step, after = event.data["step"], event.data.get("engagement", "")
    if step not in definition.steps:
        raise InvalidInput(
            f"{definition.name} has no step {step}.", field="step", remedy=f"It has {', '.join(definition.steps)}."
        )
    if after and after not in engagement.MOVES:
        raise InvalidInput(f"No engagement state is called {after}.", field="engagement")
    so_far = Outcome(process=process)
    if process.state == "ON_HOLD":
        so_far = _move(so_far, process.facts["held"]["engagement"])
    so_far = _move(so_far, after, may_override=True)
    facts = {k: v for k, v in so_far.process.facts.items() if k != "held"}
    so_far = changed(so_far, process=changed(so_far.process, facts=facts))
    return _settle(definition, _enter(definition, so_far, step))


def _cancel(definition: Definition, process: Process, event: Event) -> Outcome:
    _refuse_closed(process)
    so_far = _move(Outcome(process=process), "CANCELLED")
    begun = [*process.facts.get("done", []), process.step]
    undo = [definition.steps[name].undo for name in reversed(begun)]
    undo = list(dict.fromkeys(u for u in undo if u))
    facts = {**process.facts, "undo": undo, "cancelled": event.data["reason"]}
    started = changed(so_far.process, facts=facts, state="COMPENSATING", reason=event.data["reason"])
    return _undo_next(changed(so_far, process=started))


def _compensate(definition: Definition, so_far: Outcome) -> Outcome:
    process = so_far.process
    for event in process.heard:
        if event.name in (DONE, FAILED) and _is_present(process, event):
            heard = tuple(e for e in process.heard if e.id != event.id)
            used = (*so_far.used, (event.id, process.step))
            facts = process.facts
            if event.name == FAILED:
                facts = {**facts, "undo_failed": [*facts.get("undo_failed", []), process.step]}
            so_far = changed(so_far, process=changed(process, heard=heard, facts=facts), used=used)
            return _undo_next(so_far)
    return so_far


def _undo_next(so_far: Outcome) -> Outcome:
    process = so_far.process
    undo = list(process.facts["undo"])
    if undo:
        facts = {**process.facts, "undo": undo[1:], "undone": [*process.facts.get("undone", []), undo[0]]}
        process = changed(process, step=undo[0], facts=facts, number=process.number + 1)
        return changed(so_far, process=process, passed=(*so_far.passed, undo[0]), plan=undo[0])
    ended = "COMPENSATED" if process.facts.get("undone") else "CANCELLED"
    if process.facts.get("undo_failed"):
        ended = "FAILED"
    return changed(so_far, process=changed(process, state=ended), plan="")


_PERSON: dict[str, Callable[[Definition, Process, Event], Outcome]] = {
    HOLD: _hold,
    RELEASE: _release,
    CANCEL: _cancel,
    RETRY: _retry,
    OVERRIDE: _override,
}
