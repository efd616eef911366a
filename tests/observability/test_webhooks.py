"""Outgoing webhooks: who hears what, what a message says, how it is signed, and what the answers do."""

import json
import time
from datetime import timedelta
from uuid import uuid4

import pytest

from apps.client_review.signals import RevisionRequested
from apps.observability import services
from apps.observability.contracts import AlertFilter, AlertState, DeliveryState, WebhookOff
from apps.observability.logic import webhooks as logic
from apps.observability.models import Webhook, WebhookDelivery
from apps.observability.services import sending
from apps.observability.services import webhooks as endpoints
from apps.qc.signals import QcFailed
from kernel import clock, effects, http
from kernel.errors import Forbidden, InvalidInput, NotFound, StaleVersion
from kernel.refs import ArtifactRef
from kernel.testing import staff
from tests.observability.factories import ALERT, boss, deliveries, happen, next_try, receiving, tell, verified, webhook

REF = ArtifactRef(kind="bundle", id=uuid4(), version=3, sha256="ab" * 32)
CANARY = "Mia Marsh mia@example.com +49 30 1234567"


@pytest.fixture
def receiver(settings):
    with receiving(settings) as made:
        yield made


def revision(client_id, notes=(CANARY,)):
    ids = {"package_id": uuid4(), "decision_id": uuid4(), "engagement_id": uuid4(), "client_id": client_id}
    more = {"round": 1, "rounds_contracted": 2, "extra_round": False, "decided_by": None, "sent_at": None}
    return RevisionRequested(ref=REF, parents=(REF,), subject=REF, notes=notes, **ids, **more)


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


def test_each_try_has_the_same_id_and_bytes_until_one_is_answered_well(harness, receiver):
    made = webhook(receiver.url)
    receiver.answer = (500, {}, b"not today")
    happen()
    harness.drain()
    next_try()
    receiver.answer = (204, {}, b"")
    next_try()
    next_try()

    assert len(receiver.got) == 3 and len(set(receiver.ids)) == 1 and len({body for _, body in receiver.got}) == 1
    assert all(verified(made.secret, *message) for message in receiver.got)
    (row,) = deliveries()
    assert (row.state, row.tries, row.last_status) == (DeliveryState.DONE, 3, 204)


def test_ten_tries_reach_over_three_days_then_it_is_given_up(harness, receiver):
    assert (len(WebhookDelivery.BACKOFF_SECONDS), 75) == (9, sum(WebhookDelivery.BACKOFF_SECONDS) // 3600)
    webhook(receiver.url)
    receiver.answer = (503, {}, b"")
    happen()
    harness.drain()
    while next_try():
        pass

    (row,) = deliveries()
    assert (len(receiver.got), row.state, row.tries) == (10, DeliveryState.DEAD, 10)


def slow(handler):
    time.sleep(1.5)
    handler.send_response(200)
    handler.end_headers()


def dripping(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(10):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.3)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        ((500, {}, b"oh"), 500, "answered 500"),
        ((302, {"Location": "http://169.254.169.254/"}, b""), 302, "answered 302"),
        ((404, {}, b""), 404, "answered 404"),
        (slow, None, "did not answer"),
        (dripping, None, "within"),
        (lambda handler: handler.connection.close(), None, "could not be fetched"),
    ],
)
def test_any_other_answer_is_a_failed_try(harness, receiver, monkeypatch, answer, status, words):
    monkeypatch.setattr(sending, "LIMITS", http.Limits(seconds=1.0, bytes=16_000, redirects=0, cut=True))
    webhook(receiver.url)
    receiver.answer = answer
    happen()
    harness.drain()

    (row,) = deliveries()
    assert (row.state, row.last_status) == (DeliveryState.PENDING, status) and words in row.last_error
    assert len(receiver.got) == 1 and row.retry_at is not None


def test_a_redirect_is_not_followed(harness, receiver):
    webhook(receiver.url)
    receiver.answer = (307, {"Location": receiver.url + "/elsewhere"}, b"")
    happen()
    harness.drain()

    assert len(receiver.got) == 1


def test_of_a_huge_answer_only_the_beginning_is_kept(harness, receiver):
    webhook(receiver.url)
    receiver.answer = (200, {}, b"mia@example.com " + b"y" * 3_000_000)
    happen()
    harness.drain()

    (row,) = deliveries()
    assert row.state is DeliveryState.DONE and row.last_answer.startswith("[address] yyy") and len(row.last_answer) == 1000


def test_gone_switches_the_endpoint_off_at_once(harness, receiver):
    made = webhook(receiver.url).webhook
    receiver.answer = (410, {}, b"")
    for _ in range(3):
        happen()
    harness.drain()

    found = services.get_webhook(actor=boss(), webhook_id=made.id)
    assert not found.active and "410" in found.off_reason and len(receiver.got) == 1
    assert [d.state for d in deliveries(webhook_id=made.id)][:3] == [DeliveryState.DEAD, DeliveryState.HELD, DeliveryState.HELD]
    (alert,) = services.list_alerts(actor=boss(), filter=AlertFilter(kind="webhook_disabled")).items
    assert str(made.id) in alert.subject

    receiver.answer = (200, {}, b"")
    services.update_webhook(actor=boss(), webhook_id=made.id, active=True)
    harness.drain()

    (alert,) = services.list_alerts(actor=boss(), filter=AlertFilter(kind="webhook_disabled")).items
    assert alert.state == AlertState.RESOLVED


def exhaust(receiver, harness, events, days):
    receiver.answer = (500, {}, b"")
    for _ in range(events):
        happen()
    harness.drain()
    clock.advance(timedelta(days=days))
    while next_try():
        harness.drain()


@pytest.mark.parametrize(("events", "days", "active"), [(3, 5, False), (2, 9, True), (3, 4, True)])
def test_an_endpoint_that_fails_several_events_over_days_is_switched_off(harness, receiver, events, days, active):
    made = webhook(receiver.url, events=(ALERT,)).webhook

    exhaust(receiver, harness, events, days)

    assert services.get_webhook(actor=boss(), webhook_id=made.id).active is active
    assert len(services.list_alerts(actor=boss(), filter=AlertFilter(kind="webhook_disabled")).items) == (not active)


def test_one_good_answer_clears_the_record(harness, receiver):
    made = webhook(receiver.url, events=(ALERT,)).webhook
    exhaust(receiver, harness, 2, 9)
    receiver.answer = (200, {}, b"")
    happen()
    harness.drain()

    assert services.get_webhook(actor=boss(), webhook_id=made.id).failing_since is None
    exhaust(receiver, harness, 2, 9)
    assert services.get_webhook(actor=boss(), webhook_id=made.id).active


def test_what_happens_while_it_is_off_is_held_and_sent_by_a_replay(harness, receiver):
    made, since = webhook(receiver.url).webhook, clock.now()
    services.update_webhook(actor=boss(), webhook_id=made.id, active=False)
    happen()
    harness.drain()
    assert receiver.got == []
    with pytest.raises(WebhookOff):
        services.replay_since(actor=boss(), webhook_id=made.id, since=since)

    services.update_webhook(actor=boss(), webhook_id=made.id, active=True)
    harness.drain()
    assert receiver.got == []
    assert services.replay_since(actor=boss(), webhook_id=made.id, since=since) == 1
    harness.drain()

    assert receiver.types == [ALERT]


def test_a_replay_sends_the_same_message_again(harness, receiver):
    webhook(receiver.url)
    happen()
    harness.drain()
    clock.advance(timedelta(days=2))
    happen()
    harness.drain()
    first, second = deliveries()

    services.replay_delivery(actor=boss(), delivery_id=first.id)
    harness.drain()
    assert receiver.ids == [first.message_id, second.message_id, first.message_id]

    since = clock.now() - timedelta(days=1)
    assert services.replay_since(actor=boss(), webhook_id=first.webhook_id, since=since) == 1
    harness.drain()
    assert receiver.ids[3:] == [second.message_id]


def test_two_secrets_sign_while_the_old_one_is_valid(harness, receiver):
    made = webhook(receiver.url)
    second = services.rotate_webhook_secret(actor=boss(), webhook_id=made.webhook.id)
    happen()
    harness.drain()
    assert verified(made.secret, *receiver.got[0]) and verified(second.secret, *receiver.got[0])

    clock.advance(timedelta(hours=25))
    happen()
    harness.drain()
    assert not verified(made.secret, *receiver.got[1]) and verified(second.secret, *receiver.got[1])

    third = services.rotate_webhook_secret(actor=boss(), webhook_id=made.webhook.id, overlap_hours=0)
    happen()
    harness.drain()
    assert not verified(second.secret, *receiver.got[2]) and verified(third.secret, *receiver.got[2])


def test_secrets_stand_nowhere_in_the_clear(harness, receiver):
    from kernel.db import alias_for
    from kernel.models import AuditFact, CommandKey, OutboxEvent

    made = webhook(receiver.url)
    turned = services.rotate_webhook_secret(actor=boss(), webhook_id=made.webhook.id)
    row = Webhook.objects.get()

    using = alias_for("observability")
    stored = [row.secret, row.old_secret]
    stored += [str(list(m.objects.using(using).values())) for m in (AuditFact, CommandKey, OutboxEvent)]
    for secret in (made.secret, turned.secret):
        assert not any(secret in text or secret.removeprefix("whsec_") in text for text in stored)
    assert endpoints.secrets_of(row) == [turned.secret, made.secret]


@pytest.mark.parametrize("scope", ["", "kind:webhook", "client", "webhook"])
@pytest.mark.parametrize("name", ["paused", "killed", "proof"])
def test_switches_hold_it_back_and_let_it_go(harness, receiver, name, scope):
    client_id = uuid4()
    made = webhook(receiver.url, client_id=client_id, events=("client_review.*",)).webhook
    covered = {"client": f"client:{client_id}", "webhook": f"webhook:{made.id}"}.get(scope, scope)
    switcher = staff("orchestration.switch")
    effects.set_switch(actor=switcher, name=name, scope=covered, on=True, reason="wait")
    tell("client_review", revision(client_id))
    harness.drain()
    assert receiver.got == [] and deliveries()[0].tries == 0

    effects.set_switch(actor=switcher, name=name, scope=covered, on=False, reason="go")
    next_try()

    assert len(receiver.got) == 1


def test_a_private_address_is_refused_when_saved_and_again_when_sent(harness, receiver, monkeypatch):
    for url in ("http://127.0.0.1/", "https://10.0.0.8/x", "https://host.example:8080/", "ftp://host.example/", "http://[::1]/"):
        with pytest.raises(InvalidInput):
            webhook(url)

    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    assert http.decide("https://rebinding.example/hook", resolve=lambda *_: next(answers)).address == "93.184.215.14"
    monkeypatch.setattr("kernel.http.door.system_resolve", lambda host, port: next(answers))
    webhook("https://rebinding.example/hook")
    happen()
    harness.drain()

    (row,) = deliveries()
    assert row.state is DeliveryState.PENDING and "not a public address" in row.last_error and receiver.got == []


def test_a_failing_endpoint_takes_one_try_per_sweep_from_the_others(harness, receiver, settings):
    webhook(receiver.url, events=(ALERT,))
    receiver.answer = (500, {}, b"")
    with receiving(settings) as good:
        webhook(good.url, events=(ALERT,))
        for _ in range(4):
            happen()
        _relay_only()

        services.send_webhooks()

        assert (len(receiver.got), len(good.got)) == (1, 4)


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


def test_old_deliveries_are_forgotten_those_on_their_way_are_not(harness, receiver):
    webhook(receiver.url)
    happen()
    harness.drain()
    receiver.answer = (500, {}, b"")
    happen()
    harness.drain()
    clock.advance(timedelta(days=91))
    receiver.answer = (500, {}, b"")

    harness.drain()

    assert [d.state for d in deliveries()] == [DeliveryState.PENDING]


def _relay_only():
    from kernel import signals

    while signals.relay():
        pass


def _lead():
    from apps.cam.signals import LeadQualified

    return LeadQualified(lead_id=uuid4(), score=0.9, tier="A")
