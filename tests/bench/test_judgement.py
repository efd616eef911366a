"""How pairs become ratios, and figures an exit code."""

import json

import pytest

from bench import __main__ as runner
from bench import _report, p11_tests
from bench._figures import Count, Figures, Timing, WrongResult, compare, must_be
from tests import servers


def sides(ours, reference):
    costs = {"ours": iter([99, *ours]), "reference": iter([99, *reference])}
    return (lambda: next(costs["ours"])), (lambda: next(costs["reference"]))


def judged(scale="ci", ci=False, **result):
    return _report.exit_code({"x": {"seconds": 1, **result}}, scale=scale, ci=ci)


def test_a_ratio_is_the_median_of_pairs_after_a_round_to_warm_up():
    found = compare("x", *sides([2, 4, 2, 2, 30], [1, 1, 2, 1, 10]), rounds=5, goal=2)

    assert (found.ratio, found.low, found.high, found.rounds, found.ok) == (2, 1, 4, 5, True)


def test_a_speed_up_is_the_reference_over_ours():
    found = compare("x", *sides([1, 1, 1, 1, 1], [5, 4, 3, 2, 1]), rounds=1, goal=4, faster=True)

    assert (found.ratio, found.rounds, found.ok) == (3, 5, False)


def test_a_side_that_did_not_do_its_work_has_no_ratio():
    with pytest.raises(WrongResult):
        compare("x", lambda: must_be(1, 2, "rows") or 1, lambda: 1, rounds=5, goal=2)


def test_a_count_is_a_gate_and_a_missed_ratio_one_only_in_the_full_form():
    over = Figures(counts=[Count(what="commits", value=2, limit=1)]).as_json()
    slow = Figures(ratios=[compare("x", *sides([9] * 5, [1] * 5), rounds=5, goal=2)]).as_json()
    late = Figures(timings=[Timing(what="p95", value=11, limit=10)]).as_json()

    assert judged(**over) == 1
    assert [judged(**slow), judged("full", **slow)] == [0, 1]
    assert [judged(**late), judged("full", **late)] == [0, 1]
    assert "missed" in _report.table({"x": slow}) and "GATE" in _report.table({"x": over})


def test_what_did_not_run_fails_in_ci_only_and_what_broke_always():
    assert [judged(not_run="no server"), judged(ci=True, not_run="no server"), judged(failed="exit code 1")] == [0, 3, 1]


def test_without_servers_a_benchmark_says_that_it_did_not_run_and_why(monkeypatch, capsys):
    def missing():
        raise servers.Missing("PostgreSQL is not installed")

    monkeypatch.setattr(servers, "postgresql_programs", missing)
    monkeypatch.setattr("sys.argv", ["bench", "p4_signals"])
    monkeypatch.setenv("CI", "true")

    assert runner.main() == 3
    said = capsys.readouterr().out.splitlines()
    assert json.loads(said[0])["not_run"] == "PostgreSQL is not installed" and "did not run" in said[-1]


def test_the_times_of_tests_are_added_up_by_app(tmp_path):
    report = tmp_path / "junit.xml"
    case = '<testcase classname="tests.{}" name="t" time="{}"/>'
    cases = [
        case.format("qc.test_a", 1.5),
        case.format("qc.test_b", 2),
        case.format("kernel.test_c", 9),
        case.format("cam.test_d", 1),
    ]
    report.write_text(f"<testsuites><testsuite>{''.join(cases)}</testsuite></testsuites>")

    assert p11_tests.reported(report, ("qc", "cam", "billing")) == {"qc": 3.5, "cam": 1.0}
    with pytest.raises(WrongResult):
        p11_tests.reported(report, ("billing",))
