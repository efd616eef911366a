"""The words of the engine: definitions with their steps and rules, a process's state, events, outcomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

DONE, FAILED = "step.done", "step.failed"
HOLD, RELEASE, CANCEL, RETRY, OVERRIDE = "human.hold", "human.release", "human.cancel", "human.retry", "human.override"
OPEN = ("RUNNING", "WAITING", "NEEDS_HUMAN", "ON_HOLD")


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened: a signal by its wire name without version, a step's end, or a person's word."""

    id: str
    name: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Process:
    """A journey's state. `heard` are events that no step has needed yet; `number` counts the calls planned so far."""

    step: str
    state: str = "RUNNING"
    engagement: str = "CREATED"
    facts: dict[str, Any] = field(default_factory=dict)
    heard: tuple[Event, ...] = ()
    number: int = 0
    reason: str = ""


T = TypeVar("T")


def changed(value: T, **new: Any) -> T:
    """`dataclasses.replace` for the words of the engine, which have nothing to check when they are made."""
    made = object.__new__(type(value))
    made.__dict__.update(value.__dict__)
    made.__dict__.update(new)
    return made


Guard = Callable[[dict[str, Any], Event, tuple[Event, ...]], bool]
Take = Callable[[dict[str, Any], Event], dict[str, Any]]


def always(facts: dict[str, Any], event: Event, heard: tuple[Event, ...]) -> bool:
    """The guard of rules without a condition."""
    return True


def nothing(facts: dict[str, Any], event: Event) -> dict[str, Any]:
    """For rules that learn nothing from their event."""
    return facts


@dataclass(frozen=True, kw_only=True)
class Pause:
    """What a waiting step waits for. `for_whom` is a right of staff, "client", or "system" for our own workers."""

    for_whom: str
    for_what: str
    days: int = 0
    needs_human: bool = False


@dataclass(frozen=True, kw_only=True)
class StepDef:
    """One step: a call of a facade, or a pause. `undo` names the call that compensates it."""

    name: str
    title: str
    pause: Pause | None = None
    undo: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """At step `at`, on event `on`, if `when`: learn `take`, move the engagement to `moves`, go to step `to`."""

    at: str
    on: str
    to: str
    when: Guard = always
    take: Take = nothing
    moves: str = ""


@dataclass(frozen=True, kw_only=True)
class Definition:
    """A versioned process: its steps in order, its rules (first match wins), its first step; "" as target ends it."""

    name: str
    first: str
    steps: dict[str, StepDef]
    rules: tuple[Rule, ...]
    undo_titles: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MoveMade:
    """One change of the engagement's state."""

    before: str
    after: str
    step: str
    override: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one event led to: the new state, events used (id, step), moves, steps passed, and what the worker must do.

    `plan` is the call to make next ("" for none), `retry` asks for another try of the call that failed.
    """

    process: Process
    used: tuple[tuple[str, str], ...] = ()
    moves: tuple[MoveMade, ...] = ()
    passed: tuple[str, ...] = ()
    plan: str = ""
    retry: bool = False
