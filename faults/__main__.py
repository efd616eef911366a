"""`make faults SCALE=ci|full`: run every fault command, print one JSON line each; exit code 1 if any goal was missed.

`python -m faults signals` runs one; `--mutate NAME` takes one of its guards away, after which 1 is the right answer.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import pkgutil
import sys
import time

import faults
from tests import measured, servers

WITHOUT_SERVERS = {"demo_killed", "scans", "sqlite_writers"}
"""Commands of embedded mode, and of no mode."""


def main() -> int:
    """Run all, or the one that is named."""
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--scale", choices=("ci", "full"), default="ci")
    parser.add_argument("--mutate", default="", help="take this guard away")
    parser.add_argument("--write", action="store_true", help="leave the lines in docs/measured.md")
    parser.add_argument("only", nargs="?", default="")
    options = parser.parse_args()
    if problem := _wrong(options):
        print(f"faults: {problem}", file=sys.stderr)
        return 2
    commands = [options.only] if options.only else names()
    with _beside_servers(commands):
        lines = [_run(name, options) for name in commands]
    if options.write:
        measured.write("make faults", lines)
    return 0 if all(line["ok"] for line in lines) else 1


def names() -> list[str]:
    """The fault commands; what they share lies in a folder."""
    return sorted(m.name for m in pkgutil.iter_modules(faults.__path__) if not (m.ispkg or m.name.startswith("_")))


def mutations(name: str) -> tuple[str, ...]:
    """The guards of a command that can be taken away."""
    return tuple(getattr(importlib.import_module(f"faults.{name}"), "MUTATIONS", {}))


def _wrong(options: argparse.Namespace) -> str:
    if options.only and options.only not in names():
        return f"there is no {options.only}; there are {', '.join(names())}"
    if options.mutate and (not options.only or options.mutate not in mutations(options.only)):
        return f"there is no {options.mutate}; {options.only or 'name a command: it'} has {', '.join(mutations(options.only))}"
    return ""


def _run(name: str, options: argparse.Namespace) -> dict:
    module, started = importlib.import_module(f"faults.{name}"), time.monotonic()
    more = {"mutate": options.mutate} if options.mutate else {}
    result = module.run(scale=options.scale, **more)
    line = {"fault": name, "scale": options.scale, "seconds": round(time.monotonic() - started, 1), **more, **result}
    print(json.dumps(line, sort_keys=True, default=str), flush=True)
    return line


@contextlib.contextmanager
def _beside_servers(commands: list[str]):
    """PostgreSQL and Redis for all commands of this run, unless the environment names some or none are installed."""
    with contextlib.ExitStack() as stack:
        if not os.environ.get("AICMO_DB_HOST") and not WITHOUT_SERVERS.issuperset(commands):
            try:
                os.environ |= stack.enter_context(servers.running(*servers.FAST))[2]
            except servers.Missing as error:
                print(f"faults: {error}", file=sys.stderr)
                sys.exit(3)
        yield


if __name__ == "__main__":
    sys.exit(main())
