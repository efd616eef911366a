"""One look per database says what is due; a worker with nothing to do asks nothing else."""

from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import Q

from kernel import claims, clock, due, looks, signals, walls, worker
from kernel.db import alias_for, atomic
from kernel.models import CommandKey, Mail, OutboxEvent
from tests.kernel.probes import TOLD, ProbeTold
from tests.kernel.test_claims_and_effects import mail_row

QC = alias_for("qc")


class Statements:
    """Counts the statements of every database in the block."""

    def __enter__(self):
        self.seen = []
        for connection in connections.all():
            connection.execute_wrappers.append(self._note)
        return self

    def __exit__(self, *error):
        for connection in connections.all():
            connection.execute_wrappers.remove(self._note)

    def _note(self, execute, sql, params, many, context):
        self.seen.append(sql)
        return execute(sql, params, many, context)


def test_a_round_with_nothing_due_asks_each_database_once_and_writes_nothing(harness):
    harness.drain()
    before = walls.writes()

    with Statements() as asked:
        assert worker.tick() == 0

    looks = [sql for sql in asked.seen if "UNION ALL" in sql]
    assert len(looks) == len(signals.databases()) and walls.writes() == before
    assert len(asked.seen) <= len(looks) + 10, asked.seen


def test_a_look_sees_what_is_due_and_not_what_comes_later():
    mail_row(due_at=clock.now() + timedelta(hours=1))
    with due.looked():
        assert due.nothing_in(Mail, QC) and due.nothing_in(CommandKey, QC)

    clock.advance(timedelta(hours=1))
    with due.looked():
        assert not due.nothing_in(Mail, QC) and due.nothing_in(OutboxEvent, QC)
    assert not due.nothing_in(OutboxEvent, QC), "outside a look every table is asked"


@pytest.mark.parametrize("held", ["retry_at", "lease_until"])
def test_a_look_knows_backoff_and_leases(held):
    row = mail_row()
    claims.claim(Mail, using=QC) if held == "lease_until" else claims.hold_back(row, "later")

    with due.looked():
        assert due.nothing_in(Mail, QC)


def test_a_kernel_table_with_a_condition_of_its_own_is_looked_at():
    CommandKey.objects.using(QC).create(
        command="qc.x", key="1", arguments_hash="", answer=None, at=clock.now(), expires_at=clock.now() + timedelta(hours=1)
    )
    with due.looked():
        assert due.nothing_in(CommandKey, QC)

    clock.advance(timedelta(hours=2))
    with due.looked():
        assert not due.nothing_in(CommandKey, QC)


def make_work_for_others():
    """What a sweep may do that answers 0: here another of its kind finds the row in the same round."""
    with atomic("qc"):
        signals.publish(ProbeTold(word="within the round"))
    return 0


def round_of(*sweeps):
    with due.looked():
        assert due.nothing_in(OutboxEvent, QC)
        for sweep in sweeps:
            sweep()


def test_what_a_job_writes_is_seen_by_the_next_job_of_the_round():
    TOLD.clear()

    round_of(make_work_for_others, signals.relay)

    assert TOLD == ["within the round"]


def test_without_the_count_of_writes_it_would_wait_for_the_next_round(monkeypatch):
    monkeypatch.setattr(walls, "writes", lambda: 0)
    TOLD.clear()

    round_of(make_work_for_others, signals.relay)
    assert TOLD == []

    signals.relay()
    assert TOLD == ["within the round"]


def test_the_look_and_the_claim_have_one_condition(monkeypatch):
    mail_row()
    monkeypatch.setattr(looks, "claimable", lambda model: Q(state="never"))
    due._look_statement.cache_clear()
    try:
        with due.looked():
            assert due.nothing_in(Mail, QC)
    finally:
        due._look_statement.cache_clear()
