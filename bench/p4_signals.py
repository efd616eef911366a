"""P4: what a signal costs to tell, how fast the relay is, whether a backlog slows it, how soon a signal is heard."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench import _database, _rows
from bench._figures import Count, Figures, Timing, compare, must_be

CALLS = {"ci": 40, "full": 300}
EVENTS = {"ci": 400, "full": 4_000}
SINGLY = {"ci": 60, "full": 400}
BACKLOG = {"ci": 50_000, "full": 1_000_000}
ROUNDS = {"ci": 5, "full": 11}
WAKES = {"ci": 40, "full": 300}
IDLE_SECONDS = {"ci": 3, "full": 20}


def run(*, scale: str) -> Figures:
    """Ratios of publishing, relaying and of a backlog; the 95th percentile of hearing and the idle worker's CPU."""
    rounds = ROUNDS[scale]
    figures = Figures(
        ratios=[
            compare(
                "transaction with a signal beside without",
                lambda: _business(CALLS[scale], tell=True),
                lambda: _business(CALLS[scale], tell=False),
                rounds=3 * rounds,
                goal=1.5,
            )
        ]
    )
    with _one_receiver() as heard:
        _clear()
        figures.ratios.append(
            compare(
                "relay with inbox beside a commit per event",
                lambda: _relayed(EVENTS[scale], heard),
                lambda: _one_by_one(SINGLY[scale], heard),
                rounds=rounds,
                goal=20,
                faster=True,
                unit="s per event",
            )
        )
        figures.counts = _flushes(scale, heard)
        figures.ratios.append(_with_backlog(BACKLOG[scale], EVENTS[scale], heard, rounds))
        p95, idle = _wake_ups(WAKES[scale], IDLE_SECONDS[scale])
    figures.timings = [
        Timing(what="p95 from commit to receiver, ms", value=p95, limit=10),
        Timing(what="CPU of an idle worker, %", value=idle, limit=2),
    ]
    return figures


def gates(scale: str) -> list[Count]:
    """WAL flushes of the relay."""
    with _one_receiver() as heard:
        _clear()
        return _flushes(scale, heard)


def _flushes(scale: str, heard: list) -> list[Count]:
    _fill(EVENTS[scale])
    one = _database.counted(lambda: _relay_all(heard, EVENTS[scale]))
    return [Count(what="WAL flushes of the relay per 100 events", value=100 * one.flushes / EVENTS[scale], limit=2)]


def _business(calls: int, *, tell: bool) -> float:
    """A change of two rows in one transaction, with or without the fact told."""
    from apps.learning import signals
    from apps.learning.models import EventLine
    from kernel import clock
    from kernel.db import atomic
    from kernel.signals import publish

    before = _outbox()
    started = time.perf_counter()
    for _ in range(calls):
        with atomic("learning"):
            row = EventLine.objects.create(group="analytics", name="bench", client_id=None, data={"n": 1}, at=clock.now())
            EventLine.objects.filter(pk=row.pk).update(name="changed")
            if tell:
                publish(signals.BudgetExhausted(client_id=None, task="bench"))
    spent = (time.perf_counter() - started) / calls
    must_be(_outbox() - before, calls if tell else 0, "signals told")
    return spent


@contextmanager
def _one_receiver() -> Iterator[list]:
    """Only one receiver hears: it does no work of its own, so that what is measured is the relay's."""
    from kernel import signals
    from kernel.signals import Receiver

    heard: list[float] = []
    before = dict(signals._receivers), list(signals._patterns)
    signals._receivers.clear(), signals._patterns.clear()
    signals._patterns.append(("learning.*", Receiver("learning", "bench.hear", lambda event: heard.append(time.perf_counter()))))
    try:
        yield heard
    finally:
        signals._patterns[:] = before[1]
        signals._receivers.update(before[0])


def _clear() -> None:
    with _database.superuser() as server:
        server.execute("TRUNCATE kernel_outbox, kernel_inbox")


def _fill(count: int) -> None:
    """So many signals to tell, as `publish` writes them."""
    from apps.learning import signals
    from kernel.db import atomic
    from kernel.signals import publish

    with atomic("learning"):
        for _ in range(count):
            publish(signals.BudgetExhausted(client_id=None, task="bench"))


def _relay_all(heard: list, count: int) -> float:
    from kernel import signals

    heard.clear()
    before = _inbox()
    started = time.perf_counter()
    while signals.relay():
        pass
    spent = (time.perf_counter() - started) / count
    must_be((len(heard), _inbox() - before, signals.pending()), (count, count, 0), "events heard, noted, left")
    return spent


def _relayed(count: int, heard: list) -> float:
    _fill(count)
    return _relay_all(heard, count)


def _one_by_one(count: int, heard: list) -> float:
    """The reference: take the next event, note it, hear it, mark it, commit."""
    from django.db import transaction

    from kernel import clock, signals
    from kernel.models import InboxEntry, OutboxEvent

    _fill(count)
    receiver = signals._patterns[0][1]
    heard.clear()
    with _database.as_owner():
        started = time.perf_counter()
        for _ in range(count):
            with transaction.atomic():
                row = OutboxEvent.objects.select_for_update(skip_locked=True).filter(state="pending").order_by("id").first()
                InboxEntry.objects.create(event_id=row.id, receiver=receiver.name, at=clock.now())
                receiver.function(signals.load(row.name, row.payload))
                OutboxEvent.objects.filter(pk=row.pk).update(state="done", done_at=clock.now())
        spent = (time.perf_counter() - started) / count
    must_be((len(heard), signals.pending()), (count, 0), "events heard and left one by one")
    return spent


def _with_backlog(backlog: int, events: int, heard: list, rounds: int):
    """The relay over a table that holds many told signals, beside an empty one: the same database, filled and emptied in turn."""
    from kernel.models import OutboxEvent

    def among() -> float:
        _rows.fill(OutboxEvent, backlog, {**_rows.anything(OutboxEvent), "state": "'done'", "name": "'learning.old.v1'"})
        spent = _relayed(events, heard)
        _clear()
        return spent

    return compare(
        f"relay among {backlog:,} told signals beside none",
        among,
        lambda: _relayed(events, heard),
        rounds=rounds,
        goal=1.2,
        unit="s per event",
    )


def _wake_ups(times: int, idle_seconds: float) -> tuple[float, float]:
    """p95 in ms from a commit to the receiver in a worker that was idle, and that worker's CPU in % while nothing happens."""
    from kernel import signals, worker

    heard = threading.Event()
    at: list[float] = []
    receiver = signals._patterns[0][1]
    signals._patterns[0] = (
        "learning.*",
        type(receiver)(receiver.app, receiver.name, lambda event: (at.append(time.perf_counter()), heard.set())),
    )
    stop = threading.Event()
    thread = threading.Thread(target=_closing(lambda: worker.run_forever(stop=stop)))
    thread.start()
    try:
        time.sleep(1)
        began, used = time.perf_counter(), time.process_time()
        time.sleep(idle_seconds)
        idle = 100 * (time.process_time() - used) / (time.perf_counter() - began)
        delays = []
        for _ in range(times):
            heard.clear()
            _fill(1)
            told = time.perf_counter()
            if not heard.wait(10):
                raise AssertionError("a signal was not heard within ten seconds")
            delays.append((at[-1] - told) * 1000)
            time.sleep(0.05)
    finally:
        stop.set()
        thread.join()
    return round(statistics.quantiles(delays, n=20)[-1], 2), round(idle, 2)


def _closing(work: Callable[[], object]) -> Callable[[], object]:
    def run_and_close() -> None:
        from django.db import connections

        try:
            work()
        finally:
            connections.close_all()

    return run_and_close


def _outbox() -> int:
    from kernel.models import OutboxEvent

    return OutboxEvent.objects.count()


def _inbox() -> int:
    from kernel.models import InboxEntry

    return InboxEntry.objects.count()
