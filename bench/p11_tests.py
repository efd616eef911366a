"""P11: how long one app's tests take.

Where AICMO_JUNIT names the report of a run (`pytest --junit-xml`), the times of its tests are added up by folder; else folders
are run as a person would run them: one in the short form, all in the full one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

from bench._figures import Figures, Timing, must_be

ROOT = Path(__file__).resolve().parents[1]
SERVERS = False
GOAL_SECONDS = 20
ONE = ("retention",)


def run(*, scale: str) -> Figures:
    """Seconds per folder, and the slowest of them against the goal."""
    from aicmo_site.modules import MODULES

    if report := os.environ.get("AICMO_JUNIT"):
        seconds = reported(Path(report), MODULES)
    else:
        seconds = {name: _seconds(name) for name in (ONE if scale == "ci" else MODULES)}
    worst = max(seconds, key=seconds.get)
    slowest = Timing(what=f"slowest app's tests ({worst}), s", value=seconds[worst], limit=GOAL_SECONDS)
    return Figures(timings=[slowest], notes={"seconds": seconds})


def reported(report: Path, apps: tuple[str, ...]) -> dict[str, float]:
    """Seconds of each app's tests in a JUnit report; WrongResult if it has none of them."""
    found: dict[str, float] = defaultdict(float)
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        parts = case.get("classname", "").split(".")
        if parts[0] == "tests" and len(parts) > 1 and parts[1] in apps:
            found[parts[1]] += float(case.get("time", 0))
    must_be(bool(found), True, f"tests of apps in {report}")
    return {app: round(seconds, 1) for app, seconds in found.items()}


def _seconds(app: str) -> float:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", f"tests/{app}"]
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    spent = time.perf_counter() - started
    must_be(done.returncode, 0, f"tests of {app}: {done.stdout[-500:]}")
    return round(spent, 1)
