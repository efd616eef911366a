"""Portal and admin pages that every module builds on."""

import pytest

from apps.identity import services
from apps.identity.contracts import Role
from kernel.testing import browser
from tests.identity.factories import HOUSE, account, employee


@pytest.mark.parametrize("path", ["/portal/", "/portal/identity/sessions/"])
def test_a_page_sends_strangers_to_the_sign_in_page_and_back(path):
    response = browser().get(path)

    assert response.status_code == 302 and response["Location"] == f"/accounts/login/?next={path.replace('/', '%2F')}"


def test_the_cockpit_is_for_staff_only():
    client = account()
    approver = services.list_members(actor=HOUSE, client_id=client.id)[0]

    assert browser(employee(Role.OWNER).id).get("/admin/").status_code == 200
    assert browser(approver.user_id).get("/admin/").status_code == 302


def test_the_sidebar_shows_only_what_one_may_see():
    tables = "/admin/identity/credential/"

    assert tables in browser(employee(Role.OWNER).id).get("/admin/").content.decode()
    assert tables not in browser(employee(Role.CREATIVE).id).get("/admin/").content.decode()


def test_somebody_of_two_clients_chooses_for_whom_they_work():
    first, second = account(email="two@client.example"), account()
    person = services.add_member(
        actor=HOUSE, client_id=second.id, email="two@client.example", name="", role=Role.CLIENT_VIEWER, key=""
    )
    page = browser(person.user_id)

    assert not page.get("/portal/").wsgi_request.actor.may("review.decide")
    page.post("/portal/identity/accounts/", {"account": str(first.id)})
    assert page.get("/portal/").wsgi_request.actor.may("review.decide")
    assert page.post("/portal/identity/accounts/", {"account": str(account().id)}).status_code == 404
