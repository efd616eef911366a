"""The demo is killed (SIGKILL) at random points and started again; it must end with the table of an undisturbed run."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
END = "2026-03-31T18:00:00+00:00"
PLANS = {"ci": {"plays": 1, "kills": 3, "rows": 60}, "full": {"plays": 10, "kills": 1, "rows": 0}}


def run(*, scale: str, seed: int = 7) -> dict:
    """JSON: ok, plays, kills, the seconds of the undisturbed run, and every figure that differed."""
    plan, dice = PLANS[scale], random.Random(seed)
    folder = Path(tempfile.mkdtemp(prefix="aicmo-killed-"))
    try:
        leads = _leads(folder, plan["rows"])
        started = time.monotonic()
        expected = _undisturbed(folder / "calm", leads)
        seconds = time.monotonic() - started
        differences, kills = [], 0
        for play in range(plan["plays"]):
            points = sorted(dice.uniform(0.5, seconds * 0.95) for _ in range(plan["kills"]))
            table, killed = _killed(folder / f"killed{play}", leads, points)
            kills += killed
            differences += [f"play {play}: {line}" for line in _different(expected, table)]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    ok = not differences and kills > 0
    return {"ok": ok, "plays": plan["plays"], "kills": kills, "calm_seconds": round(seconds, 1), "differences": differences}


def _leads(folder: Path, rows: int) -> Path:
    source = ROOT / "demo" / "leads.csv"
    if not rows:
        return source
    target = folder / "leads.csv"
    target.write_text("\n".join(source.read_text().splitlines()[: rows + 1]) + "\n")
    return target


def _start(var: Path, leads: Path) -> subprocess.Popen:
    environment = {**os.environ, "AICMO_DATA": str(var), "AICMO_DEMO_END": END}
    command = [sys.executable, "-m", "demo", "--leads", str(leads)]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _undisturbed(var: Path, leads: Path) -> dict:
    process = _start(var, leads)
    _, errors = process.communicate(timeout=900)
    if process.returncode:
        raise RuntimeError(f"the undisturbed demo failed: {errors.decode()[-2000:]}")
    return json.loads((var / "demo.json").read_text())


def _killed(var: Path, leads: Path, points: list[float]) -> tuple[dict, int]:
    """Run with a kill at each point (seconds of play so far), then to the end; returns the table and the kills made."""
    played, kills = 0.0, 0
    for point in points:
        process = _start(var, leads)
        try:
            process.communicate(timeout=max(point - played, 0.5))
            break
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            played, kills = point, kills + 1
    return _undisturbed(var, leads), kills


def _different(expected: dict, table: dict, prefix: str = "") -> list[str]:
    lines = []
    for name in sorted({*expected, *table}):
        before, after = expected.get(name), table.get(name)
        if isinstance(before, dict) and isinstance(after, dict):
            lines += _different(before, after, f"{prefix}{name}.")
        elif before != after:
            lines.append(f"{prefix}{name}: {before} became {after}")
    return lines
