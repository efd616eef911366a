"""Webhooks when workers die between the beats, meet each other, or come back too late."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from apps.observability import services
from apps.observability.contracts import DeliveryState
from apps.observability.models import WebhookDelivery
from apps.observability.services import sending
from kernel import claims, signals
from kernel.db import atomic
from tests.observability.factories import ALERT, deliveries, happen, next_try, webhook


class Killed(BaseException):
    """What ends a worker: nothing catches it."""


def one_event():
    happen()
    while signals.relay():
        pass


def killed(monkeypatch, beat):
    """Let a worker die in this beat; afterwards the code is whole again."""

    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(sending, beat, die)
        services.send_webhooks()


@pytest.mark.parametrize(("beat", "arrived"), [("begin_delivery", 0), ("_call", 0), ("record_delivery", 1)])
def test_a_worker_killed_in_any_beat_loses_nothing_and_changes_no_id(receiver, monkeypatch, beat, arrived):
    webhook(receiver.url, events=(ALERT,))
    one_event()

    killed(monkeypatch, beat)
    assert len(receiver.got) == arrived
    assert services.send_webhooks() == 0  # the lease of the dead is respected until it runs out

    next_try()
    assert len(receiver.got) == arrived + 1 and len(set(receiver.ids)) == 1
    assert [d.state for d in deliveries()] == [DeliveryState.DONE]


def test_without_the_first_beat_committed_before_the_call_a_crash_would_be_forgotten(receiver, monkeypatch):
    webhook(receiver.url, events=(ALERT,))
    one_event()

    killed(monkeypatch, "record_delivery")

    row = WebhookDelivery.objects.get()
    assert (row.tries, row.attempt, row.state) == (1, 1, "pending") and row.lease_until is not None


def test_a_worker_that_comes_back_too_late_writes_nothing(receiver, monkeypatch):
    webhook(receiver.url, events=(ALERT,))
    one_event()
    real = sending._call

    def slow(order):
        outcome = real(order)
        with monkeypatch.context() as patch:
            patch.setattr(sending, "_call", real)
            next_try()
        return sending.Outcome(status=500, error="too late") if outcome.good else outcome

    monkeypatch.setattr(sending, "_call", slow)
    services.send_webhooks()

    (row,) = deliveries()
    assert (row.state, row.last_status, row.last_error) == (DeliveryState.DONE, 200, "") and len(receiver.got) == 2


def test_four_workers_send_each_try_once(committed, receiver):
    webhook(receiver.url, events=(ALERT,))
    for _ in range(12):
        one_event()

    rounds(8)
    assert len(receiver.got) == 12 and len(set(receiver.ids)) == 12
    assert {d.state for d in deliveries()} == {DeliveryState.DONE}


def test_four_workers_share_no_failing_try(committed, receiver):
    webhook(receiver.url, events=(ALERT,))
    receiver.answer = (500, {}, b"")
    one_event()

    for attempt in (1, 2, 3):
        rounds(4)
        assert len(receiver.got) == attempt
        with atomic("observability"):
            WebhookDelivery.objects.update(retry_at=None)


def test_without_the_claim_the_same_try_would_go_out_twice(committed, receiver, monkeypatch):
    """The claim's lease taken away: the two tests above can fail."""
    real = claims.claim
    monkeypatch.setattr(claims, "claim", lambda model, **values: real(model, **(values | {"lease_seconds": 0})))
    webhook(receiver.url, events=(ALERT,))
    receiver.answer = lambda handler: (time.sleep(0.3), handler.send_response(200), handler.end_headers())
    one_event()

    rounds(12)  # the first three to come late find the row locked by the first; those after them do not

    assert len(receiver.got) > 1


def test_a_retry_waits_by_the_databases_clock_whatever_the_business_clock_says(harness, receiver):
    webhook(receiver.url, events=(ALERT,))
    receiver.answer = (500, {}, b"")
    one_event()
    services.send_webhooks()

    harness.advance(days=30)
    assert len(receiver.got) == 1
    with atomic("observability"):
        WebhookDelivery.objects.update(retry_at=datetime.now(UTC) - timedelta(seconds=1))

    services.send_webhooks()
    assert len(receiver.got) == 2


def rounds(count):
    """So many sweeps by four workers, each in a thread of its own."""
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: work(), range(count)))


def work():
    try:
        return services.send_webhooks()
    finally:
        connections.close_all()
