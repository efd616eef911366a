"""Observability's and retention's staff pages, and observability's API."""

from uuid import uuid4

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.observability import services
from kernel.actors import worker
from kernel.testing import browser, staff

WORKER = worker("observability")


@pytest.fixture
def people():
    """Browsers of the owner and of somebody who may not read observability."""
    made = identity.create_owner(
        actor=worker("identity"), email="owner@aicmo.example", name="Olivia Berg", password="a-long-password-1", key="owner"
    )
    owner = identity.actor_for_user(user_id=made.id)
    other = identity.create_staff(actor=owner, email="c@aicmo.example", name="Carl", role=Role.CREATIVE, password="", key="c")
    return {"owner": browser(made.id), "creative": browser(other.id)}


def test_the_chains_page_says_whether_it_holds(harness, people):
    services.raise_alert(actor=WORKER, kind="k", subject="s", message="m", key="1")
    services.chain_facts(actor=WORKER)

    page = people["owner"].get("/admin/observability/auditentry/verify/").content.decode()

    assert "The chain holds" in page
    assert "observability.raise_alert" in people["owner"].get("/admin/observability/auditentry/").content.decode()


def test_the_register_shows_fourteen_modules(people):
    page = people["owner"].get("/admin/observability/alert/modules/").content.decode()
    listed = people["owner"].get("/api/v1/observability/modules/").json()["items"]

    assert "Client acquisition" in page and len(listed) == 14


@pytest.mark.parametrize("path", ["auditentry/verify/", "alert/modules/", "auditentry/", "alert/", "alertrule/"])
def test_pages_need_the_right(people, path):
    assert people["owner"].get(f"/admin/observability/{path}").status_code == 200
    assert people["creative"].get(f"/admin/observability/{path}").status_code == 403


def test_an_alert_is_taken_from_its_page(people):
    alert = services.raise_alert(actor=WORKER, kind="k", subject="s", message="m", client_id=uuid4(), key="1")

    people["owner"].post(f"/admin/observability/alert/{alert.id}/act/acknowledge/", {"key": "1"})

    (found,) = services.list_alerts(actor=staff("observability.view", clients=None)).items
    assert found.state == "acknowledged" and found.acknowledged_by is not None


def test_the_api_lists_and_exports_the_audit(harness, people):
    services.raise_alert(actor=WORKER, kind="k", subject="s", message="m", key="1")
    services.chain_facts(actor=WORKER)

    page = people["owner"].get("/api/v1/observability/audit/?command=observability.raise_alert").json()
    export = people["owner"].get("/api/v1/observability/audit/export/")

    assert len(page["items"]) == 1 and export.getvalue().count(b"\n") >= 1
    assert people["owner"].get("/api/v1/observability/audit/verify/").json()["ok"]
    assert people["owner"].get("/api/v1/observability/audit/?cursor=nonsense").status_code == 400
