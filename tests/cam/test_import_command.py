"""`manage.py import_leads`: the report's shape, exit codes, what is stored and what is not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from apps.cam import services
from apps.cam.contracts import LeadStatus
from apps.cam.models import Campaign, ImportBatch, Lead, LeadEvent, Suppression
from kernel.models import AuditFact
from tests.cam.factories import agent, person, row, table, the_lead

KEYS = [
    "layout",
    "encoding",
    "delimiter",
    "mapping",
    "rows_total",
    "created",
    "updated",
    "duplicates",
    "refused",
    "error",
    "rows",
]
FIELDS = ["email", "first_name", "last_name", "company", "title", "website", "industry", "employees", "country", "linkedin_url"]


def run(path, *more, campaign="Spring"):
    """The exit code and the report."""
    target = Path(path).with_suffix(".json")
    try:
        call_command("import_leads", str(path), "--campaign", campaign, "--json", str(target), *more)
        code = 0
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(target.read_text())


@pytest.fixture
def file(tmp_path):
    """Write a file and name it."""

    def write(data, name="leads.csv"):
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return write


def verdicts(report):
    return [(r["row"], r["verdict"], r["of"]) for r in report["rows"]]


def test_the_report_tells_of_every_row(file):
    data = b"Spring leads\r\n\r\n" + table(row(), person(1), row(Title="CMO"), person(2, Email="nobody")) + b"\r\nTotal: 4\r\n"

    code, report = run(file(data))

    assert code == 0 and list(report) == KEYS and report["error"] is None
    assert verdicts(report) == [(1, "created", None), (2, "created", None), (3, "duplicate", 1), (4, "refused", None)]
    assert (report["rows_total"], report["created"], report["updated"], report["duplicates"], report["refused"]) == (
        4,
        2,
        0,
        1,
        1,
    )
    assert all(list(r["fields"]) == FIELDS for r in report["rows"]) and report["rows"][0]["fields"]["employees"] == 45
    assert "Row 4: Email is “nobody”" in report["rows"][3]["reason"] and "name@example.com" in report["rows"][3]["reason"]
    assert report["mapping"]["Email"] == "email" and (report["layout"], report["delimiter"]) == ("Apollo", ",")


def test_all_rows_are_told_however_many_there_are(file):
    code, report = run(file(table(*(person(n) for n in range(1203)))), "--dry-run")

    assert code == 0 and [r["row"] for r in report["rows"]] == list(range(1, 1204))


def test_a_missing_campaign_is_made_and_one_that_is_there_is_used(file):
    run(file(table(row())))
    run(file(table(person(1)), "second.csv"))

    assert Campaign.objects.get().name == "Spring" and Campaign.objects.get().leads.count() == 2


def test_a_dry_run_stores_nothing_so_that_the_real_one_is_not_refused(file):
    path = file(table(row(), row(), person(1, Email="x")))

    dry = run(path, "--dry-run")
    stored = [model.objects.count() for model in (Campaign, Lead, ImportBatch, LeadEvent, AuditFact)]
    real = run(path)

    assert stored == [0] * 5 and dry == real and Lead.objects.count() == 1


def test_the_same_file_is_refused_and_the_report_says_so(file):
    path = file(table(row()))
    run(path)

    code, report = run(path)

    assert code == 1 and report["error"]["code"] == "file_already_imported" and report["rows"] == [] and list(report) == KEYS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "not_a_table"),
        (b"Email\n", "no_rows"),
        (b"a;b\n", "unknown_columns"),
    ],
)
def test_a_refused_file_leaves_nothing_behind_but_its_report(file, data, code):
    stopped, report = run(file(data))

    assert (stopped, report["error"]["code"]) == (1, code) and report["error"]["message"] and not Campaign.objects.exists()


def test_columns_that_nobody_knows_are_named_in_the_report(file):
    _, report = run(file(b"Vorname,Kontaktstelle\nAda,a@x.de\n"))

    assert report["mapping"] == {"Vorname": "first_name", "Kontaktstelle": None}


def test_a_path_that_cannot_be_read_is_a_wrong_call_with_a_report(tmp_path):
    for path in (tmp_path / "missing.csv", tmp_path):
        code, report = run(path)

        assert code == 2 and report["error"]["code"] == "unreadable_path" and str(path) in report["error"]["message"]


def test_a_campaign_without_a_name_and_a_report_nobody_can_write_are_wrong_calls(file, tmp_path):
    path = file(table(row()))

    assert run(path, campaign=" ")[0] == 2 and run(path, campaign="x" * 200)[0] == 2
    with pytest.raises(SystemExit) as stopped:
        call_command("import_leads", str(path), "--json", str(tmp_path / "none" / "report.json"))
    assert stopped.value.code == 2 and not Lead.objects.exists()


def test_rows_of_known_leads_are_updated_or_say_nothing_new(file):
    run(file(table(row(Title=""), person(1))))

    _, report = run(file(table(row(Title="CMO"), person(1), row(Email="ADA.BERG@nordwind.example"), person(2)), "second.csv"))

    assert verdicts(report) == [(1, "updated", None), (2, "duplicate", None), (3, "duplicate", 1), (4, "created", None)]
    assert the_lead("Nordwind").title == "CMO"


def test_two_rows_of_one_stored_lead_are_one_person(file):
    profile = "https://www.linkedin.com/in/ada-berg"
    run(file(table(row(Person_Linkedin_Url=profile, Title="", City=""))))

    rows = (row(Title="CMO", City=""), row(Email="other@x.example", Person_Linkedin_Url=profile, Title="CEO"))
    _, report = run(file(table(*rows), "second.csv"))

    assert verdicts(report) == [(1, "updated", None), (2, "duplicate", 1)] and the_lead().title == "CMO"


def test_opted_out_rows_are_imported_and_suppressed_once(file):
    services.suppress(actor=agent(), domain="blocked.example", reason="asked")
    out = {"Email_Status": "Unsubscribed"}

    _, report = run(
        file(table(row(**out), person(1, Email="a@sub.blocked.example"), person(2), row(Email="Ada.Berg@nordwind.example")))
    )

    assert verdicts(report)[:3] == [(1, "created", None), (2, "created", None), (3, "created", None)]
    assert ["suppressed" in r["reason"] for r in report["rows"]] == [True, True, False, False]
    assert Suppression.objects.filter(kind="address", value="ada.berg@nordwind.example").count() == 1
    statuses = dict(Lead.objects.values_list("email", "status"))
    assert statuses["ada.berg@nordwind.example"] == statuses["a@sub.blocked.example"] == LeadStatus.UNSUBSCRIBED


def test_a_known_lead_that_opts_out_in_a_new_file_is_suppressed(file):
    run(file(table(row())))

    _, report = run(file(table(row(Email_Status="Unsubscribed")), "second.csv"))

    assert verdicts(report) == [(1, "updated", None)] and the_lead().status is LeadStatus.UNSUBSCRIBED


def test_a_role_address_comes_in_flagged(file):
    _, report = run(file(table(row(Email="info@nordwind.example"))))

    assert report["created"] == 1 and "role address" in report["rows"][0]["reason"] and the_lead().is_role_address


def test_the_command_works_anywhere_without_a_database_and_keeps_what_it_made(tmp_path):
    (tmp_path / "leads.csv").write_bytes(table(row()))
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("AICMO_", "DJANGO_"))} | {"AICMO_DATA": "data"}
    call = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "import_leads", "leads.csv", "--campaign", "Spring"]

    first, again = (subprocess.run([*call, "--json", "out.json"], cwd=tmp_path, env=environment, check=False) for _ in range(2))

    assert (first.returncode, again.returncode) == (0, 1) and (tmp_path / "data" / "aicmo.sqlite3").exists()
    assert json.loads((tmp_path / "out.json").read_text())["error"]["code"] == "file_already_imported"
    assert not (tmp_path / "data" / "mail").exists()
