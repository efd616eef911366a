"""The client's decision: bound to the bytes, made once, by a person with a name, told to who waits for it."""

import json

import pytest

from apps.client_review import contracts, services, signals
from apps.client_review.contracts import Verdict
from apps.identity import services as identity
from kernel.db import alias_for
from kernel.errors import AlreadyDecided, Conflict, Forbidden, KeyReused, NotFound, StaleVersion
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.refs import content_hash
from tests.client_review.factories import STAFF, WORKER, content, house, post, review


def decide(home, package, verdict, comment="", **changes):
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256, "verdict": verdict}
    return services.decide(**(values | {"comment": comment, "key": new_id().hex} | changes))


def told(name):
    rows = OutboxEvent.objects.using(alias_for("client_review")).filter(name=name.signal_name)
    return [row.payload for row in rows.order_by("id")]


def test_an_approval_names_person_bytes_and_lineage():
    home = house()
    package = review(home)

    decision = decide(home, package, Verdict.APPROVE)

    assert decision.approved and decision.decided_name == home.email and decision.sha256 == package.sha256
    event = told(signals.ClientApproved)[0]
    assert event["decision_id"] == str(decision.id) and event["decided_by"] == str(home.approver.id)
    assert event["subject"]["sha256"] == package.sha256
    assert [p["kind"] for p in event["parents"]] == ["draft_bundle", "strategy"]
    assert services.find_approval(actor=WORKER, subject=package.subject).id == decision.id


def test_a_decision_on_other_bytes_is_stale():
    home = house()
    package = review(home)

    with pytest.raises(StaleVersion):
        decide(home, package, Verdict.APPROVE, sha256="0" * 64)

    assert services.get_package(actor=STAFF, package_id=package.id).decision is None


def test_the_first_decision_wins():
    home = house()
    package = review(home)
    decide(home, package, Verdict.APPROVE)

    with pytest.raises(AlreadyDecided):
        decide(home, package, Verdict.REJECT, "No.")

    assert services.get_package(actor=STAFF, package_id=package.id).state == contracts.PackageState.APPROVED


def test_the_same_key_gives_the_same_decision_and_another_verdict_under_it_is_refused():
    home = house()
    package = review(home)

    first = decide(home, package, Verdict.APPROVE, key="k")

    assert decide(home, package, Verdict.APPROVE, key="k") == first
    with pytest.raises(KeyReused):
        decide(home, package, Verdict.REJECT, "No.", key="k")


@pytest.mark.parametrize("verdict", [Verdict.REQUEST_CHANGES, Verdict.REJECT])
def test_changes_and_rejections_need_words(verdict):
    home = house()
    package = review(home)

    with pytest.raises(contracts.CommentNeeded) as refusal:
        decide(home, package, verdict, "  ")

    assert refusal.value.field == "comment"


def test_a_comment_on_a_post_is_words_enough_for_changes():
    home = house()
    package = review(home)
    services.capture_feedback(actor=home.approver, package_id=package.id, text="Which town?", post_key="p2", key="c")

    decide(home, package, Verdict.REQUEST_CHANGES)

    assert told(signals.RevisionRequested)[0]["notes"] == ["[post p2] Which town?"]


def test_a_revision_carries_all_wishes_and_counts_the_rounds():
    home = house()
    package = review(home)
    services.capture_feedback(
        actor=home.approver, package_id=package.id, text="too stiff", post_key="p1", start=0, end=6, key="c"
    )

    decide(home, package, Verdict.REQUEST_CHANGES, "Warmer, please.")

    event = told(signals.RevisionRequested)[0]
    assert event["notes"] == ["Warmer, please.", "[post p1] on “Proofs”: too stiff"]
    assert event["round"] == 1 and event["rounds_contracted"] == package.rounds_contracted and not event["extra_round"]
    assert services.create_revision_plan(actor=STAFF, package_id=package.id).by_post["p1"] == ("on “Proofs”: too stiff",)


def test_a_revision_beyond_the_contract_is_told_as_extra():
    home = house()
    rounds = review(home).rounds_contracted
    package = review(home, content(post(1)), version=rounds + 1)

    decide(home, package, Verdict.REQUEST_CHANGES, "Once more.")

    assert not package.extra_round and told(signals.RevisionRequested)[0]["extra_round"]


def test_a_hold_keeps_the_question_open():
    home = house()
    package = review(home)

    held = decide(home, package, Verdict.HOLD)

    assert services.get_package(actor=STAFF, package_id=package.id).state == contracts.PackageState.ON_HOLD
    assert not held.approved and told(signals.ClientApproved) == []
    assert decide(home, package, Verdict.APPROVE).approved


def test_a_rejection_is_told_with_its_reason_and_waits_for_the_agency():
    home = house()
    package = review(home)

    decide(home, package, Verdict.REJECT, "This is not us.")

    assert told(signals.ClientRejected)[0]["reason"] == "This is not us."
    assert [w.kind for w in services.list_waiting(actor=STAFF)] == ["rejected"]


@pytest.mark.parametrize("actor", [STAFF, WORKER])
def test_nobody_of_the_agency_decides_for_the_client(actor):
    home = house()
    package = review(home)

    with pytest.raises(Forbidden):
        decide(home, package, Verdict.APPROVE, actor=actor)


def test_a_viewer_of_the_client_does_not_decide():
    home = house()
    identity.add_member(
        actor=WORKER, client_id=home.client_id, email="vic@nordlicht.example.com", name="Vic", role="client_viewer", key="m"
    )
    package = review(home)

    with pytest.raises(Forbidden):
        decide(home, package, Verdict.APPROVE, actor=identity.actor_for_email(email="vic@nordlicht.example.com"))


def test_a_guest_decides_on_the_links_object_under_the_links_address_and_on_nothing_else():
    home = house()
    package, other = review(home), review(house(email="otto@other.example.com"))
    guest = guest_of(home, package, email=home.email)

    with pytest.raises(NotFound):
        decide(home, other, Verdict.APPROVE, actor=guest)

    assert decide(home, package, Verdict.APPROVE, actor=guest).decided_name == home.email


def test_a_link_without_an_address_decides_nothing():
    home = house()
    package = review(home)

    with pytest.raises(Forbidden):
        decide(home, package, Verdict.APPROVE, actor=guest_of(home, package, email=""))


def guest_of(home, package, *, email):
    link = identity.issue_share_link(
        actor=WORKER, client_id=home.client_id, app="client_review", object_id=package.id, action="review", email=email
    )
    return identity.actor_for_link(credential_id=link.id)


def test_a_superseded_version_cannot_be_decided():
    home = house()
    old = review(home)
    review(home, content(post(1)), version=2)

    with pytest.raises(contracts.ReviewClosed):
        decide(home, old, Verdict.APPROVE)


def test_approved_content_is_handed_out_only_for_an_approval():
    home = house()
    package = review(home)
    held = decide(home, package, Verdict.HOLD)

    with pytest.raises(Conflict):
        services.get_approved_content(actor=WORKER, decision_id=held.id)

    approved = decide(home, package, Verdict.APPROVE)
    assert services.get_approved_content(actor=WORKER, decision_id=approved.id) == package.content


def test_a_certificate_can_be_checked_without_us():
    home = house()
    package = review(home)
    with pytest.raises(Conflict):
        services.get_certificate(actor=home.approver, package_id=package.id)
    decide(home, package, Verdict.APPROVE, "Lovely.")

    data = json.loads(services.get_certificate(actor=home.approver, package_id=package.id).data)

    assert content_hash(data["content"]) == data["decision"]["sha256"] == package.sha256
    assert {p["key"]: p["sha256"] for p in data["posts"]} == {p["key"]: content_hash(p) for p in data["content"]["posts"]}
    assert data["decision"]["decided_by"] == home.email and data["decision"]["comment"] == "Lovely."
