"""Webhooks over the API and in the admin; the verifier that the documentation shows."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as site

from apps.identity import services as identity
from apps.observability import services
from kernel.actors import worker
from kernel.testing import browser
from tests.observability.factories import ALERT, boss, deliveries, happen, webhook

BASE = "/api/v1/observability/webhooks/"


@pytest.fixture
def owner():
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    return identity.actor_for_user(user_id=made.id)


@pytest.fixture
def api(owner):
    """A client with the owner's token."""
    return bearer(owner, "observability.view", "observability.write")


def bearer(owner, *rights, client_id=None):
    token = identity.issue_token(actor=owner, name="hooks", rights=rights, client_id=client_id)
    return browser(headers={"Authorization": f"Bearer {token.secret}"})


def send(client, method, url, body=None, **headers):
    return getattr(client, method)(url, body or {}, content_type="application/json", headers=headers)


def test_an_endpoint_lives_over_the_api(harness, api, receiver):
    made = send(api, "post", BASE, {"url": receiver.url, "events": ["observability.*"], "description": "Ours"})
    assert made.status_code == 201 and made.json()["secret"].startswith("whsec_")
    one = made["Location"]

    assert "secret" not in api.get(one).json() and api.get(BASE).json()["items"][0]["description"] == "Ours"
    read = api.get(one)["ETag"]
    changed = send(api, "patch", one, {"events": ["billing.*"]}, **{"If-Match": read})
    assert changed.json()["events"] == ["billing.*"] and changed["ETag"] == api.get(one)["ETag"] != read
    assert send(api, "patch", one, {"active": False}, **{"If-Match": read}).status_code == 412
    assert send(api, "patch", one, {"secret": "mine"}).status_code == 400
    assert send(api, "post", f"{one}test/").status_code == 202
    harness.drain()
    assert receiver.types == ["webhook.test"]
    turned = send(api, "post", f"{one}rotate/", {"overlap_hours": 1}).json()
    assert turned["secret"] != made.json()["secret"] and turned["webhook"]["old_secret_until"]
    assert send(api, "delete", one).status_code == 204 and api.get(one).status_code == 404


def test_deliveries_are_listed_and_sent_again_over_the_api(harness, api, receiver):
    made = webhook(receiver.url, events=(ALERT,)).webhook
    for _ in range(2):
        happen()
    harness.drain()

    page = api.get(f"{BASE}deliveries/?webhook_id={made.id}&states=done&limit=1").json()
    assert page["items"][0]["last_status"] == 200 and page["next_cursor"]
    one = f"{BASE}deliveries/{page['items'][0]['id']}/"
    assert api.get(one).json()["message_id"] == receiver.ids[-1]
    assert send(api, "post", f"{one}replay/").json()["state"] == "pending"
    harness.drain()
    since = datetime(2025, 12, 13, tzinfo=UTC).isoformat()
    assert send(api, "post", f"{BASE}{made.id}/replay/", {"since": since}).json() == {"count": 2}
    harness.drain()
    assert len(receiver.got) == 5 and len(set(receiver.ids)) == 2


def test_a_clients_token_makes_endpoints_of_this_client_only(api, owner, receiver):
    account = identity.open_client_account(
        actor=owner, name="Marsh Ltd", contact_name="Mia", contact_email="mia@example.com", language="en", key="a"
    )
    theirs = bearer(owner, "observability.view", "observability.write", client_id=account.id)
    body = {"url": receiver.url, "events": ["*"]}

    assert send(theirs, "post", BASE, body).status_code == 403
    assert send(theirs, "post", BASE, body | {"client_id": str(uuid4())}).status_code == 404
    assert send(theirs, "post", BASE, body | {"client_id": str(account.id)}).status_code == 201
    assert not any(n.startswith(("cam.", "qc.", "learning.")) for n in theirs.get(f"{BASE}events/").json()["items"])
    assert "qc.qc_failed.v1" in api.get(f"{BASE}events/").json()["items"]


def shown_verifier():
    """The function that docs/webhooks.md shows, made from its text."""
    text = (Path(site.BASE_DIR) / "docs" / "webhooks.md").read_text()
    (code,) = re.findall(r"```python\n(.*?)```", text, re.S)
    space = {}
    exec(code, space)
    return space["verify"], code


def test_the_verifier_of_the_documentation_knows_our_messages(harness, receiver):
    verify, code = shown_verifier()
    made = webhook(receiver.url)
    turned = services.rotate_webhook_secret(actor=boss(), webhook_id=made.webhook.id)
    happen()
    harness.drain()
    ((headers, body),) = receiver.got

    assert len([line for line in code.splitlines() if line.strip()]) <= 15
    for secret in (made.secret, turned.secret):
        assert verify(headers, body, secret) == headers["webhook-id"] == deliveries()[0].message_id
    forged = [
        (headers, body + b" ", made.secret),
        (headers | {"webhook-id": "msg_1"}, body, made.secret),
        (headers | {"webhook-timestamp": str(int(time.time()) + 1)}, body, made.secret),
        (headers | {"webhook-timestamp": str(int(time.time()) - 301)}, body, made.secret),
        (headers | {"webhook-signature": "v1,AAAA"}, body, made.secret),
        (headers, body, webhook(receiver.url).secret),
    ]
    for message in forged:
        with pytest.raises(ValueError):
            verify(*message)


def test_the_documentation_shows_the_schedule_that_holds():
    from apps.observability.models import WebhookDelivery
    from apps.observability.services.sending import FAILING_FOR, GIVEN_UP_EVENTS, LIMITS

    text = (Path(site.BASE_DIR) / "docs" / "webhooks.md").read_text()
    shown = re.search(r"at once, then after (.*?) \(each", text, re.S)[1].replace("\n", " ")
    units = {"s": 1, "min": 60, "h": 3600}

    assert tuple(int(n) * units[u] for n, u in re.findall(r"(\d+) (s|min|h)", shown)) == WebhookDelivery.BACKOFF_SECONDS
    assert (LIMITS.seconds, LIMITS.bytes, GIVEN_UP_EVENTS, FAILING_FOR.days) == (15, 16_000, 3, 5)
    assert "within 15 seconds" in text and "16,000 bytes" in text


def test_the_key_makes_a_call_act_once(api, receiver):
    made = webhook(receiver.url).webhook

    first, second = (send(api, "post", f"{BASE}{made.id}/test/", **{"Idempotency-Key": "1"}).json() for _ in range(2))

    assert first["id"] == second["id"] and len(deliveries()) == 1
