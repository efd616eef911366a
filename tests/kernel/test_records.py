"""Rows written by statements that are built once: what they hold, and that they stand or fall with what they belong to."""

import itertools
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.test.utils import CaptureQueriesContext

from kernel import context, records, signals, telling, walls
from kernel.actors import worker
from kernel.context import Frame
from kernel.db import INTERNAL, alias_for, atomic, command
from kernel.models import AuditFact, CommandKey, InboxEntry, OutboxEvent
from tests.kernel.probes import TOLD, ProbeTold

QC = worker("qc")


@pytest.fixture(autouse=True)
def _clean():
    TOLD.clear()


def told():
    return sorted(e.payload["word"] for e in OutboxEvent.objects.using(alias_for("qc")).filter(name="qc.probe_told.v1"))


def test_a_row_reads_back_as_the_orm_would_have_written_it():
    at, using = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC), alias_for("qc")
    values = {"app": "qc", "command": "x", "actor_kind": "worker", "correlation_id": "c", "at": at, "client_id": uuid4()}
    values["data"] = {"n": 2**70, "text": "ä “q” %s", "none": None, "list": [1, {"a": 1.5}]}
    with atomic("qc"):
        records.insert(using, (AuditFact, values))

    row = AuditFact.objects.using(using).get(command="x")
    assert {name: getattr(row, name) for name in values} == values
    assert row.chained is False and row.subject == "" and row.actor_id is None and row.pk is not None


def test_an_unknown_column_is_refused():
    with pytest.raises(LookupError, match="wrong"), atomic("qc"):
        records.insert(alias_for("qc"), (CommandKey, {"wrong": 1}))


@command("qc", right=INTERNAL)
def tell_twice(*, actor, key: str) -> None:
    """Tells one word for good, and one inside a savepoint that is undone."""
    signals.publish(ProbeTold(word="kept"))
    try:
        with transaction.atomic(using=alias_for("qc")):
            signals.publish(ProbeTold(word="undone"))
            raise ValueError
    except ValueError:
        pass


@command("qc", right=INTERNAL)
def tell_and_fail(*, actor):
    signals.publish(ProbeTold(word="lost"))
    raise ValueError


@command("qc", right=INTERNAL)
def tell_many(*, actor, words: int, key: str) -> int:
    for number in range(words):
        signals.publish(ProbeTold(word=f"{number:03}"))
    return words


def test_a_signal_goes_with_the_savepoint_it_was_told_in():
    tell_twice(actor=QC, key="k")

    assert told() == ["kept"]


def test_a_command_that_fails_tells_nothing():
    with pytest.raises(ValueError):
        tell_and_fail(actor=QC)

    assert told() == []


def test_many_signals_of_a_command_are_all_told_in_order():
    words = 103

    assert tell_many(actor=QC, words=words, key="k") == tell_many(actor=QC, words=words, key="k") == words

    ids = OutboxEvent.objects.using(alias_for("qc")).filter(name="qc.probe_told.v1").order_by("id")
    assert [e.payload["word"] for e in ids] == [f"{n:03}" for n in range(words)]


def test_the_relay_makes_no_savepoint_for_receivers_that_leave_the_database_alone(monkeypatch):
    monkeypatch.setattr(signals, "_patterns", [])
    with atomic("qc"):
        for word in ("a", "b", "c"):
            signals.publish(ProbeTold(word=word))

    with CaptureQueriesContext(connections[alias_for("kernel")]) as seen:
        signals.relay()

    statements = [q["sql"] for q in seen.captured_queries]
    noted = [sql for sql in statements if "INSERT" in sql and InboxEntry._meta.db_table in sql]
    savepoints = list(itertools.dropwhile(lambda sql: InboxEntry._meta.db_table not in sql, statements))
    assert TOLD == ["a", "b", "c"] and len(noted) == 1
    assert not any(sql.startswith("SAVEPOINT") for sql in savepoints[: savepoints.index(noted[0])])


def test_a_savepoint_begins_with_the_first_statement_and_is_undone_with_the_block():
    using = alias_for("qc")
    with context.entered(Frame("batch", "qc")), walls.writing_as("qc", using=using):
        with pytest.raises(ValueError), telling.SavepointWhenNeeded(using):
            signals.publish(ProbeTold(word="undone"))
            raise ValueError
        with telling.SavepointWhenNeeded(using):
            signals.publish(ProbeTold(word="kept"))

    assert told() == ["kept"]
