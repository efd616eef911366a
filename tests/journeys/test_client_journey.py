"""A client's journey through all modules, by their facades only: from an answered mail to the renewal assessment."""

from collections import Counter

import pytest

from apps.billing.contracts import InvoiceKind, InvoiceStatus
from apps.client_review.contracts import Verdict
from apps.delivery import services as delivery
from apps.delivery.contracts import PublicationFilter, PublicationState
from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.orchestration import services as orchestration
from apps.orchestration.contracts import EngagementState, JourneyState
from apps.orchestration.models import Step
from apps.orchestration.services import calls
from apps.production import services as production
from apps.production.contracts import CalendarFilter
from apps.qc import services as qc
from apps.retention import services as retention
from kernel.db import alias_for
from kernel.models import OutboxEvent
from kernel.signals import databases

pytestmark = pytest.mark.slow


def story(cast, kind):
    """The titles of one kind of entry of the journey's timeline."""
    found = orchestration.get_timeline(actor=cast.owner, journey_id=cast.journey.id, kinds=(kind,))
    return [entry.title for entry in found.entries]


def facts_of(cast):
    """How much of everything there is: what a second effect would change."""
    page = delivery.list_publications(actor=cast.owner, filter=PublicationFilter(), limit=200)
    return {
        "clients": len(identity.list_clients(actor=cast.owner).items),
        "posts": Counter(p.state for p in page.items),
        "mails": len(cast.harness.mails.delivered),
        "steps": Step.objects.count(),
        "invoices": [cast.invoice(kind).number for kind in (InvoiceKind.DEPOSIT, InvoiceKind.FINAL)],
    }


def tell_everything_again(cast):
    """Every signal of every module is told once more."""
    for alias in databases():
        OutboxEvent.objects.using(alias).update(state="pending", done_at=None)
    cast.settle()


def test_a_lead_becomes_a_paid_and_assessed_engagement(cast):
    cast.win()
    assert cast.journey.wait.for_whom == "client"

    cast.to("end")

    ended = cast.journey
    assert (ended.state, ended.engagement_state) == (JourneyState.COMPLETED, EngagementState.DELIVERED)
    assert cast.invoice(InvoiceKind.FINAL).status is InvoiceStatus.PAID
    assert retention.get_health(actor=cast.owner, engagement_id=ended.engagement_id).score > 0
    posts = delivery.list_publications(actor=cast.owner, filter=PublicationFilter(), limit=200).items
    begins = onboarding.get_engagement(actor=cast.owner, engagement_id=ended.engagement_id).starts_on
    assert posts and min(p.scheduled_for.date() for p in posts) >= begins
    told = orchestration.get_timeline(actor=cast.owner, journey_id=ended.id).entries
    assert told[0].kind == "lead" and {e.kind for e in told} == {"lead", "step", "wait", "decision", "artifact", "move"}


@pytest.mark.parametrize("late", [0, 40])
def test_the_calendar_holds_the_contracts_length_and_begins_late_where_the_decision_was(cast, late):
    cast.pack = "quick_social_basic"
    cast.win().to("await_strategy_approval")
    cast.harness.advance(days=late)
    cast.to("await_decision")

    sold = onboarding.get_engagement(actor=cast.owner, engagement_id=cast.journey.engagement_id)
    (planned,) = production.list_calendars(actor=cast.owner, filter=CalendarFilter()).items
    whole = production.get_calendar(actor=cast.owner, calendar_id=planned.id)
    moved = planned.starts_on - sold.starts_on
    assert planned.ends_on == sold.ends_on + moved and (planned.ends_on - planned.starts_on).days == 27
    assert (moved.days > 0) == (late > 0) and max(slot.day for slot in whole.slots) <= planned.ends_on


def test_the_invoice_leads_back_to_the_brief_and_the_brief_to_the_invoice(cast):
    cast.win().to("end")

    back = orchestration.lineage(actor=cast.owner, ref_or_id=cast.ref("invoice"))
    forth = orchestration.lineage(actor=cast.owner, ref_or_id=cast.ref("brief"))

    assert {"brief", "strategy", "draft_bundle"} <= {n.ref.kind for n in back.ancestors} and not back.missing
    assert {"strategy", "calendar", "draft_bundle", "delivery_package", "invoice"} <= {n.ref.kind for n in forth.descendants}


def test_an_edit_that_fails_qc_is_revised_and_passes(cast):
    cast.win().to("await_decision")

    cast.edit_post("TODO: write this post. Lorem ipsum {{client}}")
    cast.at("await_decision")

    assert cast.ref("draft_bundle").version == 3 and cast.journey.qc_rounds == 1
    assert "CREATIVE_GENERATED → QC_FAILED" in story(cast, "move")
    assert qc.get_result(actor=cast.owner, ref=cast.ref("draft_bundle")).verdict in ("PASS", "WARN")
    cast.to("end")
    assert cast.journey.state is JourneyState.COMPLETED


def test_the_client_asks_for_changes_and_approves_the_next_version(cast):
    cast.win().to("await_decision")

    cast.decide(Verdict.REQUEST_CHANGES, "Please mention our technicians in the first post.")
    cast.at("await_decision")

    assert (cast.journey.client_rounds, cast.ref("draft_bundle").version) == (1, 2)
    cast.to("end")
    assert cast.journey.state is JourneyState.COMPLETED
    assert story(cast, "decision").count("The client asked for changes") == 1


def test_rounds_beyond_the_contract_wait_for_a_change_order(cast):
    cast.win().to("await_decision")
    for number in range(cast.journey.contracted_rounds):
        cast.decide(Verdict.REQUEST_CHANGES, f"Please change the first post, wish {number}.")
        cast.at("await_decision")

    cast.decide(Verdict.REQUEST_CHANGES, "And once more, please.")
    stuck = cast.at("await_change_order")
    (action,) = orchestration.list_actions(actor=cast.owner).items
    assert stuck.state is JourneyState.NEEDS_HUMAN and "And once more, please." in action.effect

    orchestration.approve(actor=cast.owner, action_id=action.id, sha256=action.sha256, key="yes")
    cast.at("await_decision")


def test_a_client_who_says_nothing_is_waited_for_and_nothing_is_published(cast):
    cast.win().to("await_decision")

    cast.harness.advance(days=60)

    waiting = cast.journey
    assert (waiting.state, waiting.step) == (JourneyState.WAITING, "await_decision")
    assert waiting.wait.overdue and waiting.wait.reminders > 0
    assert not delivery.list_publications(actor=cast.owner, filter=PublicationFilter()).items


def test_every_step_dies_once_after_its_call_and_everything_happens_once(cast, monkeypatch):
    died = set()

    def mortal(made):
        def call(task):
            result = made(task)
            if task.key not in died:
                died.add(task.key)
                raise ConnectionError("killed between the call and its record")
            return result

        return call

    for name, made in list(calls.CALLS.items()):
        monkeypatch.setitem(calls.CALLS, name, mortal(made))

    cast.win().to("end")

    assert cast.journey.state is JourneyState.COMPLETED
    assert set(Step.objects.values_list("attempt", flat=True)) == {2}
    found = facts_of(cast)
    assert found["clients"] == 1 and set(found["posts"]) == {PublicationState.LIVE}


def test_every_signal_told_twice_changes_nothing(cast):
    cast.win().to("await_decision")
    tell_everything_again(cast)
    assert cast.journey.step == "await_decision"
    cast.issue(InvoiceKind.DEPOSIT)
    cast.to("end")
    before = facts_of(cast)

    tell_everything_again(cast)

    assert facts_of(cast) == before and cast.journey.state is JourneyState.COMPLETED


def test_a_cancelled_journey_takes_out_what_is_not_published_and_keeps_what_is(cast):
    cast.win().to("await_published")
    cast.harness.advance(days=25)

    orchestration.cancel(actor=cast.owner, journey_id=cast.journey.id, reason="the client stopped", key="stop")
    cast.harness.advance(days=75)

    states = Counter(p.state for p in delivery.list_publications(actor=cast.owner, filter=PublicationFilter(), limit=200).items)
    assert cast.journey.state is JourneyState.COMPENSATED and cast.journey.engagement_state is EngagementState.CANCELLED
    assert states[PublicationState.LIVE] and states[PublicationState.REMOVED]
    assert set(states) == {PublicationState.LIVE, PublicationState.REMOVED}
    assert OutboxEvent.objects.using(alias_for("delivery")).filter(state="dead").count() == 0
