"""Commands that commit together: one transaction, one statement per table, all of them or none."""

from uuid import UUID

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from kernel import clock, records, signals
from kernel.actors import worker
from kernel.context import NestedCommand
from kernel.db import INTERNAL, alias_for, atomic, command, query, together
from kernel.ids import new_id
from kernel.models import AuditFact, Effect, OutboxEvent
from tests.kernel.probes import ProbeTold

QC = worker("qc")


def risk() -> UUID:
    """A row that every app may change."""
    with atomic("qc"):
        values = {"app": "qc", "kind": "probe", "key": new_id().hex, "at_risk_at": clock.now()}
        return Effect.objects.using(alias_for("qc")).create(**values).id


def states() -> list[str]:
    return sorted(Effect.objects.using(alias_for("qc")).values_list("state", flat=True))


@command("qc", right=INTERNAL)
def settle(*, actor, effect_id: UUID, attempt: int = 1, reason: str = "", key: str = "") -> str:
    guard, new = {"attempt": attempt}, {"state": "done", "reason": reason}
    records.change_soon(alias_for("qc"), records.Change(model=Effect, pk=effect_id, guard=guard, values=new))
    if reason == "fail":
        raise ValueError
    signals.publish(ProbeTold(word=reason))
    return seen(actor=actor, effect_id=effect_id) if reason == "look" else ""


@query("qc", right=INTERNAL)
def seen(*, actor, effect_id: UUID) -> str:
    return Effect.objects.using(alias_for("qc")).get(pk=effect_id).state


def test_they_share_the_statements_and_each_leaves_its_fact_and_signal():
    ids = [risk() for _ in range(5)]

    with CaptureQueriesContext(connections[alias_for("qc")]) as captured, together("qc"):
        for number, pk in enumerate(ids):
            settle(actor=QC, effect_id=pk, reason=str(number))

    writes = [q["sql"] for q in captured.captured_queries if "kernel_" in q["sql"]]
    told = [e.payload["word"] for e in OutboxEvent.objects.using(alias_for("qc")).filter(name="qc.probe_told.v1").order_by("id")]
    facts = AuditFact.objects.using(alias_for("qc")).filter(command="qc.settle").order_by("id")
    assert states() == ["done"] * 5 and told == list("01234")
    assert [f.data["arguments"]["effect_id"] for f in facts] == list(map(str, ids))
    assert len(writes) == (1 if connections[alias_for("qc")].vendor == "postgresql" else 3)


def test_of_those_that_commit_together_none_stands_if_one_fails():
    first, second = risk(), risk()

    with pytest.raises(records.Overtaken), together("qc"):
        settle(actor=QC, effect_id=first)
        settle(actor=QC, effect_id=second, attempt=7)

    assert states() == ["at_risk"] * 2 and not AuditFact.objects.using(alias_for("qc")).filter(command="qc.settle").exists()


def test_whoever_swallows_a_failure_cannot_commit_the_others():
    first = risk()

    with pytest.raises(RuntimeError, match="cannot commit"), together("qc"):
        settle(actor=QC, effect_id=first)
        with pytest.raises(ValueError):
            settle(actor=QC, effect_id=first, reason="fail")

    assert states() == ["at_risk"]


def test_a_command_with_a_key_does_not_commit_with_others():
    with pytest.raises(NestedCommand, match="key"), together("qc"):
        settle(actor=QC, effect_id=risk(), key="k")


def test_a_query_sees_what_its_command_has_changed():
    assert settle(actor=QC, effect_id=risk(), reason="look") == "done"


def test_a_row_that_is_changed_twice_ends_as_the_second_says():
    pk = risk()

    with together("qc"):
        settle(actor=QC, effect_id=pk, reason="first")
        settle(actor=QC, effect_id=pk, reason="second")

    assert Effect.objects.using(alias_for("qc")).get(pk=pk).reason == "second"


def test_a_change_alone_is_refused_where_its_guard_does_not_hold():
    pk = risk()

    with pytest.raises(records.Overtaken), atomic("qc"):
        change = records.Change(model=Effect, pk=pk, guard={"attempt": 2}, values={"state": "done"})
        records.change_soon(alias_for("qc"), change)

    assert states() == ["at_risk"]
