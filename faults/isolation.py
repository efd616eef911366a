"""G7: every URL × method × whoever should not get in, on PostgreSQL: the matrix of tests/architecture, with its guards or not."""

from __future__ import annotations

import re
import subprocess
import sys

from faults.harness import house
from faults.harness.launch import PATCH
from faults.harness.mutation import Mutation
from tests.servers import PREFIX

MATRIX = "tests/architecture/test_access_matrix.py"
MUTATIONS = {
    "everybody_sees_everything": Mutation(patch="see_everything"),
    "rights_are_not_asked": Mutation(patch="require_nothing"),
}
MUTATED = {"everybody_sees_everything": "lists_show or foreign_id", "rights_are_not_asked": "staff_without"}
"""Mutation → the tests that its guard decides."""


def run(*, scale: str, mutate: str = "") -> dict:
    """JSON: how many tests of the matrix passed and failed, and the first lines of what got in. CI: one method per pattern."""
    with house.opened() as home:
        template = f"template_{home.database}"
        with home.superuser() as server:
            server.execute(f'CREATE DATABASE "{template}" TEMPLATE "{house.TEMPLATE}" OWNER {PREFIX}_owner')
        try:
            found = _matrix(home, scale, mutate)
        finally:
            with home.superuser() as server:
                server.execute(f'DROP DATABASE "{template}" WITH (FORCE)')
    return {"ok": found["code"] == 0 and found["passed"] > 0, **found}


def _matrix(home: house.House, scale: str, mutate: str) -> dict:
    command = [sys.executable, "-m", "pytest", MATRIX, "-p", "faults.harness.plugin", "--tb=line", "-W", "ignore"]
    environment = {**home.environment, "AICMO_DB_NAME": home.database, "AICMO_DB_ROLES": PREFIX}
    environment = {name: value for name, value in environment.items() if not name.startswith("PYTEST_")}
    if scale == "ci":
        environment["AICMO_MATRIX"] = "short"
    if mutate:
        environment[PATCH] = MUTATIONS[mutate].patch
        command += ["-k", MUTATED[mutate]]
    done = subprocess.run(command, cwd=house.ROOT, env=environment, capture_output=True, text=True)
    counts = {what: int(number) for number, what in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    leaks = [line[:300] for line in done.stdout.splitlines() if "AssertionError" in line]
    return {"code": done.returncode, "passed": 0, "failed": 0, **counts, "leaks": leaks[:4]}
