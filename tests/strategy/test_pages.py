"""Strategy's pages as staff, clients and integrators use them, and the document."""

from __future__ import annotations

import json

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.onboarding import services as onboarding
from apps.strategy import contracts, services
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.testing import browser, staff
from tests.strategy import factories
from tests.strategy.factories import MESSTECHNIK, STRATEGIST, WORKER

BASE = "/api/v1/strategy/strategies"


@pytest.fixture
def owner():
    made = identity.create_staff(actor=WORKER, email="o@agency.example.com", name="Olga", role=Role.OWNER, password="", key="")
    return browser(made.id)


def person(found):
    """The client's approver, signed in; skipped while identity's table gives client roles no right to see strategies."""
    user_id = identity.list_members(actor=WORKER, client_id=found.client_id)[0].user_id
    if not identity.actor_for_user(user_id=user_id).may("strategy.view"):
        pytest.skip("client roles do not hold strategy.view")
    return browser(user_id)


def test_the_document_is_a_pdf_with_the_text_of_its_version(harness):
    found = factories.strategy(harness)

    document = services.get_document(actor=STRATEGIST, strategy_id=found.id)

    assert document.file_name == "harbour-pine-ltd-strategy-v1.pdf"
    assert document.data.startswith(b"%PDF-") and len(document.data) > 20_000
    assert services.get_document(actor=STRATEGIST, strategy_id=found.id).sha256 == document.sha256


def test_other_answers_give_another_document(harness):
    first, second = factories.strategy(harness), factories.strategy(harness, objective="Sell the machine")

    sha = [services.get_document(actor=STRATEGIST, strategy_id=s.id).sha256 for s in (first, second)]

    assert sha[0] != sha[1]


def test_a_document_that_is_not_set_yet_is_said_so(harness):
    made = factories.brief()
    services.generate(actor=STRATEGIST, engagement_id=made.engagement_id, brief=made.ref, key="1")
    services.write_due(actor=WORKER)
    (newest,) = services.list_versions(actor=STRATEGIST, engagement_id=made.engagement_id)

    with pytest.raises(contracts.DocumentNotReady):
        services.get_document(actor=STRATEGIST, strategy_id=newest.id)


def test_staff_read_the_layers_and_approve(harness, owner):
    found = factories.judged(factories.strategy(harness))
    page = f"/admin/strategy/strategy/{found.id}/"

    shown = owner.get(f"{page}change/").content.decode()
    assert "Layer 3 · How the audience thinks" in shown and "layer3" not in shown
    key = {"key": new_id().hex, "form_key": new_id().hex}
    owner.post(f"{page}act/approve/", key, follow=True)

    assert services.get_strategy(actor=STRATEGIST, strategy_id=found.id).status == "approved"


@pytest.mark.parametrize("model", ["strategy", "job", "currentbrief"])
def test_every_list_and_search_opens(harness, owner, model):
    factories.strategy(harness)

    assert owner.get(f"/admin/strategy/{model}/").status_code == 200
    assert owner.get(f"/admin/strategy/{model}/?q=harbour").status_code == 200


def test_a_second_version_shows_what_changed(harness, owner):
    first = factories.strategy(harness)
    services.revise(actor=STRATEGIST, strategy_id=first.id, notes=("Say less about price",), key="r")
    harness.drain()
    second = services.list_versions(actor=STRATEGIST, engagement_id=first.engagement_id)[0]

    shown = owner.get(f"/admin/strategy/strategy/{second.id}/change/").content.decode()

    assert "wishes[0]" in shown and "Say less about price" in shown


def test_the_client_reads_the_approved_strategy_and_its_pdf(harness):
    found = factories.approve(factories.judged(factories.strategy(harness, factories.brief(MESSTECHNIK))))
    client = person(found)

    listed = client.get("/portal/strategy/").content.decode()
    shown = client.get(f"/portal/strategy/{found.id}/").content.decode()
    pdf = client.get(f"/portal/strategy/{found.id}/document/")

    assert str(found.id) in listed
    assert "Ebene 2 · Der Markt, wie er ist" in shown and "Als PDF lesen" in shown and 'lang="de"' in shown
    assert pdf["Content-Type"] == "application/pdf"


def test_staff_see_the_portal_page_as_the_client_will(harness, owner):
    found = factories.approve(factories.judged(factories.strategy(harness, factories.brief(MESSTECHNIK))))

    shown = owner.get(f"/portal/strategy/{found.id}/").content.decode()

    assert "Ebene 2 · Der Markt, wie er ist" in shown and "Als PDF lesen" in shown and 'lang="de"' in shown
    assert str(found.id) in owner.get("/portal/strategy/").content.decode()
    assert owner.get(f"/portal/strategy/{found.id}/document/")["Content-Type"] == "application/pdf"


def test_a_draft_and_a_strangers_strategy_do_not_exist_in_the_portal(harness):
    found = factories.judged(factories.strategy(harness))
    client = person(found)

    assert client.get(f"/portal/strategy/{found.id}/").status_code == 404
    factories.approve(found)
    other = person(factories.strategy(harness))
    assert other.get(f"/portal/strategy/{found.id}/").status_code == 404
    assert other.get(f"/portal/strategy/{found.id}/document/").status_code == 404


def test_the_api_lists_reads_approves_and_hands_out_the_document(harness, owner):
    found = factories.judged(factories.strategy(harness))

    (item,) = owner.get(f"{BASE}/?engagement_id={found.engagement_id}").json()["items"]
    read = owner.get(f"{BASE}/{found.id}/")
    wrong = owner.post(f"{BASE}/{found.id}/approve/", json.dumps({"sha256": "0" * 64}), content_type="application/json")
    right = owner.post(f"{BASE}/{found.id}/approve/", json.dumps({"sha256": found.sha256}), content_type="application/json")

    assert (item["id"], read.json()["content"]["schema_version"]) == (str(found.id), "strategy_v1")
    assert (wrong.status_code, right.status_code, right.json()["status"]) == (409, 200, "approved")
    assert b"".join(owner.get(f"{BASE}/{found.id}/document/")).startswith(b"%PDF-")


def test_the_api_names_what_is_wrong(harness, owner):
    found = factories.strategy(harness)

    empty = owner.post(f"{BASE}/{found.id}/revise/", json.dumps({"notes": []}), content_type="application/json")

    assert (empty.status_code, empty.json()["field"]) == (400, "notes")
    assert owner.get(f"{BASE}/{new_id()}/").status_code == 404
    assert owner.get(f"{BASE}/?order=size").status_code == 400


def test_a_brief_of_another_client_is_not_found():
    made = factories.brief()
    stranger = staff("strategy.write", "onboarding.view", clients=frozenset({new_id()}))

    with pytest.raises(NotFound):
        services.generate(actor=stranger, engagement_id=made.engagement_id, brief=made.ref, key="1")
    assert onboarding.get_brief(actor=WORKER, brief_id=made.id).version == 1
