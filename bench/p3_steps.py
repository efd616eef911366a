"""P3: many journeys at once whose steps are pure database work, beside DBOS with eight threads."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bench import _database, _dbos, _journeys
from bench._figures import Count, Figures, compare, must_be

JOURNEYS = {"ci": 100, "full": 400}
THEIRS = {"ci": 16, "full": 160}
ROUNDS = {"ci": 5, "full": 9}
THREADS, BATCH = 8, 100


def run(*, scale: str) -> Figures:
    """The ratio of steps per second, and WAL flushes per step; who is killed meanwhile loses nothing: `make faults` says so."""
    figures = Figures()
    count, theirs = JOURNEYS[scale], THEIRS[scale]
    with _journeys.defined():
        try:
            with _dbos.workflow() as flow, ThreadPoolExecutor(THREADS) as threads:
                figures.ratios = [
                    compare(
                        "steps per second beside DBOS",
                        lambda: _ours(count),
                        lambda: _theirs(flow, theirs, threads),
                        rounds=ROUNDS[scale],
                        goal=30,
                        faster=True,
                        unit="s per step",
                    )
                ]
        except _dbos.Missing as error:
            figures.not_run = str(error)
    figures.counts = gates(scale)
    return figures


def gates(scale: str) -> list[Count]:
    """Commits and statements per step of full waves; the statements are those of claims, of looks and of one record per wave."""
    count = JOURNEYS[scale]
    with _journeys.defined():
        ids = _journeys.start(count)
        cost = _database.counted(lambda: _journeys.play(limit=BATCH))
        _check(ids)
    steps = count * _journeys.STEPS
    return [
        Count(what="commits per step", value=cost.commits / steps, limit=0.02),
        Count(what="statements per step of a wave", value=cost.statements / steps, limit=0.1),
    ]


def _ours(count: int) -> float:
    ids = _journeys.start(count)
    started = time.perf_counter()
    _journeys.play(limit=BATCH)
    spent = (time.perf_counter() - started) / (count * _journeys.STEPS)
    _check(ids)
    return spent


def _check(ids: list) -> None:
    steps = len(ids) * _journeys.STEPS
    must_be(_journeys.ended(ids), (len(ids), steps, steps), "journeys, steps and facts")


def _theirs(flow: Callable[[int], int], count: int, threads: ThreadPoolExecutor) -> float:
    started = time.perf_counter()
    found = list(threads.map(flow, range(count)))
    spent = (time.perf_counter() - started) / (count * _dbos.STEPS)
    must_be(found, [n + _dbos.STEPS for n in range(count)], "workflows of DBOS")
    return spent
