"""`/metrics`: for a token with the right, or a scraper on this machine where that is allowed; never for strangers."""

import pytest

from apps.identity import services as identity
from kernel.actors import worker
from kernel.testing import browser


@pytest.fixture
def bearer():
    """A header with a token of these rights."""
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    owner = identity.actor_for_user(user_id=made.id)

    def issue(*rights):
        token = identity.issue_token(actor=owner, name="scraper", rights=rights)
        return {"Authorization": f"Bearer {token.secret}"}

    return issue


def test_a_token_with_the_right_reads_them(bearer):
    answer = browser().get("/metrics", headers=bearer("observability.metrics"))

    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert b"aicmo_commands_total" in answer.content and b"aicmo_due_rows" in answer.content


@pytest.mark.parametrize("rights", [("observability.view",), ("*.view",)])
def test_other_rights_do_not(bearer, rights):
    assert browser().get("/metrics", headers=bearer(*rights)).status_code == 403


def test_strangers_get_nothing(settings):
    assert browser().get("/metrics").status_code == 401
    settings.AICMO_METRICS_LOOPBACK = True
    assert browser().get("/metrics", REMOTE_ADDR="203.0.113.7", headers={"Host": "localhost"}).status_code == 401


@pytest.mark.parametrize("headers", [{"X-Forwarded-For": "203.0.113.7"}, {"Via": "1.1 p"}, {"Host": "testserver"}])
def test_what_came_through_a_proxy_is_no_scraper_of_this_machine(settings, headers):
    settings.AICMO_METRICS_LOOPBACK = True

    assert browser().get("/metrics", headers={"Host": "127.0.0.1"}).status_code == 200
    assert browser().get("/metrics", headers={"Host": "127.0.0.1"} | headers).status_code == 401
