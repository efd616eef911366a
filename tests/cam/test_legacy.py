"""An original AICMO's database is taken over: all of it, once, and nothing is sent."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from apps.cam import services
from apps.cam.contracts import CampaignFilter, CampaignMode, CampaignStatus
from apps.cam.models import Attempt, Campaign, InboundEmail, Lead, LegacyRow, OutboundEmail, Suppression
from kernel.models import Mail, OutboxEvent
from tests.cam import originals
from tests.cam.factories import agent, person, running_campaign
from tests.cam.originals import GOT, SENT, everything, here, lead, make, run


def rows_here():
    return {m.__name__: m.objects.count() for m in (Campaign, Lead, LegacyRow, OutboundEmail, InboundEmail, Suppression)}


def test_the_report_says_what_was_taken_over(tmp_path):
    report = run(everything(tmp_path / "old.db"))

    assert report == {
        "campaigns": 1, "imported": 3, "duplicates": 0, "inbound": 1, "outbound": 2, "rejected": [], "not_contactable": [3],
        "reported": {"unknown_enum": [], "bad_time": [], "broken_json": [], "orphan": []}, "mails_sent": 0,
    }  # fmt: skip


def test_a_second_run_imports_nothing_and_changes_nothing(harness, tmp_path):
    database = everything(tmp_path / "old.db")
    first = run(database)
    rows, changed = rows_here(), set(Lead.objects.values_list("pk", "changed_at"))
    harness.advance(days=1)

    second = run(database)

    assert (second["imported"], second["duplicates"]) == (0, 3)
    assert (second["campaigns"], second["inbound"], second["outbound"]) == (0, 0, 0)
    assert second["not_contactable"] == first["not_contactable"]
    assert rows_here() == rows and set(Lead.objects.values_list("pk", "changed_at")) == changed


def test_the_original_is_left_as_it_was(tmp_path):
    database = everything(tmp_path / "old.db")
    before = database.read_bytes()

    run(database)

    assert database.read_bytes() == before and [p.name for p in tmp_path.iterdir() if p.name.startswith("old")] == ["old.db"]


def test_nothing_is_sent_queued_or_told(harness, tmp_path):
    told = OutboxEvent.objects.count()
    run(everything(tmp_path / "old.db"))

    harness.advance(days=40)

    assert harness.mails.delivered == [] and not Mail.objects.exists() and not Attempt.objects.exists()
    assert OutboxEvent.objects.count() == told


def test_campaigns_come_as_drafts_in_simulation_and_write_to_new_leads_once_a_person_starts_them(harness, tmp_path):
    run(everything(tmp_path / "old.db"))
    (campaign,) = services.list_campaigns(actor=agent(), filter=CampaignFilter()).items
    assert (campaign.name, campaign.status, campaign.mode) == ("Spring", CampaignStatus.DRAFT, CampaignMode.SIMULATION)
    assert "active there; mode LIVE; channels email" in campaign.why

    Campaign.objects.update(mode="LIVE")  # a person does, in the admin
    services.start_campaign(actor=agent(), campaign_id=campaign.id)
    harness.advance(days=3)

    assert {m[0] for m in harness.mails.delivered} == {"ann2@firm2.example"}


def test_a_lead_keeps_what_was_known_of_it(tmp_path):
    run(make(tmp_path / "old.db", leads=[lead(7, last_contacted_at="2024-03-04T05:06:07Z", status="CONTACTED")]))

    row = here(7)
    assert (row.first_name, row.last_name, row.title, row.company) == ("Ann", "Nr7", "Head of Marketing", "Nordwind GmbH")
    assert (row.employees, row.keywords, row.country, row.city) == (30, "trade show, hiring", "DE", "Bremen")
    assert row.created_at == datetime(2024, 1, 2, 3, 4, 5, 123456, UTC) and row.source == "Apollo"
    assert row.last_contacted_at == datetime(2024, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert row.campaign.name == "Spring" and row.verdict == "qualified"
    assert row.events.get(kind="imported").data["original"]["lead_score"] == 0.8


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"first_name": None, "name": "Grace Hopper"}, ("Grace", "Hopper")),
        ({"first_name": "Anna Maria", "name": "Anna Maria von Schmidt"}, ("Anna Maria", "von Schmidt")),
        ({"first_name": "Bo", "name": "Bo"}, ("Bo", "")),
        ({"first_name": None, "name": "Hopper, Grace"}, ("Grace", "Hopper")),
        ({"first_name": None, "name": "ann@x.example"}, ("", "")),
        ({"first_name": "Ann", "name": None}, ("Ann", "")),
    ],
)
def test_a_name_is_split_where_the_first_is_missing(tmp_path, columns, names):
    run(make(tmp_path / "old.db", leads=[lead(1, **columns)]))

    assert (here(1).first_name, here(1).last_name) == names


def test_two_leads_with_one_address_are_one_person_with_both_histories(tmp_path):
    database = make(
        tmp_path / "old.db",
        leads=[
            lead(1, email="a.nn@gmail.com", title=None, role=None, last_contacted_at="2024-01-01 00:00:00"),
            lead(2, email="Ann+x@googlemail.com", consent_status="DNC", last_contacted_at="2024-05-01 00:00:00"),
        ],
        inbound_emails=[GOT | {"id": 1, "provider_msg_uid": "1"}, GOT | {"id": 2, "lead_id": 2, "provider_msg_uid": "2"}],
        outbound_emails=[SENT | {"id": 1}, SENT | {"id": 2, "lead_id": 2}],
    )

    report = run(database)

    row = here(1)
    assert (report["imported"], report["duplicates"], report["not_contactable"]) == (1, 1, [1, 2])
    assert row.status == "UNSUBSCRIBED" and row.title == "Head of Marketing"
    assert row.last_contacted_at == datetime(2024, 5, 1, tzinfo=UTC)
    assert row.inbound.count() == 2 and row.mails.count() == 2


def test_a_lead_that_was_here_before_is_filled_up_and_not_written_to_anew(harness, tmp_path):
    running_campaign(person(1, Title=""))
    report = run(make(tmp_path / "old.db", leads=[lead(9, email="ann1@firm1.example", status="REPLIED")]))

    harness.advance(days=3)

    row = here(9)
    assert (report["imported"], report["duplicates"], harness.mails.delivered) == (0, 1, [])
    assert (row.title, row.status) == ("Head of Marketing", "REPLIED")


def test_the_report_is_written_to_a_file(tmp_path):
    target = tmp_path / "report.json"

    call_command("import_legacy_cam", str(everything(tmp_path / "old.db")), json=target)

    assert json.loads(target.read_text())["imported"] == 3 and originals.here(2).status == "NEW"
