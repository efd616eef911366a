"""What a command costs beside the same change written with the plain ORM in one transaction, on SQLite.

The command also checks the right, remembers its key and stores an audit fact: three statements against one.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS = {"ci": 5, "full": 15}
CALLS = {"ci": 200, "full": 1000}
GOAL = 1.5
"""Median ratio to reach; missed today, because the audit fact and the key are rows of their own."""


def run(*, scale: str) -> dict:
    """JSON: ok (goal reached), the median, smallest and largest ratio of the pairs, and statements per call."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AICMO_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aicmo_site.settings.embedded")
        return _measure(Path(folder), rounds=ROUNDS[scale], calls=CALLS[scale])


def _measure(folder: Path, *, rounds: int, calls: int) -> dict:
    import django
    from django.conf import settings

    settings.AICMO_SQL_GUARD = False  # a guard of tests and embedded mode; both sides are measured without it
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    ours, plain = _ours(), _plain()
    ratios = []
    for _ in range(rounds):
        first, second = _seconds(ours, calls), _seconds(plain, calls)
        ratios.append(first / second)
    median = statistics.median(ratios)
    return {
        "ok": median <= GOAL,
        "goal": GOAL,
        "ratio": round(median, 2),
        "min": round(min(ratios), 2),
        "max": round(max(ratios), 2),
        "statements": {"command": _statements(ours), "plain": _statements(plain)},
    }


def _ours() -> Callable[[], object]:
    from apps.learning import services
    from kernel.actors import worker
    from kernel.ids import new_id

    actor = worker("learning")
    return lambda: services.log_event(
        actor=actor, group="analytics", name="bench", client_id=None, data={"n": 1}, key=new_id().hex
    )


def _plain() -> Callable[[], object]:
    from django.db import transaction

    from apps.learning.models import EventLine as Event
    from kernel import clock

    def write() -> None:
        with transaction.atomic():
            Event.objects.create(group="analytics", name="bench", client_id=None, data={"n": 1}, at=clock.now())

    return write


def _seconds(call: Callable[[], object], calls: int) -> float:
    started = time.perf_counter()
    for _ in range(calls):
        call()
    return time.perf_counter() - started


def _statements(call: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        call()
    return len([q for q in seen.captured_queries if not q["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))])
