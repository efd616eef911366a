"""Integrators: list, read, decide once, comment."""

import pytest

from apps.client_review import services
from apps.client_review.contracts import PackageState
from apps.identity import services as identity
from kernel.testing import browser
from tests.client_review.factories import STAFF, house, review

ROOT = "/api/v1/client-review"
RIGHTS = ("review.view", "review.comment", "review.decide")


def owner():
    """The agency's owner as a user of identity: a token may never more than who issued it."""
    values = {"email": "olivia@agency.example", "name": "Olivia", "role": "owner", "password": "", "key": "owner"}
    identity.create_staff(actor=STAFF, **values)
    return identity.actor_for_email(email="olivia@agency.example")


def caller(home, *rights):
    token = identity.issue_token(actor=owner(), name="Shop", client_id=home.client_id, rights=rights or RIGHTS)
    client = browser()
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {token.secret}"
    return client


def person(home):
    """The API with the session of the client's approver."""
    return browser(home.approver.id)


def decide(client, package, **changes):
    body = {"sha256": package.sha256, "verdict": "APPROVE"} | changes
    key = {"Idempotency-Key": "k1"}
    return client.post(f"{ROOT}/reviews/{package.id}/decision/", body, content_type="application/json", headers=key)


def test_reviews_are_listed_for_the_tokens_client_only():
    home = house()
    package = review(home)
    review(house(email="otto@other.example.com"))

    page = caller(home).get(f"{ROOT}/reviews/?state=open").json()

    assert [row["id"] for row in page["items"]] == [str(package.id)] and "content" not in page["items"][0]


def test_a_decision_under_a_key_is_made_once():
    home = house()
    package, client = review(home), person(home)

    first, again, other = decide(client, package), decide(client, package), decide(client, package, verdict="HOLD")

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.json() == again.json()
    assert services.get_package(actor=STAFF, package_id=package.id).state == PackageState.APPROVED


def test_the_etag_is_what_a_decision_must_name():
    home = house()
    package, client = review(home), person(home)

    tag = client.get(f"{ROOT}/reviews/{package.id}/")["ETag"].strip('"')
    stale = decide(client, package, sha256="0" * 64)

    assert tag.partition(".")[0] == package.sha256 and stale.status_code == 409
    assert stale.json()["field"] == "sha256" and stale["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "field"), [({"verdict": "MAYBE"}, "verdict"), ({"sha256": None}, "sha256"), ({"verdict": "REJECT"}, "comment")]
)
def test_a_wrong_decision_names_its_field(body, field):
    home = house()

    answer = decide(person(home), review(home), **body)

    assert answer.status_code == 400 and answer.json()["field"] == field


def test_comments_are_added_and_internal_ones_refused_to_a_token():
    home = house()
    package, client = review(home), caller(home)
    path = f"{ROOT}/reviews/{package.id}/comments/"

    added = client.post(path, {"text": "Nice", "post_key": "p1"}, content_type="application/json")
    refused = client.post(path, {"text": "psst", "internal": True}, content_type="application/json")

    assert added.status_code == 201 and refused.json()["field"] == "internal"
    assert [c["text"] for c in client.get(path).json()["items"]] == ["Nice"]


def test_a_foreign_review_is_not_found_and_a_missing_right_forbidden():
    home, other = house(), house(email="otto@other.example.com")
    package = review(other)

    assert decide(person(home), package).status_code == 404
    assert decide(caller(other, "review.view"), package).status_code == 403


def test_no_token_decides_for_the_client():
    home = house()
    package = review(home)

    answer = decide(caller(home), package)

    assert answer.status_code == 403 and "person of the client" in answer.json()["detail"]
    assert services.get_package(actor=STAFF, package_id=package.id).state != PackageState.APPROVED
