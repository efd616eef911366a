"""What is wrong, missing or hostile in an original's database is told, and the rest comes over."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from apps.cam import services
from apps.cam.contracts import LeadFilter
from apps.cam.models import Campaign, InboundEmail, Lead, OutboundEmail
from kernel import testing
from tests.cam.factories import agent
from tests.cam.originals import GOT, SENT, TABLES, forget, here, lead, make, run

NOTHING = {"unknown_enum": [], "bad_time": [], "broken_json": [], "orphan": []}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"status": "FROZEN"}, "REVIEW"), ({"consent_status": "MAYBE"}, "REVIEW"),
        ({"consent_status": "MAYBE", "status": "LOST"}, "LOST"), ({"source": "CARRIER_PIGEON"}, "NEW"),
    ],
)  # fmt: skip
def test_an_unknown_member_is_told_once_and_a_safe_value_stands(tmp_path, changes, status):
    report = run(make(tmp_path / "old.db", leads=[lead(4, **changes)]))

    assert report["reported"] == NOTHING | {"unknown_enum": [4]} and here(4).status == status


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("LeadStatus.CONTACTED", "CONTACTED"), ("contacted", "CONTACTED"), (" Replied ", "REPLIED"), ("ENRICHED", "NEW"),
        ("ROUTED", "NEW"), ("MANUAL_REVIEW", "REVIEW"), ("QUALIFIED", "QUALIFIED"), (None, "NEW"), ("", "NEW"),
    ],
)  # fmt: skip
def test_members_are_read_by_name(tmp_path, written, status):
    report = run(make(tmp_path / "old.db", leads=[lead(1, status=written)]))

    assert here(1).status == status and report["reported"] == NOTHING


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2024-01-02 03:04:05.123456", datetime(2024, 1, 2, 3, 4, 5, 123456, UTC)),
        ("2024-01-02 03:04:05", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02T03:04:05Z", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02T03:04:05.5+02:00", datetime(2024, 1, 2, 1, 4, 5, 500000, UTC)),
        ("2024-01-02 03:04:05+00", datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2024-01-02", datetime(2024, 1, 2, tzinfo=UTC)),
        ("", None),
    ],
)
def test_times_are_utc_in_all_their_forms(tmp_path, written, moment):
    report = run(make(tmp_path / "old.db", leads=[lead(1, last_replied_at=written)]))

    assert here(1).last_replied_at == moment and report["reported"] == NOTHING


@pytest.mark.parametrize(
    "written",
    ["yesterday", "2024-13-45 00:00:00", "0000-00-00 00:00:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59", 1704164645],
)
def test_a_bad_time_is_told_and_none_and_who_was_written_to_then_is_no_new_lead(tmp_path, written):
    report = run(make(tmp_path / "old.db", leads=[lead(1, last_contacted_at=written, last_replied_at=written), lead(2)]))

    assert report["reported"] == NOTHING | {"bad_time": [1]} and report["imported"] == 2
    assert here(1).last_contacted_at is None and here(1).status == "CONTACTED"


@pytest.mark.parametrize("written", ["{", "hot, warm", '{"a": NaN}', "[" * 100_000])
def test_broken_json_is_told_and_left_out(tmp_path, written):
    report = run(make(tmp_path / "old.db", leads=[lead(1, tags=written, enrichment_data=written)]))

    assert report["reported"] == NOTHING | {"broken_json": [1]} and here(1).keywords == ""


def test_orphans_are_told_and_what_can_be_kept_of_them_is(tmp_path):
    report = run(make(
        tmp_path / "old.db",
        leads=[lead(1), lead(2, campaign_id=99), lead(3, campaign_id=None)],
        outreach_attempts=[{"id": 61, "lead_id": 99, "channel": "EMAIL", "status": "SENT"}],
        outbound_emails=[SENT | {"id": 71, "lead_id": 99}, SENT | {"id": 72, "lead_id": 99, "to_email": "who@else.example"}],
        inbound_emails=[
            GOT | {"id": 81, "lead_id": 99, "provider_msg_uid": "1"},
            GOT | {"id": 82, "lead_id": 99, "provider_msg_uid": "2", "from_email": "who@else.example"},
            GOT | {"id": 83, "lead_id": None, "provider_msg_uid": "3", "from_email": "stranger@else.example"},
        ],
    ))  # fmt: skip

    assert report["reported"] == NOTHING | {"orphan": [2, 61, 71, 72, 81, 82]}
    assert (report["imported"], report["outbound"], report["inbound"]) == (3, 1, 2)
    assert here(2).campaign is None and here(1).mails.count() == 1
    assert set(InboundEmail.objects.values_list("from_email", flat=True)) == {"ann1@firm1.example", "stranger@else.example"}


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"email": "not-an-address"}, "“not-an-address” is no usable address, and there is no LinkedIn profile"),
        ({"email": None}, "there is no address, and there is no LinkedIn profile"),
        (
            {"email": "", "linkedin_url": "https://linkedin.com/company/x"},
            "there is no address, and there is no LinkedIn profile",
        ),
    ],
)
def test_a_lead_that_cannot_be_reached_is_refused_with_its_reason(tmp_path, columns, reason):
    report = run(
        make(
            tmp_path / "old.db",
            leads=[lead(1), lead(5, **columns)],
            outbound_emails=[SENT | {"id": 1, "lead_id": 5, "to_email": "x"}],
        )
    )

    assert report["rejected"] == [{"legacy_id": 5, "reason": reason}] and report["imported"] == 1
    assert report["reported"] == NOTHING


def test_a_linkedin_profile_is_enough(tmp_path):
    profile = "https://linkedin.com/in/Ann-Nr5/?trk=x"
    report = run(make(tmp_path / "old.db", leads=[lead(5, email="broken@", linkedin_url=profile, consent_status="DNC")]))

    assert here(5).linkedin_url == "https://www.linkedin.com/in/ann-nr5" and report["not_contactable"] == [5]
    assert here(5).events.get(kind="imported").data["original"]["unusable_address"] == "broken@"


def test_tables_and_columns_may_be_missing(tmp_path):
    tables = {"cam_leads": "id TEXT, name TEXT, email TEXT", "cam_suppressions": "email TEXT"}
    database = make(
        tmp_path / "old.db", tables, campaigns=[],
        leads=[{"id": "a-1", "name": "Ann", "email": "a@x.example"}, {"id": "b-2", "email": "b@x.example"}],
        suppressions=[{"email": "b@x.example"}],
    )  # fmt: skip

    report = run(database)

    assert (report["imported"], report["not_contactable"], report["reported"]) == (2, ["b-2"], NOTHING)
    assert Lead.objects.get(legacy_id="a-1").first_name == "Ann"


@pytest.mark.parametrize(
    ("written", "number"), [("11-50", 30), ("1,000+", 1000), ("2.500", 2500), (45, 45), ("about forty", None), ("-3", None)]
)
def test_a_number_of_employees_is_read_as_people_write_it(tmp_path, written, number):
    run(make(tmp_path / "old.db", leads=[lead(1, employee_count=written, enrichment_data=None)]))

    assert here(1).employees == number


def test_hostile_cells_come_over_as_text_or_not_at_all(tmp_path):
    report = run(make(tmp_path / "old.db", leads=[
        lead(1, name="Ann\r\nBcc: x@y.example\x00", company="C" * 5000, tags='["\\u0000\\ud800x"]', employee_count="9" * 400),
        lead(2, name=b"\xff\xfe\x00", status=7, campaign_id="one", enrichment_data="[1, 2]"),
    ]))  # fmt: skip

    assert report["imported"] == 2 and len(here(1).company) == 160 and "\n" not in here(1).last_name
    assert here(1).keywords == "x" and here(1).employees is None
    assert report["reported"] == NOTHING | {"unknown_enum": [2], "orphan": [2]}


def test_a_campaigns_name_that_is_taken_gets_the_original_id_behind_it(tmp_path):
    services.create_campaign(actor=agent(), name="Spring")
    bad = {"mode": "TURBO", "channels_enabled": "email", "created_at": "soon"}
    rows = [{"id": 3, "name": "Spring", "active": 0, **bad}, {"id": 4, "name": "Spring", "active": 0}]

    report = run(make(tmp_path / "old.db", campaigns=rows))

    names = set(Campaign.objects.values_list("name", flat=True))
    assert names == {"Spring", "Spring (original AICMO 3)", "Spring (original AICMO 4)"} and report["campaigns"] == 2
    assert report["reported"] == NOTHING | {"unknown_enum": [3], "bad_time": [3], "broken_json": [3]}


def test_the_same_ids_of_another_original_are_other_rows(tmp_path):
    run(make(tmp_path / "one.db", leads=[lead(1)], outbound_emails=[SENT | {"id": 1}]))

    other = make(
        tmp_path / "two.db", campaigns=[{"id": 1, "name": "Autumn"}], leads=[lead(1, email="bea@other.example")],
        outbound_emails=[SENT | {"id": 1, "to_email": "bea@other.example"}],
    )  # fmt: skip
    report = run(other)

    assert (report["campaigns"], report["imported"], report["outbound"]) == (1, 1, 1)
    assert Lead.objects.get(email="bea@other.example").campaign.name == "Autumn"
    assert OutboundEmail.objects.get(to_email="bea@other.example").lead.email == "bea@other.example"


def test_who_was_erased_since_does_not_come_back(tmp_path):
    database = make(tmp_path / "old.db", leads=[lead(1), lead(2)])
    run(database)
    forget(1)

    report = run(database)

    assert (report["imported"], report["duplicates"]) == (0, 2)
    assert services.list_leads(actor=agent(), filter=LeadFilter(text="ann1@")).items == ()


def test_more_rows_than_one_handful(tmp_path):
    report = run(make(
        tmp_path / "old.db", leads=[lead(n * 3) for n in range(1, 1203)],
        outbound_emails=[SENT | {"id": n, "lead_id": n * 3, "message_id_header": f"{n}@old.example"} for n in range(1, 1203)],
    ))  # fmt: skip

    assert (report["imported"], report["outbound"], report["reported"]) == (1202, 1202, NOTHING)


def test_a_run_that_broke_off_says_how_far_it_came_and_the_next_one_goes_on(tmp_path):
    sent = [SENT | {"id": n, "lead_id": n, "subject": f"Hello {n}"} for n in range(1, 602)]
    database, report = (
        make(tmp_path / "old.db", leads=[lead(n) for n in range(1, 602)], outbound_emails=sent),
        tmp_path / "r.json",
    )
    commits = iter(range(100))

    def fall(point):
        if point == "cam.import_legacy_sent: before commit" and next(commits) == 1:
            raise KeyboardInterrupt

    testing.crash_points(fall)
    with pytest.raises(KeyboardInterrupt):
        call_command("import_legacy_cam", str(database), json=report)
    testing.crash_points(None)
    broken, again = json.loads(report.read_text()), run(database)

    assert (broken["imported"], broken["outbound"], OutboundEmail.objects.count()) == (601, 500, 601)
    assert (again["imported"], again["outbound"]) == (0, 101)


def test_a_database_in_wal_mode_is_read_with_what_only_its_log_holds(tmp_path):
    database = make(tmp_path / "old.db", leads=[lead(1)])
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("INSERT INTO cam_unsubscribes (email) VALUES ('ann1@firm1.example')")
        writer.commit()
        while_open = run(database)

    assert while_open["not_contactable"] == [1]
    assert run(database)["not_contactable"] == [1] and not list(tmp_path.glob("old.db-*"))


@pytest.mark.parametrize("kind", ["missing", "folder", "url", "torn"])
def test_what_cannot_be_read_ends_with_two(tmp_path, kind):
    path = {"missing": tmp_path / "no.db", "folder": tmp_path, "url": "mysql://x/y", "torn": tmp_path / "torn.db"}[kind]
    if kind == "torn":
        make(path, leads=[lead(n) for n in range(1, 200)])
        path.write_bytes(path.read_bytes()[:4000] + b"\xff" * 4000)

    report = run(path, code=2)

    assert report["imported"] == 0 and report["reported"] == NOTHING and report["mails_sent"] == 0


@pytest.mark.parametrize("kind", ["other", "text", "ours"])
def test_what_is_no_original_ends_with_one(tmp_path, kind):
    path = tmp_path / "x.db"
    if kind == "text":
        path.write_text("email,name\n")
    else:
        tables = {"cam_legacy_rows": "id TEXT", **TABLES} if kind == "ours" else {"users": "id INTEGER"}
        make(path, tables, campaigns=[])

    report = run(path, code=1)

    assert report["imported"] == 0 and not Campaign.objects.exists()


def test_a_server_that_does_not_answer_ends_with_two():
    report = run("postgresql://ann:secret-word@127.0.0.1:1/old", code=2)

    assert report["imported"] == 0
