"""Metrics: what is counted, over several processes, and that no label ever holds an id."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import connections

from kernel import backlog, claims, clock, effects, http, mail, metrics, metrics_files, providers, signals, telemetry
from kernel.db import alias_for, atomic
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.models import Mail, OutboxEvent
from tests.kernel.probes import BREAK, ProbeTold

ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}|@|\d{6}")


@contextmanager
def counted(name, by=1.0, **labels):
    before = value(name, **labels)
    yield
    assert value(name, **labels) - before == by, (name, labels)


def value(name, **labels):
    return metrics.REGISTRY.get_sample_value(name, labels) or 0.0


def queue(to="ada@nordwind.example", app="qc"):
    with atomic(app):
        return mail.queue(app=app, purpose="service", to=to, subject="s", text="t", key=str(new_id()))


def test_every_label_is_on_the_list():
    used = {label for labels in metrics.names().values() for label in labels}

    assert used <= metrics.LABELS and len(metrics.names()) > 20


def test_a_label_that_is_not_on_the_list_is_refused():
    with pytest.raises(ValueError, match="client_id"):
        metrics._counter("aicmo_too_much", "", "client_id")


def test_a_command_is_counted_by_how_it_ended():
    @telemetry.observed("command", "qc.counted_probe")
    def probe(error=None):
        if error:
            raise error

    with counted("aicmo_commands_total", command="qc.counted_probe", outcome="ok"):
        probe()
    with counted("aicmo_commands_total", command="qc.counted_probe", outcome="refused"), pytest.raises(NotFound):
        probe(NotFound())
    with counted("aicmo_commands_total", command="qc.counted_probe", outcome="failed"), pytest.raises(OSError):
        probe(OSError())
    assert value("aicmo_command_seconds_count", command="qc.counted_probe") == 3


def test_facades_are_counted_and_a_missing_right_is_a_refusal():
    from apps.observability import services
    from kernel.errors import Forbidden
    from kernel.testing import staff

    with counted("aicmo_queries_total", query="observability.list_alerts", outcome="ok"):
        services.list_alerts(actor=staff("observability.view"))
    with counted("aicmo_queries_total", query="observability.list_alerts", outcome="refused"), pytest.raises(Forbidden):
        services.list_alerts(actor=staff())


def test_a_request_is_counted_by_its_pattern_never_by_its_path(client):
    with counted("aicmo_http_requests_total", route="healthz", method="GET", status="200"):
        client.get("/healthz")
    with counted("aicmo_http_requests_total", route="unmatched", method="OTHER", status="404"):
        client.generic("BREW", f"/{new_id()}/")


def test_signals_are_counted_from_publishing_to_death():
    BREAK.clear()
    name = ProbeTold.signal_name
    with counted("aicmo_signals_total", signal=name, outcome="published"), atomic("qc"):
        signals.publish(ProbeTold(word="a"))
    with counted("aicmo_signals_total", signal=name, outcome="told"), counted("aicmo_signal_lag_seconds_count", signal=name):
        signals.relay()

    BREAK.add("bad")
    with atomic("qc"):
        signals.publish(ProbeTold(word="bad"))
    with counted("aicmo_signals_total", signal=name, outcome="failed"):
        signals.relay()
    rows = OutboxEvent.objects.using(alias_for("qc")).filter(state="pending")
    rows.update(attempt=OutboxEvent.MAX_ATTEMPTS - 1, retry_at=None)
    with counted("aicmo_signals_total", signal=name, outcome="dead"):
        signals.relay()


def test_claims_and_lost_leases_are_counted():
    queue()
    using = alias_for("qc")
    with counted("aicmo_claims_total", table="kernel_mails", outcome="claimed"):
        row = claims.claim(Mail, using=using, lease_seconds=0)[0]
    claims.claim(Mail, using=using)

    with counted("aicmo_claims_total", table="kernel_mails", outcome="lost"), pytest.raises(claims.LostLease):
        claims.settle(row, using=using)


def test_a_mail_is_counted_in_the_ledger_at_the_door_and_at_the_provider(harness):
    call = {"port": "mail.transport", "adapter": "FakeTransport", "outcome": "ok"}
    with counted("aicmo_mails_total", purpose="service", state="queued"):
        queue()
    with (
        counted("aicmo_mails_total", purpose="service", state="sent"),
        counted("aicmo_effects_total", kind="mail", state="at_risk"),
        counted("aicmo_effects_total", kind="mail", state="done"),
        counted("aicmo_provider_calls_total", **call),
    ):
        mail.send_due()


def test_a_receivers_no_is_no_failure_of_the_transport(harness):
    harness.mails.reject.add("ada@nordwind.example")
    queue()

    with counted("aicmo_provider_calls_total", port="mail.transport", adapter="FakeTransport", outcome="refused"):
        mail.send_due()

    assert providers.answers()["mail.transport FakeTransport"] == {"refused": 1}


def test_a_refused_address_is_counted_without_its_host():
    with counted("aicmo_http_out_total", method="GET", outcome="refused"), pytest.raises(http.UrlRefused):
        http.fetch(url="http://127.0.0.1/secret")


def test_the_backlog_is_counted_when_it_is_asked_for():
    queue()
    with atomic("qc"):
        signals.publish(ProbeTold(word="a"))
    clock.advance(clock.timedelta(minutes=5))

    text = metrics.exposition().decode()

    assert 'aicmo_due_rows{table="kernel_mails"} 1.0' in text
    assert 'aicmo_due_oldest_seconds{table="kernel_outbox"} 300.0' in text
    assert 'aicmo_dead_rows{table="kernel_mails"} 0.0' in text


def test_what_a_scrape_asks_of_the_large_tables_goes_by_an_index():
    queries = []
    connection = connections[alias_for("qc")]

    def note(execute, sql, params, many, context):
        queries.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        backlog.by_table()
        backlog.open_effects()
    large = [(s, p) for s, p in queries if re.search(r'FROM "kernel_(outbox|mails|effects)"', s)]
    if connection.vendor != "sqlite":
        pytest.skip("the plan's words are SQLite's")
    plans = []
    with connection.cursor() as cursor:
        for sql, params in large:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plans.append(" ".join(row[3] for row in cursor.fetchall()))

    assert len(plans) >= 8 and [p for p in plans if "SCAN kernel" in p and "INDEX" not in p] == []


def test_no_label_of_a_whole_play_holds_an_id(harness, client):
    client.get(f"/portal/delivery/posts/{new_id()}/")
    queue()
    with atomic("qc"):
        signals.publish(ProbeTold(word="a"))
        effects.begin(app="qc", kind="probe", key=str(new_id()))
    harness.drain()

    found = {str(v) for family in metrics.REGISTRY.collect() for s in family.samples for v in s.labels.values()}

    assert len(found) > 30 and [v for v in found if ID.search(v)] == []


COUNT = """
from kernel import metrics, telemetry
telemetry.count(metrics.CLAIMS, {number}, table="t", outcome="claimed")
telemetry.observe(metrics.SIGNAL_LAG, 3.0, signal="s")
"""


def test_processes_add_up_and_their_end_takes_nothing_away(tmp_path):
    folder = metrics_files.prepare(tmp_path)
    for number in (2, 3):
        run = {"AICMO_METRICS_DIR": str(tmp_path), "AICMO_DATA": str(tmp_path / "var")}
        env = {**os.environ, **run, "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.embedded"}
        subprocess.run([sys.executable, "-c", COUNT.format(number=number)], check=True, env=env, cwd=os.getcwd())
    files = sorted(p.name for p in (tmp_path / folder).glob("*.db"))

    sums = []
    for _ in range(2):
        with metrics_files.added_up(folder) as registry:
            claimed = registry.get_sample_value("aicmo_claims_total", {"table": "t", "outcome": "claimed"})
            sums.append((claimed, registry.get_sample_value("aicmo_signal_lag_seconds_count", {"signal": "s"})))

    assert len(files) == 4 and sums == [(5.0, 2.0)] * 2
    assert sorted(p.name for p in (tmp_path / folder).glob("*.db")) == ["counter_0.db", "histogram_0.db"]


def test_a_living_process_keeps_its_own_files(tmp_path):
    own = tmp_path / f"counter_{os.getpid()}.db"
    own.write_bytes(b"\0" * 4096)

    with metrics_files.added_up(str(tmp_path)):
        pass

    assert own.exists()
