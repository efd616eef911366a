"""Who is woken when, and what a worker does in a round: signals at once, what is due at the next look, the rest now and then."""

import threading

import pytest
from django.db import DatabaseError, connections

from kernel import claims, due, signals, wakeups, worker
from kernel.db import alias_for, atomic
from kernel.mail import queue
from kernel.models import OutboxEvent
from tests.kernel.probes import ProbeTold


def on_postgresql() -> bool:
    return connections["default"].vendor == "postgresql"


def publish(*words: str) -> None:
    for word in words:
        signals.publish(ProbeTold(word=word))


@pytest.fixture
def listener(committed, monkeypatch):
    if not on_postgresql():
        pytest.skip("SQLite tells nobody")
    monkeypatch.setattr(wakeups, "AGAIN_SECONDS", 0)
    with wakeups.Listener() as made:
        yield made


def test_signals_of_a_transaction_wake_once_when_it_commits(listener):
    with atomic("qc"):
        publish("a", "b", "c")
        assert not listener.woken()

    assert listener.wait(10, threading.Event())
    assert not listener.woken(within=0.05)


def test_signals_that_are_undone_wake_nobody(listener):
    with pytest.raises(ValueError), atomic("qc"):
        publish("a")
        raise ValueError

    assert not listener.woken(within=0.05)


def test_a_listener_that_lost_its_connection_polls_and_listens_again(listener):
    listener._connections[0].close()
    assert not listener.woken() and not listener.listens

    with atomic("qc"):
        publish("meanwhile")

    assert listener.wait(10, threading.Event()) and listener.listens
    with atomic("qc"):
        publish("after")
    assert listener.wait(10, threading.Event())


def test_where_nobody_tells_the_time_passes():
    if on_postgresql():
        pytest.skip("PostgreSQL tells")
    with wakeups.Listener() as listener:
        stop = threading.Event()

        assert not listener.listens and not listener.wait(0.01, stop)
        stop.set()
        assert not listener.wait(3600, stop)


@pytest.fixture
def done(monkeypatch):
    """A relay, a mail job and two sweeps that only say that they ran; `done.finds` is how often each still finds something."""

    class Done(list):
        finds: dict[str, int] = {}

    found = Done()

    def job(app: str, name: str, every: float = 3600.0) -> claims.Sweep:
        def run() -> int:
            found.append(name)
            found.finds[name] = found.finds.get(name, 0) - 1
            return int(found.finds[name] >= 0)

        return claims.Sweep(app=app, name=name, function=run, every=every)

    work = (job("kernel", worker.RELAY), job("kernel", worker.POST), job("qc", "qc.look"), job("cam", "cam.cycle"))
    monkeypatch.setattr(worker, "jobs", lambda: work)
    return found


def first_round() -> worker.Rounds:
    rounds = worker.Rounds()
    rounds.run(told=False)
    return rounds


def test_a_round_asks_only_the_jobs_in_whose_tables_something_is_due(done):
    rounds = first_round()
    assert done == [worker.RELAY, worker.POST, "qc.look", "cam.cycle"]
    done.clear()
    assert rounds.run(told=False) == 0 and done == []

    with atomic("qc"):
        publish("a")
    rounds.run(told=False)
    assert done == [worker.RELAY]

    OutboxEvent.objects.using(alias_for("qc")).update(state="done")
    with atomic("qc"):
        queue(app="qc", purpose="service", key="1", to="a@example.com", subject="s", text="t")
    done.clear()
    rounds.run(told=False)
    assert done == [worker.POST]


def test_a_job_that_found_something_is_asked_again(done):
    rounds = first_round()
    done.finds["qc.look"], rounds._busy = 2, {"qc.look"}
    done.clear()

    while rounds.run(told=False):
        pass

    assert done == ["qc.look"] * 3


def test_a_signal_is_told_before_all_else_and_between_two_jobs(done):
    rounds, news = worker.Rounds(), iter([False, True, False, False])

    rounds.run(told=True, woken=lambda: next(news))

    assert done == [worker.RELAY, worker.POST, "qc.look", worker.RELAY, "cam.cycle"]


def test_what_no_look_can_tell_is_done_every_so_often(done, monkeypatch):
    rounds = first_round()
    done.clear()
    rounds._done["cam.cycle"] -= 3601

    rounds.run(told=False)

    assert done == ["cam.cycle"]


def test_if_the_look_fails_every_job_is_asked(done, monkeypatch):
    rounds = first_round()
    done.clear()

    def broken():
        raise DatabaseError("away")

    monkeypatch.setattr(due, "found", broken)

    rounds.run(told=False)

    assert len(done) == 4


def test_a_look_finds_exactly_the_tables_that_a_claim_would(harness):
    with atomic("qc"):
        publish("a")
    using = alias_for("qc")

    def found():
        with due.looked():
            return due.found()

    assert found() == {OutboxEvent}
    (row,) = claims.claim(OutboxEvent, using=using, limit=5, order_by=("id",))
    assert found() == set()
    claims.fail(row, "x", using=using)
    assert found() == set()
    OutboxEvent.objects.using(using).update(retry_at=None)
    assert found() == {OutboxEvent}
