"""The action queue, switches, lineage and schedules through the facade."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.orchestration import services
from apps.orchestration.contracts import ActionClosed, ActionState, PolicyMode, Proposal
from apps.orchestration.logic.slots import next_slot
from apps.orchestration.models import Action, Notice, Slot
from apps.orchestration.services import executors
from kernel import clock, effects
from kernel.actors import worker
from kernel.errors import Conflict, Forbidden, InvalidInput, NotFound, StaleVersion, SwitchedOff
from kernel.refs import ArtifactRef
from kernel.testing import NOW, staff
from tests.orchestration.factories import boss

WORKER = worker("orchestration")


def propose(kind="credit_invoice", payload=None, **changed):
    proposal = Proposal(kind=kind, title="Credit it", effect="Issue a credit note.", payload=payload or {"n": 1})
    return services.propose(actor=WORKER, proposal=proposal, key=str(uuid4()), **changed)


def ran(monkeypatch, kind="credit_invoice", result="done"):
    """Stand in for the act itself; the queue is what is tested."""
    seen = []
    monkeypatch.setitem(executors.EXECUTORS, kind, lambda actor, payload, key: seen.append((payload, key)) or result)
    return seen


def test_nothing_runs_before_it_is_approved_and_then_it_runs_once(harness, monkeypatch):
    seen, action = ran(monkeypatch), propose()
    harness.drain()
    assert not seen

    services.approve(actor=boss(), action_id=action.id, sha256=action.sha256, key="1")
    harness.drain()
    harness.drain()

    assert seen == [({"n": 1}, str(action.id))]
    assert services.get_action(actor=boss(), action_id=action.id).state is ActionState.SUCCESS


def test_an_approval_names_exactly_what_runs(harness, monkeypatch):
    seen, action = ran(monkeypatch), propose()
    with pytest.raises(StaleVersion):
        services.approve(actor=boss(), action_id=action.id, sha256="0" * 64, key="1")
    services.approve(actor=boss(), action_id=action.id, sha256=action.sha256, key="2")
    Action.objects.update(payload={"n": 1000})

    harness.drain()

    assert not seen and services.get_action(actor=boss(), action_id=action.id).state is ActionState.FAILED


def test_an_act_turned_down_or_expired_does_not_run(harness, monkeypatch):
    seen, turned_down, late = ran(monkeypatch), propose(), propose(kind="extra_round")
    services.reject(actor=boss(), action_id=turned_down.id, reason="no", key="1")
    clock.advance(timedelta(days=31))

    with pytest.raises(ActionClosed):
        services.approve(actor=boss(), action_id=turned_down.id, sha256=turned_down.sha256, key="2")
    with pytest.raises(ActionClosed):
        services.approve(actor=boss(), action_id=late.id, sha256=late.sha256, key="3")
    harness.drain()
    assert not seen


def test_a_manual_act_counts_as_done_by_hand_and_full_auto_asks_nobody(harness, monkeypatch):
    seen, manual = ran(monkeypatch), propose(kind="renewal_talk")
    done = services.approve(actor=boss(), action_id=manual.id, sha256=manual.sha256, key="1")
    services.set_policy(actor=boss(), kind="credit_invoice", mode=PolicyMode.FULL_AUTO, reason="trusted", key="2")

    auto = propose()
    harness.drain()

    assert done.state is ActionState.SUCCESS and done.result == "done by hand"
    assert len(seen) == 1 and services.get_action(actor=boss(), action_id=auto.id).state is ActionState.SUCCESS


def test_an_act_that_keeps_failing_ends_in_the_dead_letter_queue_and_can_be_driven_again(harness, monkeypatch):
    def refuse(actor, payload, key):
        raise Conflict("not yet")

    monkeypatch.setitem(executors.EXECUTORS, "credit_invoice", refuse)
    action = propose()
    services.approve(actor=boss(), action_id=action.id, sha256=action.sha256, key="1")
    for _ in range(Action.MAX_ATTEMPTS):
        harness.drain()
        Action.objects.update(retry_at=None)
    assert services.get_action(actor=boss(), action_id=action.id).state is ActionState.DLQ

    seen = ran(monkeypatch)
    services.drive_again(actor=boss(), action_id=action.id, key="2")
    harness.drain()

    assert len(seen) == 1


def test_deciding_needs_the_right_and_the_client(harness):
    action = propose(client_id=uuid4())

    with pytest.raises(Forbidden):
        services.approve(actor=staff("orchestration.write", clients=None), action_id=action.id, sha256=action.sha256, key="1")
    with pytest.raises(NotFound):
        stranger = staff("*", clients=frozenset({uuid4()}))
        services.approve(actor=stranger, action_id=action.id, sha256=action.sha256, key="2")
    assert [w.kind for w in services.list_waiting(actor=boss())] == ["action"]
    assert not services.list_waiting(actor=staff("*", clients=frozenset({uuid4()})))


def test_a_switch_holds_back_at_once_until_it_is_lifted():
    services.pause(actor=boss(), scope="kind:mail", reason="wrong list", key="1")
    with pytest.raises(SwitchedOff):
        effects.refuse_if_switched_off(kind="mail")
    effects.refuse_if_switched_off(kind="post")

    services.lift(actor=boss(), name="paused", scope="kind:mail", reason="list corrected", key="2")

    effects.refuse_if_switched_off(kind="mail")
    assert [(s.name, s.on) for s in services.list_switches(actor=boss())] == [("paused", False)]


@pytest.mark.parametrize("given", [{"scope": "everything!"}, {"reason": " "}])
def test_a_switch_names_what_is_wrong_and_moves_nothing(given):
    with pytest.raises(InvalidInput):
        services.kill(actor=boss(), key="1", **({"scope": "", "reason": "x"} | given))

    assert not effects.switches_on()


def test_a_switch_needs_its_right():
    with pytest.raises(Forbidden):
        services.kill(actor=staff("orchestration.write", clients=None), reason="x", key="1")


def ref(kind, version=1):
    return ArtifactRef(kind=kind, id=uuid4(), version=version, sha256=uuid4().hex * 2)


def note(child, *parents, client_id=None):
    services.note_artifact(
        actor=WORKER,
        ref=child,
        parents=parents,
        told_by="x.y.v1",
        engagement_id=None,
        client_id=client_id,
        key=str(uuid4()),
    )


def test_lineage_leads_from_any_version_to_both_ends():
    brief, strategy, bundle, invoice = ref("brief"), ref("strategy"), ref("draft_bundle"), ref("invoice")
    note(brief)
    note(strategy, brief)
    note(bundle, strategy)
    note(invoice, bundle)

    found = services.lineage(actor=boss(), ref_or_id=strategy.id)

    assert [n.ref for n in found.ancestors] == [brief]
    assert [n.ref for n in found.descendants] == [bundle, invoice]
    assert (brief, strategy) in found.links and not found.missing


def test_a_parent_of_which_no_signal_told_is_named_as_missing():
    brief, strategy = ref("brief"), ref("strategy")
    note(strategy, brief)

    assert services.lineage(actor=boss(), ref_or_id=strategy).missing == (brief,)


def test_lineage_of_another_client_does_not_exist():
    brief = ref("brief")
    note(brief, client_id=uuid4())

    with pytest.raises(NotFound):
        services.lineage(actor=staff("orchestration.view", clients=frozenset({uuid4()})), ref_or_id=brief)


def test_a_weekly_summary_runs_once_per_slot_and_a_late_slot_is_missed(harness):
    services.set_schedule(actor=boss(), name="WEEKLY_SUMMARY", active=True, key="1")
    harness.drain()
    harness.advance(days=15)
    assert Notice.objects.filter(key__startswith="summary:").count() == 3 - 1

    clock.advance(timedelta(days=30))
    harness.drain()

    states = list(Slot.objects.order_by("slot_at").values_list("state", flat=True))
    assert states == ["done", "done", "missed", "missed", "pending"], "the weeks in between are not made up for"


def test_slots_follow_the_wall_clock_through_a_change_of_hours():
    before = NOW.replace(year=2026, month=3, day=28, hour=12)

    first = next_slot(before, hour=2, minute=30, zone="Europe/Berlin")
    second = next_slot(first, hour=2, minute=30, zone="Europe/Berlin")

    assert (first.isoformat(), second.isoformat()) == ("2026-03-29T01:30:00+00:00", "2026-03-30T00:30:00+00:00")


def test_what_waits_is_due_on_the_day_its_act_is_wanted_and_not_when_the_proposal_expires():
    wanted = clock.today() + timedelta(days=3)
    propose(client_id=uuid4(), payload={"renewal_on": wanted.isoformat()})

    (card,) = services.list_waiting(actor=boss())

    assert card.due_at.date() == wanted
