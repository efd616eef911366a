"""Outgoing webhooks: who hears what, and what a message says."""

import json
import time
from uuid import uuid4

import pytest

from apps.observability import services
from apps.observability.contracts import DeliveryState
from apps.observability.logic import webhooks as logic
from apps.observability.models import Webhook
from apps.observability.services import sending
from apps.qc.signals import QcFailed
from kernel import clock
from kernel.errors import Forbidden, InvalidInput, NotFound, StaleVersion
from kernel.testing import staff
from tests.observability.factories import (
    ALERT,
    CANARY,
    REF,
    boss,
    deliveries,
    happen,
    receiving,
    revision,
    tell,
    verified,
    webhook,
)


def test_an_event_arrives_signed_and_thin(harness, receiver):
    made, client_id = webhook(receiver.url), uuid4()

    tell("client_review", revision(client_id))
    harness.drain()

    ((headers, body),) = receiver.got
    said = json.loads(body)
    assert verified(made.secret, headers, body) and headers["content-type"] == "application/json"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert said["type"] == "client_review.revision_requested.v1" and said["timestamp"].startswith("2025-12-13T12:00")
    assert said["data"]["client_id"] == str(client_id) and said["data"]["ref"]["sha256"] == REF.sha256
    assert said["data"].keys() == {"package_id", "decision_id", "engagement_id", "client_id", "ref", "parents", "subject"}
    assert CANARY.split()[0] not in body.decode()
    (row,) = deliveries()
    assert (row.state, row.last_status, row.last_answer, row.tries) == (DeliveryState.DONE, 200, "thank you", 1)


def test_no_signal_of_the_house_says_more_than_ids_and_references():
    texts = {"id": uuid4(), "ref": REF, "refs": (REF, REF), "name": CANARY, "notes": (CANARY,), "n": 3, "at": clock.now()}

    assert logic.thin(texts).keys() == {"id", "ref", "refs"}


def test_an_endpoint_hears_what_it_asked_for(harness, receiver):
    webhook(receiver.url, events=("client_review.*", "strategy.strategy_approved.v1"))

    happen()
    tell("client_review", revision(uuid4()))
    harness.drain()

    assert receiver.types == ["client_review.revision_requested.v1"]


def test_an_endpoint_of_one_client_never_hears_of_another(harness, receiver):
    mine, theirs = uuid4(), uuid4()
    webhook(receiver.url, client_id=mine, events=("*",))

    for client_id in (theirs, mine, theirs):
        tell("client_review", revision(client_id))
    tell("cam", _lead())
    harness.drain()

    assert receiver.types == ["client_review.revision_requested.v1"]
    assert str(theirs) not in b"".join(body for _, body in receiver.got).decode()


def test_the_wall_between_clients_stands_a_second_time_at_the_sender(harness, receiver, monkeypatch):
    webhook(receiver.url, client_id=uuid4(), events=("*",))
    monkeypatch.setattr(services.deliveries, "wanted", lambda name, client_id: list(Webhook.objects.all()))

    tell("client_review", revision(uuid4()))
    harness.drain()

    assert receiver.got == [] and [d.state for d in deliveries()] == [DeliveryState.HELD]


def test_the_canary_would_be_seen(harness, receiver, monkeypatch):
    """Both walls removed, the foreign event goes out: the tests above can fail."""
    webhook(receiver.url, client_id=uuid4(), events=("*",))
    monkeypatch.setattr(services.deliveries, "wanted", lambda name, client_id: list(Webhook.objects.all()))
    monkeypatch.setattr(sending, "_may_have", lambda endpoint, row: True)

    tell("client_review", revision(uuid4()))
    harness.drain()

    assert len(receiver.got) == 1


def test_a_clients_endpoint_does_not_hear_the_agencys_own_business(harness, receiver):
    client_id = uuid4()
    webhook(receiver.url, client_id=client_id, events=("*",))

    ids = {"result_id": uuid4(), "engagement_id": uuid4(), "client_id": client_id}
    tell("qc", QcFailed(ref=REF, score=3, notes=(), **ids))
    happen(client_id)
    harness.drain()

    assert receiver.got == []
    with pytest.raises(InvalidInput):
        webhook(receiver.url, client_id=client_id, events=("qc.*",))


def test_a_test_event_goes_to_its_endpoint_alone(harness, receiver, settings):
    with receiving(settings) as other:
        made = webhook(receiver.url, events=("strategy.*",)).webhook
        webhook(other.url)

        services.send_test_event(actor=boss(), webhook_id=made.id, key="1")
        harness.drain()

        assert receiver.types == ["webhook.test"] and other.got == []


def test_nobody_reaches_the_webhooks_of_another_client(receiver):
    made = webhook(receiver.url, client_id=uuid4(), events=("*",)).webhook
    rights = ("observability.view", "observability.write")
    stranger, mine = staff(*rights, clients=frozenset({uuid4()})), staff(*rights, clients=frozenset({made.client_id}))
    sent = services.send_test_event(actor=mine, webhook_id=made.id)

    for verb in (services.get_webhook, services.update_webhook, services.delete_webhook, services.rotate_webhook_secret):
        with pytest.raises(NotFound):
            verb(actor=stranger, webhook_id=made.id)
    for verb in (services.get_delivery, services.replay_delivery):
        with pytest.raises(NotFound):
            verb(actor=stranger, delivery_id=sent.id)
    assert not services.list_webhooks(actor=stranger).items and not services.list_deliveries(actor=stranger).items
    with pytest.raises(NotFound):
        webhook(receiver.url, client_id=uuid4(), actor=stranger)
    with pytest.raises(Forbidden):
        webhook(receiver.url, actor=stranger)
    assert [w.id for w in services.list_webhooks(actor=mine).items] == [made.id]


def test_deliveries_of_an_agency_endpoint_are_the_agencys(harness, receiver):
    client_id = uuid4()
    webhook(receiver.url)
    tell("client_review", revision(client_id))
    harness.drain()

    assert not services.list_deliveries(actor=staff("observability.view", clients=frozenset({client_id}))).items


def test_a_change_names_the_version_it_was_made_on(receiver):
    made = webhook(receiver.url).webhook
    services.update_webhook(actor=boss(), webhook_id=made.id, events=(ALERT,), version=made.version)

    with pytest.raises(StaleVersion):
        services.update_webhook(actor=boss(), webhook_id=made.id, events=("*",), version=made.version)
    for wrong in ((), ("nothing.like_that",), ("*;",)):
        with pytest.raises(InvalidInput):
            services.update_webhook(actor=boss(), webhook_id=made.id, events=wrong)


def _lead():
    from apps.cam.signals import LeadQualified

    return LeadQualified(lead_id=uuid4(), score=0.9, tier="A")
