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
