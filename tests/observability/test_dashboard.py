"""The dashboard and the alert rules ask for metrics, labels and values that there are."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from prometheus_client import Counter, Histogram

from kernel import metrics
from kernel.gauges import GAUGES

DOCS = Path(settings.BASE_DIR) / "docs"
NAME = re.compile(r"\baicmo_\w+")


def dashboard():
    return json.loads((DOCS / "grafana/aicmo.json").read_text())


def expressions():
    board = [target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", ())]
    rules = (DOCS / "prometheus/aicmo.rules.yml").read_text()
    found = re.findall(r"expr: (?:>-\n((?:\s{10,}.*\n)+)|(.*))", rules)
    return [*board, *(" ".join((folded or line).split()) for folded, line in found)]


def asked():
    """Series name → labels, as a scraper would find them."""
    found = {}
    for collector in metrics.REGISTRY._collector_to_names:
        labels = set(collector._labelnames)
        if isinstance(collector, Counter):
            found[f"{collector._name}_total"] = labels
        elif isinstance(collector, Histogram):
            found |= {f"{collector._name}_bucket": labels | {"le"}, f"{collector._name}_count": labels}
    return found | {name: set(labels) for name, (_, labels) in GAUGES.items()}


@pytest.mark.parametrize("expression", expressions())
def test_every_series_exists_with_the_labels_that_are_asked_for(expression):
    series = asked()
    names = NAME.findall(expression)
    grouped = {label.strip() for part in re.findall(r"by \(([^)]*)\)", expression) for label in part.split(",")}
    matched = {
        (name, label)
        for name, inner in re.findall(r"(aicmo_\w+)\{([^}]*)\}", expression)
        for label in re.findall(r"(\w+)[!=]", inner)
    }

    assert names and [name for name in names if name not in series] == []
    assert all(label in series[name] for name in names for label in grouped - {"le"})
    assert all(label in series[name] for name, label in matched)


def test_every_metric_is_on_the_dashboard():
    shown = " ".join(target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", ()))

    assert [name for name in metrics.names() if name not in shown] == []


def test_panels_do_not_overlap_and_have_ids_of_their_own():
    panels = dashboard()["panels"]
    cells = [
        (x, y)
        for p in panels
        for x in range(p["gridPos"]["x"], p["gridPos"]["x"] + p["gridPos"]["w"])
        for y in range(p["gridPos"]["y"], p["gridPos"]["y"] + p["gridPos"]["h"])
    ]

    assert len(cells) == len(set(cells)) and len({p["id"] for p in panels}) == len(panels) > 20


def test_there_are_rules_for_what_the_watchdog_cannot_see():
    assert len(expressions()) >= 35 and "AicmoNoWorker" in (DOCS / "prometheus/aicmo.rules.yml").read_text()
