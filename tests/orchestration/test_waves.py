"""A wave of steps: recorded with few statements and one commit, and one that cannot be recorded holds nobody up."""

import dataclasses

import pytest
from django.db import connections
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from apps.orchestration import services
from apps.orchestration.logic.client_journey import DEFINITIONS
from apps.orchestration.models import Journey, Step
from apps.orchestration.services import calls
from bench import _journeys
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.models import AuditFact, OutboxEvent
from tests.orchestration.factories import boss


@pytest.fixture(autouse=True)
def _defined():
    with _journeys.defined():
        yield


def ends() -> list[tuple]:
    return [(j.state, j.facts.get("x", 0)) for j in Journey.objects.order_by("id")]


def during(step: str, monkeypatch, act) -> None:
    """While the call of a step of the first journey runs, something happens."""
    made = calls.CALLS[step]

    def call(task):
        if task.journey_id == Journey.objects.order_by("id").first().id:
            act(task)
        return made(task)

    monkeypatch.setitem(calls.CALLS, step, call)


def test_a_wave_is_recorded_with_a_statement_per_table_and_each_step_leaves_fact_and_signal(harness):
    _journeys.start(4)
    using = alias_for("orchestration")

    with CaptureQueriesContext(connections[using]) as captured:
        _journeys.play()

    statements = [q["sql"] for q in captured.captured_queries]
    facts = AuditFact.objects.using(using).filter(command="orchestration.record_success")
    told = OutboxEvent.objects.using(using).filter(name="orchestration.workflow_step_succeeded.v1")
    assert ends() == [("COMPLETED", 10)] * 4 and Step.objects.filter(state="done").count() == 40
    assert facts.count() == told.count() == 40
    assert set(facts.values_list("correlation_id", flat=True)) == set(Step.objects.values_list("correlation_id", flat=True))
    assert sum("INSERT" in sql and "kernel_audit_facts" in sql for sql in statements) == 10
    assert sum("INSERT" in sql and "kernel_outbox" in sql for sql in statements) == 10


def test_a_step_that_another_worker_took_meanwhile_is_not_recorded_and_the_others_are(harness, monkeypatch):
    _journeys.start(3)

    def steal(task):
        with atomic("orchestration"):
            Step.objects.filter(pk=task.key).update(token=F("token") + 1)

    during("s3", monkeypatch, steal)

    _journeys.play()

    assert ends() == [("RUNNING", 3), ("COMPLETED", 10), ("COMPLETED", 10)]
    assert list(Step.objects.filter(name="s3").order_by("journey").values_list("state", flat=True)) == ["pending", "done", "done"]


def test_a_journey_that_a_person_steers_during_a_call_is_read_anew(harness, monkeypatch):
    _journeys.start(3)
    during("s3", monkeypatch, lambda task: services.hold(actor=boss(), journey_id=task.journey_id, reason="wait", key=task.key))

    _journeys.play()

    assert ends() == [("ON_HOLD", 3), ("COMPLETED", 10), ("COMPLETED", 10)]
    services.resume(actor=boss(), journey_id=Journey.objects.get(state="ON_HOLD").id, key="on")
    _journeys.play()
    assert ends() == [("COMPLETED", 10)] * 3


def test_a_step_that_cannot_be_recorded_is_tried_again_and_holds_nobody_up(harness, monkeypatch):
    first, *_ = _journeys.start(3)
    rules, broken = DEFINITIONS["bench.v1"].rules, [True]

    def take(facts, event):
        if broken and str(first) in event.data["result"].get("who", ""):
            raise KeyError("who")
        return rules[3].take(facts, event)

    changed = (*rules[:3], dataclasses.replace(rules[3], take=take), *rules[4:])
    monkeypatch.setitem(DEFINITIONS, "bench.v1", dataclasses.replace(DEFINITIONS["bench.v1"], rules=changed))
    made = calls.CALLS["s3"]
    monkeypatch.setitem(calls.CALLS, "s3", lambda task: made(task) | {"who": str(task.journey_id)})

    services.run_steps(actor=worker("orchestration"))

    assert ends() == [("RUNNING", 3), ("COMPLETED", 10), ("COMPLETED", 10)]
    step = Step.objects.get(journey=first, name="s3")
    assert (step.state, step.attempt) == ("pending", 1) and "KeyError" in step.last_error and step.retry_at is not None
    broken.clear()
    Step.objects.update(retry_at=None)
    _journeys.play()
    assert ends() == [("COMPLETED", 10)] * 3
