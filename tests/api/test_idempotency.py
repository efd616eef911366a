"""Idempotency-Key: needed by every act, once per key and credential, one call at a time, forgotten after two days."""

import threading
from datetime import timedelta

import pytest
from django.core.cache.backends.dummy import DummyCache
from django.db import connections
from django.urls import get_resolver

from apps.identity import services
from apps.identity.contracts import Role
from kernel import clock, context, keys
from kernel.db import alias_for
from kernel.models import CommandKey
from kernel.testing import browser
from kernel.web.access import view_behind
from kernel.web.api import ApiView
from tests.architecture.urls import patterns
from tests.identity.factories import actor_of, employee

CLIENTS = "/api/v1/identity/clients/"
NEW = {"name": "Nordwind", "contact_name": "Ada Vogel", "contact_email": "ada@nordwind.example"}
WITHOUT_KEY = {"api/v1/identity/credentials/": "the secret is shown once and kept nowhere, so that no answer can be repeated"}
"""POSTs that need no key, and why."""


def bearer():
    secret = services.issue_token(actor=actor_of(employee(Role.OWNER)), name="t", rights=("*",)).secret
    return browser(headers={"Authorization": f"Bearer {secret}"}, bare=True)


def order(client, key, **other):
    return client.post(CLIENTS, {**NEW, **other}, "application/json", headers={"Idempotency-Key": key})


def test_every_post_needs_a_key_but_those_that_say_why_not():
    free = {
        route
        for route, callback in patterns(get_resolver())
        for view in [view_behind(callback)]
        if isinstance(view, type) and issubclass(view, ApiView) and hasattr(view, "post") and "POST" not in view.keyed
    }

    assert free == set(WITHOUT_KEY)


def test_without_a_key_nothing_happens_and_the_header_is_named():
    client = bearer()

    response = client.post(CLIENTS, NEW, "application/json")

    assert (response.status_code, response.json()["field"]) == (400, "Idempotency-Key")
    assert client.get(CLIENTS).json()["items"] == []


@pytest.mark.parametrize("key", ["x" * 101, " "])
def test_a_key_that_is_none_is_400(key):
    assert order(bearer(), key).status_code == 400


def test_a_repeated_call_gives_the_same_answer_and_another_body_422():
    client = bearer()

    first, again, other = order(client, "k"), order(client, "k"), order(client, "k", name="Other")

    assert (first.status_code, again.status_code, other.status_code) == (201, 201, 422)
    assert first.content == again.content and first["Location"] == again["Location"]
    assert len(client.get(CLIENTS).json()["items"]) == 1


def test_a_refused_call_may_be_mended_under_its_key():
    client = bearer()

    assert order(client, "k", country="Germany").status_code == 400
    assert order(client, "k").status_code == 201


def test_the_key_in_the_schema_is_required():
    from drf_spectacular.generators import SchemaGenerator

    document = SchemaGenerator().get_schema(request=None, public=True)
    post = document["paths"][CLIENTS]["post"]["parameters"]

    assert [(p["name"], p["in"], p.get("required")) for p in post] == [("Idempotency-Key", "header", True)]


class Slow:
    """A command that waits in its transaction, until the test lets it go on."""

    def __init__(self, monkeypatch):
        self.inside, self.go = threading.Event(), threading.Event()
        settle = context.settle_precondition
        monkeypatch.setattr("kernel.context.settle_precondition", lambda **said: self.wait() or settle(**said))

    def wait(self):
        first = not self.inside.is_set()
        self.inside.set()
        if first:
            self.go.wait(3)


def race(monkeypatch):
    """Two calls with one key at once: the first is held inside its command until the second is answered."""
    client, slow, answers = bearer(), Slow(monkeypatch), {}

    def call(name):
        try:
            with clock.frozen(clock.now()):
                answers[name] = order(client, "same")
        finally:
            connections.close_all()

    first, second = (threading.Thread(target=call, args=(name,)) for name in ("first", "second"))
    first.start()
    slow.inside.wait(5)
    second.start()
    second.join(1.5)
    slow.go.set()
    first.join(10)
    second.join(10)
    return client, answers


def test_while_the_first_call_runs_a_second_with_its_key_is_409(committed, monkeypatch):
    client, answers = race(monkeypatch)

    third = order(client, "same")

    assert (answers["first"].status_code, answers["second"].status_code, third.status_code) == (201, 409, 201)
    assert answers["second"].json()["type"].endswith("KeyInUse") and third.content == answers["first"].content
    assert len(client.get(CLIENTS).json()["items"]) == 1


def test_where_nobody_holds_the_key_the_stored_answer_still_lets_it_act_once(committed, monkeypatch):
    monkeypatch.setattr("kernel.keys.cache", DummyCache("", {}))  # the guard of the test above, gone

    client, answers = race(monkeypatch)

    assert (answers["first"].status_code, answers["second"].status_code) == (201, 201)
    assert len(client.get(CLIENTS).json()["items"]) == 1


def test_keys_of_the_api_are_forgotten_after_their_time_and_no_sooner(harness):
    client = bearer()
    first = order(client, "k").json()["id"]

    harness.advance(hours=25)
    kept = order(client, "k").json()["id"]
    harness.advance(hours=24)

    assert kept == first and _stored().count() == 0
    assert order(client, "k").json()["id"] != first


def test_keys_of_the_house_are_kept(harness):
    services.open_client_account(
        actor=actor_of(employee(Role.OWNER)), name="B", contact_name="B", contact_email="b@b.example", key="step-1"
    )

    harness.advance(days=30)

    assert keys.forget_keys() == 0
    assert CommandKey.objects.using(alias_for("identity")).filter(key="step-1", expires_at=None).count() == 1


def test_a_call_whose_process_died_blocks_its_key_for_a_minute_only(monkeypatch):
    said = {}
    monkeypatch.setattr(DummyCache, "add", lambda self, name, value, timeout: said.update(timeout=timeout) or True)
    monkeypatch.setattr("kernel.keys.cache", DummyCache("", {}))

    with keys.alone("api:k"):
        pass

    assert said == {"timeout": 60} and timedelta(seconds=60) < timedelta(hours=24)


def _stored():
    return CommandKey.objects.using(alias_for("identity")).filter(key__startswith="api:")
