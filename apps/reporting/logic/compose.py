"""A report from a dataset: goals first, then figures in sentences, each sentence naming the figures it holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from apps.reporting.logic import figures
from apps.reporting.logic.figures import Goal
from apps.reporting.logic.wording import TEXTS, day, spell

SCHEMA = "report_v1"
CHART_ORDER = ("sessions", "clicks", "impressions", "reach", "engagements", "leads")


def compose(dataset: dict[str, Any], *, client_name: str, language: str, snapshot_sha256: str) -> dict[str, Any]:
    """The report's content. `numbers` holds every figure by id; sentences, goals, table and chart point to them by id."""
    writer = _Writer(dataset, language)
    goals = [writer.goal(i, g) for i, g in enumerate(figures.goals(dataset), start=1)]
    content = {
        "schema": SCHEMA,
        "language": language,
        "client_name": client_name,
        "title": writer.text("title"),
        "period": dataset["period"],
        "period_text": writer.period(),
        "snapshot_sha256": snapshot_sha256,
        "goals": goals,
        "missed": [g["id"] for g in goals if g["met"] is False],
        "unmeasured": [g["id"] for g in goals if g["met"] is None],
        "summary": writer.summary(goals),
        "sections": writer.sections(),
        "table": writer.table(),
        "chart": writer.chart(),
        "freshness": dataset["freshness"],
        "freshness_text": writer.freshness(),
        "definitions": writer.definitions(),
        "labels": TEXTS[language]["labels"],
    }
    return content | {"numbers": writer.numbers}


class _Writer:
    """Collects the numbers that its sentences use."""

    def __init__(self, dataset: dict[str, Any], language: str) -> None:
        self.dataset, self.language = dataset, language if language in TEXTS else "en"
        self.numbers: dict[str, dict[str, Any]] = {}

    def text(self, name: str, /, **values: Any) -> str:
        return TEXTS[self.language][name].format(**values)

    def number(self, metric: str, value: Decimal, *, channel: str | None = None) -> tuple[str, str]:
        """Keep a figure; its id and how it is spelled. The id says how to compute it again."""
        id_ = f"{metric}@{channel}" if channel is not None else metric
        shown = spell(value, self.unit(metric), self.language)
        self.numbers[id_] = {"metric": metric, "channel": channel, "value": str(value), "text": shown}
        return id_, shown

    def count(self, id_: str, value: int) -> str:
        """Keep a count of goals or facts made by the report itself."""
        self.numbers[id_] = {"metric": "", "channel": None, "value": str(value), "text": str(value)}
        return str(value)

    def unit(self, metric: str) -> str:
        return self.dataset["metrics"][metric]["unit"]

    def name(self, metric: str) -> str:
        found = self.dataset["metrics"][metric]
        return found["title_de"] if self.language == "de" and found["title_de"] else found["title"]

    def period(self) -> str:
        start, end = (date.fromisoformat(self.dataset["period"][k]) for k in ("start", "end"))
        return f"{day(start, self.language)} – {day(end, self.language)}"

    def goal(self, index: int, goal: Goal) -> dict[str, Any]:
        """A goal with its sentence."""
        unit = self.unit(goal.metric) if goal.metric else goal.unit
        target = "" if goal.target is None else spell(goal.target, unit, self.language)
        bound, actual = [], ""
        if goal.actual is not None:
            id_, actual = self.number(goal.metric, goal.actual)
            bound.append(id_)
        if goal.target is not None:
            self.numbers[f"goal{index}"] = {"metric": "", "channel": None, "value": str(goal.target), "text": target}
            bound.append(f"goal{index}")
        kind = {True: "goal_met", False: "goal_missed", None: "goal_unmeasured"}[goal.met]
        if goal.met is None and goal.actual is not None:
            kind = "goal_without_number"
        if goal.met is None and goal.actual is None and goal.target is None:
            kind = "goal_unmeasured_without_number"
        limit = self.text("at_most" if goal.lower else "at_least", value=target) if target else ""
        return {
            "id": f"goal{index}",
            "name": goal.name,
            "metric": goal.metric,
            "target": limit,
            "actual": actual or self.text("no_data"),
            "met": goal.met,
            "sentence": self.text(kind, name=goal.name, actual=actual, target=limit),
            "numbers": bound,
        }

    def summary(self, goals: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Page 1: what was missed, what was met, what nobody measured."""
        if not self.dataset["facts"]:
            return [{"text": self.text("nothing_measured"), "numbers": []}]
        if not goals:
            return [{"text": self.text("no_goals"), "numbers": []}]
        met = sum(g["met"] is True for g in goals)
        missed, open_ = sum(g["met"] is False for g in goals), sum(g["met"] is None for g in goals)
        parts = {"met": met, "missed": missed, "unmeasured": open_, "goals": len(goals)}
        shown = {name: self.count(f"count_{name}", value) for name, value in parts.items()}
        return [{"text": self.text("tally", **shown), "numbers": [f"count_{name}" for name in parts]}]

    def sections(self) -> list[dict[str, Any]]:
        """What was done and what came of it; a section without figures says that there is no data yet."""
        return [
            {"heading": self.text(f"section_{name}"), "sentences": [*self._sentences(metrics)] or [self._nothing()]}
            for name, metrics in SECTIONS.items()
        ]

    def _nothing(self) -> dict[str, Any]:
        return {"text": self.text("section_empty"), "numbers": []}

    def _sentences(self, metrics: tuple[str, ...]) -> list[dict[str, Any]]:
        found = []
        for metric in metrics:
            value = figures.figure(self.dataset, metric)
            if value is None:
                continue
            id_, shown = self.number(metric, value)
            text = self.text("figure", name=self.name(metric), value=shown)
            bound = [id_]
            channels = figures.per_channel(self.dataset, metric)
            if len(channels) > 1:
                best, most = channels[0]
                other, spelled = self.number(metric, most, channel=best)
                text += " " + self.text("best_channel", channel=best, value=spelled)
                bound.append(other)
            found.append({"text": text, "numbers": bound})
        return found

    def table(self) -> list[dict[str, Any]]:
        """One row per measured metric: name, figure, days with data, definition."""
        rows = []
        for metric in figures.measured(self.dataset):
            if self.dataset["metrics"][metric]["internal"]:
                continue
            value = figures.figure(self.dataset, metric)
            id_, shown = self.number(metric, value)
            parts = {metric, self.dataset["metrics"][metric]["numerator"], self.dataset["metrics"][metric]["denominator"]}
            days = {f["day"] for f in self.dataset["facts"] if f["metric"] in parts}
            rows.append({"metric": metric, "name": self.name(metric), "value": shown, "days": str(len(days)), "number": id_})
        return rows

    def chart(self) -> dict[str, Any]:
        """A line per day of the first traffic metric that has two days or more; else published posts per channel."""
        for metric in CHART_ORDER:
            points = figures.per_day(self.dataset, metric) if metric in self.dataset["metrics"] else []
            if len(points) > 1:
                labels = [f"{d[8:]}.{d[5:7]}." if self.language == "de" else f"{d[5:7]}-{d[8:]}" for d, _ in points]
                return {
                    "kind": "line",
                    "metric": metric,
                    "title": self.text("chart_days", name=self.name(metric)),
                    "labels": labels,
                    "days": [d for d, _ in points],
                    "values": [str(v) for _, v in points],
                    "unit": self.unit(metric),
                }
        bars = figures.per_channel(self.dataset, "posts_published")
        return {
            "kind": "bar",
            "metric": "posts_published",
            "title": self.text("chart_channels", name=self.name("posts_published")),
            "labels": [c for c, _ in bars],
            "values": [str(v) for _, v in bars],
            "unit": self.unit("posts_published"),
        }

    def freshness(self) -> list[str]:
        """A sentence per source."""
        found = []
        for source in self.dataset["freshness"]:
            last = source["last_day"]
            name = TEXTS[self.language]["sources"].get(source["source"], source["source"])
            kind = "fresh" if last and not source["stale"] else ("stale" if last else "never")
            found.append(self.text(kind, source=name, day=day(date.fromisoformat(last), self.language) if last else ""))
        return found

    def definitions(self) -> list[dict[str, str]]:
        """The dictionary's entries of all figures used."""
        used = {n["metric"] for n in self.numbers.values() if n["metric"]}
        return [
            {"name": self.name(m), "formula": d["formula"], "unit": d["unit"], "owner": d["owner"]}
            for m, d in self.dataset["metrics"].items()
            if m in used
        ]


SECTIONS = {
    "results": (
        "impressions",
        "reach",
        "engagements",
        "engagement_rate",
        "clicks",
        "click_rate",
        "sessions",
        "followers",
        "leads",
        "conversions",
        "spend",
        "cost_per_lead",
        "replies",
    ),
    "work": ("posts_published", "posts_failed"),
    "together": ("approvals", "review_hours", "revision_requests"),
}
