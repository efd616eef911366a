"""Ratios of pairs and counts: what a benchmark answers, and how it is judged."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

MIN_ROUNDS = 5


class WrongResult(AssertionError):
    """One of the two sides did not do its work: nothing is printed about its speed."""


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """The median of the pairs' ratios. `at_most` says which way is good; `ours` and `reference` are medians in `unit`."""

    what: str
    goal: float
    at_most: bool
    ratio: float
    low: float
    high: float
    rounds: int
    ours: float
    reference: float
    unit: str

    @property
    def ok(self) -> bool:
        return self.ratio <= self.goal if self.at_most else self.ratio >= self.goal


@dataclass(frozen=True, kw_only=True)
class Count:
    """A figure free of noise (statements, commits, buffers, bytes): a gate in both forms."""

    what: str
    value: float
    limit: float
    at_most: bool = True

    @property
    def ok(self) -> bool:
        return self.value <= self.limit if self.at_most else self.value >= self.limit


@dataclass(frozen=True, kw_only=True)
class Timing(Count):
    """A figure by the clock, or of memory: judged like a ratio, no gate where machines differ."""


@dataclass(kw_only=True)
class Curve:
    """How a cost grows with size, to be drawn: cost in `unit` per size, one line per name."""

    name: str
    title: str
    unit: str
    sizes: list[str]
    lines: dict[str, list[float]]


@dataclass(kw_only=True)
class Figures:
    """All that one benchmark found; `notes` are facts without a goal."""

    ratios: list[Ratio] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    timings: list[Timing] = field(default_factory=list)
    curves: list[Curve] = field(default_factory=list)
    notes: dict[str, object] = field(default_factory=dict)
    not_run: str = ""

    def as_json(self) -> dict:
        """Plain values for a JSON line."""
        return {
            "ratios": [asdict(r) | {"ok": r.ok} for r in self.ratios],
            "counts": [asdict(c) | {"ok": c.ok} for c in self.counts],
            "timings": [asdict(t) | {"ok": t.ok} for t in self.timings],
            "curves": [asdict(c) for c in self.curves],
            "notes": self.notes,
            "not_run": self.not_run,
        }


Side = Callable[[], float]
"""Does one round's work, checks what came of it (WrongResult), and answers its cost per unit of work, e.g. seconds per call."""


def compare(
    what: str, ours: Side, reference: Side, *, rounds: int, goal: float, faster: bool = False, unit: str = "s per call"
) -> Ratio:
    """Run both in turn, at least five rounds after one to warm up.

    The ratio is ours to reference, at most `goal`; with `faster` it is reference to ours, at least `goal`.
    """
    ours(), reference()
    pairs = [(ours(), reference()) for _ in range(max(rounds, MIN_ROUNDS))]
    ratios = [b / a if faster else a / b for a, b in pairs]
    return Ratio(
        what=what,
        goal=goal,
        at_most=not faster,
        ratio=_round(statistics.median(ratios)),
        low=_round(min(ratios)),
        high=_round(max(ratios)),
        rounds=len(pairs),
        ours=_round(statistics.median(a for a, _ in pairs)),
        reference=_round(statistics.median(b for _, b in pairs)),
        unit=unit,
    )


def must_be(found: object, expected: object, what: str) -> None:
    """Raise WrongResult unless both are equal."""
    if found != expected:
        raise WrongResult(f"{what}: {found!r} instead of {expected!r}")


def _round(value: float) -> float:
    return float(f"{value:.4g}")
