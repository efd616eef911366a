"""The rules of the watchdog, moment by moment, without servers: what counts as life, and what ends a process."""

import os
import time
from types import SimpleNamespace

import pytest

from aicmo_site import processes, watchdog
from kernel import heartbeat


class Ended(Exception):
    """In place of the end of the test's own process."""


@pytest.fixture
def beats(monkeypatch):
    """The heartbeats written."""
    written: list[str] = []
    monkeypatch.setattr(heartbeat, "beat", lambda kind, *, force: written.append(kind) or True)
    return written


@pytest.fixture
def worker(monkeypatch, settings):
    """A worker's watchdog whose Redis takes every call; two processes, none busy, no stand-in."""
    settings.AICMO_WORKER_SECONDS = {"call": 5, "deaf": 15, "beat": 15, "dead": 60}
    monkeypatch.setattr("celery.worker.state.active_requests", set())
    app = SimpleNamespace(connection_for_write=lambda **_: Connection(), send_task=lambda *_, **__: None)
    made = watchdog.WorkerWatchdog(app, SimpleNamespace(hostname="worker@here", concurrency=2))
    monkeypatch.setattr(made, "_stands_in", lambda: False)
    return made


class Connection:
    """A connection to a broker that takes what it is given."""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


def test_a_worker_that_hears_says_that_it_lives(worker, beats):
    worker.hear(watchdog.HEAR)
    worker.pulse()
    worker.pulse()

    assert beats == ["celery"]


def test_a_deaf_worker_whose_redis_answers_says_nothing(worker, beats):
    worker.heard -= 16
    worker.pulse()

    assert beats == []


def test_a_worker_whose_processes_all_work_need_not_hear(worker, beats, monkeypatch):
    worker.heard -= 16
    monkeypatch.setattr("celery.worker.state.active_requests", {"one", "two"})
    worker.pulse()

    assert beats == ["celery"]


@pytest.mark.parametrize("stands_in", [True, False])
def test_without_redis_a_worker_lives_if_a_stand_in_polls(worker, beats, monkeypatch, stands_in):
    worker.heard -= 16
    worker.app.connection_for_write = lambda **_: 1 / 0
    monkeypatch.setattr(worker, "_stands_in", lambda: stands_in)
    worker.pulse()

    assert beats == ["celery"] * stands_in


def test_a_heartbeat_that_was_not_written_is_tried_again_soon(worker, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(heartbeat, "beat", lambda kind, *, force: answers.pop(0))
    began = worker.beaten
    worker.pulse()
    assert worker.beaten == began and answers == [True]
    worker.written -= 5
    worker.pulse()

    assert worker.beaten > began and answers == []


@pytest.mark.parametrize(("silent", "ends"), [(59, False), (61, True)])
def test_sixty_seconds_without_a_heartbeat_end_the_process(worker, monkeypatch, silent, ends):
    def end(code: int) -> None:
        raise Ended(code)

    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(worker, "last_words", lambda: 1 / 0)
    worker.beaten -= silent

    if ends:
        with pytest.raises(Ended, match=str(watchdog.EXIT_CODE)):
            worker.watch()
    else:
        worker.watch()


@pytest.mark.parametrize(("silent", "busy", "started"), [(14, 0, False), (16, 0, True), (16, 2, False)])
def test_a_stand_in_comes_when_no_wake_up_does(worker, monkeypatch, silent, busy, started):
    commands: list[list[str]] = []
    monkeypatch.setattr(watchdog.subprocess, "Popen", lambda command, **_: commands.append(command))
    monkeypatch.setattr("celery.worker.state.active_requests", set(range(busy)))
    worker.woken -= silent
    worker.hear(watchdog.HEAR)  # hearing itself is no wake-up: a dead scheduler needs the stand-in too
    worker.mind_stand_in()

    assert bool(commands) is started and all(command[2:4] == ["work", "--parent"] for command in commands)


def test_a_stand_in_goes_when_wake_ups_come_again(worker, monkeypatch):
    ended: list[bool] = []
    worker.stand_in = SimpleNamespace(terminate=lambda: ended.append(True))
    monkeypatch.setattr(worker, "_stands_in", lambda: True)
    worker.hear("kernel.relay")
    worker.mind_stand_in()

    assert ended == [True]


def test_a_supervisor_starts_again_what_ends_and_ends_what_lives(monkeypatch):
    monkeypatch.setattr(processes, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(processes, "LONGEST_WAIT", 0.05)
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        if sum("ended with code 70" in seen for seen in lines) == 2:
            supervisor.stop.set()

    commands = {"short": ["/bin/sh", "-c", "exit 70"], "long": ["/bin/sleep", "600"]}
    supervisor = processes.Supervisor(commands, say=say)
    begun = time.monotonic()
    supervisor.run()

    assert {kept.name: kept.codes for kept in supervisor.kept} == {"short": [70, 70], "long": []}
    assert lines[-1] == "long: ended" and time.monotonic() - begun < 30
