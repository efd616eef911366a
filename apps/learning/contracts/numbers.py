"""The number guard: which numbers of a text, in figures or words, the rules on what texts may say do not allow.

Allowed are: numbers of the brief; dates, years and times; numbering; counts up to 12; lengths (of time or text); a share
or a whole multiple of a sum in the brief; a percentage whose own sentence names it as budget, target or stop rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from apps.learning.contracts import number_patterns as read

COUNT_LIMIT = 12
"""Counts up to this number may be used freely."""


@dataclass(frozen=True, kw_only=True)
class NumberHit:
    """A number that stands in a text: `kind` is percent, ratio, multiple or number; `start` and `end` are positions."""

    text: str
    kind: str
    value: Decimal
    start: int
    end: int


def numbers_in(text: str) -> tuple[NumberHit, ...]:
    """Every number of a text, in figures or words, but dates, times, numbering and lengths."""
    return _scan(text, free=True)


def forbidden_numbers(text: str, sources: Iterable[str]) -> tuple[NumberHit, ...]:
    """The numbers of a text that neither its sources nor the rules above allow; empty if all is well."""
    known, sums = _numbers_of("\n".join(sources))
    return tuple(hit for hit in _scan(text, free=True) if not _is_allowed(text, hit, known, sums))


@lru_cache(maxsize=64)
def _numbers_of(whole: str) -> tuple[frozenset[tuple[str, Decimal]], frozenset[Decimal]]:
    """The numbers of the sources and the sums among them; read once for all the texts that rest on the same sources."""
    hits = _scan(whole, free=False)
    sums = frozenset(hit.value for hit in hits if hit.kind == "number" and _is_sum(whole, hit))
    return frozenset((hit.kind, hit.value) for hit in hits), sums


def _is_allowed(text: str, hit: NumberHit, known: frozenset, sums: frozenset[Decimal]) -> bool:
    if (hit.kind, hit.value) in known:
        return True
    if hit.kind == "percent":
        return bool(read.PLAN_WORDS.search(_sentence_around(text, hit)))
    if hit.kind in ("ratio", "multiple"):
        return False
    if hit.value <= COUNT_LIMIT and hit.value == int(hit.value) and not _is_sum(text, hit):
        return True
    return _is_sum(text, hit) and any(_derived(hit.value, total) for total in sums)


def _derived(value: Decimal, total: Decimal) -> bool:
    """Whether a value is a whole percentage of a sum, or a whole multiple of it up to 52, or one of up to 52 equal parts."""
    if not total or not value:
        return False
    parts = [total * p / 100 for p in range(1, 100)] + [total * k for k in range(2, 53)] + [total / k for k in range(2, 53)]
    return any(abs(part - value) <= Decimal("0.5") for part in parts)


def _scan(text: str, *, free: bool) -> tuple[NumberHit, ...]:
    """Numbers by kind, strongest reading first: what one reading took, no later one reads again."""
    taken: list[tuple[int, int]] = []
    hits: list[NumberHit] = []

    def take(match: re.Match, kind: str, value: Decimal | None) -> None:
        if value is None or any(match.start() < end and start < match.end() for start, end in taken):
            return
        taken.append(match.span())
        hits.append(NumberHit(text=match[0].strip(), kind=kind, value=value, start=match.start(), end=match.end()))

    for match in read.PERCENT.finditer(text):
        take(match, "percent", _decimal(match["n"]))
    for match in read.WORD_PERCENT.finditer(text):
        take(match, "percent", _word_value(match["n"]))
    for pattern in (read.DATE, read.NUMBERING) if free else ():
        taken += [m.span() for m in pattern.finditer(text) if not any(m.start() < e and s < m.end() for s, e in taken)]
    for match in read.FRACTION.finditer(text):
        take(match, "ratio", _fraction(match))
    for pattern in (read.SLASH, read.OUT_OF):
        for match in pattern.finditer(text):
            take(match, "ratio", _ratio(match))
    for match in read.MULTIPLE.finditer(text):
        take(match, "multiple", _multiple(match))
    if free:
        for pattern in (read.LENGTH, read.WORD_LENGTH):
            taken += [m.span() for m in pattern.finditer(text) if not any(m.start() < e and s < m.end() for s, e in taken)]
    for match in read.NUMBER.finditer(text):
        take(match, "number", _scaled(_decimal(match["n"]), match["scale"]))
    for match in read.NUMBER_WORD.finditer(text):
        take(match, "number", _scaled(_word_value(match[0].removesuffix(match["next"] or "")), match["next"]))
    return tuple(sorted(hits, key=lambda hit: hit.start))


def _decimal(figure: str) -> Decimal | None:
    """A figure's value whatever its separators: 1,200.50 · 1.200,50 · 1 200 · 4,5."""
    plain = re.sub(r"['’\u00a0\u202f ]", "", figure)
    last = max(plain.rfind("."), plain.rfind(","))
    if last >= 0:
        marks = [c for c in plain if c in ".,"]
        grouped = len(plain) - last - 1 == 3 and len(set(marks)) == 1 and not plain.startswith("0")
        plain = re.sub(r"[.,]", "", plain) if grouped else re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    try:
        return Decimal(plain).normalize()
    except InvalidOperation:
        return None


def _word_value(words: str) -> Decimal | None:
    low = words.casefold().strip()
    if low in ("hundert", "einhundert", "a hundred"):
        return Decimal(100)
    if low in read.WORDS:
        return Decimal(read.WORDS[low])
    parts = re.split(r"[- ]", low)
    if len(parts) == 1 and "und" in low:
        ones, _, tens = low.partition("und")
        parts = [tens, "eins" if ones == "ein" else ones]
    values = [1 if part in ("eins", "a") else read.WORDS.get(part) for part in parts if part]
    return None if not values or None in values else Decimal(sum(values))


def _scaled(value: Decimal | None, scale: str | None) -> Decimal | None:
    factor = read.SCALES.get((scale or "").strip().casefold().rstrip("."), 1)
    return None if value is None else (value * factor).normalize() + 0


def _small(word: str) -> int:
    low = word.casefold()
    return int(low) if low.isdigit() else 1 if low in ("a", "ein", "eine", "einer", "einen") else read.WORDS.get(low, 1)


def _fraction(match: re.Match) -> Decimal | None:
    if match["half"]:
        return Decimal("0.5")
    unit = match["bottom"].casefold().removesuffix("s")
    one = match["top"].casefold() in ("a", "one", "ein", "eine", "einer")
    # "a quarter", "one half day", "ein Viertel" alone may be a time or a district, "a fifth channel" is an ordinal.
    measured = match["of"] or read.MEASURED.search(match.string[: match.start()])
    if not measured and one and (unit in ("quarter", "half", "viertel") or match["top"].casefold() == "a"):
        return None
    return (Decimal(_small(match["top"])) / read.DENOMINATORS.get(unit, 2)).quantize(Decimal("0.0001"))


def _ratio(match: re.Match) -> Decimal | None:
    if match[0] in read.SIGNS:
        return Decimal(read.SIGNS[match[0]])
    groups = match.groupdict()
    if nth := groups.get("nth"):
        stem = next((stem for stem in read.ORDINALS if nth.casefold().startswith(stem)), "second")
        return (1 / Decimal(read.ORDINALS[stem])).quantize(Decimal("0.0001"))
    top, bottom = _small(groups["top"]), _small(groups["bottom"])
    return (Decimal(top) / bottom).quantize(Decimal("0.0001")) if 0 < top <= bottom and bottom > 1 else None


def _multiple(match: re.Match) -> Decimal | None:
    groups, low = match.groupdict(), match[0].casefold()
    for name in ("x", "times"):
        if groups[name]:
            return Decimal(_small(groups[name])) if groups[name].isalpha() or groups[name].isdigit() else _decimal(groups[name])
    for name in ("fold", "mal", "fach"):
        if groups[name]:
            word = groups[name].casefold()
            return Decimal(read.WORDS[word]) if word in read.WORDS else Decimal(int(word)) if word.isdigit() else None
    stems = (("tripl", 3), ("three", 3), ("verdreifach", 3), ("dreimal", 3), ("quadr", 4), ("vervielfach", 0))
    return Decimal(next((value for stem, value in stems if low.startswith(stem)), 2))


def _is_sum(text: str, hit: NumberHit) -> bool:
    after = text[hit.end : hit.end + 40]
    # In "8,000 to 12,000 dollars" the currency is named once for both.
    rest = read.RANGE.match(after)
    around = text[max(hit.start - 5, 0) : hit.start] + " " + after[rest.end() if rest else 0 :][:9]
    return hit.kind == "number" and bool(read.CURRENCY.search(around))


def _sentence_around(text: str, hit: NumberHit) -> str:
    start = max((m.end() for m in re.finditer(r"[.!?\n](?:\s|$)", text[: hit.start])), default=0)
    end = re.search(r"[.!?\n](?:\s|$)", text[hit.end :])
    return text[start : hit.end + (end.start() if end else len(text))]
