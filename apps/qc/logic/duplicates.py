"""Near-duplicates: texts compared without case, links, hashtags and marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

THRESHOLD = 85.0
"""Per cent of likeness above which two texts count as the same."""
_SHORT = 30
"""Below this many characters likeness says nothing."""
_NOISE = re.compile(r"https?://\S+|#\w+|[^\w\s]|_", re.IGNORECASE)


def normalise(text: str) -> str:
    """The words of a text, lower-cased, without links, hashtags and marks."""
    return " ".join(_NOISE.sub(" ", text).casefold().split())


def within(texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """For each text that repeats an earlier one: its index, the earlier one's, the likeness in per cent."""
    for index, text in enumerate(texts):
        found = _closest(text, texts[:index])
        if found:
            yield index, *found


def against(texts: Sequence[str], past: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """For each text that repeats a past one: its index, the past one's, the likeness in per cent."""
    for index, text in enumerate(texts):
        found = _closest(text, past)
        if found:
            yield index, *found


def _closest(text: str, others: Sequence[str]) -> tuple[int, float] | None:
    if len(text) < _SHORT or not others:
        return None
    best: tuple[int, float] | None = None
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        found = process.extractOne(text, others, scorer=scorer, score_cutoff=THRESHOLD)
        if found and (best is None or found[1] > best[1]):
            best = (found[2], found[1])
    return best
