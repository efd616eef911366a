"""Slots: what recurs happens once per slot, however many schedulers fire it."""

import multiprocessing
import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import close_old_connections, connections

from kernel import claims, slots, worker
from kernel.models import Slot

NOON = datetime(2025, 12, 13, 12, 0, tzinfo=UTC)


def test_of_many_schedulers_one_takes_each_slot(committed):
    taken: list[datetime] = []
    start = threading.Barrier(6)

    def schedule() -> None:
        start.wait()
        for n in range(30):
            if slots.take("kernel.relay", NOON + timedelta(seconds=n)):
                taken.append(NOON + timedelta(seconds=n))
        connections.close_all()

    threads = [threading.Thread(target=schedule) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == [NOON + timedelta(seconds=n) for n in range(30)]


def test_slots_of_different_names_and_moments_are_free():
    assert slots.take("a", NOON) and slots.take("b", NOON) and slots.take("a", NOON + timedelta(seconds=5))
    assert not slots.take("a", NOON)


def test_a_slot_is_counted_from_1970_so_that_machines_agree():
    at = datetime(2025, 12, 13, 12, 0, 7, 900_000, tzinfo=UTC)

    assert slots.slot_of(at, seconds=5) == datetime(2025, 12, 13, 12, 0, 5, tzinfo=UTC)
    assert slots.slot_of(at, seconds=1) == datetime(2025, 12, 13, 12, 0, 7, tzinfo=UTC)


def test_slots_are_forgotten_after_an_hour_of_real_time():
    now = datetime.now(UTC)
    slots.take("old", now - timedelta(minutes=61))
    slots.take("young", now - timedelta(minutes=59))

    assert slots.forget_slots() == 1 and slots.forget_slots() == 0
    assert [slot.name for slot in Slot.objects.all()] == ["young"]


def test_every_job_has_a_queue_that_exists_and_a_sane_distance():
    jobs = worker.jobs()

    assert [job.name for job in jobs][:2] == ["kernel.relay", "kernel.mail"] and len({job.name for job in jobs}) == len(jobs)
    assert {job.queue for job in jobs} == set(claims.QUEUES) and all(1 <= job.every <= 300 for job in jobs)
    with pytest.raises(ValueError, match="no queue hurry"):
        claims.sweep(queue="hurry")


def test_one_job_is_served_until_it_finds_nothing(monkeypatch):
    answers = [3, 2, 0, 9]
    job = claims.Sweep(app="kernel", name="kernel.probe", function=lambda: answers.pop(0))
    monkeypatch.setitem(claims.SWEEPS, job.name, job)

    assert worker.serve("kernel.probe", seconds=60) == 5 and answers == [9]
    answers[:] = [1, 1, 0]
    assert worker.serve("kernel.probe", seconds=0) == 1


def test_a_forked_worker_goes_by_its_own_process_id():
    close_old_connections()
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sending.send((os.getpid(), claims.worker_id())))
    child.start()
    pid, name = receiving.recv()
    child.join()

    assert pid != os.getpid() and name.startswith(f"{pid}-") and claims.worker_id().startswith(f"{os.getpid()}-")
