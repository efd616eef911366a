"""How often one may ask: counted per credential, per address for those without one; told in every answer."""

import pytest

from apps.identity import services
from apps.identity.contracts import Role
from kernel.testing import browser
from tests.identity.factories import actor_of, employee

ME = "/api/v1/identity/me/"


@pytest.fixture(autouse=True)
def few(settings, monkeypatch):
    """Three requests per window; the time stands still."""
    settings.AICMO_API_LIMITS = {"token": (3, 60), "person": (2, 60), "anonymous": (1, 60)}
    now = [1_800_000_000 + 20]
    monkeypatch.setattr("kernel.web.limits.time.time", lambda: now[0])
    from django.core.cache import cache

    cache.clear()
    return now


def bearer():
    secret = services.issue_token(actor=actor_of(employee(Role.OWNER)), name="t", rights=("*",)).secret
    return browser(headers={"Authorization": f"Bearer {secret}"})


def test_the_answers_count_down_and_the_next_is_429():
    client = bearer()

    answers = [client.get(ME) for _ in range(4)]

    assert [a.status_code for a in answers] == [200, 200, 200, 429]
    assert [a["RateLimit"] for a in answers] == [f'"token";r={left};t=40' for left in (2, 1, 0, 0)]
    assert answers[0]["RateLimit-Policy"] == '"token";q=3;w=60'
    assert answers[3]["Retry-After"] == "40" and answers[3]["Content-Type"] == "application/problem+json"


def test_the_next_window_starts_anew(few):
    client = bearer()
    for _ in range(4):
        client.get(ME)

    few[0] += 40

    assert client.get(ME).status_code == 200


def test_credentials_do_not_share_their_limit():
    one, other = bearer(), bearer()

    for _ in range(4):
        last = one.get(ME)

    assert (last.status_code, other.get(ME).status_code) == (429, 200)


def test_strangers_and_wrong_tokens_share_their_addresss_limit():
    guess = browser(headers={"Authorization": "Bearer aicmo_guess"})

    answers = [browser().get(ME), guess.get(ME), browser(REMOTE_ADDR="192.0.2.7").get(ME)]

    assert [a.status_code for a in answers] == [401, 429, 401]


def test_a_refused_call_changes_nothing():
    person = employee(Role.OWNER)
    client = browser(person.id)
    client.get(ME), client.get(ME)

    refused = client.post("/api/v1/identity/clients/", {"name": "N", "contact_name": "A", "contact_email": "a@n.example"})

    assert refused.status_code == 429 and services.list_clients(actor=actor_of(person)).items == ()


def test_without_the_guard_nobody_is_refused(monkeypatch):
    monkeypatch.setattr("kernel.web.limits.refuse_excess", lambda allowance: None)
    client = bearer()

    assert {client.get(ME).status_code for _ in range(6)} == {200}
