"""Generated requests against the live schema: 1,000, or with AICMO_FUZZ=full 10,000."""

from __future__ import annotations

import os

import pytest

from tests.api import fuzzing


@pytest.mark.slow
@pytest.mark.parametrize("who", ["staff", "client"])
def test_no_generated_request_breaks_anything(who):
    share = fuzzing.EXAMPLES[who] / sum(fuzzing.EXAMPLES.values())
    asked = round(fuzzing.SCALES[os.environ.get("AICMO_FUZZ", "ci")] * share)

    found = fuzzing.fuzz(requests=asked, kinds=(who,))

    print(f"{who}: {found.requests} requests of {found.operations} operations, the slowest took {found.slowest:.2f} s")
    assert found.requests >= asked and found.operations >= 150 and found.wrong == []
