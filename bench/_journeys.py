"""Journeys to measure with: ten steps that call nobody, played by the real runner."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

STEPS = 10


@contextmanager
def defined() -> Iterator[None]:
    """The definition `bench.v1` exists: s0 … s9, each a call that adds one to a figure."""
    from apps.orchestration.logic.client_journey import DEFINITIONS
    from apps.orchestration.logic.types import DONE, Definition, Rule, StepDef
    from apps.orchestration.services import calls

    names = [f"s{n}" for n in range(STEPS)]
    rules = tuple(
        Rule(at=name, on=DONE, to=after, take=lambda facts, event: {**facts, "x": event.data["result"]["x"]})
        for name, after in zip(names, [*names[1:], ""], strict=True)
    )
    steps = {name: StepDef(name=name, title=name) for name in names}
    DEFINITIONS["bench.v1"] = Definition(name="bench.v1", first="s0", steps=steps, rules=rules)
    calls.CALLS.update({name: lambda task: {"x": task.facts.get("x", 0) + 1} for name in names})
    try:
        yield
    finally:
        del DEFINITIONS["bench.v1"]
        for name in names:
            del calls.CALLS[name]


def start(count: int) -> list[UUID]:
    """So many journeys at their first step, as `start_journey` makes them; their ids."""
    from apps.orchestration.logic import process as engine
    from apps.orchestration.logic.client_journey import DEFINITIONS
    from apps.orchestration.models import Journey
    from apps.orchestration.services import store
    from kernel import clock
    from kernel.actors import worker
    from kernel.db import together
    from kernel.ids import new_id

    ids = []
    for _ in range(count):
        with together("orchestration"):
            outcome = engine.begin(DEFINITIONS["bench.v1"], {})
            row = Journey(
                definition="bench.v1",
                deal_id=new_id(),
                lead_id=new_id(),
                company="Bench",
                pack="bench",
                step=outcome.process.step,
                started_at=clock.now(),
                changed_at=clock.now(),
            )
            store.keep(row, outcome.process, outcome, store.Cause(worker("orchestration")))
        ids.append(row.id)
    return ids


def play(limit: int = 20) -> int:
    """Run due steps until none is left; how many were run."""
    from apps.orchestration import services
    from kernel.actors import worker

    total = 0
    while handled := services.run_steps(actor=worker("orchestration"), limit=limit):
        total += handled
    return total


def ended(ids: list[UUID]) -> tuple[int, int, int]:
    """Of these journeys: those completed with the right figure, their steps done, and the facts told of steps."""
    from apps.orchestration.models import Journey, Step
    from kernel.models import OutboxEvent

    right = [facts for facts in _facts(Journey, ids) if facts.get("x") == STEPS]
    steps = Step.objects.filter(journey__in=ids, state="done").count()
    named = [str(pk) for pk in ids]
    told = OutboxEvent.objects.filter(name="orchestration.workflow_step_succeeded.v1", payload__journey_id__in=named).count()
    return len(right), steps, told


def _facts(model, ids: list[UUID]) -> list[dict]:
    return list(model.objects.filter(pk__in=ids, state="COMPLETED").values_list("facts", flat=True))
