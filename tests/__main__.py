"""`make test`: the suite on each engine, one leg after the other, each beside servers of its own that end with it.

Legs: sqlite and postgresql, with one database or (names with -split) one per module; then faults, one after the other, because
each loads the machine by itself. AICMO_SPLIT=1 in the environment leaves only the split legs. A leg whose servers are missing is
named and skipped; with CI=true that is a failure. The first leg runs everything, the later ones what an engine can change.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass

from tests import servers

WHOLE = ("tests", "--ignore=tests/faults")
ENGINE = (*WHOLE, *(f"--ignore=tests/{name}" for name in ("clients", "demo", "bench")), "-m", "not browser")
"""Without what starts processes on engines of its own or generates code, and without browsers: that says nothing new."""
QUICK = (*ENGINE[:-1], "not browser and not slow", "--ignore=tests/architecture/test_access_matrix.py")
"""Without long stories and the matrix of who may do what: one database or many makes no difference to those."""


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


def run(leg: Leg, arguments: list[str]) -> int:
    """pytest's exit code on one leg; Missing if its servers are not installed."""
    command = [sys.executable, "-m", "pytest", *leg.folders, *arguments, *leg.alone]
    if not leg.real:
        return subprocess.run(command, env=leg.environment()).returncode
    with servers.running(*servers.FAST) as (_, _, addresses):
        return subprocess.run(command, env=leg.environment() | addresses).returncode


def main(given: list[str]) -> int:
    """Run the legs asked for, options that are not ours going to pytest; 1 if a leg failed, or was skipped in CI."""
    parser = argparse.ArgumentParser(prog="python -m tests")
    parser.add_argument("--legs", default="", help=f"some of {', '.join(leg.name for leg in LEGS)}, with commas; else all")
    options, arguments = parser.parse_known_args(given)
    wanted = [name for name in options.legs.split(",") if name]
    if unknown := set(wanted) - {leg.name for leg in LEGS}:
        parser.error(f"there is no leg {', '.join(sorted(unknown))}")
    split_only = os.environ.get("AICMO_SPLIT") == "1"
    legs = [leg for leg in LEGS if (leg.name in wanted or not wanted) and (leg.split or not split_only)]
    outcomes = {}
    for leg in legs:
        print(f"\ntests: leg {leg.name}", flush=True)
        started = time.monotonic()
        try:
            code = run(leg, arguments)
            outcomes[leg.name] = "passed" if code == 0 else f"failed ({code})"
        except servers.Missing as error:
            outcomes[leg.name] = f"skipped: {error}"
        outcomes[leg.name] += f", {time.monotonic() - started:.0f} s"
    for name, outcome in outcomes.items():
        print(f"tests: {name}: {outcome}")
    bad = ("failed", "skipped") if os.environ.get("CI") == "true" else ("failed",)
    return int(any(outcome.startswith(bad) for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
