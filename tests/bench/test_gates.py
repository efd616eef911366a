"""The counts that no noise changes are held in every run of the suite."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from tests import servers

pytestmark = pytest.mark.slow


def test_commits_flushes_statements_buffers_and_scans_keep_their_limits():
    try:
        servers.postgresql_programs(), servers.redis_program()
    except servers.Missing as error:
        pytest.skip(str(error))
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--gates"], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=600
    )

    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    counts = {(one["bench"], count["what"]): count for one in found for count in one.get("counts", ())}
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    ran = {one["bench"] for one in found}
    assert ran == {
        "p10_overhead",
        "p1_import",
        "p2_journey",
        "p3_steps",
        "p4_signals",
        "p5_due",
        "p6_mails",
        "p7_lists",
        "p8_api",
    }
    assert len(counts) >= 12 and all(count["ok"] for count in counts.values())
