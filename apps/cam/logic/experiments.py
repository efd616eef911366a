"""Verdicts on the variants of a step: an exact test, corrected for many variants and for looking more than once.

Numbers and their sources: 30 people per variant before anything is said, confidence .90, .95 or .99 (the house's specification).
Fisher's exact test, two-sided, holds for small counts too; Holm (1979) corrects the pairs of more than two variants; Wilson
(1927) gives a variant's interval and Newcombe (1998, method 10) that of a difference.

Looks are fixed beforehand, so that watching the page changes nothing: look k happens when every variant has 30·2^(k-1) people,
judges exactly the first that many of each, and may spend the share 1/2^k of the error allowed. All looks together spend at most
the whole of it, however long the campaign runs. The first look that decides is the verdict; later people do not change it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import NormalDist

LEAST = 30
CONFIDENCES = (0.90, 0.95, 0.99)
MARGIN = 0.05
"""Variants whose rates differ by no more than this (5 points) with certainty are called equal."""


@dataclass(frozen=True, kw_only=True)
class Arm:
    """One variant: `answers` says for each person, in the order they were mailed, whether the answer was positive."""

    name: str
    answers: tuple[bool, ...]

    @property
    def people(self) -> int:
        """How many were mailed."""
        return len(self.answers)

    @property
    def positive(self) -> int:
        """How many of them said yes."""
        return sum(self.answers)


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two variants compared: p of Fisher's test, as it is and after Holm, and the interval of first minus second."""

    first: str
    second: str
    p: float
    p_holm: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """`kind` is undecided, better (then `winner`) or no_difference; `missing`: people needed by variant until the next look."""

    kind: str
    why: str
    winner: str = ""
    look: int = 0
    people_at_look: int = 0
    alpha: float = 0.0
    missing: dict[str, int]
    pairs: tuple[Pair, ...] = ()


def fisher(a: int, n: int, b: int, m: int) -> float:
    """Two-sided p of Fisher's exact test for a of n against b of m."""
    if not (0 <= a <= n and 0 <= b <= m):
        raise ValueError("successes must lie between 0 and the people")
    total = a + b
    low, high = max(0, total - m), min(total, n)
    base = _log_choose(n + m, total)
    logs = [_log_choose(n, k) + _log_choose(m, total - k) - base for k in range(low, high + 1)]
    seen = logs[a - low]
    # Tables as likely as the one seen count, whatever rounding did to them.
    return min(1.0, math.fsum(math.exp(x) for x in logs if x <= seen + 1e-7))


def wilson(hits: int, people: int, confidence: float) -> tuple[float, float]:
    """Wilson's interval of a share, 0..1; (0, 1) for nobody."""
    if not people:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = hits / people, z * z / people
    centre = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / people + spread / (4 * people)) / (1 + spread)
    # At 0 and at all the bound is exact; rounding must not put it beside the share.
    return (0.0 if hits == 0 else max(0.0, centre - half), 1.0 if hits == people else min(1.0, centre + half))


def newcombe(a: int, n: int, b: int, m: int, confidence: float) -> tuple[float, float]:
    """The interval of a/n - b/m, from the two Wilson intervals."""
    p, q = a / n, b / m
    (l1, u1), (l2, u2) = wilson(a, n, confidence), wilson(b, m, confidence)
    return p - q - math.hypot(p - l1, u2 - q), p - q + math.hypot(u1 - p, q - l2)


def holm(values: Sequence[float]) -> list[float]:
    """The p values after Holm's step-down correction, in the order given."""
    adjusted, running = [0.0] * len(values), 0.0
    for rank, index in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        running = max(running, min(1.0, (len(values) - rank) * values[index]))
        adjusted[index] = running
    return adjusted


def judge(arms: Sequence[Arm], *, confidence: float = 0.95, least: int = LEAST, margin: float = MARGIN) -> Verdict:
    """The verdict on the variants of one step; ValueError for a confidence other than .90, .95 or .99."""
    if confidence not in CONFIDENCES:
        raise ValueError("confidence is .90, .95 or .99")
    if len(arms) < 2:
        return Verdict(kind="undecided", why="There is only one variant: nothing to compare.", missing={})
    smallest, look, size = min(arm.people for arm in arms), 0, least
    last: Verdict | None = None
    while size <= smallest:
        look += 1
        last = _look(arms, size, look, (1 - confidence) / 2**look, margin)
        if last.kind != "undecided":
            return last
        size *= 2
    missing = {arm.name: size - arm.people for arm in arms if arm.people < size}
    lacks = ", ".join(f"{n} more of {name}" for name, n in missing.items())
    if last is None:
        return Verdict(
            kind="undecided", missing=missing, why=f"Each variant needs {least} people before anything can be said: {lacks}."
        )
    why = f"No clear difference among the first {last.people_at_look} people of each variant; next look at {size}: {lacks}."
    return Verdict(
        kind="undecided", why=why, look=look, people_at_look=last.people_at_look, alpha=last.alpha, missing=missing,
        pairs=last.pairs,
    )  # fmt: skip


def _look(arms: Sequence[Arm], size: int, look: int, alpha: float, margin: float) -> Verdict:
    hits = {arm.name: sum(arm.answers[:size]) for arm in arms}
    couples = list(combinations(hits, 2))
    raw = [fisher(hits[a], size, hits[b], size) for a, b in couples]
    level = 1 - alpha / len(couples)
    pairs = tuple(
        Pair(first=a, second=b, p=p, p_holm=adjusted, low=bounds[0], high=bounds[1])
        for (a, b), p, adjusted in zip(couples, raw, holm(raw), strict=True)
        for bounds in [newcombe(hits[a], size, hits[b], size, level)]
    )
    about = {"look": look, "people_at_look": size, "alpha": alpha, "pairs": pairs, "missing": {}}
    best = max(hits, key=lambda name: (hits[name], name))
    if all(p.p_holm <= alpha for p in pairs if best in (p.first, p.second)):
        told = ", ".join(f"{name} {n}" for name, n in hits.items())
        why = f"{best} has more positive answers among the first {size} people of each variant ({told})."
        return Verdict(kind="better", why=why, winner=best, **about)
    if all(-margin <= p.low and p.high <= margin for p in pairs):
        why = f"Among the first {size} people of each variant the rates differ by no more than {margin:.0%}."
        return Verdict(kind="no_difference", why=why, **about)
    return Verdict(kind="undecided", why="", **about)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
