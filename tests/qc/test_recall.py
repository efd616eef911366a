"""Recall and false alarms, measured: every rule finds the faults seeded for it, and only rules that the fault concerns speak."""

import pytest

from apps.qc.logic import RULES, build_case, judge
from tests.qc.factories import context, sample
from tests.qc.faults import CONTEXT_ONLY, FAULTS


def found_by(kind, break_it):
    content = sample(kind)
    break_it(content)
    return [finding.rule for finding in judge(build_case(kind, content, context(kind))).findings]


@pytest.mark.parametrize(("rule", "kind", "break_it"), FAULTS, ids=[f"{r}-{n}" for n, (r, _, _) in enumerate(FAULTS)])
def test_a_seeded_fault_is_found(rule, kind, break_it):
    assert rule in found_by(kind, break_it)


def test_every_rule_has_a_seeded_fault():
    assert {rule for rule, _, _ in FAULTS} | CONTEXT_ONLY == set(RULES)


def test_recall_is_whole_and_faults_do_not_make_noise():
    results = [(rule, found_by(kind, break_it)) for rule, kind, break_it in FAULTS]

    recall = sum(rule in found for rule, found in results) / len(results)
    strangers = sum(other != rule for rule, found in results for other in set(found)) / len(results)

    assert recall == 1.0
    assert strangers < 0.35, f"{strangers:.2f} other rules speak per fault"


def test_a_crashing_rule_is_a_blocker():
    content = sample()
    content["posts"] = [{"key": "k", "channel": "x", "at": "2026-01-13T09:15:00+00:00", "text": "Text", "hashtags": 7}]

    judgement = judge(build_case("draft_bundle", content, context()))

    assert judgement.verdict == "FAIL"
    assert "rule_crashed" in [finding.rule for finding in judgement.findings]


def test_terms_are_kept_as_the_client_writes_them():
    content = sample()
    content["posts"][0]["text"] = "Our Book keeping. " + content["posts"][0]["text"]

    judgement = judge(build_case("draft_bundle", content, {**context(), "terms": {"book keeping": "bookkeeping"}}))

    assert [(f.rule, f.fix) for f in judgement.findings] == [("terms", "write “bookkeeping”")]


def test_a_plan_may_name_forbidden_words_as_forbidden_only():
    content = sample("strategy")
    content["layer5_narrative"]["tension"] = "We never say guaranteed, whatever the others do."

    assert "forbidden_language" not in [f.rule for f in judge(build_case("strategy", content, context())).findings]
