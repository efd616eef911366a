"""A strategy's content as the document template takes it: headings in its language, the budget's chart. Pure."""

from __future__ import annotations

from typing import Any

from apps.strategy.contracts import Pair, Part, Section
from apps.strategy.logic.headings import HEADINGS, words_of
from kernel.charts import bar_svg


def data_of(content: dict[str, Any], version: int) -> dict[str, Any]:
    """The template's data: the content, the headings and field names in its language, and the version."""
    words = HEADINGS["de" if content.get("language") == "de" else "en"]
    return {"content": content, "version": version, "words": words, "sources": _sources(content, words)}


def charts_of(content: dict[str, Any]) -> dict[str, bytes]:
    """The document's chart as an SVG file: the planned split of the budget."""
    words = words_of(content)
    bars = [(channel["name"], float(channel["budget_percent"])) for channel in content["layer6_channels"]["channels"]]
    svg = bar_svg(title=words["budget_chart"], bars=bars, unit="%", y_label="%", theme="print", width=640, height=260)
    return {"budget.svg": svg.encode()}


def sections_of(content: dict[str, Any]) -> tuple[Section, ...]:
    """The strategy as pages show it: the summary, the eight layers, and what goes with them."""
    words = words_of(content)
    found = [Section(title=words["summary"], parts=(Part(title="", lines=tuple(content.get("summary", ()))),))]
    for number, layer in enumerate(words["layers"], start=1):
        fields = content.get(layer)
        if isinstance(fields, dict):
            parts = tuple(_part(words, name, value) for name, value in fields.items())
            found.append(Section(title=f"{words['layer']} {number} · {words[layer]}", parts=parts))
    for name in _MORE:
        if content.get(name):
            found.append(Section(title=words[name], parts=(_part(words, name, content[name], titled=False),)))
    return tuple(found)


_MORE = ("kpis", "pillars", "message_house", "counter_argument", "timeline", "lessons", "wishes", "assumptions", "questions")
_HIDDEN = frozenset({"key", "paid", "posts_per_week"})


def _part(words: dict[str, Any], name: str, value: Any, *, titled: bool = True) -> Part:
    title = words.get(name, name) if titled else ""
    if isinstance(value, dict):
        return Part(title=title, rows=(_row(words, value),))
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return Part(title=title, rows=tuple(_row(words, row) for row in value))
    return Part(title=title, lines=tuple(_lines(words, value)))


def _row(words: dict[str, Any], row: dict[str, Any]) -> tuple[Pair, ...]:
    pairs = (Pair(name=_name(words, key), lines=tuple(_lines(words, inner))) for key, inner in row.items() if key not in _HIDDEN)
    return tuple(pair for pair in pairs if pair.lines)


def _name(words: dict[str, Any], key: str) -> str:
    return words.get(f"column.{key}") or words.get(key) or key.replace("_", " ")


def _lines(words: dict[str, Any], value: Any) -> list[str]:
    """A value as lines of text."""
    if isinstance(value, dict):
        parts = (
            f"{part} {words['days']}" if key == "days" else str(part) for key, part in value.items() if part not in ("", None)
        )
        return [" · ".join(parts)]
    if isinstance(value, list):
        return [line for item in value for line in _lines(words, item)]
    return [words.get(str(value), str(value))] if value not in ("", None) else []


def _sources(content: dict[str, Any], words: dict[str, Any]) -> list[list[str]]:
    """Place and fields of each text that rests on the brief, joined by field of the strategy."""
    found: dict[str, dict[str, None]] = {}
    for path, sentences in content.get("sources", {}).items():
        place = path.split(".")[1 if path.startswith("layer") else 0].split("[")[0]
        for name in (name for fields in sentences for name in fields):
            found.setdefault(place, {})[words.get(f"field.{name}", name.replace("_", " "))] = None
    return [[words.get(place, place.replace("_", " ")), ", ".join(names)] for place, names in found.items()]
