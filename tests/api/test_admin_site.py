"""The admin as a whole: its search reads many modules' tables, so it is tested from outside of them."""

from apps.identity.contracts import Role
from kernel.testing import browser
from tests.identity.factories import account, employee


def test_the_site_search_finds_rows_of_the_tables_one_may_see():
    made = account("Zanzibar")
    path = "/admin/search/?extended=1&s=zanzibar"

    found = browser(employee(Role.OWNER).id).get(path).content.decode()

    assert made.name in found and f"/admin/identity/clientaccount/{made.id}/change/" in found
    assert browser(employee(Role.CREATIVE).id).get("/admin/search/?extended=1&s=billing").status_code == 200
    assert browser().get(path).status_code == 302


def test_a_module_that_fails_does_not_take_the_cockpit_with_it(monkeypatch):
    monkeypatch.setattr("apps.retention.services.list_waiting", lambda *, actor: 1 / 0, raising=False)

    response = browser(employee(Role.OWNER).id).get("/admin/")

    assert response.status_code == 200 and "Client accounts" in response.content.decode()
