"""Learning's pages as staff use them."""

from __future__ import annotations

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.learning import services
from kernel.actors import worker
from kernel.ids import new_id
from kernel.testing import browser
from tests.learning.factories import STAFF, generate, remember


@pytest.fixture
def owner():
    made = identity.create_staff(
        actor=worker("learning"), email="o@agency.example.com", name="Olga", role=Role.OWNER, password="", key=""
    )
    return browser(made.id)


@pytest.mark.parametrize("model", ["generation", "memory", "eventline", "limit", "spend"])
def test_every_list_and_search_opens(owner, model):
    generate()
    remember()
    services.log_event(actor=STAFF, group="pm", name="pm.noted", client_id=None, data={})

    assert owner.get(f"/admin/learning/{model}/").status_code == 200
    assert owner.get(f"/admin/learning/{model}/?q=short").status_code == 200


def test_a_generation_shows_its_answer(owner):
    generate()
    listed = owner.get("/admin/learning/generation/").content.decode()

    link = listed.split("/admin/learning/generation/")[-1].split("/change/")[0]
    pk = next(part.split("/")[0] for part in listed.split("/admin/learning/generation/")[1:] if "/change/" in part[:50])

    assert "Coffee for offices." in owner.get(f"/admin/learning/generation/{pk}/change/").content.decode(), link


def test_staff_invalidate_an_item_with_a_reason(owner):
    client_id = new_id()
    item = remember("Machines break", client_id=client_id)

    values = {"reason": "outdated", "key": new_id().hex, "form_key": new_id().hex}
    owner.post(f"/admin/learning/memory/{item.id}/act/invalidate/", values, follow=True)

    assert services.retrieve(actor=STAFF, query="machines", client_id=client_id) == ()
