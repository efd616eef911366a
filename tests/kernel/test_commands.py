"""Commands and queries: actor, right, key, audit fact, nesting. The scaffolded modules serve as guinea pigs."""

from uuid import uuid4

import pytest

from apps.retention import services as retention
from kernel.db import CrossAppTransaction, alias_for, atomic
from kernel.errors import Forbidden, KeyReused
from kernel.models import AuditFact, OutboxEvent
from kernel.testing import staff


def test_the_same_key_returns_the_stored_answer():
    client_id, actor = uuid4(), staff("retention.write")

    first = retention.add_entry(actor=actor, client_id=client_id, title="x", key="k")
    second = retention.add_entry(actor=actor, client_id=client_id, title="x", key="k")

    assert first == second


def test_the_same_key_with_other_arguments_is_refused():
    client_id, actor = uuid4(), staff("retention.write")
    retention.add_entry(actor=actor, client_id=client_id, title="x", key="k")

    with pytest.raises(KeyReused):
        retention.add_entry(actor=actor, client_id=client_id, title="y", key="k")


def test_a_missing_right_is_refused():
    with pytest.raises(Forbidden):
        retention.add_entry(actor=staff("retention.view"), client_id=uuid4(), title="x", key="k")


def test_a_command_leaves_one_fact_without_personal_data():
    actor = staff("retention.write")

    retention.add_entry(actor=actor, client_id=uuid4(), title="Ada Lovelace", key="k")

    fact = AuditFact.objects.using(alias_for("retention")).get(command="retention.add_entry")
    assert fact.actor_id == actor.id and "Ada" not in str(fact.data)


def test_a_command_inside_another_apps_transaction_is_refused():
    with pytest.raises(CrossAppTransaction), atomic("billing"):
        retention.add_entry(actor=staff("retention.write"), client_id=uuid4(), title="x", key="k")


def test_a_rollback_takes_row_signal_and_fact_with_it():
    with pytest.raises(ZeroDivisionError), atomic("retention"):
        retention.add_entry(actor=staff("retention.write"), client_id=uuid4(), title="x", key="k")
        _ = 1 / 0

    assert not OutboxEvent.objects.using(alias_for("retention")).exists()
    assert not AuditFact.objects.using(alias_for("retention")).filter(app="retention").exists()
