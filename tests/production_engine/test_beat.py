"""The scheduler: however many run, each wake-up is sent once, and nothing that fails ends them."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.db import DatabaseError

from aicmo_site import beat
from aicmo_site.celery import EverySlot, app
from kernel import claims, slots, worker


@pytest.fixture
def schedulers(monkeypatch, settings):
    """Two of them on one database; `sent` has what they sent, `waiting` how many wake-ups lie in every queue."""
    settings.AICMO_REDIS_URL = "redis://127.0.0.1:1/0"  # nobody is asked
    found = SimpleNamespace(sent=[], waiting=0)

    def make() -> beat.SlotScheduler:
        made = beat.SlotScheduler(app=app, lazy=True)
        made.setup_schedule()
        made.producer = None
        made._redis = SimpleNamespace(llen=lambda _: found.waiting)
        monkeypatch.setattr(made, "apply_async", lambda entry, **_: found.sent.append(entry.name))
        return made

    found.both = (make(), make())
    return found


def test_two_schedulers_send_each_wake_up_once(schedulers):
    # The longest slots: both schedulers meet in the same one.
    names = [job.name for job in worker.jobs() if job.every == 300]
    for scheduler in schedulers.both:
        for name in names:
            scheduler.apply_entry(scheduler.schedule[name])

    assert len(names) >= 3 and sorted(schedulers.sent) == sorted(names)


def test_a_queue_nobody_listens_to_is_not_filled_up(schedulers):
    scheduler = schedulers.both[0]
    schedulers.waiting = beat.ENOUGH
    scheduler.apply_entry(scheduler.schedule["kernel.mail"])

    assert schedulers.sent == []


@pytest.mark.parametrize("error", [DatabaseError("away"), ConnectionError("away")])
def test_what_fails_is_told_and_made_good_by_the_next_slot(schedulers, monkeypatch, error):
    def fail(*_) -> bool:
        raise error

    scheduler = schedulers.both[0]
    with monkeypatch.context() as patched:
        patched.setattr(slots, "take", fail)
        scheduler.apply_entry(scheduler.schedule["kernel.forget_keys"])
    scheduler.apply_entry(scheduler.schedule["kernel.forget_keys"])

    assert schedulers.sent == ["kernel.forget_keys"]


def test_the_schedule_is_made_of_the_jobs_and_says_nothing_else(schedulers):
    entries = schedulers.both[0].schedule

    assert set(entries) == {job.name for job in worker.jobs()} and set(entries) <= set(app.tasks)
    assert all(not entry.args and not entry.kwargs for entry in entries.values())
    assert {entry.options["queue"] for entry in entries.values()} == set(claims.QUEUES)


@pytest.mark.parametrize(
    ("last", "now", "due", "wait"),
    [(7.0, 9.9, False, 0.1), (9.9, 10.0, True, 5.0), (2.0, 11.0, True, 4.0), (10.0, 12.0, False, 3.0)],
)
def test_a_job_is_due_when_a_slot_begins(monkeypatch, last, now, due, wait):
    every = EverySlot(5)
    monkeypatch.setattr(every, "now", lambda: datetime.fromtimestamp(now, UTC))

    found = every.is_due(datetime.fromtimestamp(last, UTC))

    assert found.is_due is due and found.next == pytest.approx(wait)
