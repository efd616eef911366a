"""What may be sent to the client, and what they then see."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from apps.client_review import contracts, services
from apps.client_review.models import Package
from kernel.db import alias_for, atomic
from kernel.errors import Conflict, InvalidInput, NotFound
from kernel.testing import client_user, staff
from tests.client_review.factories import STAFF, content, house, judged, post, review, subject
from tests.databases import REFUSED


def test_a_package_freezes_the_content_under_the_subjects_hash():
    home, what = house(), content()

    package = review(home, what)

    seen = services.get_package(actor=home.approver, package_id=package.id)
    assert seen.content == what and seen.sha256 == seen.subject.sha256 == seen.ref.sha256
    assert seen.state == contracts.PackageState.OPEN and seen.rounds_contracted > 0 and seen.rounds_used == 0


def test_without_a_verdict_of_qc_nothing_is_sent():
    home, what = house(), content()

    with pytest.raises(contracts.NotQcPassed):
        review(home, what, subject=subject(what))


def test_what_qc_failed_is_not_sent():
    home, what = house(), content(post(1, "Buy now, {{ first_name }}! Ask us"))

    with pytest.raises(contracts.NotQcPassed) as refusal:
        review(home, what)

    assert "FAIL" in refusal.value.detail


def test_content_that_is_not_the_subjects_is_refused():
    home, what = house(), content()

    with pytest.raises(InvalidInput) as refusal:
        review(home, content(post(1)), subject=judged(home, what))

    assert refusal.value.field == "content"


def test_one_version_is_sent_once_under_one_key_and_refused_under_another():
    home, what = house(), content()
    ref = judged(home, what)

    first = review(home, what, subject=ref, parents=(), key="step")
    again = review(home, what, subject=ref, parents=(), key="step")

    assert first == again
    with pytest.raises(Conflict):
        review(home, what, subject=ref, key="other")


def test_an_engagement_of_another_client_is_not_found():
    home, other = house(), house(email="otto@other.example.com")

    with pytest.raises(NotFound):
        review(home, engagement_id=other.engagement_id)


def test_another_client_does_not_find_the_review():
    package = review(house())
    stranger = client_user(uuid4(), "review.view")

    assert services.list_packages(actor=stranger).items == ()
    with pytest.raises(NotFound):
        services.get_package(actor=stranger, package_id=package.id)


@pytest.mark.parametrize("change", [{"content": {}}, {"sha256": "0" * 64}, {"client_id": uuid4()}])
def test_the_database_refuses_a_change_of_what_is_frozen(change):
    package = review(house())

    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic(alias_for("client_review")):
        Package.objects.filter(pk=package.id).update(**change)


def test_the_database_refuses_to_delete_a_package():
    package = review(house())

    with pytest.raises(DatabaseError, match=REFUSED), atomic("client_review"):
        Package.objects.filter(pk=package.id)._raw_delete(alias_for("client_review"))


def test_a_newer_version_supersedes_one_that_still_waits(harness):
    home = house()
    first = review(home)
    second = review(home, content(post(1), post(2)), version=2)
    harness.drain()

    assert services.get_package(actor=STAFF, package_id=first.id).state == contracts.PackageState.SUPERSEDED
    assert second.previous_id == first.id and [m for m, _ in harness.mails.delivered] == [home.email]


def test_the_second_version_shows_first_what_changed():
    home = house()
    review(home)
    newer = content(post(1), post(2, "Sheets are counted twice, and you hear what we found. Ask us."), post(3))
    package = review(home, newer, version=2)

    comparison = services.compare_versions(actor=home.approver, package_id=package.id)

    assert [(c.key, c.status) for c in comparison.changes] == [("p2", "changed"), ("p1", "same"), ("p3", "same")]


def test_more_revisions_than_the_contract_holds_are_an_extra_round():
    home = house()
    rounds = review(home).rounds_contracted

    package = review(home, content(post(1)), version=rounds + 2)

    assert package.rounds_used == rounds + 1 and package.extra_round


def test_lists_page_through_with_a_cursor_and_filter_by_state():
    home = house()
    ids = [review(home, content(post(n)), version=n).id for n in (1, 2, 3)]
    viewer = staff("review.view")

    first = services.list_packages(actor=viewer, limit=2)
    second = services.list_packages(actor=viewer, limit=2, cursor=first.next_cursor)

    assert [p.id for p in (*first.items, *second.items)] == ids[::-1] and second.next_cursor is None
    waiting = services.list_packages(actor=viewer, filter=contracts.ReviewFilter(state=contracts.PackageState.OPEN))
    assert [p.id for p in waiting.items] == [ids[2]]


@pytest.mark.parametrize("wrong", [{"cursor": "zzz"}, {"order": "title"}, {"limit": 0}])
def test_a_wrong_listing_argument_is_named(wrong):
    with pytest.raises(InvalidInput) as refusal:
        services.list_packages(actor=STAFF, **wrong)

    assert refusal.value.field == next(iter(wrong))
