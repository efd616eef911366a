"""Whether a strategy's content may be stored: all layers, all fields, sums, numbers, words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from apps.learning.contracts import find_words, forbidden_numbers, stock_phrases
from apps.strategy.contracts import LAYERS, SCHEMA

BOTTLENECKS = ("Demand", "Awareness", "Trust", "Conversion", "Retention")
ROLES = ("Discovery", "Trust", "Conversion", "Retention")
DIFFERENTIATIONS = ("Structural", "Cosmetic")
MINIMUM_REPETITION = 20
_MAY_BE_EMPTY = frozenset({"forbidden_language"})
_NAMING = re.compile(r"forbidden|what_not_to_do|layer7|sources|questions|assumptions|wishes|quality|brief_version|language")
_QUOTATION = re.compile(r"[“„][^“”„]+[”“]")


def problems(content: dict, sources: Iterable[str] = ()) -> list[str]:
    """Everything that is wrong with a content, each with its place; empty if it may be stored.

    With `sources` (the brief's texts) numbers, stock phrases and forbidden words are checked as well.
    """
    found = [*_shape(content), *_choices(content), *_channels(content), *_measured(content)]
    texts = tuple(sources)
    if texts and not found:
        found += _wording(content, texts)
    return found


def _shape(content: dict) -> Iterator[str]:
    if content.get("schema_version") != SCHEMA:
        yield f"schema_version is not {SCHEMA}"
    for layer, names in LAYERS.items():
        part = content.get(layer)
        if not isinstance(part, dict):
            yield f"{layer} is missing"
            continue
        yield from (f"{layer}.{name} is empty" for name in names if name not in _MAY_BE_EMPTY and _is_empty(part.get(name)))
        yield from (f"{layer}.{name} is missing" for name in names if name in _MAY_BE_EMPTY and part.get(name) is None)
    repetition = str(content.get("layer5_narrative", {}).get("repetition_logic", ""))
    if len(repetition.strip()) < MINIMUM_REPETITION:
        yield f"layer5_narrative.repetition_logic has fewer than {MINIMUM_REPETITION} characters"


def _choices(content: dict) -> Iterator[str]:
    bottleneck = content.get("layer1_business_reality", {}).get("bottleneck")
    if bottleneck not in BOTTLENECKS:
        yield f"the bottleneck “{bottleneck}” is none of {', '.join(BOTTLENECKS)}"
    kind = content.get("layer4_value_architecture", {}).get("differentiation_logic", {})
    kind = kind.get("kind") if isinstance(kind, dict) else kind
    if kind not in DIFFERENTIATIONS:
        yield f"the differentiation “{kind}” is none of {', '.join(DIFFERENTIATIONS)}"


def _channels(content: dict) -> Iterator[str]:
    channels = content.get("layer6_channels", {}).get("channels")
    channels = channels if isinstance(channels, list) else []
    for index, channel in enumerate(channels):
        for name in ("name", "role", "kpi", "kill_criteria", "tactics"):
            if _is_empty(channel.get(name)):
                yield f"channels[{index}].{name} is empty"
        if channel.get("role") not in ROLES:
            yield f"channels[{index}].role “{channel.get('role')}” is none of {', '.join(ROLES)}"
    total = sum(channel.get("budget_percent") or 0 for channel in channels)
    if channels and total != 100:
        yield f"the channels' budget adds up to {total} per cent, not to 100"


def _measured(content: dict) -> Iterator[str]:
    kpis = content.get("kpis") or []
    if not kpis:
        yield "there is no KPI"
    for index, kpi in enumerate(kpis):
        yield from (f"kpis[{index}].{name} is empty" for name in ("name", "target", "unit", "days") if _is_empty(kpi.get(name)))
    pillars = content.get("pillars") or []
    if not pillars:
        yield "there is no pillar"
    for index, pillar in enumerate(pillars):
        yield from (
            f"pillars[{index}].{n} is empty" for n in ("name", "hypothesis", "metric", "stop_rule") if _is_empty(pillar.get(n))
        )
    for name in ("argument", "answer"):
        if _is_empty((content.get("counter_argument") or {}).get(name)):
            yield f"counter_argument.{name} is empty"


def _wording(content: dict, sources: tuple[str, ...]) -> Iterator[str]:
    forbidden = content.get("layer7_constraints", {}).get("forbidden_language") or []
    for path, text in texts_of(content):
        yield from (f"{path}: the number “{hit.text}” is not the brief's" for hit in forbidden_numbers(text, sources))
        own = _QUOTATION.sub("", text)
        yield from (f"{path}: stock phrase “{hit.text}”" for hit in stock_phrases(own) if not _is_said(hit.text, sources))
        if not _NAMING.search(path):
            yield from (f"{path}: forbidden language “{hit.text}”" for hit in find_words(own, forbidden))


def texts_of(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text for people in a content, with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("sources", "schema_version", "language", "key"):
                yield from texts_of(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts_of(inner, f"{path}[{index}]")


def _is_said(phrase: str, sources: tuple[str, ...]) -> bool:
    return any(phrase.casefold() in source.casefold() for source in sources)


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or (isinstance(value, list | dict) and not value)
