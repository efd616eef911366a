"""Gauges counted when somebody asks: what is due and for how long, what is dead, who works, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric

from kernel import backlog, heartbeat

GAUGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "aicmo_due_rows": (f"Rows that are due now, counted up to {backlog.MOST}.", ("table",)),
    "aicmo_due_oldest_seconds": ("For how long the oldest of them has been due.", ("table",)),
    "aicmo_dead_rows": ("Rows that used up their attempts and wait for a person.", ("table",)),
    "aicmo_effects_open": ("Irreversible acts that nobody can tell the end of (yet).", ("state",)),
    "aicmo_workers": ("Workers by state: alive, silent.", ("state",)),
    "aicmo_switches_on": ("Control flags that are on.", ("name",)),
}
"""Name → what it says and its labels."""


class Gauges:
    """A collector in the library's sense."""

    def collect(self) -> Iterator[Metric]:
        families = {name: GaugeMetricFamily(name, text, labels=labels) for name, (text, labels) in GAUGES.items()}
        for row in backlog.by_table():
            families["aicmo_due_rows"].add_metric([row.table], row.due)
            families["aicmo_due_oldest_seconds"].add_metric([row.table], row.seconds)
            families["aicmo_dead_rows"].add_metric([row.table], row.dead)
        for state, number in backlog.open_effects().items():
            families["aicmo_effects_open"].add_metric([state], number)
        for state, number in heartbeat.counts().items():
            families["aicmo_workers"].add_metric([state], number)
        for name, number in backlog.switches().items():
            families["aicmo_switches_on"].add_metric([name], number)
        yield from families.values()
