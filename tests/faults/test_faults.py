"""Each fault command in its CI form; then once with each of its guards taken away, after which it must say so."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.conf import settings

from faults.__main__ import WITHOUT_SERVERS, mutations, names

EVERY = os.environ.get("AICMO_MUTATIONS") == "all"
"""All guards of each command; else the first one of each, in half the time."""
LEFT_OUT = {"demo_killed", "isolation"}
"""Left to `make faults`: the demo takes minutes, and the matrix of tests/architecture is itself part of the suite."""
BESIDE = ("redis_lost",)
"""Waits most of its time, so it runs beside the others, those that need one core first."""
LIGHT = ("headers", "scans", "sqlite_writers", "walls")
ORDER = (*LIGHT, *BESIDE, *(name for name in names() if name not in (*LIGHT, *BESIDE)))
GOALS = [(name, "") for name in ORDER if name not in LEFT_OUT]
MUTATED = [(name, guard) for name in ORDER for guard in (mutations(name) if EVERY else mutations(name)[:1])]
CASES = sorted([*GOALS, *MUTATED], key=lambda case: (case[0] not in LIGHT, case[0] not in BESIDE or bool(case[1]), bool(case[1])))
pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("name", "guard"), CASES, ids=["-".join(filter(None, case)) for case in CASES])
def test_the_goal_is_reached_and_missed_without_the_guard(name, guard, beside):
    code, found = beside[name, guard].result() if name in BESIDE else command(name, guard)

    assert (code, found["ok"], found.get("mutate", "")) == ((1, False, guard) if guard else (0, True, "")), found


def test_every_command_has_a_guard_that_can_be_taken_away():
    assert [name for name in names() if not mutations(name)] == ["demo_killed"]


@pytest.fixture(scope="module")
def beside(request) -> Iterator[dict[tuple[str, str], Future]]:
    """The commands of BESIDE that this session asks for, one after the other from now on."""
    specs = [item.callspec.params for item in request.session.items if hasattr(item, "callspec") and item.path == request.path]
    with ThreadPoolExecutor(1) as pool:
        cases = [(spec["name"], spec["guard"]) for spec in specs if spec["name"] in BESIDE]
        yield {case: pool.submit(command, *case) for case in cases}


def command(name: str, guard: str) -> tuple[int, dict]:
    """Its exit code and its line of JSON."""
    if name not in WITHOUT_SERVERS and not settings.AICMO_WALLS:
        pytest.skip("needs PostgreSQL: python -m tests.servers pytest tests/faults")
    words = [sys.executable, "-m", "faults", "--scale", "ci", name, *(("--mutate", guard) if guard else ())]
    done = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=900)
    assert done.returncode in (0, 1), done.stderr[-4000:]
    return done.returncode, json.loads(done.stdout)
