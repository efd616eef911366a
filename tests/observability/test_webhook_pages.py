"""The webhooks' pages in the admin: endpoints with their state, what a person does with them, deliveries and their filters."""

import re

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.observability import services
from apps.observability.contracts import DeliveryState
from kernel.actors import worker
from kernel.testing import browser
from tests.observability.factories import ALERT, boss, deliveries, happen, webhook

ENDPOINTS, DELIVERIES = "/admin/observability/webhook/", "/admin/observability/webhookdelivery/"


@pytest.fixture
def owner():
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    return identity.actor_for_user(user_id=made.id)


@pytest.fixture
def desk(owner):
    """The owner's browser."""
    return browser(owner.id)


def page(of, where, status=200, **data):
    answer = of.post(where, data, follow=True) if data else of.get(where)
    assert answer.status_code == status, where
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def one():
    (found,) = services.list_webhooks(actor=boss()).items
    return found


def test_an_endpoint_is_made_and_its_secret_shown_once(harness, desk, owner, receiver):
    marsh = identity.open_client_account(actor=owner, name="Marsh Ltd", contact_name="M", contact_email="m@example.com", key="a")
    form = page(desk, f"{ENDPOINTS}add/")
    assert "Marsh Ltd" in form and "All of Client acquisition" in form and "The whole agency" in form

    made = page(
        desk, f"{ENDPOINTS}add/", url=receiver.url, client=str(marsh.id), events=["delivery.*", "billing.*"], description="CRM"
    )

    assert re.search(r"whsec_\S{30}", made)
    assert (one().client_id, one().events, one().description) == (marsh.id, ("delivery.*", "billing.*"), "CRM")
    listed = page(desk, ENDPOINTS)
    assert "whsec_" not in listed and "Marsh Ltd" in listed and "Not tried yet" in listed
    assert "whsec_" not in page(desk, f"{ENDPOINTS}{one().id}/change/")


def test_a_form_that_names_a_bad_address_or_a_foreign_event_makes_nothing(desk):
    refused = desk.post(f"{ENDPOINTS}add/", {"url": "ftp://x.example", "client": "", "events": ["*"], "description": "Ours"})
    shown = refused.content.decode()
    assert refused.status_code == 200 and 'value="ftp://x.example"' in shown and 'value="Ours"' in shown
    assert refused.context["adminform"].form.errors.keys() == {"url"}
    page(desk, f"{ENDPOINTS}add/", url="https://x.example/h", client="", events=["nothing.*"], description="")

    assert services.list_webhooks(actor=boss()).items == ()


def test_the_link_to_an_endpoints_deliveries_leads_to_them(harness, desk, receiver):
    made = webhook(receiver.url, events=(ALERT,)).webhook
    webhook(receiver.url, events=(ALERT,))
    happen()
    harness.drain()

    shown = desk.get(f"{ENDPOINTS}{made.id}/change/").content.decode()
    (where,) = re.findall(r'href="([^"]*webhookdelivery[^"]*)">Show them', shown)
    listed = desk.get(where)

    assert listed.status_code == 200 and {row.webhook_id for row in listed.context["cl"].result_list} == {made.id}


def test_a_change_keeps_the_patterns_that_the_api_wrote(desk, receiver):
    made = webhook(receiver.url, events=("delivery.del*", "billing.*")).webhook

    page(desk, f"{ENDPOINTS}{made.id}/change/", url=receiver.url, events=["delivery.del*", "qc.*"], description="")

    assert one().events == ("delivery.del*", "qc.*")


def test_a_test_is_sent_and_its_answer_shown(harness, desk, receiver):
    made = webhook(receiver.url, events=("qc.*",)).webhook
    receiver.answer = (503, {}, b"later")

    page(desk, f"{ENDPOINTS}{made.id}/act/send_test/", form_key="1")
    harness.drain()

    assert receiver.types == ["webhook.test"] and re.search(r"On, failing since .* 503 at 20", page(desk, ENDPOINTS))
    detail = page(desk, f"{DELIVERIES}{deliveries()[0].id}/change/")
    assert "later" in detail and "webhook.test" in detail


def test_it_is_switched_off_and_on_and_what_it_missed_is_replayed(harness, desk, receiver):
    made = webhook(receiver.url, events=(ALERT,)).webhook
    page(desk, f"{ENDPOINTS}{made.id}/act/switch_off/", form_key="1")
    assert not one().active and "Off: a person switched it off" in page(desk, ENDPOINTS)
    happen()
    harness.drain()
    assert receiver.got == [] and "1 held" in page(desk, ENDPOINTS)

    page(desk, f"{ENDPOINTS}{made.id}/act/switch_on/", form_key="2")
    told = page(desk, f"{ENDPOINTS}{made.id}/act/replay/", form_key="3", since="2025-12-13T00:00")
    harness.drain()

    assert one().active and "1 sent again" in told and receiver.types == [ALERT]
    assert "There was nothing" in page(desk, f"{ENDPOINTS}{made.id}/act/replay/", form_key="4", since="2027-01-01T00:00")


def test_the_secret_is_turned_over(desk, receiver):
    made = webhook(receiver.url)

    told = page(desk, f"{ENDPOINTS}{made.webhook.id}/act/rotate/", form_key="1", overlap_hours="2")

    assert re.search(r"whsec_\S{30}", told)[0] not in made.secret and one().old_secret_until is not None


def test_deliveries_are_filtered_and_sent_again(harness, desk, receiver):
    made, other = webhook(receiver.url, events=(ALERT,)).webhook, webhook(receiver.url, events=("qc.*",)).webhook
    services.send_test_event(actor=boss(), webhook_id=other.id)
    happen()
    harness.drain()
    (row,) = deliveries(webhook_id=made.id)

    queries = ("", f"webhook__id__exact={made.id}", "state=done", "state=dead")
    found = [page(desk, f"{DELIVERIES}?{query}") for query in queries]
    assert [re.search(r"(\d+) webhook deliver", text)[1] for text in found] == ["2", "1", "2", "0"]
    page(desk, f"{DELIVERIES}{row.id}/act/replay/", form_key="1")
    assert deliveries(webhook_id=made.id)[0].state is DeliveryState.PENDING
    harness.drain()
    page(desk, DELIVERIES, action="replay_selected", _selected_action=[str(d.id) for d in deliveries()])
    harness.drain()
    assert len(receiver.got) == 5 and len(set(receiver.ids)) == 2


def test_an_endpoint_is_removed_with_its_deliveries(harness, desk, receiver):
    made = webhook(receiver.url, events=(ALERT,)).webhook
    happen()
    harness.drain()

    page(desk, f"{ENDPOINTS}{made.id}/act/remove/", form_key="1")

    assert services.list_webhooks(actor=boss()).items == () == deliveries()


def test_staff_without_the_right_see_nothing_and_those_of_one_client_see_theirs(desk, owner, receiver):
    creative = identity.create_staff(actor=owner, email="c@aicmo.example", name="Carl", role=Role.CREATIVE, password="", key="c")
    made = webhook(receiver.url).webhook

    for url in (ENDPOINTS, DELIVERIES, f"{ENDPOINTS}add/", f"{ENDPOINTS}{made.id}/change/"):
        assert page(browser(creative.id), url, status=403)
