"""Health 0–100 from measures: each is scored between its best and worst value, then weighed; what has no data does not count."""

from __future__ import annotations

from dataclasses import dataclass

LOW_RISK, HIGH_RISK = 70, 40
"""At least 70 is a low risk, below 40 a high one."""
UNKNOWN_SCORE = 50


@dataclass(frozen=True, kw_only=True)
class Scale:
    """How a measure counts: `best` scores 100, `worst` 0, in between on a straight line."""

    measure: str
    title: str
    unit: str
    weight: float
    best: float
    worst: float


@dataclass(frozen=True, kw_only=True)
class Measured:
    """A measure's value over so many observations."""

    value: float
    observations: int


@dataclass(frozen=True, kw_only=True)
class Rated:
    """One measure with its score, None without data."""

    scale: Scale
    measured: Measured | None
    score: float | None


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """The score 0–100, its band, what went in, and one sentence why."""

    score: int
    band: str
    rated: tuple[Rated, ...]
    sentence: str


def assess(scales: tuple[Scale, ...], measured: dict[str, Measured], *, before: int | None = None) -> Assessed:
    """The health that the measures show; `before` is the last score, for the sentence's trend."""
    rated = tuple(_rate(scale, measured.get(scale.measure)) for scale in scales)
    known = [r for r in rated if r.score is not None and r.scale.weight > 0]
    total = sum(r.scale.weight for r in known)
    score = round(sum(r.score * r.scale.weight for r in known) / total) if total else UNKNOWN_SCORE
    band = band_of(score)
    return Assessed(score=score, band=band, rated=rated, sentence=_sentence(score, band, known, before))


def band_of(score: int) -> str:
    """The risk that goes with a score: low, medium or high."""
    if score >= LOW_RISK:
        return "low"
    return "medium" if score >= HIGH_RISK else "high"


def _rate(scale: Scale, measured: Measured | None) -> Rated:
    if measured is None:
        return Rated(scale=scale, measured=None, score=None)
    span = scale.worst - scale.best
    share = (measured.value - scale.best) / span if span else 0.0
    return Rated(scale=scale, measured=measured, score=100 * (1 - min(max(share, 0.0), 1.0)))


def _sentence(score: int, band: str, known: list[Rated], before: int | None) -> str:
    if not known:
        return "Nothing has been measured yet, so the score stands in the middle."
    lost = sorted(known, key=lambda r: (r.score - 100) * r.scale.weight)
    worst, best = lost[0], lost[-1]
    moved = "" if before is None or before == score else f", {'up' if score > before else 'down'} from {before}"
    if worst.score >= 99.5:
        return f"Health {score} ({band} risk{moved}): nothing measured costs anything; {_told(best)}."
    text = f"Health {score} ({band} risk{moved}): most is lost by {_told(worst)}"
    return text + (f", while {_told(best)} speaks for the client." if best is not worst else ".")


def _told(rated: Rated) -> str:
    value = rated.measured.value
    if rated.scale.unit == "share":
        return f"{rated.scale.title.lower()} ({value:.0%})"
    number = f"{value:.1f}".removesuffix(".0")
    unit = f" {rated.scale.unit}" if rated.scale.unit else ""
    return f"{rated.scale.title.lower()} ({number}{unit})"
