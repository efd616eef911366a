"""What holds a webhook back: secrets that are sealed, switches, addresses that nobody may call."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.observability import services
from apps.observability.contracts import DeliveryState
from apps.observability.models import Webhook
from apps.observability.services import webhooks as endpoints
from kernel import clock, effects, http
from kernel.errors import InvalidInput
from kernel.testing import staff
from tests.observability.factories import boss, deliveries, happen, next_try, revision, tell, verified, webhook


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
