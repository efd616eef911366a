"""Signing in: clients by a code, staff by password, the same answer for everybody, limits, sessions."""

import re
from email import message_from_bytes
from email.policy import default

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache

from apps.identity import services
from apps.identity.contracts import Role
from kernel.testing import browser
from tests.identity.factories import HOUSE, account, actor_of, employee

PASSWORD = "a-long-enough-passphrase"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def ask_for_code(client, email):
    return client.post("/accounts/login/code/", {"email": email}, follow=True)


def code_in(mails):
    return re.search(r"^ +(\d{6})\s*$", text_of(mails), re.MULTILINE)[1]


def text_of(mails):
    return message_from_bytes(mails.delivered[-1][1], policy=default).get_body(("plain",)).get_content()


def sign_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_a_client_signs_in_by_the_code_that_is_mailed(harness):
    account(email="ada@client.example")
    client = browser()

    ask_for_code(client, "Ada@client.example")
    harness.drain()
    response = client.post("/accounts/login/code/confirm/", {"code": code_in(harness.mails)})

    assert harness.mails.delivered[-1][0] == "ada@client.example"
    assert response["Location"] == "/portal/" and client.get("/portal/").status_code == 200


def test_a_wrong_code_lets_nobody_in_and_after_five_the_right_one_does_not_either(harness):
    account(email="ada@client.example")
    client = browser()
    ask_for_code(client, "ada@client.example")
    harness.drain()
    right = code_in(harness.mails)

    for _ in range(5):
        client.post("/accounts/login/code/confirm/", {"code": "000000" if right != "000000" else "111111"})
    client.post("/accounts/login/code/confirm/", {"code": right})

    assert client.get("/portal/").status_code == 302


def test_known_unknown_and_staff_addresses_get_the_same_answer_and_only_the_known_a_mail(harness):
    account(email="known@client.example")
    employee(email="staff@agency.example")
    pages = {}

    for email in ("known@client.example", "unknown@client.example", "staff@agency.example"):
        response = ask_for_code(browser(), email)
        body = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
        pages[email] = (response.status_code, response.redirect_chain, body.replace(email, "X"))
        cache.clear()
    harness.drain()

    assert len(set(map(str, pages.values()))) == 1
    assert [to for to, _ in harness.mails.delivered] == ["known@client.example"]


def test_staff_sign_in_by_password_and_land_in_the_cockpit():
    employee(Role.STRATEGIST, email="sam@agency.example")
    client = browser()

    response = sign_in(client, "sam@agency.example")

    assert response["Location"] == "/admin/" and client.get("/admin/").status_code == 200


def test_the_admins_own_address_leads_to_the_same_page_and_back():
    employee(email="sam@agency.example")
    client = browser()

    page = client.get("/admin/identity/clientaccount/", follow=True)
    response = client.post(
        "/accounts/login/", {"login": "sam@agency.example", "password": PASSWORD, "next": "/admin/identity/clientaccount/"}
    )

    assert page.redirect_chain[-1][0].startswith("/accounts/login/?next=%2Fadmin%2Fidentity")
    assert response["Location"] == "/admin/identity/clientaccount/"


def test_a_foreign_address_in_next_is_not_followed():
    employee(email="sam@agency.example")

    response = browser().post(
        "/accounts/login/", {"login": "sam@agency.example", "password": PASSWORD, "next": "https://evil.example/"}
    )

    assert response["Location"] == "/admin/"


def test_wrong_passwords_close_the_account_for_a_while_even_for_the_right_one():
    employee(email="sam@agency.example")

    for _ in range(5):
        sign_in(browser(), "sam@agency.example", "wrong-passphrase")
    response = sign_in(browser(), "sam@agency.example")

    assert response.status_code == 200 and "Too many failed login attempts" in response.content.decode()


def test_one_address_on_the_net_cannot_try_many_accounts():
    statuses = [sign_in(browser(), f"person{n}@agency.example", "guess-passphrase").status_code for n in range(31)]

    assert statuses[0] == 200 and statuses[-1] == 429


def test_somebody_switched_off_cannot_sign_in_and_their_session_ends():
    owner, person = actor_of(employee(Role.OWNER)), employee(email="sam@agency.example")
    client = browser()
    sign_in(client, "sam@agency.example")

    services.change_staff(actor=owner, user_id=person.id, is_active=False)

    assert client.get("/admin/").status_code == 302
    again = browser()
    sign_in(again, "sam@agency.example")
    assert again.get("/admin/").status_code == 302


def test_nobody_signs_up_by_themselves():
    response = browser().post("/accounts/signup/", {"email": "me@evil.example", "password1": PASSWORD, "password2": PASSWORD})

    assert "closed" in response.content.decode().lower()
    assert services.list_staff(actor=HOUSE).items == ()


def test_a_new_colleague_sets_a_password_by_mail(harness):
    employee(email="new@agency.example", password="")
    client = browser()

    client.post("/accounts/password/reset/", {"email": "new@agency.example"})
    harness.drain()
    link = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", text_of(harness.mails))[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "another-long-passphrase", "password2": "another-long-passphrase"})

    assert sign_in(browser(), "new@agency.example", "another-long-passphrase")["Location"] == "/admin/"


def test_sessions_are_listed_with_their_browser_and_can_be_ended():
    employee(email="sam@agency.example")
    here, there = browser(), browser(headers={"User-Agent": "Phone"})
    sign_in(here, "sam@agency.example")
    sign_in(there, "sam@agency.example")
    me = services.actor_for_email(email="sam@agency.example")

    phone = next(s for s in services.list_sessions(actor=me) if s.user_agent == "Phone")
    here.post("/portal/identity/sessions/", {"session": str(phone.id)})

    assert there.get("/admin/").status_code == 302 and here.get("/admin/").status_code == 200
    assert len(services.list_sessions(actor=me)) == 1


def test_a_foreign_session_cannot_be_ended():
    employee(email="sam@agency.example")
    client, stranger = browser(), employee(Role.CREATIVE)
    sign_in(client, "sam@agency.example")
    session = services.list_sessions(actor=services.actor_for_email(email="sam@agency.example"))[0]

    response = browser(stranger.id).post("/portal/identity/sessions/", {"session": str(session.id)})

    assert response.status_code == 404 and client.get("/admin/").status_code == 200


def test_signing_out_takes_a_post_and_ends_the_session():
    person = employee(email="sam@agency.example")
    client = browser()
    sign_in(client, "sam@agency.example")

    client.get("/accounts/logout/")
    assert client.get("/admin/").status_code == 200
    client.post("/accounts/logout/")

    assert client.get("/admin/").status_code == 302
    assert services.list_sessions(actor=actor_of(person)) == ()


def test_a_second_factor_is_asked_for_once_it_is_set_up():
    employee(email="sam@agency.example")
    client = browser()
    sign_in(client, "sam@agency.example")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"})
    client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/totp/activate/", {"code": code})

    response = sign_in(browser(), "sam@agency.example")

    assert response["Location"] == "/accounts/2fa/authenticate/"
