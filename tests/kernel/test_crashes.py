"""Crash points: passed in silence, unless the harness listens; never in production."""

import pytest

from kernel import crashes, signals
from kernel.db import atomic
from kernel.testing import crash_points
from tests.kernel.probes import ProbeTold


@pytest.fixture
def heard():
    names = []
    crash_points(names.append)
    yield names
    crash_points(None)


def test_the_relay_passes_its_points(heard):
    with atomic("qc"):
        signals.publish(ProbeTold(word="a"))
    signals.relay()

    assert heard[0] == "kernel_outbox: claimed" and "signals: told to tests" in heard


def test_nothing_happens_where_nobody_listens():
    assert crashes.hook is None and crashes.point("anything") is None


def test_production_takes_no_crash_points(settings):
    settings.AICMO_PRODUCTION = True

    with pytest.raises(RuntimeError):
        crash_points(print)
