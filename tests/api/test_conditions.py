"""ETag, If-None-Match and If-Match: what was read is what is changed, or nothing is."""

import re
from uuid import uuid4

import pytest
from django.urls import get_resolver

from apps.identity import services
from apps.identity.contracts import Role
from kernel.db import atomic
from kernel.testing import browser
from kernel.web.access import view_behind
from kernel.web.api import ApiView
from tests.architecture.urls import patterns
from tests.identity.factories import account, actor_of, employee


def bearer(bare=True):
    secret = services.issue_token(actor=actor_of(employee(Role.OWNER)), name="t", rights=("*",)).secret
    return browser(headers={"Authorization": f"Bearer {secret}"}, bare=bare)


@pytest.fixture
def member():
    """The address of a staff member, and a token to change it."""
    return f"/api/v1/identity/staff/{employee(Role.CREATIVE).id}/", bearer()


def change(client, url, role=Role.FINANCE, **headers):
    return client.patch(url, {"role": role.value}, "application/json", headers=headers)


def test_what_was_read_may_be_changed_once_under_its_tag(member):
    url, client = member
    tag = client.get(url)["ETag"]

    first, second = change(client, url, **{"If-Match": tag}), change(client, url, Role.CREATIVE, **{"If-Match": tag})

    assert (first.status_code, second.status_code) == (200, 412)
    assert first["ETag"] == client.get(url)["ETag"] != tag
    assert client.get(url).json()["role"] == Role.FINANCE


def test_a_change_without_if_match_is_428_and_a_star_takes_any_version(member):
    url, client = member

    without, any_version = change(client, url), change(client, url, **{"If-Match": "*"})

    assert (without.status_code, without.json()["field"]) == (428, "If-Match") and any_version.status_code == 200


def test_one_of_several_tags_is_enough_and_a_weak_one_counts(member):
    url, client = member
    tag = client.get(url)["ETag"]

    assert change(client, url, **{"If-Match": f'"other", W/{tag}'}).status_code == 200


def test_a_repeated_call_is_answered_alike_although_its_tag_is_old(member):
    url, client = member
    headers = {"If-Match": client.get(url)["ETag"], "Idempotency-Key": "promote"}

    first, again = change(client, url, **headers), change(client, url, **headers)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.content == again.content and first["ETag"] == again["ETag"]


def test_the_comparison_is_part_of_the_commands_transaction(member, monkeypatch):
    url, client = member
    seen = []
    monkeypatch.setattr("kernel.web.conditions.compare", lambda header, value: seen.append(_open_transaction()))

    change(client, url, **{"If-Match": "*"})

    assert seen == ["identity"]


def test_without_the_comparison_an_old_tag_would_change_the_row(member, monkeypatch):
    url, client = member
    tag = client.get(url)["ETag"]
    change(client, url, **{"If-Match": tag})
    monkeypatch.setattr("kernel.web.conditions.compare", lambda header, value: None)

    assert change(client, url, Role.CREATIVE, **{"If-Match": tag}).status_code == 200


def test_a_view_whose_change_compares_nothing_is_found(member, monkeypatch):
    url, client = member
    monkeypatch.setattr("kernel.context.settle_precondition", lambda *, waived=False: None)

    with pytest.raises(RuntimeError, match="without a command that compared"):
        change(client, url, **{"If-Match": '"whatever"'})


@pytest.mark.parametrize("path", ["clients/{}/", "clients/", "me/"])
def test_what_has_not_changed_is_not_sent_again(path):
    url, client = f"/api/v1/identity/{path.format(account().id)}", bearer()
    tag = client.get(url)["ETag"]

    same, other = (client.get(url, headers={"If-None-Match": t}) for t in (tag, '"other"'))

    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    assert other.status_code == 200 and other.json()


def test_a_list_that_changed_is_sent_again():
    client = bearer()
    tag = client.get("/api/v1/identity/clients/")["ETag"]
    account()

    assert client.get("/api/v1/identity/clients/", headers={"If-None-Match": tag}).status_code == 200


def test_every_view_that_changes_one_object_with_a_get_compares_if_match():
    forgotten = []
    for route, callback in patterns(get_resolver()):
        view = view_behind(callback)
        if not (isinstance(view, type) and issubclass(view, ApiView)):
            continue
        changes = any(hasattr(view, m) for m in ("put", "patch", "delete"))
        if changes and view.current is None:
            forgotten.append(route)

    assert forgotten == []


def test_every_act_on_one_object_compares_if_match_or_makes_a_new_one():
    from drf_spectacular.generators import SchemaGenerator

    document = SchemaGenerator().get_schema(request=None, public=True)
    forgotten = [
        path
        for path, item in document["paths"].items()
        if "post" in item and re.search(r"}/[\w-]+/$", path) and "201" not in item["post"]["responses"]
        if "If-Match" not in {p["name"] for p in item["post"]["parameters"]}
    ]

    assert forgotten == ["/api/v1/client-review/comments/{comment_id}/resolve/"]  # resolving a comment twice is no error


def _open_transaction():
    from kernel import context

    return context.writing()


def test_rows_read_for_the_comparison_are_locked(monkeypatch):
    from kernel import context
    from kernel.scoping import locked

    asked = []
    rows = type("Rows", (), {"select_for_update": lambda self, of: asked.append(of) or self})()

    with context.expecting(lambda: locked(rows)), atomic("identity"):
        context.settle_precondition()
    locked(rows)

    assert asked == [("self",)]


def test_an_unknown_object_is_404_before_any_comparison():
    assert change(bearer(), f"/api/v1/identity/staff/{uuid4()}/", **{"If-Match": "*"}).status_code == 404
