"""SQLite under two writers at once: WAL, IMMEDIATE and a busy timeout give no lock error; SQLite's defaults give some."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from pathlib import Path

from faults.harness import house
from faults.harness.launch import PATCH
from faults.harness.mutation import Mutation

WRITES = {"ci": 400, "full": 4_000}
WRITERS = 2
MUTATIONS = {"sqlite_defaults": Mutation(patch="sqlite_as_it_comes")}
WORK = "faults.harness.sqlite_writing"


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: writes, how they ended, rows that stand, and the journal mode of the file. Needs no server."""
    folder = Path(tempfile.mkdtemp(prefix="aicmo-sqlite-"))
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("AICMO_DB", "AICMO_SPLIT"))}
    environment = {**plain, "DJANGO_SETTINGS_MODULE": "aicmo_site.settings.embedded", "AICMO_DATA": str(folder)}
    maker = house.Process(environment, folder / "maker.log")
    if mutate:
        environment[PATCH] = MUTATIONS[mutate].patch
    mother = house.Process(environment, folder / "writers.log")
    writers = []
    try:
        maker.call(f"{WORK}:migrate")
        writers += [house.Forked(mother, folder) for _ in range(WRITERS)]
        for writer in writers:
            writer.send(f"{WORK}:write", count=WRITES[scale] // WRITERS)
        outcomes = sum((Counter(writer.receive()) for writer in writers), Counter())
        with sqlite3.connect(folder / "aicmo.sqlite3") as connection:
            rows = connection.execute("SELECT count(*) FROM kernel_outbox WHERE name = 'cam.alert_sent.v1'").fetchone()[0]
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    finally:
        for process in (*writers, mother, maker):
            process.kill()
        shutil.rmtree(folder, ignore_errors=True)
    ok = outcomes == {"done": WRITES[scale]} and rows == WRITES[scale] and mode == "wal"
    return {"ok": ok, "writes": WRITES[scale], "outcomes": dict(outcomes), "rows": rows, "journal_mode": mode}
