"""Staff's pages of reviews."""

import pytest

from apps.client_review import services
from apps.client_review.contracts import Verdict
from apps.identity import services as identity
from kernel.testing import browser
from tests.client_review.factories import STAFF, WORKER, house, review


def desk(role="owner"):
    made = identity.create_staff(actor=STAFF, email=f"{role}@agency.example", name="Ada", role=role, password="", key=role)
    return browser(made.id)


@pytest.mark.parametrize("table", ["package", "decision", "comment", "notice", "policy"])
def test_every_list_opens_and_searches(table):
    home = house()
    package = review(home)
    services.capture_feedback(actor=home.approver, package_id=package.id, text="Hm", key="")
    services.decide(actor=home.approver, package_id=package.id, sha256=package.sha256, verdict=Verdict.APPROVE, key="")

    answer = desk().get(f"/admin/client_review/{table}/?q=a")

    assert answer.status_code == 200


def test_a_package_shows_its_posts_as_text_and_takes_comments():
    home = house()
    package, client = review(home), desk()
    page = client.get(f"/admin/client_review/package/{package.id}/change/").content.decode()
    assert "Proofs by post take days" in page and "Add a comment" in page

    client.post(f"/admin/client_review/package/{package.id}/act/comment/", {"text": "Call her", "internal": "on"})

    [comment] = services.list_comments(actor=WORKER, package_id=package.id)
    assert comment.internal and comment.text == "Call her"
    assert services.list_comments(actor=home.approver, package_id=package.id) == ()


def test_nobody_changes_a_package_by_hand():
    package = review(house())

    page = desk().get(f"/admin/client_review/package/{package.id}/change/").content.decode()
    answer = desk("qc").post(f"/admin/client_review/package/{package.id}/change/", {"title": "Other"})

    assert 'name="title"' not in page and answer.status_code == 403
    assert services.get_package(actor=STAFF, package_id=package.id).title == package.title
