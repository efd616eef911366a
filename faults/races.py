"""G5: 64 contestants in four processes do the same thing at the same moment; it takes effect exactly once."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from faults.harness import house
from faults.harness.mutation import Mutation

ROUNDS = {"ci": 10, "full": 200}
PROCESSES, THREADS = 4, 16
WORK = "faults.harness.racing"
RACES = {
    "approve": {"done", "AlreadyDecided", "KeyInUse"},
    "pay": {"done", "KeyInUse"},
    "settle": {"done"},
    "publish": {"done", "KeyInUse"},
    "send": {"done"},
    "convert": {"done", "DealExists", "KeyInUse"},
}
"""Race → how a contestant may fare; anything else, such as a deadlock or a broken constraint, is a fault."""
OPEN_TO_ALL = {"send"}
"""Races about whatever is due: what is laid ready is found at once."""
MUTATIONS = {
    "rows_are_not_locked": Mutation(patch="forget_row_locks"),
    "deals_are_not_unique": Mutation(
        patch="forget_row_locks", sql=("ALTER TABLE cam_deals DROP CONSTRAINT cam_deals_lead_id_key",)
    ),
    "keys_are_not_kept": Mutation(patch="forget_keys"),
    "claims_take_no_lease": Mutation(patch="claim_without_lease"),
}
MUTATED = {
    "rows_are_not_locked": ("approve", "settle", "publish"),
    "deals_are_not_unique": ("convert",),
    "keys_are_not_kept": ("pay",),
    "claims_take_no_lease": ("send",),
}
"""Mutation → the races that its guard decides: each of them must turn red."""


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: rounds per race, contestants, how they fared, and every round whose effect was not exactly one.

    With a mutation three rounds of the races that its guard decides; ok stays true if one of them noticed nothing.
    """
    races = MUTATED.get(mutate, tuple(RACES))
    rounds = 3 if mutate else ROUNDS[scale]
    with house.opened(MUTATIONS.get(mutate)) as home:
        builder = home.start(backstage=True)
        contestants = [home.start() for _ in range(PROCESSES)]
        found = {name: _race(name, rounds, builder, contestants) for name in races}
    wrong = [line for _, lines in found.values() for line in lines]
    ok = any(not lines for _, lines in found.values()) if mutate else not wrong
    fared = {name: dict(outcomes) for name, (outcomes, _) in found.items()}
    return {
        "ok": ok,
        "rounds": rounds,
        "contestants": PROCESSES * THREADS,
        "fared": fared,
        "wrong": len(wrong),
        "examples": wrong[:6],
    }


def _race(name: str, rounds: int, builder: house.Process, contestants: list[house.Process]) -> tuple[Counter, list[str]]:
    """Round after round; where nobody could take it up too soon, the next one is laid ready while this one is run."""
    outcomes: Counter[str] = Counter()
    wrong: list[str] = []
    following = None
    for number in range(rounds):
        stage = following or builder.call(f"{WORK}:build", race=name, number=number)
        fared: Counter[str] = Counter()
        at = time.time() + 0.05
        for place, process in enumerate(contestants):
            process.send(f"{WORK}:contest", race=name, stage=stage, threads=THREADS, place=place, at=at)
        ahead = name not in OPEN_TO_ALL and number + 1 < rounds
        if ahead:
            builder.send(f"{WORK}:build", race=name, number=number + 1)
        for process in contestants:
            fared.update(process.receive())
        following = builder.receive() if ahead else None
        outcomes.update(fared)
        effects = builder.call(f"{WORK}:count", race=name, stage=stage)
        wrong += _judge(name, number, fared, effects)
    return outcomes, wrong


def _judge(name: str, number: int, fared: Counter, effects: dict[str, Any]) -> list[str]:
    found = [f"{name} {number}: {count} × {how}" for how, count in fared.items() if how not in RACES[name]]
    found += [f"{name} {number}: {what} = {is_} instead of {should}" for what, (is_, should) in effects.items() if is_ != should]
    return found
