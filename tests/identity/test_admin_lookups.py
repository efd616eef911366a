"""A list answers questions about what it shows; a lookup on a hidden column would let one guess it letter by letter."""

import pytest

from apps.identity.contracts import Role
from kernel.testing import browser
from kernel.web.admin import ModuleAdmin
from tests.identity.factories import employee


def asked(query):
    reader = employee(Role.READ_ONLY)
    return browser(reader.id).get(f"/admin/identity/user/?{query}")


@pytest.mark.parametrize(
    "query", ["password__regex=^argon2", "password__startswith=x", "session_key__gt=a", "memberships__user__password__gt=a"]
)
def test_a_hidden_column_cannot_be_asked_about(query):
    answer = asked(query)

    assert answer.status_code in (302, 400)


@pytest.mark.parametrize("query", ["role__exact=owner", "is_active__exact=1", "email__startswith=staff", "q=staff"])
def test_what_the_list_shows_filters_and_searches_can(query):
    assert asked(query).status_code == 200


def test_without_the_guard_the_answer_would_differ(monkeypatch):
    monkeypatch.delattr(ModuleAdmin, "lookup_allowed")

    assert asked("password__startswith=x").status_code == 200


def test_an_id_that_is_none_is_said_so_and_changes_nothing():
    boss = browser(employee(Role.OWNER).id)

    chosen = boss.post("/admin/identity/staffassignment/", {"action": "delete_selected", "_selected_action": "zz"})
    opened = boss.get("/admin/identity/staffassignment/add/?user=zz&client=zz")

    assert (chosen.status_code, opened.status_code) == (302, 200)
