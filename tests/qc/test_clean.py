"""A clean sample of each kind passes: the rules object to faults, not to good work."""

import pytest

from apps.qc.logic import build_case, judge
from tests.qc.factories import context, judged, sample


@pytest.mark.parametrize("kind", ["brief", "strategy", "draft_bundle", "delivery_package", "report"])
def test_a_clean_sample_passes(kind):
    result = judged(kind=kind)

    assert (result.verdict, result.score, [f.as_note() for f in result.findings]) == ("PASS", 100, [])


def test_a_clients_own_rule_about_publishing_is_no_internal_marker():
    content = sample("draft_bundle")
    content["posts"][0]["text"] += "\n\nDo not publish prices you cannot keep."

    assert "internal_markers" not in [f.rule for f in judge(build_case("draft_bundle", content, context())).findings]
