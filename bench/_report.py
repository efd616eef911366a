"""The figures as a table, as a page with curves under docs/, and as an exit code."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator

from bench._database import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
CURVES = ROOT / "docs" / "benchmarks"


def rows(results: dict[str, dict]) -> Iterator[tuple[str, ...]]:
    """(benchmark, what, found, range, goal, verdict) of each ratio and count, and of each benchmark that did not run."""
    for name, result in results.items():
        if said := result.get("failed") or result.get("not_run"):
            yield name, said, "", "", "", "failed" if result.get("failed") else "did not run"
        for r in result.get("ratios", ()):
            goal = f"{'≤' if r['at_most'] else '≥'} {r['goal']:g} ×"
            yield name, r["what"], f"{r['ratio']:g} ×", f"{r['low']:g}–{r['high']:g}", goal, "ok" if r["ok"] else "missed"
        for kind, verdict in (("timings", "missed"), ("counts", "GATE")):
            for c in result.get(kind, ()):
                goal = f"{'≤' if c['at_most'] else '≥'} {c['limit']:g}"
                yield name, c["what"], f"{c['value']:g}", "", goal, "ok" if c["ok"] else verdict


def table(results: dict[str, dict]) -> str:
    """The rows in columns."""
    lines = [("bench", "what", "found", "min–max", "goal", ""), *rows(results)]
    widths = [max(len(line[n]) for line in lines) for n in range(6)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines)


def exit_code(results: dict[str, dict], *, scale: str, ci: bool) -> int:
    """See the command's docstring."""
    verdicts = {row[-1] for row in rows(results)}
    if verdicts & {"failed", "GATE"} or (scale == "full" and "missed" in verdicts):
        return 1
    return 3 if ci and "did not run" in verdicts else 0


def write(results: dict[str, dict], *, scale: str) -> None:
    """docs/benchmarks.md, and a drawing per curve."""
    from kernel.charts import line_svg

    CURVES.mkdir(exist_ok=True)
    seconds = sum(result["seconds"] for result in results.values())
    text = [
        "# Benchmarks",
        "",
        f"Written by `make bench SCALE={scale} WRITE=1`.",
        "Each ratio is the median of pairs that ran in turn on one machine and one database,",
        "with the smallest and largest pair; counts are gates of the short form too. Goals that were missed say so.",
        "",
        f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}; {seconds / 60:.0f} minutes in all.",
        "",
        "| bench | what | found | min–max | goal | |",
        "|---|---|---|---|---|---|",
        *("| " + " | ".join(row) + " |" for row in rows(results)),
        "",
    ]
    for curve in (c for result in results.values() for c in result.get("curves", ())):
        drawing = line_svg(
            title=curve["title"],
            labels=curve["sizes"],
            series=list(curve["lines"].items()),
            unit=curve["unit"],
            y_label=curve["unit"],
            theme="print",
        )
        (CURVES / f"{curve['name']}.svg").write_text(drawing)
        text += [f"![{curve['title']}](benchmarks/{curve['name']}.svg)", ""]
    PAGE.write_text("\n".join(text))
