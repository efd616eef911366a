"""Signals: written with the change, told once to each receiver, failures alone, dead letters driven again."""

import pytest
from django.db import models

from kernel import claims, signals, telling
from kernel.actors import Actor, ActorKind, ObjectScope
from kernel.db import alias_for, atomic
from kernel.ids import new_id
from kernel.models import InboxEntry, OutboxEvent
from tests.kernel.probes import BREAK, TOLD, ProbeTold


@pytest.fixture(autouse=True)
def _clean():
    TOLD.clear()
    BREAK.clear()


def tell(*words):
    with atomic("qc"):
        for word in words:
            signals.publish(ProbeTold(word=word))


def outbox():
    return OutboxEvent.objects.using(alias_for("qc")).filter(name="qc.probe_told.v1")


def make_due():
    outbox().update(retry_at=None, lease_until=None)


def test_a_signal_reaches_its_receiver_once():
    tell("a")

    signals.relay()
    signals.relay()

    assert TOLD == ["a"] and outbox().get().state == "done"


def test_a_signal_told_again_has_no_second_effect():
    tell("a")
    signals.relay()

    outbox().update(state="pending")
    signals.relay()

    assert TOLD == ["a"]


def test_a_poison_signal_fails_alone():
    BREAK.add("bad")
    tell("a", "bad", "b")

    signals.relay()

    assert TOLD == ["a", "b"]
    bad = outbox().get(state="pending")
    assert bad.attempt == 1 and "cannot bear bad" in bad.last_error and bad.retry_at is not None


def test_a_signal_is_dead_after_its_attempts_and_can_be_driven_again():
    BREAK.add("bad")
    tell("bad")
    for _ in range(OutboxEvent.MAX_ATTEMPTS):
        make_due()
        signals.relay()
    dead = outbox().get()
    assert dead.state == "dead"

    BREAK.clear()
    assert signals.drive_again([dead.id]) == 1
    signals.relay()

    assert TOLD == ["bad"] and outbox().get().state == "done"


def test_an_unknown_name_is_a_failed_attempt_and_not_dropped():
    tell("a")
    outbox().update(name="qc.never_declared.v1")

    signals.relay()

    row = OutboxEvent.objects.using(alias_for("qc")).get(name="qc.never_declared.v1")
    assert row.state == "pending" and "LookupError" in row.last_error


def test_publishing_outside_the_owners_transaction_is_refused():
    with pytest.raises(RuntimeError):
        signals.publish(ProbeTold(word="a"))
    with pytest.raises(RuntimeError), atomic("cam"):
        signals.publish(ProbeTold(word="a"))


def test_a_relay_that_lost_its_lease_does_not_settle_the_row():
    tell("a")
    row = claims.claim(OutboxEvent, using=alias_for("qc"), limit=1, lease_seconds=0)[0]
    claims.claim(OutboxEvent, using=alias_for("qc"), limit=1, lease_seconds=60)

    with pytest.raises(claims.LostLease):
        claims.settle(row, using=alias_for("qc"))


def test_a_failed_signal_that_somebody_else_holds_does_not_keep_its_batch_unsettled(monkeypatch):
    BREAK.add("bad")
    tell("bad", "a")
    told = telling.tell

    def slowly(app, batch):
        outbox().filter(payload__word="bad").update(token=models.F("token") + 1)
        return told(app, batch)

    monkeypatch.setattr(telling, "tell", slowly)

    assert signals.relay() == 2

    assert outbox().get(payload__word="a").state == "done" and outbox().get(payload__word="bad").last_error == ""


def test_the_inbox_row_rolls_back_with_its_receiver():
    BREAK.add("bad")
    tell("bad")

    signals.relay()

    assert not InboxEntry.objects.filter(event_id=outbox().get().id, receiver__contains="probes").exists()


def test_a_guests_signal_travels_with_the_client_but_without_the_guests_object():
    client = new_id()
    scope = ObjectScope(app="client_review", object_id=new_id(), action="review")
    guest = Actor(kind=ActorKind.GUEST, name="Gil", rights=frozenset({"review.decide"}), clients=frozenset({client}), scope=scope)
    with atomic("qc"):
        signals.publish(ProbeTold(word="a", actor=guest))

    told = signals.load("qc.probe_told.v1", outbox().get().payload).actor

    assert (told.clients, told.scope, told.rights, told.name) == (frozenset({client}), None, frozenset(), "")
