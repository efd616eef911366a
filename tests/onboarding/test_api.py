"""The API as an integrator uses it."""

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.onboarding import services
from kernel.testing import browser
from tests.onboarding.factories import ANSWERS, STAFF, WORKER, answer, approver, brief, captured, engagement, invited, judged

BASE = "/api/v1/onboarding"


@pytest.fixture
def owner():
    made = identity.create_staff(actor=WORKER, email="o@agency.example.com", name="Olga", role=Role.OWNER, password="", key="")
    return browser(made.id)


def put(client, path, body):
    return client.put(f"{BASE}{path}", body, content_type="application/json")


def post(client, path, body=None, **headers):
    return client.post(f"{BASE}{path}", body or {}, content_type="application/json", headers=headers)


def test_packs_are_listed_and_read(owner):
    found = owner.get(f"{BASE}/packs/").json()["items"]

    assert len(found) == 10
    assert owner.get(f"{BASE}/packs/launch_gtm_pack/").json()["title"] == "Launch"
    assert owner.get(f"{BASE}/packs/gold/").status_code == 404


def test_engagements_are_listed_filtered_and_read(owner):
    opened = engagement()
    engagement(pack="quick_social_basic")

    listed = owner.get(f"{BASE}/engagements/?pack=strategy_campaign_standard").json()["items"]

    assert [e["id"] for e in listed] == [str(opened.id)]
    assert owner.get(f"{BASE}/engagements/{opened.id}/").json()["price"] == {"minor": 690000, "currency": "EUR"}
    assert owner.get(f"{BASE}/engagements/{opened.id}/status/").json()["stage"] == "INTAKE"
    assert owner.get(f"{BASE}/engagements/?size=3").status_code == 400


def test_answers_are_put_one_by_one(owner):
    opened = invited()

    saved = put(owner, f"/engagements/{opened.id}/intake/answers/industry/", {"value": "Coffee"})
    wrong = put(owner, f"/engagements/{opened.id}/intake/answers/industry/", {"value": "x" * 300})
    without = put(owner, f"/engagements/{opened.id}/intake/answers/industry/", {})

    assert saved.json()["value"] == "Coffee"
    assert (wrong.status_code, wrong.json()["field"]) == (400, "industry")
    assert without.status_code == 400
    assert owner.get(f"{BASE}/engagements/{opened.id}/intake/").json()["answered"] == 1


def test_an_incomplete_intake_is_a_conflict_that_names_the_field(owner):
    opened = invited()
    answer(opened, client_name="Harbour")

    response = post(owner, f"/engagements/{opened.id}/intake/hand-in/")

    assert (response.status_code, response.json()["field"]) == (409, "website")


def test_a_brief_is_approved_by_its_hash(owner):
    made = judged(brief())

    without = post(owner, f"/briefs/{made.id}/approve/")
    stale = post(owner, f"/briefs/{made.id}/approve/", **{"If-Match": '"abc"'})
    done = post(owner, f"/briefs/{made.id}/approve/", **{"If-Match": f'"{made.sha256}"'})

    assert (without.status_code, stale.status_code, done.status_code) == (428, 412, 200)
    assert done.json()["status"] == "approved"
    assert owner.get(f"{BASE}/clients/{made.client_id}/brand-kit/").status_code == 200


def test_a_client_reads_and_writes_only_its_own():
    mine, other = captured(), invited()
    member = identity.list_members(actor=WORKER, client_id=mine.client_id)[0]
    client = browser(member.user_id)

    assert client.get(f"{BASE}/engagements/{mine.id}/agreement/").status_code == 200
    assert client.get(f"{BASE}/engagements/{other.id}/").status_code == 404
    assert put(client, f"/engagements/{other.id}/intake/answers/industry/", {"value": "x"}).status_code == 404
    assert post(client, f"/engagements/{mine.id}/intake/answers/website/return/", {"reason": "x"}).status_code == 403


def test_staff_give_an_answer_back(owner):
    opened = captured()

    response = post(owner, f"/engagements/{opened.id}/intake/answers/website/return/", {"reason": "It does not open."})

    assert response.json()["state"] == "returned"
    form = owner.get(f"{BASE}/engagements/{opened.id}/intake/form/").json()
    assert sum(f["editable"] for s in form["sections"] for f in s["fields"]) == 1
    assert services.get_intake(actor=approver(opened), engagement_id=opened.id).returned == ("website",)
    assert ANSWERS["website"] == response.json()["value"]
    assert services.list_briefs(actor=STAFF).items == ()
