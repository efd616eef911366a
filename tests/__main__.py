"""`make test`: the suite on each engine, one leg after the other, each beside servers of its own that end with it.

Legs: sqlite and postgresql, with one database or (names with -split) one per module; then faults, one after the other, because
each loads the machine by itself. AICMO_SPLIT=1 in the environment leaves only the split legs. A leg whose servers are missing is
named and skipped; with CI=true that is a failure. The first leg runs everything, the later ones what an engine can change.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests import measured, servers

WHOLE = ("tests", "--ignore=tests/faults")
_ONCE = ("clients", "demo", "bench", "architecture/test_new_module.py")
_NO_DATABASE = (
    "cam/test_classifier.py", "cam/test_days_of_return.py", "cam/test_exports.py", "cam/test_hostile_files.py",
    "cam/test_mail_files.py", "cam/test_reply_commands.py", "kernel/test_dkim.py",
)  # fmt: skip
ENGINE = (*WHOLE, *(f"--ignore=tests/{name}" for name in (*_ONCE, *_NO_DATABASE)), "-m", "not browser")
"""Without what starts processes on engines of its own, generates code or asks (next to) no database, and without browsers:
that says nothing new."""
QUICK = (*ENGINE[:-1], "not browser and not slow", "--ignore=tests/architecture/test_access_matrix.py")
"""Without long stories and the matrix of who may do what: one database or many makes no difference to those."""


_COUNTED = ("tests", "failures", "errors", "skipped")


@dataclass(frozen=True)
class Leg:
    """One run of the suite: on which engine, in how many databases."""

    name: str
    real: bool
    split: bool
    folders: tuple[str, ...] = ENGINE
    alone: tuple[str, ...] = ()

    def environment(self) -> dict[str, str]:
        """What the run's process gets, beside the servers' addresses."""
        matrix = "full" if not self.real and not self.split else "short"
        return {"AICMO_MATRIX": matrix, **os.environ, "AICMO_SPLIT": "1" if self.split else "0"}


LEGS = (
    Leg("sqlite", real=False, split=False, folders=WHOLE),
    Leg("sqlite-split", real=False, split=True, folders=QUICK),
    Leg("postgresql", real=True, split=False, folders=ENGINE),
    Leg("postgresql-split", real=True, split=True, folders=QUICK),
    Leg("faults", real=True, split=False, folders=("tests/faults",), alone=("-n", "0")),
)


def run(leg: Leg, arguments: list[str]) -> dict[str, Any]:
    """pytest's exit code and counts on one leg; Missing if its servers are not installed."""
    with tempfile.TemporaryDirectory(prefix="aicmo-report-") as folder, ExitStack() as stack:
        addresses = stack.enter_context(servers.running(*servers.FAST))[2] if leg.real else {}
        report = Path(folder) / "junit.xml"
        command = [sys.executable, "-m", "pytest", *leg.folders, *arguments, *leg.alone, f"--junit-xml={report}"]
        code = subprocess.run(command, env=leg.environment() | addresses).returncode
        return {"leg": leg.name, "code": code, **_counts(report)}


def _counts(report: Path) -> dict[str, int]:
    """How many tests passed, failed and were skipped; nothing if pytest was ended before it could say so."""
    if not report.exists():
        return {}
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    found = {name: sum(int(suite.get(name, 0)) for suite in suites) for name in _COUNTED}
    failed = found["failures"] + found["errors"]
    return {"passed": found["tests"] - failed - found["skipped"], "failed": failed, "skipped": found["skipped"]}


def main(given: list[str]) -> int:
    """Run the legs asked for, options that are not ours going to pytest; 1 if a leg failed, or was skipped in CI."""
    parser = argparse.ArgumentParser(prog="python -m tests")
    parser.add_argument("--legs", default="", help=f"some of {', '.join(leg.name for leg in LEGS)}, with commas; else all")
    parser.add_argument("--write", action="store_true", help="leave the outcomes in docs/measured.md")
    options, arguments = parser.parse_known_args(given)
    wanted = [name for name in options.legs.split(",") if name]
    if unknown := set(wanted) - {leg.name for leg in LEGS}:
        parser.error(f"there is no leg {', '.join(sorted(unknown))}")
    split_only = os.environ.get("AICMO_SPLIT") == "1"
    legs = [leg for leg in LEGS if (leg.name in wanted or not wanted) and (leg.split or not split_only)]
    outcomes = []
    for leg in legs:
        print(f"\ntests: leg {leg.name}", flush=True)
        started = time.monotonic()
        try:
            outcome = run(leg, arguments)
        except servers.Missing as error:
            outcome = {"leg": leg.name, "not_run": str(error)}
        outcomes.append(outcome | {"seconds": round(time.monotonic() - started)})
    for outcome in outcomes:
        print(json.dumps(outcome, sort_keys=True))
    if options.write:
        measured.write("make test", outcomes)
    in_ci = os.environ.get("CI") == "true"
    return int(any(outcome.get("code") or (in_ci and "not_run" in outcome) for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
