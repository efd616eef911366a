"""A journey that is played by forked processes, each killed at a crash point it was the first to reach."""

from __future__ import annotations

import os
import signal
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connections

from apps.cam.providers import FakeInbox
from apps.orchestration import services as orchestration
from kernel import claims, clock, ids, testing
from kernel.mail import MaildirTransport
from tests.journeys.cast import Cast

PACK = "quick_social_basic"
ENDED, KILLED = 0, -signal.SIGKILL
MOST_KILLS = 3_000


def play(*, cancel: bool, kill_times: int) -> dict:
    """Play one journey to its end; at every crash point the process is killed the first `kill_times` times that it gets there.

    Returns how many kills there were, at how many points, and in how many processes it was played.
    """
    with _acting() as cast:
        cast.pack = PACK
        cast.win()
        _remember()
    connections.close_all()
    code, processes = KILLED, 0
    while code == KILLED and processes < MOST_KILLS:
        code, processes = _in_a_fork(cancel, kill_times), processes + 1
    kills = _file("kills").read_text().splitlines() if _file("kills").exists() else []
    return {"code": code, "kills": len(kills), "points": len(set(kills)), "processes": processes}


def _in_a_fork(cancel: bool, kill_times: int) -> int:
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        with _acting() as cast:
            claims.release_leases_of_dead_workers()
            testing.crash_points(lambda name: _perhaps_die(name, kill_times))
            _go_on(cast, cancel)
        code = ENDED
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _go_on(cast: Cast, cancel: bool) -> None:
    """Whoever has a part plays it, from wherever the last process died."""
    if not cancel:
        cast.to("end")
        return
    if cast.journey.ended_at is None and not _file("cancelled").exists():
        cast.to("await_published")
        _wait_until(cast, testing.NOW.timestamp() + 25 * 86400)
        orchestration.cancel(actor=cast.owner, journey_id=cast.journey.id, reason="the client stopped", key="stop")
        _file("cancelled").touch()
    cast.settle()
    _wait_until(cast, testing.NOW.timestamp() + 100 * 86400)


def _wait_until(cast: Cast, moment: float) -> None:
    seconds = moment - clock.now().timestamp()
    cast.settle()
    if seconds > 0:
        cast.harness.advance(seconds=seconds)
    _remember()


class _acting:
    """The harness at the moment where the last process died, with what outlives a process: files for mails and posts."""

    def __enter__(self) -> Cast:
        self._harness = testing.deterministic()
        harness, inbox = self._harness.__enter__(), FakeInbox()
        ids.use_random(os.urandom)  # two processes must not draw the same
        harness.use("cam.inbox", inbox)
        if _file("moment").exists():
            clock.advance(datetime.fromisoformat(_file("moment").read_text()) - clock.now())
            harness.use("mail.transport", MaildirTransport())
        return Cast(harness, inbox)

    def __exit__(self, *error: object) -> None:
        self._harness.__exit__(*error)


def _perhaps_die(name: str, kill_times: int) -> None:
    died = _file("kills").read_text().splitlines() if _file("kills").exists() else []
    if died.count(name) < kill_times:
        _remember()
        with _file("kills").open("a") as handle:
            print(name, file=handle)
        os.kill(os.getpid(), signal.SIGKILL)


def _remember() -> None:
    _file("moment").write_text(clock.now().isoformat())


def _file(name: str) -> Path:
    return Path(settings.VAR_DIR) / name
