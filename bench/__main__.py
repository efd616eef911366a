"""`make bench SCALE=ci|full`: run every benchmark, print one JSON line each; exit code 1 if a goal was missed."""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import sys

import bench


def main() -> int:
    """Run all, or the one that is named."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--scale", choices=("ci", "full"), default="ci")
    parser.add_argument("only", nargs="?", default="")
    options = parser.parse_args()
    names = sorted(m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_"))
    if options.only and options.only not in names:
        print(f"bench: there is no {options.only}; there are {', '.join(names)}", file=sys.stderr)
        return 2
    missed = 0
    for name in [options.only] if options.only else names:
        result = importlib.import_module(f"bench.{name}").run(scale=options.scale)
        print(json.dumps({"bench": name, "scale": options.scale, **result}, sort_keys=True), flush=True)
        missed += not result["ok"]
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
