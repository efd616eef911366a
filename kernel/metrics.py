"""Metrics in Prometheus' form: the names, what they count, and the text a scraper reads. The floor knows no domain.

Labels are the names of code (commands, tables, ports) and a few words, never an id, an address or a text: LABELS is all
there is. Every process writes files of its own below AICMO_METRICS_DIR; a scrape, in whichever process, adds them up.
"""

from __future__ import annotations

import os

from django.conf import settings

from kernel import metrics_files

if FOLDER := metrics_files.prepare(getattr(settings, "AICMO_METRICS_DIR", "")):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = FOLDER  # the library decides at its import

from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, CollectorRegistry, Counter, Histogram, generate_latest

REGISTRY = CollectorRegistry()
CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
LABELS = frozenset(
    {"adapter", "command", "kind", "method", "name", "outcome", "port", "purpose", "query", "receiver", "route", "signal"}
    | {"state", "status", "sweep", "table"}
)
"""Every label there may be; a new one is a decision about how many series there can be."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LAG = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0, 7200.0, 86400.0)


def _counter(name: str, text: str, *labels: str) -> Counter:
    return Counter(name, text, _known(labels), registry=REGISTRY)


def _histogram(name: str, text: str, *labels: str, buckets: tuple[float, ...] = SECONDS) -> Histogram:
    return Histogram(name, text, _known(labels), registry=REGISTRY, buckets=buckets)


def _known(labels: tuple[str, ...]) -> tuple[str, ...]:
    if unknown := set(labels) - LABELS:
        raise ValueError(f"the label {sorted(unknown)[0]} is not in LABELS")
    return labels


REQUESTS = _counter("aicmo_http_requests", "Requests answered, by route pattern.", "route", "method", "status")
REQUEST_SECONDS = _histogram("aicmo_http_request_seconds", "How long answers took.", "route", "method")
COMMANDS = _counter("aicmo_commands", "Commands called: ok, refused (a DomainError) or failed.", "command", "outcome")
COMMAND_SECONDS = _histogram("aicmo_command_seconds", "How long commands took, commit included.", "command")
QUERIES = _counter("aicmo_queries", "Queries called: ok, refused or failed.", "query", "outcome")
QUERY_SECONDS = _histogram("aicmo_query_seconds", "How long queries took.", "query")
SIGNALS = _counter("aicmo_signals", "Signals published, told (to all receivers), failed, dead.", "signal", "outcome")
SIGNAL_LAG = _histogram("aicmo_signal_lag_seconds", "From publishing to telling.", "signal", buckets=LAG)
RECEIVERS = _counter("aicmo_receivers", "Receivers run: ok, refused or failed.", "receiver", "outcome")
RECEIVER_SECONDS = _histogram("aicmo_receiver_seconds", "How long receivers took.", "receiver")
CLAIMS = _counter("aicmo_claims", "Due rows: claimed, failed (will be retried), dead, lost (the lease was).", "table", "outcome")
SWEEPS = _counter("aicmo_sweeps", "Worker functions run: ok, refused or failed.", "sweep", "outcome")
SWEEP_SECONDS = _histogram("aicmo_sweep_seconds", "How long worker functions took.", "sweep")
EFFECTS = _counter("aicmo_effects", "Irreversible acts entering a state of the ledger.", "kind", "state")
MAILS = _counter("aicmo_mails", "Mails by how they ended; queued when they entered.", "purpose", "state")
PROVIDERS = _counter("aicmo_provider_calls", "Calls of adapters: ok, refused (a clear no), failed.", "port", "adapter", "outcome")
PROVIDER_SECONDS = _histogram("aicmo_provider_call_seconds", "How long adapters took.", "port", "adapter")
FETCHES = _counter("aicmo_http_out", "Requests for URLs from data: status class, or what went wrong.", "method", "outcome")
FETCH_SECONDS = _histogram("aicmo_http_out_seconds", "How long outgoing requests took.", "method")


def exposition() -> bytes:
    """All counters and histograms of all processes, and the gauges counted now, in the text form 0.0.4."""
    from kernel.gauges import Gauges

    gauges = CollectorRegistry()
    gauges.register(Gauges())
    if FOLDER:
        with metrics_files.added_up(os.environ["PROMETHEUS_MULTIPROC_DIR"]) as sums:
            counted = generate_latest(sums)
    else:
        counted = generate_latest(REGISTRY)
    return counted + generate_latest(gauges)


def names() -> dict[str, tuple[str, ...]]:
    """Every metric's name, as the scraper sees it, with its labels; the suffixes of counters and histograms apart."""
    from kernel.gauges import GAUGES

    made = {collector: collector._labelnames for collector in REGISTRY._collector_to_names}
    found = {f"{c._name}_total" if isinstance(c, Counter) else c._name: tuple(labels) for c, labels in made.items()}
    return found | {name: labels for name, (_, labels) in GAUGES.items()}
