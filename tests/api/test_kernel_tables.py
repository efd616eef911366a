"""Staff pages of the kernel's tables: every mail, every signal, dead letters driven again."""

import pytest

from apps.identity import services
from apps.identity.contracts import Role
from kernel.db import alias_for
from kernel.models import Mail, OutboxEvent
from kernel.testing import browser
from tests.identity.factories import HOUSE, account, employee


@pytest.mark.parametrize("table", ["outboxevent", "mail", "effect", "auditfact", "switch"])
def test_the_tables_are_listed_and_searched(table):
    account()
    page = browser(employee(Role.OWNER).id)

    assert page.get(f"/admin/kernel/{table}/").status_code == 200
    assert page.get(f"/admin/kernel/{table}/?q=nothing").status_code == 200


def test_a_sign_in_mail_is_listed_but_its_code_is_not_shown(harness):
    account(email="ada@client.example")
    browser().post("/accounts/login/code/", {"email": "ada@client.example"})
    harness.drain()
    row = Mail.objects.using(alias_for("identity")).get(recipient="ada@client.example")
    code = next(word for word in row.text.split() if word.isdigit() and len(word) == 6)
    page = browser(employee(Role.OWNER).id)

    listed, opened = page.get("/admin/kernel/mail/"), page.get(f"/admin/kernel/mail/{row.pk}/change/")

    assert "ada@client.example" in listed.content.decode() and opened.status_code == 200
    assert code not in opened.content.decode() + listed.content.decode()


def test_a_dead_letter_is_seen_and_driven_again_by_whoever_may(harness):
    account()
    rows = OutboxEvent.objects.using(alias_for("identity"))
    rows.update(state="dead", last_error="boom")
    row = rows.first()
    path = f"/admin/kernel/outboxevent/{row.pk}/act/drive_again/"

    assert browser(employee(Role.READ_ONLY).id).post(path).status_code == 403
    browser(employee(Role.OWNER).id).post(path)

    assert rows.get(pk=row.pk).state == "pending"
    harness.drain()
    assert rows.get(pk=row.pk).state == "done"


def test_staff_of_some_clients_see_no_mail_of_others():
    person = employee(Role.ACCOUNT_MANAGER)
    services.assign_staff(actor=HOUSE, user_id=person.id, client_id=account().id)
    account(email="secret@other.example")
    browser().post("/accounts/login/code/", {"email": "secret@other.example"})

    assert "secret@other.example" not in browser(person.id).get("/admin/kernel/mail/").content.decode()
