"""The brief: made from the answers, gated, approved, versioned."""

import pytest
from django.db import DatabaseError

from apps.onboarding import models, services
from apps.onboarding.contracts import BriefFilter, BriefNotReady, BriefStatus, IntakeIncomplete
from apps.qc import signals as qc
from kernel.actors import Actor, ActorKind
from kernel.db import atomic
from kernel.errors import Forbidden, IllegalTransition, StaleVersion
from kernel.ids import new_id
from kernel.refs import content_hash
from kernel.signals import publish
from kernel.testing import staff
from tests.onboarding.factories import ANSWERS, STAFF, WORKER, answer, approver, brief, captured, invited, judged, told


def approve(made, **changed):
    return services.approve_brief(actor=STAFF, brief_id=made.id, **{"sha256": made.sha256, "key": ""} | changed)


def second_version(made, **answers):
    """The client answers what was returned; a new version of the brief stands."""
    engagement = services.get_engagement(actor=STAFF, engagement_id=made.engagement_id)
    for field in answers:
        services.return_item(actor=STAFF, engagement_id=engagement.id, field=field, reason="Please look again.")
    answer(engagement, **answers)
    services.capture_intake(actor=approver(engagement), engagement_id=engagement.id, key=new_id().hex)
    return services.normalize_brief(actor=WORKER, engagement_id=engagement.id, key=new_id().hex)


def test_no_brief_before_the_intake_is_handed_in():
    opened = invited()

    with pytest.raises(IntakeIncomplete):
        services.normalize_brief(actor=WORKER, engagement_id=opened.id, key="")


def test_the_brief_holds_the_answers_and_its_hash():
    made = brief()

    assert made.content["fields"] == ANSWERS
    assert made.sha256 == content_hash(made.content)
    assert made.status is BriefStatus.DRAFT
    assert [event["blocking"] for event in told("brief_validated")] == [0]


def test_changed_answers_give_another_brief():
    one, other = brief(), brief(answers=ANSWERS | {"pain_points": "The coffee is cold"})

    assert one.sha256 != other.sha256
    assert other.content["audience"]["pains"] == ["The coffee is cold"]


def test_the_same_answers_give_the_same_version():
    made = brief()

    again = services.normalize_brief(actor=STAFF, engagement_id=made.engagement_id, key="again")

    assert again.id == made.id


def test_approval_freezes_tells_and_sets_up_the_brand_kit():
    made = judged(brief())

    done = approve(made)

    assert done.status is BriefStatus.APPROVED
    assert [event["ref"]["sha256"] for event in told("brief_approved")] == [made.sha256]
    kit = services.get_brand_kit(actor=STAFF, client_id=made.client_id)
    assert kit.brief == made.ref
    assert kit.banned_claims == ("No health claims about coffee",)
    assert services.get_onboarding_status(actor=STAFF, engagement_id=made.engagement_id).stage == "COMPLETE"


@pytest.mark.parametrize(("verdict", "word"), [("", "not judged"), ("FAIL", "failed")])
def test_without_a_pass_there_is_no_approval(verdict, word):
    made = judged(brief(), verdict)

    with pytest.raises(BriefNotReady) as refusal:
        approve(made)

    assert word in refusal.value.detail


def test_blocking_questions_stop_approval_before_qc_is_asked():
    made = brief(answers=ANSWERS | {"website": "ftp://harbourpine.example.com"})

    with pytest.raises(BriefNotReady) as refusal:
        approve(made)

    assert "ftp://harbourpine.example.com" in refusal.value.detail


def test_other_bytes_are_not_approved():
    made = judged(brief())

    with pytest.raises(StaleVersion):
        approve(made, sha256="0" * 64)


def test_approval_needs_the_right():
    made = judged(brief())

    with pytest.raises(Forbidden):
        services.approve_brief(actor=staff("onboarding.view"), brief_id=made.id, sha256=made.sha256, key="")


def test_a_brief_is_approved_once():
    made = judged(brief())
    approve(made)

    with pytest.raises(IllegalTransition):
        approve(made)


def test_a_newer_version_revises_the_approved_one():
    first = judged(brief())
    approve(first)

    second = judged(second_version(first, objective="Sixty tastings"))
    approve(second)

    assert second.version == 2
    assert services.get_brief(actor=STAFF, brief_id=first.id).status is BriefStatus.REVISED
    listed = services.list_briefs(actor=STAFF, filter=BriefFilter(status=BriefStatus.APPROVED))
    assert [b.id for b in listed.items] == [second.id]


def test_an_old_version_cannot_be_approved():
    first = judged(brief())
    second_version(first, objective="Sixty tastings")

    with pytest.raises(StaleVersion):
        approve(first)


def test_a_verdict_about_other_bytes_does_not_count():
    made = brief()
    other = type(made.ref)(kind="brief", id=made.id, version=1, sha256="0" * 64)

    services.note_verdict(actor=WORKER, ref=other, result_id=new_id(), verdict="PASS", key="")

    assert services.get_brief(actor=STAFF, brief_id=made.id).verdict == ""


@pytest.mark.parametrize("passed", [True, False])
def test_qcs_signal_is_heard(harness, passed):
    made = brief()
    facts = {
        "ref": made.ref,
        "result_id": new_id(),
        "score": 50,
        "engagement_id": made.engagement_id,
        "client_id": made.client_id,
    }
    event = qc.QcPassed(verdict="WARN", **facts) if passed else qc.QcFailed(notes=("x",), **facts)
    with atomic("qc"):
        publish(type(event)(**{**vars(event), "actor": Actor(kind=ActorKind.WORKER)}))

    harness.drain()

    assert services.get_brief(actor=STAFF, brief_id=made.id).verdict == ("WARN" if passed else "FAIL")


def test_the_database_refuses_to_change_a_brief():
    made = brief()

    with pytest.raises(DatabaseError):
        models.Brief.objects.filter(pk=made.id).update(sha256="0" * 64)


def test_what_waits_follows_the_brief():
    made = brief()

    kinds = [w.kind for w in services.list_waiting(actor=STAFF)]
    judged(made)
    after = [w.kind for w in services.list_waiting(actor=STAFF)]
    for_reader = services.list_waiting(actor=staff("onboarding.view"))

    assert (kinds, after, for_reader) == (["brief_unjudged"], ["brief_approval"], ())


def test_what_waits_for_the_client():
    opened = captured()
    person = approver(opened)
    assert services.list_waiting(actor=person) == ()

    services.return_item(actor=STAFF, engagement_id=opened.id, field="website", reason="It does not open.")

    assert [w.kind for w in services.list_waiting(actor=person)] == ["intake_returned"]
