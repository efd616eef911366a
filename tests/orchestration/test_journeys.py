"""Journeys through the facade: how they start, run, wait, fail, and are steered."""

from uuid import uuid4

import pytest

from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.orchestration import services
from apps.orchestration.contracts import JourneyClosed, JourneyFilter, JourneyState, NotWaiting, UnknownStep
from apps.orchestration.models import Event, Journey, Step, Wait
from apps.orchestration.services import calls
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from kernel.models import OutboxEvent
from kernel.testing import staff
from tests.orchestration.factories import boss, journey, open_agency, sign_deal, started


def steps() -> list[tuple[str, str]]:
    return list(Step.objects.order_by("number").values_list("name", "state"))


def test_a_signed_deal_runs_to_the_clients_signature(harness):
    found = started(harness)

    assert (found.state, found.step) == (JourneyState.WAITING, "await_signature")
    assert found.wait.for_whom == "client" and found.contracted_rounds > 0
    assert steps() == [("open_account", "done"), ("open_engagement", "done"), ("prepare_agreement", "done")]
    assert onboarding.get_engagement(actor=boss(), engagement_id=found.engagement_id).client_id == found.client_id


def test_the_same_deal_told_twice_is_one_journey_and_one_account(harness):
    deal_id = sign_deal()
    harness.drain()
    OutboxEvent.objects.using(alias_for("cam")).update(state="pending", done_at=None)
    sign_deal(deal_id=deal_id)
    harness.drain()

    assert Journey.objects.count() == 1 and len(identity.list_clients(actor=boss()).items) == 1


def test_the_signers_address_is_kept_only_until_the_engagement_has_it(harness):
    sign_deal()
    services.run_steps(actor=worker("orchestration"))

    harness.drain()

    assert Journey.objects.get().contact == {} and "nordwind.example" not in str(Event.objects.values_list("data"))


def test_a_crash_after_the_call_and_before_the_record_gives_one_effect(harness, monkeypatch):
    made = calls.CALLS["open_account"]

    def dies(task):
        made(task)
        monkeypatch.setitem(calls.CALLS, "open_account", made)
        raise ConnectionError("killed")

    monkeypatch.setitem(calls.CALLS, "open_account", dies)
    sign_deal()
    harness.drain()
    Step.objects.update(retry_at=None)
    harness.drain()

    assert journey().step == "await_signature" and len(identity.list_clients(actor=boss()).items) == 1
    assert Step.objects.get(name="open_account").attempt == 2


def test_wrong_input_needs_a_person_at_once_and_resume_tries_the_same_step(harness, monkeypatch):
    open_agency()
    made = calls.CALLS["open_engagement"]
    monkeypatch.setitem(calls.CALLS, "open_engagement", lambda task: (_ for _ in ()).throw(InvalidInput("no such pack")))
    found = started(harness)
    assert (found.state, found.reason) == (JourneyState.NEEDS_HUMAN, "no such pack")
    assert any(b"no such pack" in raw for _, raw in harness.mails.delivered)
    step = Step.objects.get(name="open_engagement")

    monkeypatch.setitem(calls.CALLS, "open_engagement", made)
    services.resume(actor=boss(), journey_id=found.id, key="1")
    harness.drain()

    assert journey().step == "await_signature" and Step.objects.get(name="open_engagement").pk == step.pk


def test_a_passing_fault_is_tried_again_and_gives_up_only_after_all_attempts(harness, monkeypatch):
    monkeypatch.setitem(calls.CALLS, "open_account", lambda task: (_ for _ in ()).throw(Conflict("not yet")))
    sign_deal()

    for _ in range(Step.MAX_ATTEMPTS):
        assert journey_state() in ("", "RUNNING")
        harness.drain()
        Step.objects.update(retry_at=None)

    assert journey_state() == "NEEDS_HUMAN" and Step.objects.get().state == "dead"


def journey_state() -> str:
    row = Journey.objects.first()
    return row.state if row else ""


def test_a_signal_that_comes_before_the_journey_knows_its_engagement_is_kept(harness):
    engagement_id = uuid4()
    data = {"ref": {"kind": "agreement", "id": str(uuid4()), "version": 1, "sha256": "0" * 64}}
    services.hear(
        actor=worker("onboarding"),
        engagement_id=engagement_id,
        name="onboarding.agreement_signed",
        data=data,
        event_id=uuid4(),
        key="early",
    )
    sign_deal()
    harness.drain()
    row = Journey.objects.get()
    assert row.step == "await_signature"
    Journey.objects.update(engagement_id=None)
    row.refresh_from_db()
    row.facts["ids"]["engagement"] = str(engagement_id)

    from apps.orchestration import queries
    from apps.orchestration.logic.types import Outcome
    from apps.orchestration.services import store

    with atomic("orchestration"):
        process = queries.process_of(row)
        store.keep(row, process, Outcome(process=process), store.Cause(worker("orchestration")))

    assert Journey.objects.get().step == "deposit_invoice"


def test_on_hold_nothing_starts_and_resume_takes_in_what_came(harness):
    found = started(harness)
    services.hold(actor=boss(), journey_id=found.id, reason="the client is ill", key="1")
    agreement = onboarding.get_agreement(actor=boss(), engagement_id=found.engagement_id)
    sign(found, agreement)
    harness.drain()
    assert journey().state is JourneyState.ON_HOLD

    services.resume(actor=boss(), journey_id=found.id, key="2")
    harness.drain()

    assert journey().step == "await_intake"


def sign(found, agreement):
    (member,) = identity.list_members(actor=boss(), client_id=found.client_id)
    onboarding.sign_agreement(
        actor=identity.actor_for_user(user_id=member.user_id),
        agreement_id=agreement.id,
        sha256=agreement.sha256,
        signer_name="Ada Berg",
        ip="203.0.113.9",
        user_agent="Firefox",
        key="sign",
    )


def test_a_silent_client_is_reminded_about_and_the_journey_says_so(harness):
    open_agency()
    found = started(harness)

    harness.advance(days=40)

    waits = journey().wait
    assert journey().state is JourneyState.WAITING and waits.overdue and waits.reminders == 4
    assert Wait.objects.get(ended_at=None).state == "quiet"
    ours = [raw for to, raw in harness.mails.delivered if b"still waiting" in raw and to == "owner@aicmo.example"]
    assert len(ours) == 4 and found.company.encode() in ours[0]


def test_cancel_puts_the_deposit_before_finance_and_deletes_nothing(harness):
    found = started(harness)
    sign(found, onboarding.get_agreement(actor=boss(), engagement_id=found.engagement_id))
    harness.drain()

    services.cancel(actor=boss(), journey_id=found.id, reason="out of business", key="1")
    harness.drain()

    ended = journey()
    (action,) = services.list_actions(actor=boss()).items
    assert (ended.state, ended.engagement_state.value) == (JourneyState.COMPENSATED, "CANCELLED")
    assert action.kind == "discard_invoice" and "Discard the draft" in action.effect
    with pytest.raises(JourneyClosed):
        services.hold(actor=boss(), journey_id=found.id, reason="x", key="2")


def test_an_override_is_marked_with_actor_and_reason(harness):
    found, actor = started(harness), boss()

    services.override(
        actor=actor, journey_id=found.id, step="invite", engagement_state="STRATEGY_APPROVED", reason="signed on paper", key="1"
    )

    moves = [e for e in services.get_timeline(actor=actor, journey_id=found.id).entries if e.kind == "move"]
    assert [m.state for m in moves] == ["override"] and "signed on paper" in moves[0].detail
    with pytest.raises(UnknownStep):
        services.override(actor=actor, journey_id=found.id, step="nowhere", reason="x", key="2")


def test_steering_needs_the_right_a_reason_and_something_to_steer(harness):
    found = started(harness)

    with pytest.raises(Forbidden):
        services.hold(actor=staff("orchestration.view", clients=None), journey_id=found.id, reason="x", key="1")
    with pytest.raises(InvalidInput):
        services.hold(actor=boss(), journey_id=found.id, reason=" ", key="2")
    with pytest.raises((NotWaiting, Conflict)):
        services.resume(actor=boss(), journey_id=found.id, key="3")
    with pytest.raises(NotFound):
        services.hold(actor=staff("*", clients=frozenset({uuid4()})), journey_id=found.id, reason="x", key="4")


def test_lists_are_scoped_filtered_and_paged(harness):
    for number in range(3):
        started(harness, company=f"Firm {number}")
    first = services.list_journeys(actor=boss(), limit=2)
    rest = services.list_journeys(actor=boss(), limit=2, cursor=first.next_cursor)

    assert [j.company for j in (*first.items, *rest.items)] == ["Firm 2", "Firm 1", "Firm 0"]
    assert [j.company for j in services.list_journeys(actor=boss(), filter=JourneyFilter(search="firm 1")).items] == ["Firm 1"]
    assert not services.list_journeys(actor=staff("*", clients=frozenset({uuid4()}))).items
    with pytest.raises(InvalidInput):
        services.list_journeys(actor=boss(), cursor="nonsense")


def test_the_timeline_tells_the_story_in_order(harness):
    found = started(harness)

    told = services.get_timeline(actor=boss(), journey_id=found.id)

    assert [e.title for e in told.entries if e.kind == "step"][:2] == ["Open the client account", "Open the engagement"]
    assert told.entries[-1].kind == "wait" and told.entries[-1].state == "waiting"
    only = services.get_timeline(actor=boss(), journey_id=found.id, kinds=("wait",)).entries
    assert {e.kind for e in only} == {"wait"}
