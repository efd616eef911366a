"""Every error of the API is a problem document; cursors, keys and versions behave alike in all modules."""

from datetime import UTC
from uuid import uuid4

import pytest

from apps.identity import services
from apps.identity.contracts import Role
from apps.observability.contracts import AuditFilter
from kernel.testing import browser
from kernel.web.api import parse
from tests.identity.factories import account, actor_of, approver_of, employee

CLIENTS = "/api/v1/identity/clients/"
NEW = {"name": "Northwind", "contact_name": "Ada", "contact_email": "ada@northwind.example"}


def bearer(*rights, client_id=None):
    made = services.issue_token(actor=actor_of(employee(Role.OWNER)), name="test", rights=rights or ("*",), client_id=client_id)
    return browser(headers={"Authorization": f"Bearer {made.secret}"})


def is_problem(response, status, **parts):
    document = response.json()
    assert response["Content-Type"] == "application/problem+json" and response.status_code == status == document["status"]
    assert {"type", "title", "detail", "instance"} <= document.keys()
    return all(document.get(k) == v for k, v in parts.items())


def test_without_a_credential_the_answer_is_401_and_says_how():
    response = browser().get(CLIENTS)

    assert is_problem(response, 401) and response["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("header", ["Bearer aicmo_unknown", "Basic dXNlcjpwdw==", "Bearer", "aicmo_x"])
def test_a_wrong_credential_is_nobody(header):
    response = browser(headers={"Authorization": header}).get(CLIENTS)

    assert is_problem(response, 401) and "unknown, expired or revoked" in response.json()["detail"]


def test_a_missing_right_is_403():
    assert is_problem(bearer("cam.view").post(CLIENTS, NEW, "application/json"), 403)


def test_a_foreign_and_an_unknown_id_answer_404_alike():
    mine, other = account(), account()
    client = bearer("*.view", client_id=mine.id)

    foreign, unknown = client.get(f"{CLIENTS}{other.id}/"), client.get(f"{CLIENTS}{uuid4()}/")

    assert is_problem(foreign, 404) and foreign.json()["detail"] == unknown.json()["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**NEW, "contact_email": "nobody"}, "email"),
        ({**NEW, "country": "Germany"}, "country"),
        ({**NEW, "surprise": 1}, "surprise"),
        ({k: v for k, v in NEW.items() if k != "name"}, "name"),
        ({**NEW, "name": {"a": 1}}, "name"),
    ],
)
def test_a_wrong_field_is_named(body, field):
    assert is_problem(bearer().post(CLIENTS, body, "application/json"), 400, field=field)


@pytest.mark.parametrize("body", ["{", "[]", '"text"', ""])
def test_a_body_that_is_no_object_is_400(body):
    assert is_problem(bearer().post(CLIENTS, body, "application/json"), 400)


@pytest.mark.parametrize(
    ("query", "field"),
    [("?cursor=nonsense", "cursor"), ("?limit=0", "limit"), ("?limit=x", "limit"), ("?order=name", "order"), ("?what=1", "what")],
)
def test_a_wrong_list_parameter_is_named(query, field):
    assert is_problem(bearer().get(CLIENTS + query), 400, field=field)


def test_an_unknown_method_a_wrong_type_and_an_unknown_address_are_problems_too():
    client = bearer()

    assert is_problem(client.delete(CLIENTS), 405) and client.delete(CLIENTS).json()["title"] == "Method not allowed"
    assert is_problem(client.post(CLIENTS, "<a/>", "application/xml"), 415)
    assert is_problem(client.get("/api/v1/nothing/"), 404)


def test_pages_are_walked_by_cursor():
    made = {str(account().id) for _ in range(3)}
    client, url, seen = bearer(), f"{CLIENTS}?limit=2", []

    while url:
        page = client.get(url).json()
        seen += [item["id"] for item in page["items"]]
        url = page["next_cursor"] and f"{CLIENTS}?limit=2&cursor={page['next_cursor']}"

    assert len(seen) == 3 and set(seen) == made


def test_the_same_key_acts_once_and_another_body_under_it_is_refused():
    client = bearer()
    headers = {"Idempotency-Key": "order-1"}

    first = client.post(CLIENTS, NEW, "application/json", headers=headers)
    second = client.post(CLIENTS, NEW, "application/json", headers=headers)
    third = client.post(CLIENTS, {**NEW, "name": "Other"}, "application/json", headers=headers)

    assert first.status_code == 201 and first.json() == second.json() and is_problem(third, 422)
    assert len(client.get(CLIENTS).json()["items"]) == 1


def test_a_key_belongs_to_its_credential():
    headers = {"Idempotency-Key": "order-1"}

    first = bearer().post(CLIENTS, NEW, "application/json", headers=headers)
    second = bearer().post(CLIENTS, {**NEW, "name": "Other"}, "application/json", headers=headers)

    assert first.status_code == second.status_code == 201 and first.json()["id"] != second.json()["id"]


def test_a_signed_in_persons_change_needs_the_csrf_token():
    person = employee(Role.OWNER)
    strict = browser(person.id, enforce_csrf_checks=True)

    assert is_problem(strict.post(CLIENTS, NEW, "application/json"), 403)
    assert browser(person.id).post(CLIENTS, NEW, "application/json").status_code == 201


def test_the_me_page_tells_what_a_credential_may():
    client = account()

    answer = bearer("review.view", client_id=client.id).get("/api/v1/identity/me/").json()

    assert (answer["kind"], answer["rights"], answer["clients"]) == ("token", ["review.view"], [str(client.id)])


def test_a_token_is_made_and_revoked_over_the_api_and_shown_once():
    client = bearer()

    made = client.post("/api/v1/identity/credentials/", {"name": "ci", "rights": ["cam.view"]}, "application/json").json()
    listed = client.get("/api/v1/identity/credentials/?kind=token").json()["items"]
    client.delete(f"/api/v1/identity/credentials/{made['id']}/")

    assert made["secret"] not in str(listed)
    assert is_problem(browser(headers={"Authorization": f"Bearer {made['secret']}"}).get(CLIENTS), 401)


def test_an_approver_sees_their_own_client_only():
    mine, _ = account(), account()

    answer = browser(approver_of(mine.id).id).get(CLIENTS).json()

    assert [item["id"] for item in answer["items"]] == [str(mine.id)]


@pytest.mark.parametrize(
    "body",
    ["[" * 100_000, '{"a":' * 50_000, '{"name": ' + "[" * 60 + "]" * 60 + "}", r'{"name": "\ud800"}', "{", "\x00", b"\xff\xfe{"],
)
def test_a_body_that_cannot_be_read_is_a_400(body):
    answer = bearer().post("/api/v1/identity/clients/", body, "application/json")

    assert is_problem(answer, 400) and answer.json()["detail"].startswith("The body is")


def test_a_moment_may_have_any_offset_of_iso_8601_and_reaches_the_database_in_utc():
    audit = "/api/v1/observability/audit/"
    found = parse(AuditFilter, {"since": "2025-12-13T00:30:00+23:40"}).since

    assert (found.isoformat(), found.tzinfo) == ("2025-12-12T00:50:00+00:00", UTC)
    assert bearer().get(audit, {"since": "2025-12-13T00:30:00+23:40"}).status_code == 200
    assert is_problem(bearer().get(audit, {"since": "0001-01-01T00:00:00+14:00"}), 400, field="since")


def test_a_text_with_the_character_that_no_database_stores_is_refused_wherever_it_stands():
    api = bearer()
    told = [
        api.post(CLIENTS, {**NEW, "name": "North\0wind"}, "application/json"),
        api.post(CLIENTS, {**NEW, "more": {"x": [{"\0": 1}]}}, "application/json"),
        api.post(CLIENTS, {**NEW, "name": "North\0wind"}),
        api.get(CLIENTS, {"search": "a\0"}),
        api.put(f"/api/v1/production/bundles/{uuid4()}/posts/a%00b/", {}, "application/json"),
    ]

    assert all(is_problem(answer, 400, detail="A text may not contain the character U+0000.") for answer in told)
