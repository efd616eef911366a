"""Reports at the portal, by link, in the admin and through the API."""

import re
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.identity import services as identity
from apps.reporting import services
from apps.reporting.models import Fact, Report, ReportJob
from kernel.actors import worker
from kernel.testing import browser, guest, staff
from tests.reporting.factories import ANALYST, HEAD, client, post_goes_live, report, snapshot, take_file

HOUSE = worker("reporting")


def staff_browser(role="strategist", email="s@agency.example"):
    """Somebody of the agency, signed in; strategists see the clients they are members of."""
    made = identity.create_staff(actor=HOUSE, email=email, name="Sol", role=role, key="")
    return browser(made.id)


def a_report(harness, *rows):
    client_id, engagement_id = client(), uuid4()
    if rows:
        take_file(client_id, engagement_id, *rows)
    return report(harness, snapshot(client_id, engagement_id))


def person(made):
    return browser(identity.list_members(actor=HOUSE, client_id=made.client_id)[0].user_id)


def test_a_client_reads_the_report_with_its_chart_and_files(harness):
    made = a_report(harness, "2025-12-01,linkedin,p1,clicks,12", "2025-12-02,linkedin,p1,clicks,30")
    page = person(made)

    assert made.content["period_text"] in page.get("/portal/reporting/").content.decode()
    shown = page.get(f"/portal/reporting/{made.id}/").content.decode()
    assert "Clicks: 42." in shown and "<svg" in shown and made.content["snapshot_sha256"] in shown and "style=" not in shown
    pdf = page.get(f"/portal/reporting/{made.id}/pdf/")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    table = page.get(f"/portal/reporting/{made.id}/table/")
    assert b"linkedin" in b"".join(table.streaming_content)


def test_a_link_opens_this_report_only(harness):
    made = a_report(harness)
    link = identity.issue_share_link(
        actor=HOUSE, client_id=made.client_id, app="reporting", object_id=made.id, action="view_report"
    )
    holder = guest(link.url)

    assert "Nothing was measured" in holder.get(f"/portal/reporting/{made.id}/").content.decode()
    assert holder.get(f"/portal/reporting/{uuid4()}/").status_code == 404


def test_hostile_names_are_shown_as_text(harness):
    made = a_report(harness, "2025-12-01,<script>alert(1)</script>,p1,posts_published,1")

    shown = person(made).get(f"/portal/reporting/{made.id}/").content.decode()

    assert not re.search(r"<script>alert", shown)


def test_staff_import_a_file_and_see_what_was_refused(harness):
    client_id, desk = client(), staff_browser("owner")
    data = (HEAD + "2025-12-01,linkedin,p1,clicks,12\n2025-12-01,linkedin,p1,joy,1\n").encode()
    values = {"client_id": client_id, "engagement_id": uuid4(), "file": SimpleUploadedFile("m.csv", data)}

    page = desk.post("/admin/reporting/importbatch/add/", values, follow=True)

    assert "Line 3, metric" in page.content.decode() and Fact.objects.count() == 1


def test_every_staff_page_opens_and_a_report_is_written_from_a_snapshot(harness):
    made, desk = a_report(harness, "2025-12-01,linkedin,p1,clicks,12"), staff_browser("owner")

    for model in ("metric", "fact", "importbatch", "snapshot", "report", "reportjob"):
        assert desk.get(f"/admin/reporting/{model}/").status_code == 200, model
    for path in (f"report/{made.id}", f"snapshot/{made.snapshot.id}", "metric/clicks"):
        assert desk.get(f"/admin/reporting/{path}/change/").status_code == 200, path
    desk.post(f"/admin/reporting/snapshot/{made.snapshot.id}/act/write_report/", {"form_key": "a"})
    harness.drain()
    assert Report.objects.count() == 2


def test_the_api_imports_freezes_and_lists(harness):
    client_id, engagement_id, desk = client(), uuid4(), staff_browser("owner")
    owner = {"client_id": str(client_id), "engagement_id": str(engagement_id)}
    file = SimpleUploadedFile("m.csv", (HEAD + "2025-12-01,linkedin,p1,clicks,12\n").encode())

    taken = desk.post("/api/v1/reporting/imports/", owner | {"file": file})
    frozen = desk.post(
        "/api/v1/reporting/snapshots/",
        owner | {"period_start": "2025-12-01", "period_end": "2025-12-13"},
        content_type="application/json",
    )
    job = desk.post("/api/v1/reporting/reports/", owner | {"snapshot_id": frozen.json()["id"]}, content_type="application/json")
    harness.drain()
    listed = desk.get(f"/api/v1/reporting/reports/?client_id={client_id}").json()["items"]

    assert taken.json()["new"] == 1 and frozen.json()["facts"] == 1 and job.status_code == 202
    assert desk.get(f"/api/v1/reporting/reports/{listed[0]['id']}/").json()["content"]["table"][0]["value"] == "12"
    assert desk.get("/api/v1/reporting/metrics/").json()["items"][0]["formula"]


def test_a_report_without_figures_of_the_channels_says_what_is_missing_and_shows_what_is_known(harness):
    client_id, engagement_id = client(), uuid4()
    post_goes_live(client_id, engagement_id)
    harness.drain()
    made = report(harness, snapshot(client_id, engagement_id))
    upload = f"/admin/reporting/importbatch/add/?client_id={client_id}&amp;engagement_id={engagement_id}"
    reader = staff_browser("read_only", "r@agency.example")

    theirs = person(made).get(f"/portal/reporting/{made.id}/").content.decode()
    staffs = staff_browser("owner", "o@agency.example").get(f"/portal/reporting/{made.id}/").content.decode()
    admin = reader.get(f"/admin/reporting/report/{made.id}/change/").content.decode()

    assert made.lacks_channels and "The figures of the channels are missing" in theirs and "Posts published: 1" in theirs
    assert (
        upload not in theirs and upload in staffs and upload not in reader.get(f"/portal/reporting/{made.id}/").content.decode()
    )
    assert "No file gave figures" in admin and "Posts published: 1" in admin


def test_a_report_with_figures_of_the_channels_lacks_nothing(harness):
    made = a_report(harness, "2025-12-01,linkedin,p1,clicks,12")

    assert (
        not made.lacks_channels
        and "channels are missing" not in person(made).get(f"/portal/reporting/{made.id}/").content.decode()
    )


def test_missing_figures_wait_for_who_writes_reports_until_a_file_comes(harness):
    made = a_report(harness)
    strategist, stranger = staff("reporting.write"), staff("reporting.write", clients=frozenset({uuid4()}))

    [card] = services.list_waiting(actor=strategist)

    assert card.kind == "metrics_missing" and card.client_id == made.client_id
    assert services.list_waiting(actor=stranger) == () and services.list_waiting(actor=staff("reporting.view")) == ()
    assert staff_browser("owner").get(card.url).context["adminform"].form["client_id"].value() == str(made.client_id)
    take_file(made.client_id, made.engagement_id, "2025-12-01,linkedin,p1,clicks,12")
    assert services.list_waiting(actor=strategist) == ()


def test_a_report_that_could_not_be_written_waits(harness, monkeypatch):
    frozen = snapshot(client(), uuid4())
    services.generate_report(
        actor=ANALYST, engagement_id=frozen.engagement_id, client_id=frozen.client_id, snapshot_id=frozen.id, key=""
    )
    ReportJob.objects.update(state="dead", last_error="the renderer is gone")

    [card] = services.list_waiting(actor=ANALYST)

    assert (card.kind, card.detail) == ("report_failed", "the renderer is gone")


def test_tables_name_the_client_and_not_its_id(harness):
    made, desk = a_report(harness, "2025-12-01,linkedin,p1,clicks,12"), staff_browser("owner")

    for path in ("fact/", "snapshot/", "importbatch/", f"snapshot/{made.snapshot.id}/change/"):
        shown = desk.get(f"/admin/reporting/{path}").content.decode()
        assert "Acme GmbH" in shown and f">{made.client_id}<" not in shown, path
