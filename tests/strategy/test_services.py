"""Strategies through the facade: written by the worker, judged, approved, flagged, revised."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError

from apps.onboarding import services as onboarding
from apps.strategy import contracts, services
from apps.strategy.contracts import JobState, Status, StrategyFilter
from apps.strategy.logic.validate import texts_of
from apps.strategy.models import Strategy
from kernel.db import alias_for, atomic
from kernel.errors import AlreadyDecided, Forbidden, IllegalTransition, InvalidInput, NotFound, StaleVersion
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.testing import client_user, staff
from tests.strategy import factories
from tests.strategy.factories import COFFEE, STRATEGIST, WORKER


def told(name):
    rows = OutboxEvent.objects.using(alias_for("strategy")).filter(name=f"strategy.{name}.v1").order_by("id")
    return [row.payload for row in rows]


def test_the_worker_writes_a_strategy_from_the_approved_brief(harness):
    made = factories.brief()

    job = services.generate(actor=STRATEGIST, engagement_id=made.engagement_id, brief=made.ref, key="1")
    harness.drain()

    done = services.get_job(actor=STRATEGIST, job_id=job.id)
    found = services.get_strategy(actor=STRATEGIST, strategy_id=done.strategy_id)
    assert (done.state, found.version, found.status, found.brief) == (JobState.DONE, 1, Status.DRAFT, made.ref)
    assert found.provenance["writer"] == "house"
    (fact,) = told("strategy_generated")
    assert fact["ref"]["sha256"] == found.sha256 and fact["parents"][0]["id"] == str(made.id)


def test_the_same_key_asks_for_one_strategy(harness):
    made = factories.brief()

    jobs = {services.generate(actor=STRATEGIST, engagement_id=made.engagement_id, brief=made.ref, key="1").id for _ in range(2)}
    harness.drain()

    assert len(jobs) == 1
    assert len(services.list_versions(actor=STRATEGIST, engagement_id=made.engagement_id)) == 1


def test_a_brief_that_is_not_approved_gives_no_strategy(harness):
    opened = factories.engagement(COFFEE)
    for field, value in COFFEE.items():
        onboarding.save_answer(actor=factories.client_of(opened), engagement_id=opened.id, field=field, value=value)
    onboarding.capture_intake(actor=factories.client_of(opened), engagement_id=opened.id, key="c")
    made = onboarding.normalize_brief(actor=WORKER, engagement_id=opened.id, key="n")

    with pytest.raises(contracts.BriefNotApproved):
        services.generate(actor=STRATEGIST, engagement_id=opened.id, brief=made.ref, key="1")


def test_without_the_right_nobody_asks_for_a_strategy():
    made = factories.brief()

    with pytest.raises(Forbidden):
        services.generate(actor=staff("strategy.view"), engagement_id=made.engagement_id, brief=made.ref, key="1")


def test_no_verdict_no_approval(harness):
    found = factories.strategy(harness)

    with pytest.raises(contracts.NotApprovable, match="has not judged"):
        factories.approve(found)


def test_a_refused_strategy_cannot_be_approved(harness):
    found = factories.judged(factories.strategy(harness), "FAIL")

    with pytest.raises(contracts.NotApprovable, match="refused"):
        factories.approve(found)


def test_a_verdict_on_other_bytes_is_not_ours(harness):
    found = factories.strategy(harness)
    other = contracts.ArtifactRef(kind="strategy", id=found.id, version=1, sha256="0" * 64)

    services.note_verdict(actor=WORKER, ref=other, result_id=new_id(), verdict="PASS", score=100, key="")

    assert services.get_strategy(actor=STRATEGIST, strategy_id=found.id).verdict == ""


def test_approval_freezes_the_version_and_tells_it(harness):
    found = factories.judged(factories.strategy(harness))

    approved = factories.approve(found)

    assert (approved.status, approved.sha256) == (Status.APPROVED, found.sha256)
    assert told("strategy_approved")[0]["ref"]["version"] == 1
    with pytest.raises(AlreadyDecided):
        factories.approve(found, key="b")


def test_the_database_refuses_to_change_what_was_approved(harness):
    found = factories.approve(factories.judged(factories.strategy(harness)))

    with pytest.raises(DatabaseError), atomic("strategy"):
        Strategy.objects.filter(pk=found.id).update(content={"summary": "another plan"})

    assert services.get_strategy(actor=STRATEGIST, strategy_id=found.id).content == found.content


def test_approving_other_bytes_is_refused(harness):
    found = factories.judged(factories.strategy(harness))

    with pytest.raises(StaleVersion):
        services.approve(actor=STRATEGIST, strategy_id=found.id, sha256="0" * 64, key="a")


def test_a_newer_brief_flags_the_approved_strategy_and_blocks_the_old_draft(harness):
    made = factories.brief()
    approved = factories.approve(factories.judged(factories.strategy(harness, made)))
    harness.drain()

    newer = contracts.ArtifactRef(kind="brief", id=new_id(), version=made.version + 1, sha256="1" * 64)
    ids = {"engagement_id": made.engagement_id, "client_id": made.client_id}
    flagged = services.note_brief(actor=WORKER, brief=newer, **ids, key="")

    assert flagged == 1
    assert services.get_strategy(actor=STRATEGIST, strategy_id=approved.id).status == Status.FLAGGED
    with pytest.raises(contracts.NotApprovable, match="not the approved one"):
        factories.approve(approved, key="again")


def test_an_older_brief_told_late_flags_nothing(harness):
    made = factories.brief()
    factories.approve(factories.judged(factories.strategy(harness, made)))
    harness.drain()

    older = contracts.ArtifactRef(kind="brief", id=new_id(), version=made.version - 1, sha256="1" * 64)
    ids = {"engagement_id": made.engagement_id, "client_id": made.client_id}

    assert services.note_brief(actor=WORKER, brief=older, **ids, key="") == 0


def test_a_revision_is_a_new_version_and_archives_the_old_one_when_approved(harness):
    first = factories.approve(factories.judged(factories.strategy(harness)))

    services.revise(actor=STRATEGIST, strategy_id=first.id, notes=("layer5_narrative.problem: too long",), key="r")
    harness.drain()
    second = services.list_versions(actor=STRATEGIST, engagement_id=first.engagement_id)[0]
    found = services.get_strategy(actor=STRATEGIST, strategy_id=second.id)
    factories.approve(factories.judged(found), key="second")

    assert found.version == 2 and found.content["wishes"] == ["layer5_narrative.problem: too long"]
    assert services.get_strategy(actor=STRATEGIST, strategy_id=first.id).status == Status.ARCHIVED


def test_what_a_note_forbids_does_not_return(harness):
    first = factories.strategy(harness)
    text = " ".join(said for _, said in texts_of(first.content))
    rules = " ".join(pillar["stop_rule"] for pillar in first.content["pillars"])
    word = next(word for word in ("question", "middle", "measured") if word in rules and rules.count(word) == text.count(word))

    services.revise(actor=STRATEGIST, strategy_id=first.id, notes=(f"pillars: remove “{word}”",), key="r")
    harness.drain()
    second = services.list_versions(actor=STRATEGIST, engagement_id=first.engagement_id)[0]

    content = services.get_strategy(actor=STRATEGIST, strategy_id=second.id).content
    assert word in content["layer7_constraints"]["forbidden_language"]
    assert word not in " ".join(pillar["stop_rule"] for pillar in content["pillars"])


def test_a_note_that_cannot_be_kept_is_a_failed_job_with_the_reason(harness):
    first = factories.strategy(harness)

    job = services.revise(actor=STRATEGIST, strategy_id=first.id, notes=("remove “the”",), key="r")
    harness.drain()

    failed = services.get_job(actor=STRATEGIST, job_id=job.id)
    assert (failed.state, "forbidden language “the”" in failed.error) == (JobState.DEAD, True)
    assert told("generation_failed")[0]["job_id"] == str(job.id)
    assert "could not be written" in services.list_waiting(actor=STRATEGIST)[-1].title


def test_an_empty_revision_is_refused_by_name(harness):
    found = factories.strategy(harness)

    with pytest.raises(InvalidInput) as refusal:
        services.revise(actor=STRATEGIST, strategy_id=found.id, notes=(" ",), key="r")

    assert refusal.value.field == "notes"


def test_an_archived_strategy_stays_archived(harness):
    first = factories.approve(factories.judged(factories.strategy(harness)))
    services.revise(actor=STRATEGIST, strategy_id=first.id, notes=("shorter",), key="r")
    harness.drain()
    second = services.list_versions(actor=STRATEGIST, engagement_id=first.engagement_id)[0]
    factories.approve(factories.judged(services.get_strategy(actor=STRATEGIST, strategy_id=second.id)), key="second")

    with pytest.raises(IllegalTransition):
        factories.approve(first, key="third")


def test_the_strategist_is_told_what_waits(harness):
    found = factories.judged(factories.strategy(harness))

    (waiting,) = services.list_waiting(actor=STRATEGIST)

    assert waiting.title == "Strategy v1 of Harbour & Pine Ltd waits for your approval"
    assert str(found.id) in waiting.url
    assert services.list_waiting(actor=staff("strategy.view")) == ()
    factories.approve(found)
    assert services.list_waiting(actor=STRATEGIST) == ()


def test_a_client_sees_what_was_approved_and_nothing_of_others(harness):
    found = factories.judged(factories.strategy(harness))
    own, stranger = client_user(found.client_id, "strategy.view"), client_user(uuid4(), "strategy.view")

    with pytest.raises(NotFound):
        services.get_strategy(actor=own, strategy_id=found.id)
    factories.approve(found)

    assert services.get_strategy(actor=own, strategy_id=found.id).version == 1
    assert services.list_strategies(actor=stranger, filter=StrategyFilter()).items == ()
    with pytest.raises(NotFound):
        services.get_document(actor=stranger, strategy_id=found.id)
    assert services.list_jobs(actor=own, engagement_id=found.engagement_id) == ()


def test_lists_go_on_after_the_cursor(harness):
    made = factories.brief()
    factories.strategy(harness, made)
    harness.advance(hours=1)
    factories.strategy(harness, made)

    first = services.list_strategies(actor=STRATEGIST, limit=1)
    second = services.list_strategies(actor=STRATEGIST, limit=1, cursor=first.next_cursor)

    assert [page.items[0].version for page in (first, second)] == [2, 1]
    with pytest.raises(InvalidInput):
        services.list_strategies(actor=STRATEGIST, cursor="nonsense")


def test_two_versions_are_compared_field_by_field(harness):
    made = factories.brief()
    first = factories.strategy(harness, made)
    services.revise(actor=STRATEGIST, strategy_id=first.id, notes=("Say less about price",), key="r")
    harness.drain()
    second = services.list_versions(actor=STRATEGIST, engagement_id=made.engagement_id)[0]

    changes = services.compare(actor=STRATEGIST, before_id=first.id, after_id=second.id).changes

    assert [(c.path, c.before, c.after) for c in changes] == [("wishes[0]", "", "Say less about price")]
