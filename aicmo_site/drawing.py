"""The drawing of the house, made from the code: layers, calls downwards, signals upwards. `make contracts` rewrites it."""

from __future__ import annotations

import ast
import tomllib
from collections import defaultdict
from pathlib import Path

from django.conf import settings

from kernel import signals

WIDTH, ROW, BOX, LEFT = 980, 66, 190, 395


def draw() -> str:
    """The SVG text; equal code gives equal text."""
    layers = _layers()
    places = {app: (row, column, len(layer)) for row, layer in enumerate(layers) for column, app in enumerate(layer)}
    calls, told = _calls(places), _told(places)
    height = ROW * len(layers) + 110
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="13">',
        "<title>AICMO: fourteen modules in their layers</title>",
        f"<desc>{len(calls)} pairs of modules call down the list; {len(told)} pairs hear signals up it.</desc>",
        "<style>.b{fill:#eef3fb;stroke:#36506b}.c{stroke:#8a5a00;fill:none;opacity:.55}.s{stroke:#0a6d4d;fill:none;opacity:.5;"
        "stroke-dasharray:5 3}text{fill:#1c2733}@media(prefers-color-scheme:dark){.b{fill:#1d2a3a;stroke:#9db7d5}"
        ".c{stroke:#f0b658}.s{stroke:#58d3a6}text{fill:#e6edf5}}</style>",
    ]
    parts += [_arc(places, a, b, "c", -1) for a, b in calls] + [_arc(places, a, b, "s", 1) for a, b in told]
    parts += [_box(app, *place) for app, place in places.items()]
    y = ROW * len(layers) + 40
    parts.append(f'<rect class="b" x="{LEFT - 190}" y="{y}" width="570" height="34" rx="6"/>')
    parts.append(
        f'<text x="{LEFT + 95}" y="{y + 22}" text-anchor="middle">kernel: transactions, signals, claims, effects, doors</text>'
    )
    parts.append(f'<text x="20" y="{y + 58}">left, solid: calls go down ({len(calls)})</text>')
    parts.append(f'<text x="{WIDTH - 20}" y="{y + 58}" text-anchor="end">right, dashed: signals go up ({len(told)})</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def path() -> Path:
    """Where the drawing lies."""
    return Path(settings.BASE_DIR) / "docs" / "house.svg"


def _layers() -> list[list[str]]:
    project = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text())
    contract = next(c for c in project["tool"]["importlinter"]["contracts"] if c["id"] == "direction")
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def _calls(places: dict) -> list[tuple[str, str]]:
    """(caller, called): which app imports whose services."""
    found = set()
    for app in places:
        for file in sorted((Path(settings.BASE_DIR) / "apps" / app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                found |= {(app, other) for other in _services_of(node) if other in places and other != app}
    return sorted(found)


def _services_of(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("apps."):
        parts = node.module.split(".")
        if "services" in parts[2:] or any(name.name == "services" for name in node.names):
            return [parts[1]]
    return []


def _told(places: dict) -> list[tuple[str, str]]:
    """(teller, hearer): whose signals an app receives."""
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for name, receivers in signals.subscriptions().items():
        teller = name.split(".")[0]
        for receiver in receivers:
            if teller in places and receiver.app in places and teller != receiver.app:
                pairs[teller, receiver.app] += 1
    return sorted(pairs)


def _centre(places: dict, app: str) -> tuple[float, float]:
    row, column, count = places[app]
    return LEFT + 95 + (column - (count - 1) / 2) * (BOX + 20), 20 + row * ROW + 18


def _arc(places: dict, start: str, end: str, style: str, side: int) -> str:
    (x1, y1), (x2, y2) = _centre(places, start), _centre(places, end)
    x1, x2 = x1 + side * BOX / 2, x2 + side * BOX / 2
    bend = 30 + abs(y2 - y1) * 0.42
    outer = (min if side < 0 else max)(x1, x2) + side * bend
    return f'<path class="{style}" d="M{x1:.0f} {y1:.0f} C{outer:.0f} {y1:.0f} {outer:.0f} {y2:.0f} {x2:.0f} {y2:.0f}"/>'


def _box(app: str, row: int, column: int, count: int) -> str:
    x = LEFT + (column - (count - 1) / 2) * (BOX + 20)
    y = 20 + row * ROW
    return (
        f'<rect class="b" x="{x:.0f}" y="{y}" width="{BOX}" height="36" rx="6"/>'
        f'<text x="{x + BOX / 2:.0f}" y="{y + 23}" text-anchor="middle">{app}</text>'
    )
