"""P11: how long one app's tests take, each folder run as a person would run it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bench._figures import Figures, Timing, must_be

ROOT = Path(__file__).resolve().parents[1]
SERVERS = False
GOAL_SECONDS = 20
ONE = ("retention",)


def run(*, scale: str) -> Figures:
    """Seconds per folder: one app in the short form, all of them in the full one."""
    from aicmo_site.modules import MODULES

    seconds = {name: _seconds(name) for name in (ONE if scale == "ci" else MODULES)}
    worst = max(seconds, key=seconds.get)
    slowest = Timing(what=f"slowest app's tests ({worst}), s", value=seconds[worst], limit=GOAL_SECONDS)
    return Figures(timings=[slowest], notes={"seconds": seconds})


def _seconds(app: str) -> float:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", f"tests/{app}"]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    spent = time.perf_counter() - started
    must_be(done.returncode, 0, f"tests of {app}: {done.stdout[-500:]}")
    return round(spent, 1)
