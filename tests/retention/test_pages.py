"""Retention's staff pages and API."""

from uuid import uuid4

import pytest

from apps.identity import services as identity
from apps.retention import services
from apps.retention.models import Account
from kernel.actors import worker
from kernel.testing import browser
from tests.retention.test_services import assess, observe


@pytest.fixture
def owner():
    """The owner's browser."""
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    return browser(made.id)


def test_an_accounts_page_shows_inputs_sentence_and_trend(owner):
    engagement_id, client_id = uuid4(), uuid4()
    observe(engagement_id, client_id, publish_success=0.75)
    found = assess(engagement_id, client_id)

    page = owner.get(f"/admin/retention/account/{Account.objects.get().pk}/change/").content.decode()

    assert found.sentence in page and "75%" in page and "no data" in page and "<svg" in page


def test_the_button_assesses_anew(owner):
    engagement_id, client_id = uuid4(), uuid4()
    observe(engagement_id, client_id, late_payment=30)
    assess(engagement_id, client_id)
    observe(engagement_id, client_id, review_latency=1)

    owner.post(f"/admin/retention/account/{Account.objects.get().pk}/act/assess/", {"key": "1"})

    assert services.get_health(actor=worker("retention"), engagement_id=engagement_id).trend == 50


@pytest.mark.parametrize("path", ["account", "assessment", "observation", "weight", "offer"])
def test_every_list_opens(owner, path):
    assess(uuid4(), uuid4())

    assert owner.get(f"/admin/retention/{path}/").status_code == 200


def test_the_api_gives_health_and_computes_it_anew(owner):
    engagement_id, client_id = uuid4(), uuid4()
    assess(engagement_id, client_id)
    url = f"/api/v1/retention/engagements/{engagement_id}/health/"

    assert owner.get(url).json()["score"] == 50
    observe(engagement_id, client_id, publish_success=1)
    assert owner.post(url).json()["score"] == 100
    assert owner.get(f"/api/v1/retention/engagements/{uuid4()}/health/").status_code == 404
    assert len(owner.get("/api/v1/retention/assessments/?bands=low").json()["items"]) == 1
