"""Admin, API and portal of production, as people and programs use them."""

import re

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.production import contracts, services
from apps.production.models import Bundle, Calendar
from kernel.actors import worker
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.testing import browser, client_user
from tests.production import factories
from tests.production.factories import EDITOR, WORKER, TimeEntryFactory

API = "/api/v1/production"


@pytest.fixture
def owner():
    made = identity.create_staff(
        actor=WORKER, email="owner@agency.example.com", name="Olga", role=Role.OWNER, password="", key=""
    )
    return browser(made.id)


@pytest.mark.parametrize("model", ["bundle", "calendar", "draftjob", "timeentry"])
def test_every_list_and_search_opens(harness, owner, model):
    factories.bundle(harness)
    TimeEntryFactory()

    for query in ("", "?q=Victorian", "?o=1", "?open=yes"):
        assert owner.get(f"/admin/production/{model}/{query}", follow=True).status_code == 200


def test_staff_read_posts_with_their_counts_and_edit_one(harness, owner):
    found = factories.bundle(harness)
    row, post = Bundle.objects.get(pk=found.id), factories.post(found)

    page = owner.get(f"/admin/production/bundle/{row.pk}/change/").content.decode()
    owner.post(f"/admin/production/bundle/{row.pk}/act/edit/", {"post_key": post["key"], "text": "By hand.", "form_key": "1"})

    assert "of 3000 characters" in page and "Floor rescue" in page and "Rests on" in page
    assert factories.post(factories.newest(found.engagement_id), post["key"])["text"] == "By hand."


def test_staff_have_drafts_revised_line_by_line(harness, owner):
    found = factories.bundle(harness)

    notes = "No hashtags please\nAdd a photo of the van"
    owner.post(f"/admin/production/bundle/{found.id}/act/revise/", {"notes": notes, "form_key": "1"})
    harness.drain()
    page = owner.get(f"/admin/production/bundle/{factories.newest(found.engagement_id).id}/change/").content.decode()

    assert "Add a photo of the van" in page and factories.newest(found.engagement_id).version == 2


def test_a_calendar_is_shown_by_day_and_taken_as_a_file(harness, owner):
    planned = factories.calendar(harness)
    row = Calendar.objects.get(pk=planned.id)

    page = owner.get(f"/admin/production/calendar/{row.pk}/change/").content.decode()
    file = owner.post(f"/admin/production/calendar/{row.pk}/act/file/", {"form_key": "1"})

    assert planned.slots[0].idea in page.replace("&#x27;", "'") and "Europe/London" in page
    assert file["Content-Type"].startswith("text/calendar") and b"BEGIN:VEVENT" in b"".join(file.streaming_content)


def test_the_api_reads_and_changes_drafts(harness, owner):
    found = factories.bundle(harness)
    post = factories.post(found)

    listed = owner.get(f"{API}/bundles/?status=draft").json()["items"]
    read = owner.get(f"{API}/bundles/{found.id}/")
    made = owner.put(f"{API}/bundles/{found.id}/posts/{post['key']}/", {"text": "New text."}, content_type="application/json")
    job = owner.post(f"{API}/bundles/{made.json()['id']}/revise/", {"notes": ["shorter"]}, content_type="application/json")

    assert [row["id"] for row in listed] == [str(found.id)] and read["ETag"].strip('"').startswith(found.sha256)
    assert (made.status_code, made.json()["version"]) == (201, 2)
    assert job.status_code == 202 and owner.get(job["Location"]).json()["state"] == "pending"


def test_the_api_shows_calendars_by_day_and_month(harness, owner):
    planned = factories.calendar(harness)

    days = owner.get(f"{API}/calendars/{planned.id}/days/?month=2026-02").json()["items"]

    assert len(days) == 10 and days[0]["day"] == "2026-02-01"
    assert owner.get(f"{API}/calendars/{planned.id}/").json()["slots"][0]["key"] == planned.slots[0].key
    assert owner.get(f"{API}/calendars/{planned.id}/file/")["Content-Type"].startswith("text/calendar")
    assert owner.get(f"{API}/calendars/").json()["items"][0]["slot_count"] == len(planned.slots)


def test_the_api_keeps_working_time(harness, owner):
    planned = factories.calendar(harness)
    body = {"engagement_id": str(planned.engagement_id), "minutes": 45, "activity": "Posts"}

    made = owner.post(f"{API}/time/", body, content_type="application/json")

    assert made.status_code == 201 and owner.get(f"{API}/time/").json()["items"][0]["minutes"] == 45


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        ("get", "/bundles/?limit=0", None, 400, "limit"),
        ("get", "/bundles/?cursor=zz", None, 400, "cursor"),
        ("get", "/calendars/{calendar}/days/?month=soon", None, 400, "month"),
        ("put", "/bundles/{bundle}/posts/nowhere/", {"text": "x"}, 404, None),
        ("put", "/bundles/{bundle}/posts/nowhere/", {"words": "x"}, 400, "text"),
        ("post", "/bundles/{bundle}/revise/", {"notes": []}, 400, "notes"),
        ("post", "/time/", {"engagement_id": "no", "minutes": 1, "activity": "x"}, 400, "engagement_id"),
        ("get", "/bundles/{other}/", None, 404, None),
    ],
)
def test_bad_input_to_the_api_is_named(harness, owner, method, path, body, status, field):
    found = factories.bundle(harness)
    url = API + path.format(bundle=found.id, calendar=found.calendar.id, other=new_id())

    answer = getattr(owner, method)(url, body, content_type="application/json") if body is not None else owner.get(url)

    assert answer.status_code == status and answer["Content-Type"] == "application/problem+json"
    assert field is None or field in answer.content.decode()


def test_staff_open_the_portals_calendar_pages(harness, owner):
    found = factories.bundle(harness)

    listed = owner.get("/portal/production/").content.decode()
    page = owner.get(f"/portal/production/{found.calendar.id}/").content.decode()
    file = owner.get(f"/portal/production/{found.calendar.id}/file/")

    assert str(found.calendar.id) in listed
    assert "12 January 2026" in listed or "12 January" in page
    assert "Read the post" in page and "Europe/London" in page and b"".join(file.streaming_content).startswith(b"BEGIN:VCALENDAR")
    assert owner.get(f"/portal/production/{new_id()}/").status_code == 404


def test_a_client_finds_agreement_and_calendar_on_the_first_page(harness):
    planned = factories.calendar(harness)
    (member,) = identity.list_members(actor=worker("identity"), client_id=planned.client_id)
    client = browser(member.user_id)

    home = client.get("/portal/").content.decode()
    papers = home.split('id="papers"')[1].split("</section>")[0]
    agreement, calendar = re.findall(r'href="([^"]+)"', papers)

    assert "Signed agreement" in papers and "12 January 2026 to 10 February 2026" in papers
    assert agreement.startswith("/portal/onboarding/") and calendar == f"/portal/production/{planned.id}/"
    assert "Mia Marsh" in client.get(agreement).content.decode() and client.get(f"{agreement[:-1]}.txt").status_code == 200
    assert client.get(calendar).status_code == 200
    menu = home.split('aria-label="Main"')[1].split("</nav>")[0]
    assert "/portal/onboarding/" in menu and "/portal/production/" in menu


def test_clients_find_only_what_they_approved_and_nothing_internal(harness):
    found = factories.bundle(harness)
    client = client_user(found.client_id, "production.view")

    with pytest.raises(NotFound):
        services.get_bundle(actor=client, bundle_id=found.id)
    assert services.list_bundles(actor=client, filter=contracts.BundleFilter()).items == ()
    assert services.list_time(actor=client, filter=contracts.TimeFilter()).items == ()
    factories.judged(found)
    harness.drain()
    services.approve(actor=worker("production"), bundle=found.ref, key="1")
    shown = services.get_bundle(actor=client, bundle_id=found.id)
    assert (shown.status, shown.notes, shown.provenance) == ("approved", (), {})
    assert services.get_bundle(actor=EDITOR, bundle_id=found.id).provenance["writer"] == "house"
