"""`make bench SCALE=ci|full`: run every benchmark, print one JSON line each and a table at the end.

Exit code 1 if a count passed its limit or a result was wrong, and in the full form if any goal was missed; 3 under CI=true
if a benchmark could not run. With --write the figures and growth curves are left in docs/.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack

import bench
from bench import _database, _report
from tests import measured, servers

QUIET = ("wal_writer_delay=10s", "autovacuum_naptime=1h", "checkpoint_timeout=1h", "max_wal_size=8GB")
"""What the server does by itself would be counted as ours: flushes of the WAL writer, scans and writes of autovacuum."""


def main() -> int:
    """Run all, or those that are named."""
    names = sorted(m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_"))
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--scale", choices=("ci", "full"), default="ci")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--gates", action="store_true", help="only the counts that no noise changes, which CI asks for")
    parser.add_argument("only", nargs="*", help=f"of {', '.join(names)}")
    options = parser.parse_args()
    if unknown := sorted({*options.only} - {*names}):
        print(f"bench: there is no {unknown[0]}; there are {', '.join(names)}", file=sys.stderr)
        return 2
    chosen = options.only or names
    if options.gates:
        chosen = [name for name in chosen if hasattr(importlib.import_module(f"bench.{name}"), "gates")]
    results = _run(chosen, options.scale, ["gates"] if options.gates else [])
    print(_report.table(results))
    if options.write:
        _report.write(results, scale=options.scale)
        lines = [{"bench": name, "scale": options.scale, **result} for name, result in results.items()]
        measured.write("make bench", lines)
    return _report.exit_code(results, scale=options.scale, ci=os.environ.get("CI") == "true")


def _run(names: list[str], scale: str, more: list[str]) -> dict[str, dict]:
    """Name → its figures as JSON; the servers are started once, if any of them needs them."""
    modules = {name: importlib.import_module(f"bench.{name}") for name in names}
    results = {}
    with ExitStack() as stack:
        server, environment, missing = None, {}, ""
        if any(getattr(module, "SERVERS", True) for module in modules.values()):
            try:
                server, _, environment = stack.enter_context(servers.running(*QUIET))
                _database.make_template(server, environment)
            except servers.Missing as error:
                missing = str(error)
        for name, module in modules.items():
            started = time.monotonic()
            needs = getattr(module, "SERVERS", True)
            result = (
                {"not_run": missing} if needs and missing else _one(name, scale, server if needs else None, environment, more)
            )
            results[name] = result | {"seconds": round(time.monotonic() - started, 1)}
            print(json.dumps({"bench": name, "scale": scale, **results[name]}, sort_keys=True), flush=True)
    return results


def _one(name: str, scale: str, server: servers.PostgreSQL | None, environment: dict[str, str], more: list[str]) -> dict:
    with tempfile.TemporaryDirectory(prefix="aicmo-bench-") as folder, ExitStack() as stack:
        values = {**os.environ, "AICMO_DATA": folder, "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.embedded"}
        if server is not None:
            _database.copy(server, f"bench_{name}")
            stack.callback(_database.drop, server, f"bench_{name}")
            values |= {**environment, "AICMO_BENCH_DATABASE": f"bench_{name}"}
        command = [sys.executable, "-m", "bench._child", name, scale, *more]
        done = subprocess.run(command, cwd=_database.ROOT, env=values, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            return {"failed": f"exit code {done.returncode}; what it said stands above"}
        return json.loads(done.stdout.strip().splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main())
