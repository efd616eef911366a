"""Bar, line and interval charts as SVG text, drawn without a library.

Theme "web": text is currentColor, shapes carry the classes `chart-bar`, `chart-line`, `chart-target`, `chart-grid`, so
the page's style sheet decides about light and dark; theme "print": fixed colours and our font, for documents.
Each chart has an accessible title and description that hold the same numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

PALETTE = ("#2f6fed", "#d9730d", "#0f9d76", "#9b51e0", "#c2255c")
"""Readable on white and on dark; the order in which series take them."""
_INK, _MUTED, _GRID, _TARGET = "#161b26", "#5b6475", "#d9dee7", "#b3261e"


def bar_svg(
    *,
    title: str,
    bars: Sequence[tuple[str, float]],
    unit: str = "",
    x_label: str = "",
    y_label: str = "",
    targets: Sequence[float | None] = (),
    empty: str = "No data yet",
    theme: str = "web",
    width: int = 640,
    height: int = 320,
    show: Callable[[float], str] | None = None,
) -> str:
    """A bar per (label, value), the value written above it; `targets` draws a mark per bar where it is not None."""
    shown = show or number
    if not bars:
        return _empty(title, empty, theme, width, height)
    marks = [*targets, *([None] * (len(bars) - len(targets)))]
    frame = _Frame(theme, width, height, [v for _, v in bars] + [t for t in marks if t is not None], x_label, y_label, shown)
    slot = frame.inner_width / len(bars)
    wide = min(slot * 0.62, 64)
    parts = []
    for i, ((label, value), target) in enumerate(zip(bars, marks, strict=False)):
        centre = frame.left + slot * (i + 0.5)
        top, base = frame.y(max(value, 0)), frame.y(min(value, 0))
        parts.append(
            f'<rect class="chart-bar" x="{centre - wide / 2:.1f}" y="{top:.1f}" width="{wide:.1f}" '
            f'height="{max(base - top, 0.5):.1f}" rx="2" fill="{PALETTE[0]}"/>'
        )
        if target is not None:
            at = frame.y(target)
            parts.append(
                f'<line class="chart-target" x1="{centre - wide / 2 - 6:.1f}" x2="{centre + wide / 2 + 6:.1f}" y1="{at:.1f}" '
                f'y2="{at:.1f}" stroke="{_TARGET}" stroke-width="2" stroke-dasharray="5 3"/>'
            )
        parts.append(frame.text(centre, top - 5, shown(value), anchor="middle", size=11, strong=True))
        parts.append(frame.tick_label(centre, label, slot, i, len(bars)))
    told = ", ".join(
        f"{label}: {shown(value)}" + (f" (target {shown(t)})" if t is not None else "")
        for (label, value), t in zip(bars, marks, strict=False)
    )
    return frame.close(title, f"{told}{f' ({unit})' if unit else ''}", parts)


def line_svg(
    *,
    title: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[float | None]]],
    unit: str = "",
    x_label: str = "",
    y_label: str = "",
    empty: str = "No data yet",
    theme: str = "web",
    width: int = 640,
    height: int = 320,
    show: Callable[[float], str] | None = None,
) -> str:
    """A line per (name, values over `labels`); None leaves a gap. The last value of each line is written beside it."""
    shown = show or number
    values = [v for _, points in series for v in points if v is not None]
    if not labels or not values:
        return _empty(title, empty, theme, width, height)
    frame = _Frame(theme, width, height, values, x_label, y_label, shown, right=58, legend=len(series) > 1)
    step = frame.inner_width / max(len(labels) - 1, 1)
    parts = [frame.legend_entry(i, name) for i, (name, _) in enumerate(series)] if len(series) > 1 else []
    for i, (_, points) in enumerate(series):
        colour = PALETTE[i % len(PALETTE)]
        spots = [(frame.left + step * n, frame.y(v), v) for n, v in enumerate(points) if v is not None]
        for run in _runs(points):
            path = " ".join(f"{frame.left + step * n:.1f},{frame.y(points[n]):.1f}" for n in run)
            parts.append(
                f'<polyline class="chart-line chart-series-{i + 1}" points="{path}" fill="none" stroke="{colour}" '
                f'stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"/>'
            )
        if len(spots) <= 31:
            parts += [f'<circle class="chart-dot" cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y, _ in spots]
        if spots:
            x, y, last = spots[-1]
            parts.append(frame.text(x + 7, y + 4, shown(last), size=11, strong=True))
    parts += [frame.tick_label(frame.left + step * n, label, step, n, len(labels)) for n, label in enumerate(labels)]
    told = "; ".join(
        f"{name}: " + ", ".join(f"{label} {shown(v)}" for label, v in zip(labels, points, strict=False) if v is not None)
        for name, points in series
    )
    return frame.close(title, f"{told}{f' ({unit})' if unit else ''}", parts)


def interval_svg(
    *,
    title: str,
    rows: Sequence[tuple[str, float, float, float]],
    unit: str = "",
    x_label: str = "",
    y_label: str = "",
    empty: str = "No data yet",
    theme: str = "web",
    width: int = 640,
    height: int = 320,
    show: Callable[[float], str] | None = None,
) -> str:
    """A point per (label, value, low, high) with the line from low to high: a figure and how sure it is."""
    shown = show or number
    if not rows:
        return _empty(title, empty, theme, width, height)
    frame = _Frame(theme, width, height, [bound for row in rows for bound in row[1:]], x_label, y_label, shown)
    slot, parts = frame.inner_width / len(rows), []
    for i, (label, value, low, high) in enumerate(rows):
        x, colour = frame.left + slot * (i + 0.5), PALETTE[i % len(PALETTE)]
        y, top, base = frame.y(value), frame.y(high), frame.y(low)
        look = f'stroke="{colour}" stroke-width="2"'
        parts.append(f'<line class="chart-interval" x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{base:.1f}" {look}/>')
        parts += [f'<line x1="{x - 8:.1f}" x2="{x + 8:.1f}" y1="{end:.1f}" y2="{end:.1f}" {look}/>' for end in (top, base)]
        parts.append(f'<circle class="chart-dot" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>')
        parts.append(frame.text(x + 12, y + 4, shown(value), size=11, strong=True))
        parts.append(frame.tick_label(x, label, slot, i, len(rows)))
    told = ", ".join(f"{label}: {shown(value)} ({shown(low)} to {shown(high)})" for label, value, low, high in rows)
    return frame.close(title, f"{told}{f' ({unit})' if unit else ''}", parts)


def number(value: float) -> str:
    """1234.5 as "1,234.5"; whole numbers without decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0").rstrip(".")


def ticks(low: float, high: float, *, count: int = 5) -> list[float]:
    """Round axis values that enclose low and high, 0 included when both are on one side of it."""
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1
    raw = (high - low) / count
    power = 10 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw - 1e-12)
    first, last = math.floor(low / step), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


class _Frame:
    """The plot's box: scale, grid, labels; knows the theme."""

    def __init__(
        self,
        theme: str,
        width: int,
        height: int,
        values: Sequence[float],
        x_label: str,
        y_label: str,
        show: Callable[[float], str],
        *,
        right: int = 16,
        legend: bool = False,
    ) -> None:
        self.print, self.width, self.height = theme == "print", width, height
        self.x_label, self.y_label, self.show = x_label, y_label, show
        self.marks = ticks(min(values), max(values))
        self.left = 22 + 7 * max(len(show(m)) for m in self.marks) + (14 if y_label else 0)
        self.top, self.bottom = 46 + (20 if legend else 0), height - 34 - (16 if x_label else 0)
        self.inner_width = width - self.left - right
        self._legend_x = float(self.left)

    def y(self, value: float) -> float:
        """Vertical place of a value."""
        low, high = self.marks[0], self.marks[-1]
        return self.bottom - (value - low) / (high - low) * (self.bottom - self.top)

    def text(self, x: float, y: float, value: str, *, anchor: str = "start", size: int = 12, strong: bool = False) -> str:
        """A text element in the theme's ink."""
        look = ' font-weight="600"' if strong else ""
        if self.print:
            look += f' fill="{_INK if strong else _MUTED}"'
        else:
            look += ' fill="currentColor"' + ("" if strong else ' opacity="0.8"')
        return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{look}>{escape(value)}</text>'

    def tick_label(self, x: float, label: str, room: float, index: int, count: int) -> str:
        """A label under the axis: shortened to its room, and only every n-th where they would touch."""
        every = max(1, math.ceil(count * 44 / self.inner_width)) if room < 44 else 1
        last = count - 1
        if index != last and (index % every or (every > 1 and last - index < every)):
            return ""
        fits = max(4, int(max(room, 52) / 6.2))
        short = label if len(label) <= fits else label[: fits - 1] + "…"
        return self.text(x, self.bottom + 17, short, anchor="middle", size=11)

    def legend_entry(self, index: int, name: str) -> str:
        """The next entry of the legend line."""
        x = self._legend_x
        self._legend_x += 30 + 7 * len(name)
        colour = PALETTE[index % len(PALETTE)]
        key = (
            f'<rect class="chart-key chart-series-{index + 1}" x="{x:.1f}" y="42" width="11" height="11" rx="2" fill="{colour}"/>'
        )
        return key + self.text(x + 17, 50, name, size=11)

    def close(self, title: str, told: str, parts: Sequence[str]) -> str:
        """The whole SVG."""
        grid = []
        for mark in self.marks:
            at, strength = self.y(mark), 0.6 if mark else 1.2
            if self.print:
                stroke = f'stroke="{_GRID if mark else _MUTED}"'
            else:
                stroke = f'stroke="currentColor" opacity="{0.18 if mark else 0.55}"'
            grid.append(
                f'<line class="chart-grid" x1="{self.left}" x2="{self.left + self.inner_width:.1f}" y1="{at:.1f}" y2="{at:.1f}" '
                f'{stroke} stroke-width="{strength}"/>'
            )
            grid.append(self.text(self.left - 7, at + 4, self.show(mark), anchor="end", size=11))
        axes = [self.text(self.left, 20, title, size=14, strong=True)]
        if self.x_label:
            axes.append(self.text(self.left + self.inner_width / 2, self.height - 8, self.x_label, anchor="middle", size=11))
        if self.y_label:
            axes.append(self.text(self.left, 35, self.y_label, size=11))
        return _svg(title, told, "".join([*grid, *parts, *axes]), self.print, self.width, self.height)


def _runs(points: Sequence[float | None]) -> list[list[int]]:
    runs: list[list[int]] = [[]]
    for n, value in enumerate(points):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(n)
    return [run for run in runs if run]


def _empty(title: str, empty: str, theme: str, width: int, height: int) -> str:
    ink, muted = (_INK, _MUTED) if theme == "print" else ("currentColor", "currentColor")
    body = (
        f'<text x="16" y="24" font-size="14" font-weight="600" fill="{ink}">{escape(title)}</text>'
        f'<text x="{width / 2:.0f}" y="{height / 2:.0f}" text-anchor="middle" font-size="13" fill="{muted}">'
        f"{escape(empty)}</text>"
    )
    return _svg(title, empty, body, theme == "print", width, height)


def _svg(title: str, told: str, body: str, for_print: bool, width: int, height: int) -> str:
    # On a web page the drawing takes the width it finds; a document needs its size.
    size = f' width="{width}" height="{height}" font-family="Inter"' if for_print else ' font-family="inherit"'
    # On the admin's pages a script takes what has the class `chart` for a canvas of its own.
    name = "chart" if for_print else "plot"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" role="img" viewBox="0 0 {width} {height}"{size}>'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>{body}</svg>"
    )
