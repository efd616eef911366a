"""Comments: where they stand, who reads them, when they end."""

import pytest

from apps.client_review import contracts, services
from apps.client_review.contracts import Verdict
from kernel.errors import InvalidInput, NotFound
from tests.client_review.factories import STAFF, TEXTS, house, review


def say(actor, package, text="Fine", **more):
    return services.capture_feedback(actor=actor, package_id=package.id, text=text, key="", **more)


def test_a_comment_on_a_range_keeps_the_words_it_is_about():
    home = house()
    package = review(home)

    comment = say(home.approver, package, "Nicer word?", post_key="p1", start=0, end=6)

    assert comment.quote == TEXTS[0][:6] and comment.author_name == home.email


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"post_key": "p9"}, "post_key"),
        ({"start": 0, "end": 3}, "post_key"),
        ({"post_key": "p1", "start": 5, "end": 5}, "start"),
        ({"post_key": "p1", "start": 0, "end": 5000}, "start"),
        ({"post_key": "p1", "end": 3}, "start"),
        ({"text": " "}, "text"),
        ({"internal": True}, "internal"),
    ],
)
def test_a_comment_that_has_no_place_is_refused_by_name(more, field):
    home = house()
    package = review(home)

    with pytest.raises(InvalidInput) as refusal:
        say(home.approver, package, **more)

    assert refusal.value.field == field


def test_internal_comments_never_leave_the_agency():
    home = house()
    package = review(home)
    note = say(STAFF, package, "margin is thin", internal=True)
    say(STAFF, package, "Which paper do you like?")

    assert [c.text for c in services.list_comments(actor=home.approver, package_id=package.id)] == ["Which paper do you like?"]
    assert len(services.list_comments(actor=STAFF, package_id=package.id)) == 2
    with pytest.raises(NotFound):
        services.resolve_comment(actor=home.approver, comment_id=note.id, key="")


def test_internal_comments_reach_neither_the_plan_nor_the_certificate():
    home = house()
    package = review(home)
    say(STAFF, package, "margin is thin", internal=True)
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256, "key": ""}
    services.decide(verdict=Verdict.REQUEST_CHANGES, comment="Warmer", **values)

    plan = services.create_revision_plan(actor=home.approver, package_id=package.id)
    certificate = services.get_certificate(actor=home.approver, package_id=package.id)

    assert plan.notes == ("Warmer",) and b"margin" not in certificate.data


def test_a_resolved_comment_asks_for_nothing():
    home = house()
    package = review(home)
    comment = say(home.approver, package, "typo", post_key="p1")

    resolved = services.resolve_comment(actor=STAFF, comment_id=comment.id, key="")

    assert resolved.resolved_at and services.create_revision_plan(actor=STAFF, package_id=package.id).notes == ()


def test_after_the_decision_only_the_agency_notes_for_itself():
    home = house()
    package = review(home)
    values = {"actor": home.approver, "package_id": package.id, "sha256": package.sha256, "key": ""}
    services.decide(verdict=Verdict.APPROVE, **values)

    with pytest.raises(contracts.ReviewClosed):
        say(home.approver, package)

    assert say(STAFF, package, "went well", internal=True).internal
