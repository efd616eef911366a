"""A strategy's content as the document template takes it: headings in its language, the budget's chart. Pure."""

from __future__ import annotations

from typing import Any

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


def sections_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The eight layers as pages show them: a heading each, and for each field its name and its texts."""
    words = words_of(content)
    return [
        {"name": layer, "title": words[layer], "fields": [_field(words, name, value) for name, value in content[layer].items()]}
        for layer in words["layers"]
        if isinstance(content.get(layer), dict)
    ]


def _field(words: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    kind = "text" if isinstance(value, str) else "rows" if _is_rows(value) else "list" if isinstance(value, list) else "parts"
    if name == "bottleneck":
        value = words[value]
    if kind == "parts":
        value = [{"name": words.get(key, key), "value": _shown(words, inner)} for key, inner in value.items()]
    if kind == "rows":
        value = [[{"name": words.get(key, key), "value": _shown(words, inner)} for key, inner in row.items()] for row in value]
    return {"name": name, "title": words.get(name, name), "kind": kind, "value": value}


def _shown(words: dict[str, Any], value: Any) -> Any:
    """A value as lines of text."""
    if isinstance(value, dict):
        return [str(part) for part in value.values() if part not in ("", None)]
    if isinstance(value, list):
        return [" · ".join(_shown(words, item)) if isinstance(item, dict) else str(item) for item in value]
    if isinstance(value, bool):
        return [words["yes"] if value else words["no"]]
    return [words.get(str(value), str(value))] if value not in ("", None) else []


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _sources(content: dict[str, Any], words: dict[str, Any]) -> list[list[str]]:
    """Place and fields of each text that rests on the brief, joined by field of the strategy."""
    found: dict[str, dict[str, None]] = {}
    for path, sentences in content.get("sources", {}).items():
        place = path.split(".")[1 if path.startswith("layer") else 0].split("[")[0]
        for name in (name for fields in sentences for name in fields):
            found.setdefault(place, {})[words.get(f"field.{name}", name.replace("_", " "))] = None
    return [[words.get(place, place.replace("_", " ")), ", ".join(names)] for place, names in found.items()]
