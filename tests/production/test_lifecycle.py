"""Verdicts, approval, newer strategies, jobs that fail, calendars as files, working time."""

from datetime import date, timedelta

import pytest

from apps.client_review import signals as client_review
from apps.onboarding import services as onboarding
from apps.production import contracts, services
from apps.qc import contracts as qc_contracts
from apps.qc import services as qc
from apps.strategy import services as strategies
from kernel import clock
from kernel.actors import worker
from kernel.db import alias_for, atomic
from kernel.errors import Conflict, Forbidden, InvalidInput, NotFound
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.signals import publish
from kernel.testing import client_user, staff
from tests.production import factories
from tests.production.factories import EDITOR


def client_approves(harness, found):
    """client_review tells the client's yes."""
    event = client_review.ClientApproved(
        package_id=new_id(),
        decision_id=new_id(),
        engagement_id=found.engagement_id,
        client_id=found.client_id,
        ref=found.ref,
        parents=(found.ref,),
        subject=found.ref,
        round=1,
        actor=worker("client_review"),
    )
    with atomic("client_review"):
        publish(event)
    harness.drain()
    return services.get_bundle(actor=EDITOR, bundle_id=found.id)


def approved(harness):
    found = factories.bundle(harness)
    factories.judged(found)
    harness.drain()
    return client_approves(harness, found)


def test_the_clients_yes_approves_exactly_the_judged_version(harness):
    found = approved(harness)

    calendar = services.get_calendar(actor=EDITOR, calendar_id=found.calendar.id)
    told = OutboxEvent.objects.using(alias_for("production")).get(name="production.bundle_approved.v1").payload
    assert (found.status, found.qc_verdict, calendar.status) == ("approved", "PASS", "approved")
    assert told["ref"]["sha256"] == found.sha256 and told["parents"][0]["kind"] == "strategy"


def test_without_a_verdict_nothing_is_approved(harness):
    found = factories.bundle(harness)

    with pytest.raises(contracts.DraftNotReady):
        services.approve(actor=worker("production"), bundle=found.ref, key="1")


def test_a_verdict_on_other_bytes_is_not_kept(harness):
    found = factories.bundle(harness)
    other = type(found.ref)(kind="draft_bundle", id=found.id, version=1, sha256="ab" * 32)

    services.note_verdict(actor=worker("production"), ref=other, verdict="PASS", key="1")

    assert services.get_bundle(actor=EDITOR, bundle_id=found.id).qc_verdict == ""


def test_a_newer_strategy_flags_what_rests_on_the_older_one(harness):
    found = approved(harness)
    old = strategies.get_strategy(actor=staff("*"), strategy_id=found.strategy.id)

    strategies.revise(actor=staff("*"), strategy_id=old.id, notes=("Say more about listed buildings",), key="r")
    harness.drain()
    factories.approve_newest(found.engagement_id)
    harness.drain()

    assert services.get_bundle(actor=EDITOR, bundle_id=found.id).status == "flagged_for_review"
    with pytest.raises(contracts.DraftNotReady):
        services.generate_draft(
            actor=EDITOR,
            engagement_id=found.engagement_id,
            calendar=services.get_calendar(actor=EDITOR, calendar_id=found.calendar.id).ref,
            key="2",
        )


def test_whoever_edited_a_version_cannot_waive_its_findings(harness):
    first = factories.bundle(harness)
    post = factories.post(first)
    services.edit_post(actor=EDITOR, bundle_id=first.id, post_key=post["key"], text="Unbeatable. " + post["text"], key="e")
    result = factories.judged(factories.newest(first.engagement_id))
    author = staff("qc.waive", "qc.view")
    author = type(author)(kind=author.kind, id=EDITOR.id, rights=author.rights, clients=None)
    asked = {"result_id": result.id, "rule": "forbidden_language", "reason": "I like it this way"}

    with pytest.raises(qc_contracts.OwnWork):
        qc.waive(actor=author, **asked, expires_at=clock.now() + timedelta(days=1), key="1")
    qc.waive(actor=staff("qc.waive"), **asked, expires_at=clock.now() + timedelta(days=1), key="2")
    harness.drain()
    assert factories.newest(first.engagement_id).qc_verdict == "WARN"


def test_a_calendar_is_read_by_day_and_as_a_file(harness):
    found = factories.bundle(harness)
    calendar = services.get_calendar(actor=EDITOR, calendar_id=found.calendar.id)

    days = services.list_days(actor=EDITOR, calendar_id=calendar.id, month=date(2026, 2, 1))
    file = services.get_calendar_file(actor=EDITOR, calendar_id=calendar.id)
    lines = file.data.decode().split("\r\n")

    assert len(days) == 10 and {day.day.month for day in days} == {2}
    assert any(entry.text for day in days for entry in day.entries)
    assert (lines[0], lines[-2], lines.count("BEGIN:VEVENT")) == ("BEGIN:VCALENDAR", "END:VCALENDAR", len(calendar.slots))
    assert all(len(line.encode()) <= 75 for line in lines)
    assert file.data == services.get_calendar_file(actor=EDITOR, calendar_id=calendar.id).data


def test_a_client_sees_the_days_but_no_unapproved_text(harness):
    found = factories.bundle(harness)
    client = client_user(found.client_id, "production.view")

    before = services.list_days(actor=client, calendar_id=found.calendar.id)
    factories.judged(found)
    harness.drain()
    client_approves(harness, found)
    after = services.list_days(actor=client, calendar_id=found.calendar.id)

    assert not any(entry.text for day in before for entry in day.entries)
    assert any(entry.text for day in after for entry in day.entries)
    with pytest.raises(NotFound):
        services.list_days(actor=client_user(new_id(), "production.view"), calendar_id=found.calendar.id)


def test_bundles_are_listed_by_client(harness):
    found = factories.bundle(harness)
    post = factories.post(found)
    services.edit_post(actor=EDITOR, bundle_id=found.id, post_key=post["key"], text="Another text.", key="e")

    page = services.list_bundles(actor=EDITOR, filter=contracts.BundleFilter(client_id=found.client_id), limit=1)
    rest = services.list_bundles(actor=EDITOR, filter=contracts.BundleFilter(), limit=1, cursor=page.next_cursor)

    assert [(row.version, row.status) for row in (*page.items, *rest.items)] == [(2, "draft"), (1, "revised")]
    assert services.list_bundles(actor=EDITOR, filter=contracts.BundleFilter(client_id=new_id())).items == ()


def test_a_job_that_cannot_be_written_dies_loudly_and_waits_for_staff(harness):
    found = factories.bundle(harness)
    job = services.revise(actor=EDITOR, bundle_id=found.id, notes=("shorter",), key="r")
    post = factories.post(found)
    services.edit_post(actor=EDITOR, bundle_id=found.id, post_key=post["key"], text="Meanwhile edited.", key="e")

    harness.drain()

    told = OutboxEvent.objects.using(alias_for("production")).get(name="production.draft_failed.v1").payload
    assert services.get_draft(actor=EDITOR, job_id=job.id).state == "dead"
    assert told["job_id"] == str(job.id) and "newer one" in told["error"]
    assert "draft_failed" in [w.kind for w in services.list_waiting(actor=EDITOR)]


def test_working_time_is_noted_and_summed_by_day():
    made = factories.brief(factories.TILES)
    engagement = onboarding.get_engagement(actor=staff("*"), engagement_id=made.engagement_id)

    entry = services.log_time(actor=EDITOR, engagement_id=engagement.id, minutes=90, activity="Posts", key="1")
    found = services.list_time(actor=EDITOR, filter=contracts.TimeFilter(engagement_id=engagement.id))

    assert found.items == (entry,) and (entry.person, entry.client_id) == ("Carla Creative", engagement.client_id)
    with pytest.raises(Conflict):
        services.log_time(actor=EDITOR, engagement_id=engagement.id, minutes=1400, activity="More", key="2")


@pytest.mark.parametrize(
    ("given", "field"),
    [({"minutes": 0}, "minutes"), ({"worked_on": date(2026, 1, 1)}, "worked_on"), ({"activity": " "}, "activity")],
)
def test_wrong_working_time_is_refused_by_name(given, field):
    made = factories.brief(factories.TILES)

    with pytest.raises(InvalidInput) as refusal:
        services.log_time(actor=EDITOR, engagement_id=made.engagement_id, key="1", **{"minutes": 30, "activity": "Posts"} | given)

    assert refusal.value.field == field


def test_verbs_need_their_right(harness):
    found = factories.bundle(harness)

    with pytest.raises(Forbidden):
        services.revise(actor=staff("production.view"), bundle_id=found.id, notes=("shorter",), key="1")
    with pytest.raises(Forbidden):
        services.approve(actor=staff("*"), bundle=found.ref, key="2")
