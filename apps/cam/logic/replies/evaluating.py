"""How well judgements fit labels: confusion matrix, F1 per class, and the goals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from apps.cam.contracts import ReplyClass

LABELS = tuple(c.value for c in ReplyClass)
GOALS = {"macro-F1": 0.85, "recall UNSUB": 0.97, "recall BOUNCE": 0.95}


@dataclass(frozen=True, kw_only=True)
class Score:
    """`matrix` counts (label, judged); `days` are right and all absence notes; `sure` are right and all outside review."""

    matrix: Counter[tuple[str, str]]
    days: tuple[int, int]
    sure: tuple[int, int]

    def recall(self, label: str) -> float:
        """Share of a label's replies that were judged so; 1.0 where there are none."""
        return _share(self.matrix[label, label], sum(self.matrix[label, other] for other in LABELS))

    def precision(self, label: str) -> float:
        """Share of the replies judged so that are."""
        return _share(self.matrix[label, label], sum(self.matrix[other, label] for other in LABELS))

    def f1(self, label: str) -> float:
        """Harmonic mean of precision and recall; 0.0 if nothing fits."""
        both = sum(self.matrix[label, other] + self.matrix[other, label] for other in LABELS)
        return _share(2 * self.matrix[label, label], both)

    @property
    def figures(self) -> dict[str, float]:
        """The figures that have goals. Macro-F1 is over the labels that occur."""
        present = [label for label in LABELS if any(self.matrix[label, other] for other in LABELS)]
        macro = sum(map(self.f1, present)) / len(present) if present else 0.0
        return {"macro-F1": macro, "recall UNSUB": self.recall("UNSUB"), "recall BOUNCE": self.recall("BOUNCE")}

    @property
    def missed(self) -> list[str]:
        """The goals that are not met."""
        return [f"{name} {self.figures[name]:.3f} < {goal}" for name, goal in GOALS.items() if self.figures[name] < goal]


def read_set(lines: Iterable[bytes]) -> list[dict[str, Any]]:
    """Labelled replies; ValueError names the line that is none."""
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ValueError(f"line {number} is no JSON: {error}") from error
        if not isinstance(row, dict) or row.get("label") not in LABELS:
            raise ValueError(f"line {number} has no label: write one of {', '.join(LABELS)}")
        rows.append(row)
    if not rows:
        raise ValueError("it holds no labelled reply")
    return rows


def measure(rows: list[dict[str, Any]], judge: Callable[[dict[str, Any]], dict[str, Any]]) -> Score:
    """Judge each reply ({label, resume_date, review} comes back) and count."""
    matrix: Counter[tuple[str, str]] = Counter()
    days = absent = right = sure = 0
    for row in rows:
        found = judge({key: value for key, value in row.items() if key not in ("label", "resume_date")})
        matrix[row["label"], found["label"]] += 1
        if row["label"] == "OOO":
            absent += 1
            days += found["resume_date"] == row.get("resume_date")
        if not found["review"]:
            sure += 1
            right += row["label"] == found["label"]
    return Score(matrix=matrix, days=(days, absent), sure=(right, sure))


def report(score: Score, title: str) -> str:
    """The score as text."""
    lines = [f"{title}: {sum(score.matrix.values())} replies; rows are labels, columns what was judged", ""]
    lines.append(" " * 9 + "".join(f"{label:>9}" for label in LABELS) + "   precision  recall     F1")
    for label in LABELS:
        counts = "".join(f"{score.matrix[label, other]:>9}" for other in LABELS)
        lines.append(f"{label:<9}{counts}   {score.precision(label):>9.3f}{score.recall(label):>8.3f}{score.f1(label):>7.3f}")
    lines.append("")
    lines += [f"{name} {score.figures[name]:.3f} (goal {goal})" for name, goal in GOALS.items()]
    lines.append(f"day of return right in {score.days[0]} of {score.days[1]} absence notes")
    lines.append(f"without a person {score.sure[1]} judged, {score.sure[0]} of them right")
    return "\n".join(lines)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
