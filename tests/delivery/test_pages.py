"""The pages and the API of delivery."""

import hashlib

import pytest

from apps.delivery import services
from apps.delivery.contracts import PublicationState
from apps.delivery.providers import PublishRefused
from apps.identity import services as identity
from kernel.testing import browser, guest
from tests.client_review.factories import house
from tests.delivery.factories import STAFF, WORKER, built, judged, later, posts_of, publishing, released


def owner():
    """The agency's owner as a user of identity: a token may never more than who issued it."""
    values = {"email": "olivia@agency.example", "name": "Olivia", "role": "owner", "password": "", "key": "owner"}
    identity.create_staff(actor=STAFF, **values)
    return identity.actor_for_email(email="olivia@agency.example")


def caller(home, *rights):
    token = identity.issue_token(actor=owner(), name="Shop", client_id=home.client_id, rights=rights)
    client = browser()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token.secret}"
    return client


def desk(role="owner"):
    made = identity.create_staff(actor=STAFF, email=f"{role}@agency.example", name="Ada", role=role, password="", key=role)
    return browser(made.id)


def link(home, row):
    values = {"client_id": home.client_id, "object_id": row.id, "email": home.email}
    return identity.issue_share_link(actor=WORKER, app="delivery", action="view_package", **values).url


def test_the_client_downloads_the_file_whose_hash_the_page_shows():
    home = house()
    row = released(home)
    for client in (browser(home.approver.id), guest(link(home, row))):
        page = client.get(f"/portal/delivery/{row.id}/").content.decode()
        file = client.get(f"/portal/delivery/{row.id}/file/")

        assert hashlib.sha256(b"".join(file)).hexdigest() in page
        assert file["Content-Disposition"] == f'attachment; filename="{row.file_name}"'


def test_the_list_holds_released_packages_of_the_own_client_only():
    home = house()
    mine, hidden, theirs = released(home), built(house(email="b@b.example.com")), released(house(email="o@other.example.com"))

    page = browser(home.approver.id).get("/portal/delivery/").content.decode()

    assert str(mine.id) in page and str(hidden.id) not in page and str(theirs.id) not in page


def test_the_package_page_says_what_became_of_each_post(harness):
    home = house()
    row, channel = publishing(harness, later(1, hours=-3), later(2, hours=-2), later(3, hours=2), home=home)
    channel.script = [None, PublishRefused("closed")]
    harness.drain()

    page = browser(home.approver.id).get(f"/portal/delivery/{row.id}/").content.decode()

    assert page.count("Online</span>") == 1 and page.count("Not published</span>") == 1 and page.count("Planned</span>") == 1


def test_a_published_post_has_a_page_that_its_address_names(harness, settings):
    home = house()
    row = released(home, later(1, hours=-1))
    services.publish(actor=WORKER, package_id=row.id, key="")
    harness.drain()
    published = posts_of(row)["p1"]

    path = published.url.removeprefix(settings.AICMO_PUBLIC_URL)

    assert "Proofs by post" in browser(home.approver.id).get(path).content.decode()
    stranger = house(email="o@other.example.com")
    assert browser(stranger.approver.id).get(path).status_code == 404


def test_staff_see_the_manifest_release_and_publish(harness):
    row, client = judged(built(house(), later(1, hours=5))), desk()
    page = client.get(f"/admin/delivery/package/{row.id}/change/").content.decode()
    assert "delivery_manifest_v1" in page and row.manifest["files"][0]["sha256"] in page

    for verb in ("release", "publish"):
        client.post(f"/admin/delivery/package/{row.id}/act/{verb}/")

    assert posts_of(row)["p1"].state == PublicationState.SCHEDULED


def test_staff_settle_a_post_that_nobody_can_tell_of(harness):
    row, channel = publishing(harness, later(1, hours=-1))
    channel.script, channel.blind = [ConnectionError("lost")], True
    harness.drain()
    publication, client = posts_of(row)["p1"], desk()
    path = f"/admin/delivery/publication/{publication.id}/act"

    client.post(f"{path}/mark_live/", {"url": "https://linkedin.example/seen"})

    assert posts_of(row)["p1"].url == "https://linkedin.example/seen"
    client.post(f"{path}/take_out/", {"reason": "The client asked"})
    assert posts_of(row)["p1"].state == PublicationState.REMOVED


@pytest.mark.parametrize("table", ["package", "publication", "build", "notice"])
def test_every_list_opens_and_searches(harness, table):
    publishing(harness, later(1, hours=-1))

    assert desk().get(f"/admin/delivery/{table}/?q=p1").status_code == 200


def test_an_integrator_reads_packages_and_publications_of_its_client(harness):
    home = house()
    row, _ = publishing(harness, later(1, hours=-1), home=home)
    released(house(email="o@other.example.com"))
    harness.drain()
    client = caller(home, "delivery.view")

    packages = client.get("/api/v1/delivery/packages/").json()["items"]
    publications = client.get("/api/v1/delivery/publications/?state=live").json()["items"]
    file = client.get(f"/api/v1/delivery/packages/{row.id}/file/")

    assert [p["sha256"] for p in packages] == [row.sha256] and [p["post_key"] for p in publications] == ["p1"]
    assert file["ETag"].strip('"') == row.file_sha256


def test_an_integrator_without_the_right_publishes_nothing():
    home = house()
    row = released(home, later(1, hours=1))

    answer = caller(home, "delivery.view").post(f"/api/v1/delivery/packages/{row.id}/publish/")

    assert answer.status_code == 403 and posts_of(row) == {}


@pytest.mark.parametrize(
    ("body", "field"),
    [({"resolution": "gone"}, "resolution"), ({"resolution": "live"}, "url"), ({"resolution": "removed"}, "reason")],
)
def test_a_wrong_word_on_a_publication_names_its_field(harness, body, field):
    home = house()
    row, _ = publishing(harness, later(1, hours=1), home=home)
    path = f"/api/v1/delivery/publications/{posts_of(row)['p1'].id}/resolve/"

    answer = caller(home, "delivery.view", "delivery.publish").post(path, body, content_type="application/json")

    assert answer.status_code == 400 and answer.json()["field"] == field
