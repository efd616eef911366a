"""Retention through its facade and its receivers."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from apps.retention import services
from apps.retention.contracts import Band, Lifecycle, LifecycleFilter
from apps.retention.models import Observation
from kernel import clock, signals
from kernel.actors import worker
from kernel.db import alias_for
from kernel.errors import IllegalTransition, InvalidInput, NotFound
from kernel.models import OutboxEvent
from kernel.testing import staff

WORKER = worker("retention")


def observe(engagement_id, client_id, **measures):
    """Keep figures as the receivers do."""
    for measure, value in measures.items():
        event_id = uuid4()
        services.observe(
            actor=WORKER,
            engagement_id=engagement_id,
            client_id=client_id,
            measure=measure,
            value=value,
            event_id=event_id,
            key=f"{event_id}:{measure}",
        )


def assess(engagement_id, client_id, key="1"):
    return services.assess_renewal_risk(actor=WORKER, engagement_id=engagement_id, client_id=client_id, key=key)


def told(name):
    return OutboxEvent.objects.using(alias_for("retention")).filter(name=name).count()


def test_a_good_client_is_a_low_risk_and_a_late_one_a_high_risk():
    good, late, client_id = uuid4(), uuid4(), uuid4()
    observe(good, client_id, review_latency=1, late_payment=0, publish_success=1, revision_rounds=0)
    observe(late, client_id, review_latency=10, late_payment=28, publish_success=1, revision_rounds=4, silence=4)

    well, ill = assess(good, client_id, key="1"), assess(late, client_id, key="2")

    assert (well.score, well.band) == (100, Band.LOW)
    assert ill.band is Band.HIGH and "decides (10 days)" in ill.sentence
    assert told("retention.churn_risk_detected.v1") == 1


def test_one_changed_input_changes_the_score_and_the_trend_tells_it():
    engagement_id, client_id = uuid4(), uuid4()
    observe(engagement_id, client_id, late_payment=0, review_latency=1)
    first = assess(engagement_id, client_id, key="1")

    observe(engagement_id, client_id, late_payment=30)
    second = assess(engagement_id, client_id, key="2")

    assert second.score == 75 and second.trend == second.score - first.score == -25


def test_what_was_not_measured_does_not_count():
    health = assess(uuid4(), uuid4())

    assert health.score == 50 and "Nothing has been measured" in health.sentence
    assert all(given.score is None for given in health.inputs)


def test_a_signal_told_twice_is_one_observation():
    engagement_id, client_id, event_id = uuid4(), uuid4(), uuid4()
    for key in ("a", "b"):
        services.observe(
            actor=WORKER, engagement_id=engagement_id, client_id=client_id, measure="silence", value=1, event_id=event_id, key=key
        )

    assert Observation.objects.count() == 1


def test_the_renewal_falls_due_120_days_before_the_end(harness):
    ends_on = clock.today() + timedelta(days=200)
    engagement_id = uuid4()
    services.note_engagement(
        actor=WORKER,
        engagement_id=engagement_id,
        client_id=(client_id := uuid4()),
        starts_on=date(2025, 12, 13),
        ends_on=ends_on,
        key="1",
    )
    services.note_work_begun(actor=WORKER, engagement_id=engagement_id, client_id=client_id, key="2")

    harness.advance(days=79)
    before = told("retention.renewal_due.v1")
    harness.advance(days=2)

    assert (before, told("retention.renewal_due.v1")) == (0, 1)


def test_the_renewal_of_a_short_engagement_falls_due_after_half_of_it(harness):
    starts_on, engagement_id, client_id = clock.today(), uuid4(), uuid4()
    services.note_engagement(
        actor=WORKER,
        engagement_id=engagement_id,
        client_id=client_id,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=56),
        key="1",
    )
    services.note_work_begun(actor=WORKER, engagement_id=engagement_id, client_id=client_id, key="2")

    harness.advance(days=27)
    before = told("retention.renewal_due.v1")
    harness.advance(days=2)

    assert (before, told("retention.renewal_due.v1")) == (0, 1)


def test_nobody_talks_about_renewing_what_was_never_begun(harness):
    starts_on = clock.today()
    services.note_engagement(
        actor=WORKER,
        engagement_id=uuid4(),
        client_id=uuid4(),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=56),
        key="1",
    )

    harness.advance(days=60)

    assert told("retention.renewal_due.v1") == 0


def test_a_relation_moves_along_its_table_only():
    engagement_id, client_id, actor = uuid4(), uuid4(), staff("retention.write", "retention.view", clients=None)
    services.note_work_begun(actor=WORKER, engagement_id=engagement_id, client_id=client_id, key="1")
    left = services.set_lifecycle(
        actor=actor, engagement_id=engagement_id, client_id=client_id, state=Lifecycle.CHURNED, reason="did not renew", key="2"
    )

    assert left.state is Lifecycle.CHURNED
    with pytest.raises(IllegalTransition):
        services.set_lifecycle(
            actor=actor, engagement_id=engagement_id, client_id=client_id, state=Lifecycle.AT_RISK, reason="x", key="3"
        )
    with pytest.raises(InvalidInput):
        services.set_lifecycle(
            actor=actor, engagement_id=engagement_id, client_id=client_id, state=Lifecycle.ACTIVE, reason=" ", key="4"
        )


def test_an_offer_comes_from_data_or_says_that_there_is_no_signal():
    engagement_id, client_id = uuid4(), uuid4()
    assess(engagement_id, client_id)
    nothing = services.detect_upsell(actor=WORKER, engagement_id=engagement_id, client_id=client_id, key="1")

    observe(engagement_id, client_id, publish_success=0.98)
    found = services.detect_upsell(actor=WORKER, engagement_id=engagement_id, client_id=client_id, key="2")

    assert (nothing.found, nothing.reason) == (False, "No signal in the data.")
    assert found.found and "98%" in found.reason


def test_another_clients_health_does_not_exist_for_the_actor():
    engagement_id, client_id = uuid4(), uuid4()
    assess(engagement_id, client_id)
    stranger = staff("retention.view", "retention.write", clients=frozenset({uuid4()}))

    with pytest.raises(NotFound):
        services.get_health(actor=stranger, engagement_id=engagement_id)
    assert not services.list_assessments(actor=stranger).items
    assert not services.list_waiting(actor=stranger)


def test_the_list_pages_and_filters():
    client_id = uuid4()
    for _ in range(3):
        assess(uuid4(), client_id, key=str(uuid4()))
    reader = staff("retention.view", clients=None)

    first = services.list_accounts(actor=reader, limit=2, filter=LifecycleFilter(client_id=client_id))
    rest = services.list_accounts(actor=reader, limit=2, cursor=first.next_cursor, filter=LifecycleFilter(client_id=client_id))

    assert (len(first.items), len(rest.items), rest.next_cursor) == (2, 1, None)
    with pytest.raises(InvalidInput):
        services.list_accounts(actor=reader, cursor="nonsense")


def test_high_risk_waits_for_those_who_can_act():
    engagement_id, client_id = uuid4(), uuid4()
    observe(engagement_id, client_id, late_payment=30)
    assess(engagement_id, client_id)

    assert [w.kind for w in services.list_waiting(actor=staff("retention.write", clients=None))] == ["risk"]
    assert not services.list_waiting(actor=staff("retention.view", clients=None))
    assert signals.pending()
