"""Each fault command in its CI form; then once with each of its guards taken away, after which it must say so."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from faults.__main__ import WITHOUT_SERVERS, mutations, names

EVERY = os.environ.get("AICMO_MUTATIONS") == "all"
MUTATED = [(name, guard) for name in names() for guard in (mutations(name) if EVERY else mutations(name)[:1])]
"""The first guard of each command; all of them with AICMO_MUTATIONS=all, which takes twice as long."""
IN_THE_SUITE = {"demo_killed", "isolation"}
"""Left to `make faults`: the demo takes minutes, and the matrix of tests/architecture is itself part of the suite."""
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", [name for name in names() if name not in IN_THE_SUITE])
def test_the_goal_is_reached(name):
    code, found = command(name)

    assert code == 0 and found["ok"], found


@pytest.mark.parametrize(("name", "guard"), MUTATED)
def test_without_its_guard_the_command_turns_red(name, guard):
    code, found = command(name, "--mutate", guard)

    assert code == 1 and found["ok"] is False and found["mutate"] == guard, found


def test_every_command_has_a_guard_that_can_be_taken_away():
    assert [name for name in names() if not mutations(name)] == ["demo_killed"]


def command(name, *more):
    """Its exit code and its line of JSON."""
    if name not in WITHOUT_SERVERS and not settings.AICMO_WALLS:
        pytest.skip("needs PostgreSQL: python -m tests.servers pytest tests/faults")
    words = [sys.executable, "-m", "faults", "--scale", "ci", name, *more]
    done = subprocess.run(words, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=900)
    assert done.returncode in (0, 1), done.stderr[-4000:]
    return done.returncode, json.loads(done.stdout)
