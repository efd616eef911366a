"""Orchestration's staff pages and API."""

import json

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.orchestration import services
from apps.orchestration.contracts import Proposal
from kernel import effects
from kernel.actors import worker
from kernel.testing import browser
from tests.orchestration.factories import boss, open_agency, started


@pytest.fixture
def owner():
    """The owner's browser."""
    open_agency()
    return browser(identity.actor_for_email(email="owner@aicmo.example").id)


@pytest.fixture
def reader(owner):
    """The browser of somebody who may only read."""
    actor = identity.actor_for_email(email="owner@aicmo.example")
    made = identity.create_staff(actor=actor, email="r@aicmo.example", name="Rita", role=Role.READ_ONLY, password="", key="r")
    return browser(made.id)


def proposed(**changed):
    proposal = Proposal(kind="credit_invoice", title="Credit it", effect="Issue a credit note over everything.")
    return services.propose(actor=worker("orchestration"), proposal=proposal, key="p", **changed)


def test_a_journeys_page_tells_its_story_and_filters_it(harness, owner):
    found = started(harness)

    page = owner.get(f"/admin/orchestration/journey/{found.id}/change/").content.decode()
    waits = owner.get(f"/admin/orchestration/journey/{found.id}/change/?show=wait").content.decode()

    assert "Open the client account" in page and "Waits for the client&#x27;s signature" in page
    assert "Open the client account" not in waits and "Waits for the client&#x27;s signature" in waits


def test_a_hold_from_the_page_needs_a_reason_and_the_right(harness, owner, reader):
    found = started(harness)
    url = f"/admin/orchestration/journey/{found.id}/act/hold/"

    assert reader.post(url, {"reason": "x", "key": "1"}).status_code == 403
    owner.post(url, {"reason": "the client is ill", "key": "1"})

    assert services.get_journey(actor=boss(), journey_id=found.id).reason == "the client is ill"


def test_the_queue_shows_the_exact_effect_and_approves_it(owner):
    action = proposed()

    shown = owner.get(f"/admin/orchestration/action/{action.id}/change/").content.decode()
    owner.post(f"/admin/orchestration/action/{action.id}/act/approve/", {"key": "1"})

    assert "Issue a credit note over everything." in shown
    assert services.get_action(actor=boss(), action_id=action.id).state == "READY"


def test_switches_are_set_and_lifted_on_their_page(owner, reader):
    url = "/admin/orchestration/switchchange/set/"
    assert reader.get(url).status_code == 403
    owner.post(url, {"name": "paused", "scope": "kind:mail", "reason": "wrong list", "key": "1"})
    assert effects.switches_on() == [("paused", "kind:mail", "wrong list")]
    assert b"wrong list" in owner.get("/admin/orchestration/switchchange/").content

    owner.post(url, {"lift": "paused|kind:mail", "why": "list corrected", "key": "2"})

    assert effects.switches_on() == []


def test_a_switch_with_a_bad_scope_is_named_on_the_page(owner):
    page = owner.post("/admin/orchestration/switchchange/set/", {"name": "killed", "scope": "all!", "reason": "x", "key": "1"})

    assert page.status_code == 200 and "is no scope" in page.content.decode() and not effects.switches_on()


@pytest.mark.parametrize(
    "path",
    ["journey", "step", "wait", "artifact", "notice", "action", "policy", "switchchange", "schedule", "slot"],
)
def test_every_list_opens_and_searches(harness, owner, path):
    started(harness)

    assert owner.get(f"/admin/orchestration/{path}/").status_code == 200
    assert owner.get(f"/admin/orchestration/{path}/?q=nordwind").status_code == 200


def test_the_api_gives_journeys_and_their_timeline(harness, owner):
    found = started(harness)

    page = owner.get("/api/v1/orchestration/journeys/?states=WAITING&states=RUNNING").json()
    story = owner.get(f"/api/v1/orchestration/journeys/{found.id}/timeline/?kind=step").json()

    assert [j["id"] for j in page["items"]] == [str(found.id)] and page["items"][0]["wait"]["for_whom"] == "client"
    assert {e["kind"] for e in story["entries"]} == {"step"}
    assert owner.get("/api/v1/orchestration/journeys/?states=DANCING").status_code == 400


def test_the_api_approves_only_the_act_that_if_match_names(owner):
    action = proposed()
    url = f"/api/v1/orchestration/actions/{action.id}/approve/"
    tag = owner.get(f"/api/v1/orchestration/actions/{action.id}/").headers["ETag"]

    def send(**headers):
        return owner.post(url, json.dumps({"reason": "fine"}), content_type="application/json", headers=headers)

    assert send().status_code == 428
    assert send(**{"If-Match": '"other"'}).status_code == 412
    assert send(**{"If-Match": tag}).json()["state"] == "READY"


def test_the_api_moves_switches_for_those_who_may(owner, reader):
    body = json.dumps({"name": "killed", "scope": "", "on": True, "reason": "fire"})
    send = {"path": "/api/v1/orchestration/switches/", "data": body, "content_type": "application/json"}

    assert reader.post(**send).status_code == 403
    assert owner.post(**send).status_code == 201

    assert effects.switches_on() == [("killed", "", "fire")]
