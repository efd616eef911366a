"""Facts from signals and files, frozen snapshots, reports whose every figure can be computed again."""

import re
import subprocess
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from apps.reporting import services
from apps.reporting.contracts import AlreadyImported, MetricsUnreadable
from apps.reporting.logic import compose, figures
from apps.reporting.models import Fact, Snapshot
from kernel.db import alias_for
from kernel.errors import InvalidInput, NotFound
from kernel.models import OutboxEvent
from kernel.refs import content_hash
from kernel.testing import staff
from tests.databases import REFUSED
from tests.reporting.factories import ANALYST, client, post_goes_live, report, snapshot, take_file


def test_a_published_post_becomes_a_figure_of_its_day(harness):
    client_id, engagement_id = uuid4(), uuid4()
    post_goes_live(client_id, engagement_id)
    post_goes_live(client_id, engagement_id, channel="instagram")

    harness.drain()

    frozen = snapshot(client_id, engagement_id)
    assert figures.figure(frozen.dataset, "posts_published") == 2
    assert figures.per_channel(frozen.dataset, "posts_published") == [("instagram", 1), ("linkedin", 1)]


def test_a_file_brings_figures_and_names_its_bad_cells():
    client_id, engagement_id = uuid4(), uuid4()
    told = take_file(
        client_id,
        engagement_id,
        "2025-12-01,linkedin,p1,clicks,12",
        "soon,linkedin,p1,clicks,1",
        "2025-12-02,linkedin,p1,happiness,1",
        "2025-12-02,linkedin,p1,clicks,many",
        "2026-12-02,linkedin,p1,clicks,1",
        "2025-12-01,linkedin,p1,clicks,13",
    )

    assert (told.rows, told.new) == (6, 1)
    assert [(e.line, e.field) for e in told.errors] == [(3, "date"), (4, "metric"), (5, "value"), (6, "date"), (7, "metric")]


def test_a_dry_run_tells_the_same_and_stores_nothing():
    told = take_file(uuid4(), uuid4(), "2025-12-01,linkedin,p1,clicks,12", dry_run=True)

    assert told.new == 1 and told.batch_id is None and not Fact.objects.exists()


def test_the_same_file_is_refused_and_a_corrected_one_replaces():
    client_id, engagement_id = uuid4(), uuid4()
    take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,clicks,12", "2025-12-02,linkedin,p1,clicks,5")

    with pytest.raises(AlreadyImported):
        take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,clicks,12", "2025-12-02,linkedin,p1,clicks,5")
    told = take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,clicks,20", "2025-12-02,linkedin,p1,clicks,5")

    assert (told.new, told.changed, told.unchanged) == (0, 1, 1)
    assert figures.figure(snapshot(client_id, engagement_id).dataset, "clicks") == 25


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2", b"date,metric\n2025-12-01,clicks", b"\x00\x01"])
def test_a_file_that_is_no_such_table_is_refused(data):
    with pytest.raises(MetricsUnreadable):
        services.import_metrics(actor=ANALYST, client_id=uuid4(), engagement_id=uuid4(), data=data, file_name="x.csv", key="")


def test_a_snapshot_stays_as_it_was_when_facts_come_later():
    client_id, engagement_id = uuid4(), uuid4()
    take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,clicks,12")
    before = snapshot(client_id, engagement_id)

    take_file(client_id, engagement_id, "2025-12-02,linkedin,p1,clicks,5")

    after = snapshot(client_id, engagement_id)
    again = services.get_snapshot(actor=ANALYST, snapshot_id=before.id)
    assert again.dataset == before.dataset and content_hash(again.dataset) == before.sha256 != after.sha256
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(using=alias_for("reporting")):
        Snapshot.objects.filter(pk=before.id).update(sha256="0" * 64)


def test_every_figure_of_a_report_can_be_computed_again_from_the_stored_dataset(harness):
    client_id, engagement_id = client(), uuid4()
    rows = [f"2025-12-{d:02d},{c},p1,{m},{v}" for d, c, m, v in _MEASURED]
    take_file(client_id, engagement_id, *rows)
    made = report(harness, snapshot(client_id, engagement_id))
    stored = services.get_snapshot(actor=ANALYST, snapshot_id=made.snapshot.id)

    assert stored.sha256 == made.snapshot.sha256 == made.content["snapshot_sha256"]
    for number in made.content["numbers"].values():
        if number["metric"]:
            again = figures.figure(stored.dataset, number["metric"], channel=number["channel"])
            assert again == Decimal(number["value"])
    sentences = [s for section in made.content["sections"] for s in section["sentences"]]
    for sentence in sentences + made.content["summary"]:
        spelled = " ".join(made.content["numbers"][id_]["text"] for id_ in sentence["numbers"])
        assert set(re.findall(r"\d[\d.,]*\d|\d", sentence["text"])) <= set(re.findall(r"\d[\d.,]*\d|\d", spelled))
    rewritten = compose.compose(stored.dataset, client_name="Acme GmbH", language="en", snapshot_sha256=stored.sha256)
    assert content_hash(rewritten) == made.sha256


_MEASURED = [
    (1, "linkedin", "impressions", 1000),
    (2, "linkedin", "impressions", 2000),
    (1, "linkedin", "clicks", 37),
    (2, "instagram", "clicks", 11),
    (2, "linkedin", "spend", 150.5),
    (2, "linkedin", "leads", 7),
    (2, "", "followers", 1200),
]


def test_another_value_in_gives_another_sentence_out(harness):
    client_id, engagement_id = client(), uuid4()
    take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,clicks,12")
    first = report(harness, snapshot(client_id, engagement_id))
    take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,clicks,40")
    second = report(harness, snapshot(client_id, engagement_id))

    assert "Clicks: 12." in str(first.content) and "Clicks: 40." in str(second.content)
    assert (first.version, second.version) == (1, 2)


def test_a_report_without_data_says_so_and_claims_nothing(harness, tmp_path):
    made = report(harness, snapshot(client(), uuid4()))

    printed = _text(made, tmp_path)
    assert "Nothing was measured" in printed and "No data yet" in printed
    assert not made.content["table"] and not re.search(r"\b[1-9]\d* (posts|clicks)", printed)


def test_goals_are_read_from_kpis_and_judged():
    metrics = {"leads": _metric("sum"), "cost_per_lead": _metric("ratio", "spend", "leads"), "spend": _metric("sum")}
    known = [
        {"name": "leads", "words": ["lead"], "lower_is_better": False},
        {"name": "cost_per_lead", "words": ["cost per lead"], "lower_is_better": True},
    ]
    targets = [
        figures.read_target("20 leads per month", "20", "leads", known),
        figures.read_target("cost per lead below €50", "below €50", "per lead", known),
        figures.read_target("2 mentions in the press", "2", "mentions", known),
    ]
    facts = [_fact("leads", "19"), _fact("spend", "760")]

    judged = figures.goals({"metrics": metrics, "facts": facts, "targets": targets})

    assert [(g.metric, g.actual, g.met) for g in judged] == [
        ("leads", 19, False),
        ("cost_per_lead", 40, True),
        ("", None, None),
    ]


def test_a_missed_goal_stands_on_page_one(harness, tmp_path, monkeypatch):
    from apps.reporting.services import snapshots

    known = [{"name": "leads", "words": ["lead"], "lower_is_better": False}]
    monkeypatch.setattr(snapshots, "_targets", lambda *_: [figures.read_target("30 leads", "30", "leads", known)])
    client_id, engagement_id = client(), uuid4()
    take_file(client_id, engagement_id, "2025-12-01,linkedin,p1,leads,12")

    made = report(harness, snapshot(client_id, engagement_id))

    page_one = _text(made, tmp_path, "-l", "1")
    assert made.missed == 1 and "30 leads: missed, 12 against a goal of at least 30." in page_one


def test_the_signal_names_report_snapshot_and_counts(harness):
    made = report(harness, snapshot(client(), uuid4()))

    told = OutboxEvent.objects.using(alias_for("reporting")).get(name="reporting.report_generated.v1").payload
    assert told["ref"]["sha256"] == made.sha256 and told["parents"][0]["sha256"] == made.snapshot.sha256


def test_the_table_of_facts_is_a_safe_csv(harness):
    client_id, engagement_id = client(), uuid4()
    take_file(client_id, engagement_id, "2025-12-01,=cmd()|a,p1,clicks,12")
    made = report(harness, snapshot(client_id, engagement_id))

    table = services.get_table(actor=ANALYST, report_id=made.id).data.decode("utf-8-sig")

    assert "'=cmd()|a" in table and ",12," in table


@pytest.mark.parametrize(("start", "end"), [("2025-12-10", "2025-12-01"), ("2025-12-01", "2025-12-14")])
def test_an_impossible_period_is_refused(start, end):
    with pytest.raises(InvalidInput) as refusal:
        snapshot(uuid4(), uuid4(), start, end)

    assert refusal.value.field == "period_end"


def test_another_clients_report_does_not_exist(harness):
    made = report(harness, snapshot(client(), uuid4()))
    stranger = staff("reporting.view", clients=frozenset({uuid4()}))

    for call in (services.get_report, services.get_document, services.get_table):
        with pytest.raises(NotFound):
            call(actor=stranger, report_id=made.id)


def _metric(how: str, above: str = "", below: str = "") -> dict:
    return {"aggregation": how, "numerator": above, "denominator": below, "factor": "1", "unit": ""}


def _fact(metric: str, value: str) -> dict:
    return {"metric": metric, "value": value, "day": "2025-12-01", "channel": "", "post_key": ""}


def _text(made, tmp_path, *options: str) -> str:
    path = tmp_path / "report.pdf"
    path.write_bytes(services.get_document(actor=ANALYST, report_id=made.id).data)
    return subprocess.run(["pdftotext", "-layout", *options, str(path), "-"], capture_output=True, check=True).stdout.decode()
