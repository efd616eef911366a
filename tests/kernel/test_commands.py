"""Commands and queries: actor, right, key, audit fact, nesting. Retention's commands serve as guinea pigs."""

from uuid import uuid4

import pytest

from apps.retention import services as retention
from apps.retention.contracts import Lifecycle
from kernel.db import CrossAppTransaction, alias_for, atomic
from kernel.errors import Forbidden, KeyReused
from kernel.models import AuditFact, OutboxEvent
from kernel.testing import staff


def assess(actor, client_id, engagement_id, key="k"):
    return retention.assess_renewal_risk(actor=actor, client_id=client_id, engagement_id=engagement_id, key=key)


def test_the_same_key_returns_the_stored_answer():
    client_id, engagement_id, actor = uuid4(), uuid4(), staff("retention.write", clients=None)

    first = assess(actor, client_id, engagement_id)
    second = assess(actor, client_id, engagement_id)

    assert first == second


def test_the_same_key_with_other_arguments_is_refused():
    client_id, actor = uuid4(), staff("retention.write", clients=None)
    assess(actor, client_id, uuid4())

    with pytest.raises(KeyReused):
        assess(actor, client_id, uuid4())


def test_a_missing_right_is_refused():
    with pytest.raises(Forbidden):
        assess(staff("retention.view", clients=None), uuid4(), uuid4())


def test_a_command_leaves_one_fact_without_personal_data():
    actor, engagement_id, client_id = staff("retention.write", name="Ada Lovelace", clients=None), uuid4(), uuid4()
    assess(actor, client_id, engagement_id)

    retention.set_lifecycle(
        actor=actor,
        engagement_id=engagement_id,
        client_id=client_id,
        state=Lifecycle.CHURNED,
        reason="ada@example.com has left, call +44 20 7946 0958",
        key="left",
    )

    fact = AuditFact.objects.using(alias_for("retention")).get(command="retention.set_lifecycle")
    assert fact.actor_id == actor.id and fact.why == "[address] has left, call [number]"
    assert not any(word in str(fact.data) for word in ("Ada", "ada@", "7946"))


def test_a_command_inside_another_apps_transaction_is_refused():
    with pytest.raises(CrossAppTransaction), atomic("billing"):
        assess(staff("retention.write", clients=None), uuid4(), uuid4())


def test_a_rollback_takes_row_signal_and_fact_with_it():
    with pytest.raises(ZeroDivisionError), atomic("retention"):
        assess(staff("retention.write", clients=None), uuid4(), uuid4())
        _ = 1 / 0

    assert not OutboxEvent.objects.using(alias_for("retention")).exists()
    assert not AuditFact.objects.using(alias_for("retention")).filter(app="retention").exists()
