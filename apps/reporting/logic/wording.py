"""The sentences of a report, in English and German, and how numbers and dates are spelled in each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

TEXTS = {
    "en": {
        "title": "Did it work?",
        "no_data": "no data yet",
        "at_least": "at least {value}",
        "at_most": "at most {value}",
        "goal_met": "{name}: reached, {actual} against a goal of {target}.",
        "goal_missed": "{name}: missed, {actual} against a goal of {target}.",
        "goal_unmeasured": "{name}: no data yet, so we cannot say whether {target} was reached.",
        "goal_without_number": "{name}: {actual}; the goal names no number to compare with.",
        "goal_unmeasured_without_number": "{name}: no data yet, and the goal names no number to compare with.",
        "nothing_measured": "Nothing was measured in this period. There is no data yet, so this report claims nothing about "
        "results.",
        "no_goals": "No goals with numbers were agreed for this period. The figures below stand for themselves.",
        "tally": "Goals: {goals}. Reached: {met}. Missed: {missed}. No data yet: {unmeasured}.",
        "section_results": "What came of it",
        "section_work": "What was published",
        "section_together": "How we worked together",
        "section_empty": "No data yet.",
        "figure": "{name}: {value}.",
        "best_channel": "Most of it on {channel}: {value}.",
        "chart_days": "{name} per day",
        "chart_channels": "{name} by channel",
        "fresh": "{source}: up to {day}.",
        "stale": "{source}: last heard of on {day}; newer figures are missing.",
        "never": "{source}: no data yet.",
        "sources": {
            "file": "Figures from files",
            "delivery": "Publishing",
            "client_review": "Reviews",
            "qc": "Quality checks",
            "billing": "Payments",
            "production": "Drafts",
        },
        "labels": {
            "kind": "Report",
            "goals": "Goals",
            "goal": "Goal",
            "wanted": "Wanted",
            "actual": "Reached",
            "met": "reached",
            "missed": "missed",
            "unmeasured": "no data yet",
            "missed_title": "Missed",
            "figures": "All figures",
            "figure": "Figure",
            "value": "Value",
            "days": "Days with data",
            "sources": "How fresh the data is",
            "definitions": "How the figures are defined",
            "formula": "Formula",
            "owner": "Owner",
            "period": "Period",
            "client": "Client",
            "dataset": "Dataset",
            "made": "Made on",
            "checksum": "Each figure can be computed again from the frozen dataset with this checksum:",
        },
    },
    "de": {
        "title": "Hat es gewirkt?",
        "no_data": "noch keine Daten",
        "at_least": "mindestens {value}",
        "at_most": "höchstens {value}",
        "goal_met": "{name}: erreicht, {actual} bei einem Ziel von {target}.",
        "goal_missed": "{name}: verfehlt, {actual} bei einem Ziel von {target}.",
        "goal_unmeasured": "{name}: noch keine Daten, daher lässt sich nicht sagen, ob {target} erreicht wurden.",
        "goal_without_number": "{name}: {actual}; das Ziel nennt keine Zahl zum Vergleich.",
        "goal_unmeasured_without_number": "{name}: noch keine Daten, und das Ziel nennt keine Zahl zum Vergleich.",
        "nothing_measured": "In diesem Zeitraum wurde nichts gemessen. Es gibt noch keine Daten; dieser Bericht behauptet daher "
        "nichts über Ergebnisse.",
        "no_goals": "Für diesen Zeitraum wurden keine Ziele mit Zahlen vereinbart. Die Zahlen unten stehen für sich.",
        "tally": "Ziele: {goals}. Erreicht: {met}. Verfehlt: {missed}. Noch keine Daten: {unmeasured}.",
        "section_results": "Was daraus wurde",
        "section_work": "Was veröffentlicht wurde",
        "section_together": "Wie wir zusammengearbeitet haben",
        "section_empty": "Noch keine Daten.",
        "figure": "{name}: {value}.",
        "best_channel": "Am meisten auf {channel}: {value}.",
        "chart_days": "{name} je Tag",
        "chart_channels": "{name} je Kanal",
        "fresh": "{source}: bis {day}.",
        "stale": "{source}: zuletzt am {day}; neuere Zahlen fehlen.",
        "never": "{source}: noch keine Daten.",
        "sources": {
            "file": "Zahlen aus Dateien",
            "delivery": "Veröffentlichung",
            "client_review": "Freigaben",
            "qc": "Qualitätsprüfung",
            "billing": "Zahlungen",
            "production": "Entwürfe",
        },
        "labels": {
            "kind": "Bericht",
            "goals": "Ziele",
            "goal": "Ziel",
            "wanted": "Gewünscht",
            "actual": "Erreicht",
            "met": "erreicht",
            "missed": "verfehlt",
            "unmeasured": "noch keine Daten",
            "missed_title": "Verfehlt",
            "figures": "Alle Zahlen",
            "figure": "Zahl",
            "value": "Wert",
            "days": "Tage mit Daten",
            "sources": "Wie aktuell die Daten sind",
            "definitions": "Wie die Zahlen definiert sind",
            "formula": "Formel",
            "owner": "Verantwortlich",
            "period": "Zeitraum",
            "client": "Kunde",
            "dataset": "Datensatz",
            "made": "Erstellt am",
            "checksum": "Jede Zahl lässt sich aus dem eingefrorenen Datensatz mit dieser Prüfsumme nachrechnen:",
        },
    },
}


def spell(value: Decimal, unit: str, language: str) -> str:
    """1234.5 and “€” as “1,234.5 €” (en) or “1.234,5 €” (de)."""
    text = f"{value:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{text} {unit}".strip()


def day(value: date, language: str) -> str:
    """A date as people write it."""
    return f"{value.day}.{value.month}.{value.year}" if language == "de" else f"{value.day} {value:%B %Y}"
