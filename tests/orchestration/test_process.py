"""The pure transition function over the client's journey, version 1."""

import pytest

from apps.orchestration.logic import client_journey as journey
from apps.orchestration.logic import engagement, process
from apps.orchestration.logic.types import CANCEL, HOLD, OVERRIDE, RELEASE, RETRY
from kernel.errors import Conflict, IllegalTransition, InvalidInput
from kernel.signals import known
from tests.orchestration.walk import V1, Walk, ref, to_end, to_review


def test_the_straight_way_ends_completed_through_the_listed_moves():
    walk = to_end(to_review(), 1)

    assert walk.at.state == "COMPLETED"
    assert [m.split(">")[1] for m in walk.moves] == [
        *("INTAKE_COMPLETE", "STRATEGY_GENERATED", "STRATEGY_APPROVED", "CAMPAIGN_DEFINED"),
        *("CREATIVE_GENERATED", "QC_APPROVED", "DELIVERED"),
    ]
    assert walk.calls == [s for s in V1.steps if s in walk.calls], "each call once, in the order of the definition"


def test_a_signal_told_before_its_wait_began_is_not_lost():
    walk = Walk()
    walk._next(journey.SIGNED, {"ref": ref("agreement", 1)})

    walk.run()

    assert walk.at.step == "await_intake"


def test_qc_failure_is_revised_and_judged_again():
    walk = to_review(verdicts={"draft_bundle": ["FAIL"]})
    assert (walk.at.step, walk.at.engagement) == ("await_draft", "QC_FAILED")

    walk.say(journey.DRAFT, ref=ref("draft_bundle", 2), reason="qc")

    assert (walk.at.step, walk.at.engagement) == ("await_decision", "QC_APPROVED")
    assert walk.calls.count("revise_for_qc") == 1


def test_three_rounds_of_qc_failure_then_a_person_and_a_waiver_goes_on():
    walk = to_review(verdicts={"draft_bundle": ["FAIL"] * 4})
    for version in (2, 3, 4):
        walk.say(journey.DRAFT, ref=ref("draft_bundle", version), reason="qc")
    assert (walk.at.step, walk.at.state) == ("stuck_bundle", "NEEDS_HUMAN")

    walk.say(journey.QC_OK, ref=ref("draft_bundle", 4))

    assert walk.at.step == "await_decision"


def test_the_clients_changes_use_rounds_and_beyond_the_contract_need_a_change_order():
    walk = to_review(rounds=1)
    walk.say(journey.CHANGES, subject=ref("draft_bundle", 1), notes=["warmer"])
    walk.say(journey.DRAFT, ref=ref("draft_bundle", 2), reason="client")
    assert walk.at.step == "await_decision"

    walk.say(journey.CHANGES, subject=ref("draft_bundle", 2), notes=["again"])
    assert (walk.at.step, walk.at.state) == ("await_change_order", "NEEDS_HUMAN")
    walk.say(journey.EXTRA_ROUND)

    assert walk.at.step == "await_draft" and walk.at.facts["notes"] == ["again"]


def test_a_decision_on_an_older_version_does_not_count():
    walk = to_review()
    walk.say(journey.DRAFT, ref=ref("draft_bundle", 2), reason="edit")

    walk.say(journey.APPROVED, subject=ref("draft_bundle", 1), decision_id="D")

    assert walk.at.step == "await_decision" and walk.at.facts["refs"]["draft_bundle"]["version"] == 2


def test_an_edit_while_qc_judges_makes_qc_judge_the_newest_version():
    walk = to_review(verdicts={"draft_bundle": ["FAIL"]})
    walk.at = process.Process(**{**walk.at.__dict__, "step": "qc_bundle", "state": "RUNNING", "engagement": "CREATIVE_GENERATED"})
    walk._next(journey.DRAFT, {"ref": ref("draft_bundle", 2), "reason": "edit"})

    walk.run()

    assert walk.at.facts["refs"]["draft_bundle"]["version"] == 2
    assert (walk.at.step, walk.at.facts["qc_rounds"]) == ("await_decision", 1)


def test_a_failed_brief_waits_for_a_new_version():
    walk = Walk(verdicts={"brief": ["FAIL"]}).run()
    walk.say(journey.SIGNED, ref=ref("agreement", 1)).say(journey.CAPTURED)
    assert (walk.at.step, walk.at.state) == ("fix_brief", "NEEDS_HUMAN")

    walk.say(journey.BRIEF, ref=ref("brief", 2))

    assert (walk.at.step, walk.at.state) == ("await_brief_approval", "WAITING")


def test_a_payment_of_another_invoice_or_of_a_part_does_not_end_the_wait():
    walk = to_review()
    walk.say(journey.APPROVED, subject=ref("draft_bundle", 1), decision_id="D").say(journey.BUILT, ref=ref("delivery_package", 1))
    walk.say(journey.PUBLISHED, package=ref("delivery_package", 1), live=1).say(journey.REPORT, ref=ref("report", 1))
    walk.say(journey.ISSUED, invoice_id="F", ref=ref("invoice", 1))

    walk.say(journey.PAID, invoice_id="deposit", paid_in_full=True).say(journey.PAID, invoice_id="F", paid_in_full=False)

    assert walk.at.step == "await_payment"


def test_nothing_live_needs_a_person():
    walk = to_review()
    walk.say(journey.APPROVED, subject=ref("draft_bundle", 1), decision_id="D").say(journey.BUILT, ref=ref("delivery_package", 1))

    walk.say(journey.PUBLISHED, package=ref("delivery_package", 1), live=0, failed=12)

    assert walk.at.state == "NEEDS_HUMAN"


def test_a_failed_step_needs_a_person_and_the_same_step_is_tried_again():
    walk = Walk().crash()
    assert (walk.at.state, walk.at.reason) == ("NEEDS_HUMAN", "boom")

    outcome = process.next(V1, walk.at, process.Event(id="r", name=RETRY))

    assert outcome.retry and not outcome.plan and outcome.process.number == walk.at.number


def test_on_hold_keeps_what_it_hears_and_returns_to_the_state_it_left():
    walk = to_review().say(HOLD, reason="the client is on holiday")
    walk.say(journey.APPROVED, subject=ref("draft_bundle", 1), decision_id="D")
    assert (walk.at.state, walk.at.engagement, walk.at.step) == ("ON_HOLD", "ON_HOLD", "await_decision")

    walk.say(RELEASE)

    assert walk.at.step == "await_package" and walk.at.engagement == "QC_APPROVED"


def test_cancel_compensates_in_reverse_and_ends_compensated():
    walk = to_review()
    walk.say(journey.APPROVED, subject=ref("draft_bundle", 1), decision_id="D").say(journey.BUILT, ref=ref("delivery_package", 1))

    walk._next(CANCEL, {"reason": "the client went out of business"})
    while walk.at.state == "COMPENSATING":
        walk._next(process.DONE, {"step": walk.at.step, "number": walk.at.number, "result": {}})

    undone = [c for c in walk.calls if c.startswith("undo_")]
    assert undone == ["undo_publishing", "undo_review", "undo_deposit"]
    assert (walk.at.state, walk.at.engagement) == ("COMPENSATED", "CANCELLED")


def test_an_override_moves_out_of_order_once_and_says_so():
    walk = to_review()
    event = process.Event(id="o", name=OVERRIDE, data={"step": "publish", "engagement": "DELIVERED", "reason": "x"})

    outcome = process.next(V1, Walk().run().at, event)

    assert outcome.plan == "publish" and [m.override for m in outcome.moves] == [True]
    with pytest.raises(InvalidInput):
        process.next(V1, walk.at, process.Event(id="o", name=OVERRIDE, data={"step": "nowhere"}))


def test_the_end_of_a_call_that_an_override_left_behind_is_forgotten():
    walk = Walk()
    late = process.Event(id="late", name=process.DONE, data={"step": "open_account", "number": 1, "result": {}})
    moved = process.next(V1, walk.at, process.Event(id="o", name=OVERRIDE, data={"step": "await_intake"})).process

    outcome = process.next(V1, moved, late)

    assert outcome.process.step == "await_intake" and not outcome.process.heard


def test_an_ended_journey_refuses_a_persons_word():
    walk = to_end(to_review(), 1)

    with pytest.raises(Conflict):
        process.next(V1, walk.at, process.Event(id="h", name=HOLD, data={"reason": "x"}))


def test_the_same_event_twice_leads_nowhere_else():
    walk = to_review()
    before = walk.at

    walk.say(journey.DRAFT, ref=ref("draft_bundle", 1), reason="first").say(journey.PLAN_OK, ref=ref("strategy", 1))

    assert (walk.at.step, walk.at.facts) == (before.step, before.facts)


def test_every_rule_leads_to_a_step_that_exists_and_every_step_can_be_left():
    assert {r.to for r in V1.rules} - {""} <= set(V1.steps) and {r.at for r in V1.rules} == set(V1.steps)
    assert {s.undo for s in V1.steps.values() if s.undo} == set(V1.undo_titles)


@pytest.mark.parametrize(
    ("before", "after"), [("CREATED", "STRATEGY_GENERATED"), ("DELIVERED", "QC_APPROVED"), ("CANCELLED", "CREATED")]
)
def test_unlisted_moves_of_an_engagement_are_refused(before, after):
    with pytest.raises(IllegalTransition):
        engagement.check_move(before, after)


def test_every_signal_that_the_journey_listens_to_is_told_by_some_module():
    told = {name.rsplit(".", 1)[0] for name in known()}

    assert set(journey.HEARD) <= told
    assert {r.on for r in V1.rules} - {"step.done", journey.EXTRA_ROUND} == set(journey.HEARD)
