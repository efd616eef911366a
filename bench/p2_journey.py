"""P2: a journey of ten steps, each its own durable commit with signal and audit fact, beside DBOS workflows of ten steps."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from bench import _database, _dbos, _journeys
from bench._figures import Count, Figures, compare, must_be

JOURNEYS = {"ci": 4, "full": 40}
TOGETHER = {"ci": 16, "full": 160}
ROUNDS = {"ci": 5, "full": 9}
THREADS = 8


def run(*, scale: str) -> Figures:
    """Ratios of workflows per second, alone and with eight threads; WAL flushes per step."""
    figures = Figures()
    with _journeys.defined():
        alone, together = JOURNEYS[scale], TOGETHER[scale]
        try:
            with _dbos.workflow() as flow, ThreadPoolExecutor(THREADS) as threads:
                common = {"rounds": ROUNDS[scale], "goal": 3, "faster": True, "unit": "s per workflow"}
                figures.ratios = [
                    compare("workflows beside DBOS", lambda: _ours(alone), lambda: _theirs(flow, alone, map), **common),
                    compare(
                        f"workflows beside DBOS, {THREADS} threads",
                        lambda: _ours_together(together, threads),
                        lambda: _theirs(flow, together, threads.map),
                        **common,
                    ),
                ]
                list(threads.map(lambda _: _close(), range(THREADS)))
        except _dbos.Missing as error:
            figures.not_run = str(error)
    figures.counts = gates(scale)
    return figures


def gates(scale: str) -> list[Count]:
    """WAL flushes and statements per step of one journey."""
    with _journeys.defined():
        ids = _journeys.start(1)
        cost = _database.counted(lambda: must_be(_journeys.play(limit=1), _journeys.STEPS, "steps of one journey"))
        must_be(_journeys.ended(ids), (1, _journeys.STEPS, _journeys.STEPS), "one journey")
    return [
        Count(what="WAL flushes per step without a facade call", value=cost.flushes / _journeys.STEPS, limit=1.15),
        Count(what="statements per step", value=cost.statements / _journeys.STEPS, limit=86 / _journeys.STEPS),
    ]


def _ours(count: int) -> float:
    """One after the other, so that no two steps share a commit; the clock runs from the journeys' start, as theirs does."""
    started = time.perf_counter()
    ids = []
    for _ in range(count):
        ids += _journeys.start(1)
        _journeys.play(limit=1)
    spent = (time.perf_counter() - started) / count
    must_be(_journeys.ended(ids), (count, count * _journeys.STEPS, count * _journeys.STEPS), "journeys")
    return spent


def _ours_together(count: int, threads: ThreadPoolExecutor) -> float:
    started = time.perf_counter()
    ids = [pk for made in threads.map(lambda _: _journeys.start(1), range(count)) for pk in made]
    while sum(threads.map(lambda _: _journeys.play(limit=1), range(THREADS))):
        pass
    spent = (time.perf_counter() - started) / count
    must_be(_journeys.ended(ids), (count, count * _journeys.STEPS, count * _journeys.STEPS), "journeys of threads")
    return spent


def _theirs(flow: Callable[[int], int], count: int, each: Callable) -> float:
    started = time.perf_counter()
    found = list(each(flow, range(count)))
    spent = (time.perf_counter() - started) / count
    must_be(found, [n + _dbos.STEPS for n in range(count)], "workflows of DBOS")
    return spent


def _close() -> None:
    from django.db import connections

    connections.close_all()
