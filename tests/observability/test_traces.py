"""Traces: one click is one tree of spans, through signals and due rows to the provider; nothing in it is of a person."""

import json
import re

import pytest
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from apps.identity import services as identity
from apps.observability.models import AlertRule
from kernel import claims, context, http, mail, metrics, providers, telemetry, traces
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.ids import new_id
from kernel.models import Mail
from kernel.testing import browser
from tests.kernel.test_http import serving

CLICK = "0af7651916cd43dd8448eb211c80319c"
CALLER = f"00-{CLICK}-b7ad6b7169203331-01"


@pytest.fixture
def spans():
    """The spans that were ended so far; traces are on for the test only."""
    exporter = InMemorySpanExporter()
    traces.use(exporter, at_once=True)
    yield exporter.get_finished_spans
    traces.stop()


@pytest.fixture
def owner():
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    with atomic("observability"):
        AlertRule.objects.create(
            signal="identity.client_account_opened.v1", kind="probe", subject="{client_id}", message="m", severity="critical"
        )
    return browser(made.id)


def open_client(owner, **headers):
    body = json.dumps({"name": "Canary Ltd", "contact_email": "cleo@client.example", "contact_name": "Cleo"})
    return owner.post("/api/v1/identity/clients/", body, content_type="application/json", headers=headers)


def of_trace(spans, trace_id):
    return [s for s in spans() if f"{s.context.trace_id:032x}" == trace_id]


def test_one_click_is_one_tree_down_to_the_provider(harness, spans, owner):
    assert open_client(owner, traceparent=CALLER).status_code == 201
    harness.drain()

    found = of_trace(spans, CLICK)
    ids = {s.context.span_id for s in found}
    roots = [s.name for s in found if s.parent.span_id not in ids]
    names = [re.sub(r"_v\d+$", "", s.name) for s in found]

    assert roots == ["POST api/v1/identity/clients/"] and found[-1].context.is_valid
    for wanted in (
        *("command identity.open_client_account", "publish identity.client_account_opened.v1"),
        *("receiver apps.observability.receivers.raise_alerts", "command observability.consider"),
        *("publish observability.alert_raised.v1", "receiver apps.orchestration.receivers.tell_of_alert"),
        *("work orchestration_notices", "work kernel_mails", "provider mail.transport FakeTransport"),
    ):
        assert wanted in names, wanted


def test_a_receiver_hangs_on_what_was_told_and_the_provider_on_the_rows_work(harness, spans, owner):
    open_client(owner, traceparent=CALLER)
    harness.drain()

    by_id = {s.context.span_id: s.name for s in spans()}
    pairs = {(by_id[s.parent.span_id], s.name) for s in of_trace(spans, CLICK) if s.parent.span_id in by_id}

    assert pairs >= {
        ("publish identity.client_account_opened.v1", "receiver apps.observability.receivers.raise_alerts"),
        ("publish observability.alert_raised.v1", "receiver apps.orchestration.receivers.tell_of_alert"),
        ("POST api/v1/identity/clients/", "work kernel_mails"),
        ("work kernel_mails", "provider mail.transport FakeTransport"),
    }


def test_a_row_that_forgot_its_maker_falls_out_of_the_tree(harness, spans, owner, monkeypatch):
    field = Mail._meta.get_field("correlation_id")
    monkeypatch.setattr(field, "_get_default", lambda: "")

    open_client(owner, traceparent=CALLER)
    harness.drain()

    assert "work orchestration_notices" in {s.name for s in of_trace(spans, CLICK)}
    assert "work kernel_mails" not in {s.name for s in of_trace(spans, CLICK)}


def test_the_rows_work_carries_the_clicks_id_in_its_logs_too(owner, harness):
    seen = []

    class Transport:
        def deliver(self, **_):
            seen.append(context.correlation_id())
            return "ref"

    open_client(owner, **{"X-Request-ID": "click-2026-11"})
    providers.replace("mail.transport", Transport())
    harness.drain()

    assert seen == ["click-2026-11"] and context.correlation_id() == "test"


def test_a_walk_that_is_left_early_ends_its_span_and_the_next_sweep_begins_anew(spans):
    for to in ("a@b.example", "c@d.example"):
        with context.correlated("c" * 32), atomic("qc"):
            mail.queue(app="qc", purpose="service", to=to, subject="s", text="t", key=to)

    @telemetry.observed("sweep", "qc.stumble")
    def stumble():
        for _ in claims.claim(Mail, using=alias_for("qc"), limit=2):
            raise OSError("stumbled")

    with context.correlated("sweep"), pytest.raises(OSError):
        stumble()

    assert [s.name for s in spans() if s.name.startswith("work")] == ["work kernel_mails"]
    assert context.correlation_id() == "test" and traces.header() == {}


def test_a_trace_goes_on_at_the_caller_and_at_whom_we_call(spans, settings):
    settings.AICMO_HTTP_PRIVATE_HOSTS = []
    with serving() as server, context.correlated(CLICK):
        settings.AICMO_HTTP_PRIVATE_HOSTS = [f"127.0.0.1:{server.server_port}"]
        http.fetch(url=f"http://127.0.0.1:{server.server_port}/x")

    (sent,) = [s for s in spans() if s.name == "fetch GET"]
    (_, _, headers) = server.seen[0]
    asked = {k.lower(): v for k, v in headers.items()}["traceparent"]
    assert asked == f"00-{CLICK}-{sent.context.span_id:016x}-01" and sent.attributes["outcome"] == "2xx"


@pytest.mark.parametrize("given", ["", "nonsense", f"00-{'0' * 32}-b7ad6b7169203331-01", CALLER + "-more", CALLER.upper()])
def test_a_header_that_is_none_begins_a_trace_of_our_own(client, spans, given):
    answer = client.get("/healthz", headers={"traceparent": given})

    (span,) = [s for s in spans() if s.name == "GET healthz"]
    assert span.parent is None and answer["X-Request-ID"] == f"{span.context.trace_id:032x}" != CLICK


def test_attributes_are_labels_and_errors_are_told_by_their_class_only(spans):
    with pytest.raises(ValueError), telemetry.Measured("command", command="qc.probe"):
        raise ValueError("ada.berg@nordwind.example")

    (span,) = spans()
    assert set(span.attributes) <= metrics.LABELS | {"error.type"} and span.attributes["error.type"] == "ValueError"
    assert "ada" not in span.to_json()


def test_where_traces_are_off_nothing_is_made():
    assert not traces.on() and traces.header() == {}
    assert traces.span("a", {}) is traces.span("b", {}) is traces._OFF


def test_a_correlation_id_of_any_form_names_a_trace():
    assert traces.trace_id(CLICK) == int(CLICK, 16)
    assert traces.trace_id("click-1") == traces.trace_id("click-1") != traces.trace_id("click-2")
    assert traces.trace_id("0" * 32) != 0 and traces.span_id(("a", "")) != traces.span_id(("a", str(new_id())))
