"""Tries of a webhook: what each answer does, when it is tried again, when its endpoint is switched off, what is sent again."""

import time
from datetime import timedelta

import pytest

from apps.observability import services
from apps.observability.contracts import AlertFilter, AlertState, DeliveryState, WebhookOff
from apps.observability.models import WebhookDelivery
from apps.observability.services import sending
from kernel import clock, http
from tests.observability.factories import ALERT, boss, deliveries, happen, next_try, receiving, verified, webhook


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
