"""Staff pages of identity: what they change goes through the services."""

import pytest

from apps.identity import services
from apps.identity.admin.rights import words
from apps.identity.contracts import CredentialFilter, Role
from apps.identity.models import Credential, Membership, StaffAssignment
from kernel.testing import browser
from tests.identity.factories import HOUSE, account, actor_of, employee, member

TABLES = ("user", "clientaccount", "membership", "staffassignment", "credential", "usersession")


@pytest.fixture
def owner():
    return employee(Role.OWNER)


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_listed_searched_and_opened(table, owner):
    client, person = account(), employee(Role.STRATEGIST)
    services.assign_staff(actor=HOUSE, user_id=person.id, client_id=client.id)
    services.issue_token(actor=actor_of(owner), name="ci", rights=("cam.view",))
    page = browser(owner.id)

    listed = page.get(f"/admin/identity/{table}/")
    found = page.get(f"/admin/identity/{table}/?q=nothing-like-this")
    first = listed.context["cl"].result_list[0]
    opened = page.get(f"/admin/identity/{table}/{first.pk}/change/")

    assert listed.status_code == found.status_code == opened.status_code == 200
    assert len(found.context["cl"].result_list) == 0


def test_a_client_is_opened_with_its_first_approver(owner):
    given = {"name": "Northwind", "website": "", "country": "DE", "language": "en"}
    contact = {"contact_name": "Ada", "contact_email": "ada@northwind.example"}

    response = browser(owner.id).post("/admin/identity/clientaccount/add/", given | contact)

    made = services.list_clients(actor=HOUSE).items[0]
    assert response.status_code == 302 and services.list_members(actor=HOUSE, client_id=made.id)[0].name == "Ada"


def test_a_refusal_of_the_service_is_a_message_and_nothing_is_written(owner):
    given = {"name": "X", "country": "XYZ"[:2], "language": "en", "contact_name": "A", "contact_email": owner.email}

    response = browser(owner.id).post("/admin/identity/clientaccount/add/", given, follow=True)

    assert response.status_code == 200 and "belongs to a member of the agency" in response.content.decode()
    assert services.list_clients(actor=HOUSE).items == ()


def test_a_person_is_added_by_the_button_on_the_clients_page(owner):
    client = account()
    path = f"/admin/identity/clientaccount/{client.id}/"
    page = browser(owner.id)

    asked = page.get(f"{path}act/add_person/")
    page.post(f"{path}act/add_person/", {"email": "new@client.example", "name": "New", "role": "client_viewer"})

    assert f"{path}act/add_person/" in page.get(f"{path}change/").content.decode() and asked.status_code == 200
    assert "new@client.example" in {m.email for m in services.list_members(actor=HOUSE, client_id=client.id)}


def test_staff_are_made_changed_and_assigned(owner):
    page, client = browser(owner.id), account()

    page.post("/admin/identity/user/add/", {"email": "sam@agency.example", "name": "Sam", "role": "qc", "password": ""})
    sam = services.list_staff(actor=HOUSE).items[0]
    page.post(f"/admin/identity/user/{sam.id}/change/", _inlines({"role": "strategist", "is_active": "on"}))
    page.post("/admin/identity/staffassignment/add/", {"user": str(sam.id), "client": str(client.id)})

    assert services.get_staff(actor=HOUSE, user_id=sam.id).role is Role.STRATEGIST
    assert services.actor_for_user(user_id=sam.id).clients == {client.id}
    row = StaffAssignment.objects.get()
    page.post(f"/admin/identity/staffassignment/{row.id}/delete/", {"post": "yes"})
    assert services.actor_for_user(user_id=sam.id).clients == frozenset()


def test_a_token_is_shown_once_and_revoked_by_its_button(owner):
    page = browser(owner.id)

    made = page.post("/admin/identity/credential/add/", {"name": "ci", "client": "", "rights": ["cam.view"]}, follow=True)
    again = page.get("/admin/identity/credential/")
    listed = services.list_credentials(actor=HOUSE).items[0]
    page.post(f"/admin/identity/credential/{listed.id}/act/revoke/")

    secret = made.context["secret"]
    assert secret.startswith("aicmo_") and f">{secret}<" in made.content.decode() and "only this once" in made.content.decode()
    assert "only this once" not in again.content.decode() and secret not in again.content.decode()
    assert services.list_credentials(actor=HOUSE, filter=CredentialFilter(active=True)).items == ()


def test_a_manager_may_not_make_staff_nor_more_than_they_may():
    page = browser(employee(Role.ACCOUNT_MANAGER).id)

    assert page.get("/admin/identity/user/add/").status_code == 403
    answer = page.post("/admin/identity/credential/add/", {"name": "x", "rights": ["billing.issue"]}, follow=True)
    assert "You do not hold billing.issue" in answer.content.decode()
    assert services.list_credentials(actor=HOUSE).items == ()


def test_staff_of_some_clients_see_only_these_and_a_foreign_id_is_404():
    mine, other, manager = account("Mine"), account("Theirs"), employee(Role.ACCOUNT_MANAGER)
    services.assign_staff(actor=HOUSE, user_id=manager.id, client_id=mine.id)
    page = browser(manager.id)

    text = page.get("/admin/identity/clientaccount/").content.decode()

    assert mine.name in text and other.name not in text
    for path in (f"clientaccount/{other.id}/change/", f"membership/{Membership.objects.get(client_id=other.id).pk}/change/"):
        assert page.get(f"/admin/identity/{path}").status_code == 404
    assert page.post(f"/admin/identity/clientaccount/{other.id}/act/add_person/", {}).status_code == 404


def test_an_act_without_the_right_is_403_and_an_unknown_one_404(owner):
    row = Membership.objects.get(user_id=member(account().id).user_id)
    path = f"/admin/identity/membership/{row.pk}/act"

    assert browser(employee(Role.READ_ONLY).id).post(f"{path}/remove/").status_code == 403
    assert browser(owner.id).post(f"{path}/explode/").status_code == 404
    assert browser(owner.id).get(f"{path}/remove/").status_code == 200 and Membership.objects.filter(pk=row.pk).exists()


def _inlines(values):
    parts = ("memberships", "assignments")
    forms = {f"{p}-{k}": "0" for p in parts for k in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    return values | forms


def test_a_token_is_issued_from_the_list_with_rights_by_module_in_plain_words():
    page = browser(employee(Role.ACCOUNT_MANAGER).id)

    listed = page.get("/admin/identity/credential/").content.decode()
    form = page.get("/admin/identity/credential/add/").content.decode()

    assert "Issue a token" in listed and "/admin/identity/credential/add/" in listed
    assert "Leads and outreach" in form and "send mails" in form and "site/rights.js" in form
    assert 'value="cam.send"' in form and 'value="billing.issue"' not in form and 'value="*"' not in form
    assert "Issue a token" not in browser(employee(Role.READ_ONLY).id).get("/admin/").content.decode()


def test_the_secret_stands_on_one_page_only_and_in_no_message():
    page = browser(employee(Role.OWNER).id)

    made = page.post("/admin/identity/credential/add/", {"name": "ci", "rights": ["cam.view", "*.view"]})
    secret = made.context["secret"]
    row = Credential.objects.get(name="ci")
    later = page.get(f"/admin/identity/credential/{row.id}/change/").content.decode()

    assert made.status_code == 200 and "no-store" in made["Cache-Control"] and secret in made.content.decode()
    assert services.actor_for_token(secret=secret).may("cam.view")
    assert secret not in later and "Leads and outreach: see" in later and "See everything, change nothing" in later


def test_every_right_is_put_into_words():
    rights = services.known_rights()

    assert len({words(right) for right in rights}) == len(rights)
