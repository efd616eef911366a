"""The admin as staff use it."""

import pytest

from apps.identity import services as identity
from apps.identity.contracts import Role
from apps.onboarding import models, services
from kernel.testing import browser
from tests.onboarding.factories import ANSWERS, STAFF, WORKER, brief, captured, engagement, judged


def staff_browser(role):
    made = identity.create_staff(actor=WORKER, email=f"{role}@agency.example.com", name="Sam", role=role, password="", key="")
    return browser(made.id)


@pytest.fixture
def manager():
    return staff_browser(Role.OWNER)


def change(row):
    return f"/admin/onboarding/{row._meta.model_name}/{row.pk}/change/"


def act(row, name):
    return f"/admin/onboarding/{row._meta.model_name}/{row.pk}/act/{name}/"


@pytest.mark.parametrize(
    "model", ["pack", "policy", "engagement", "agreement", "intake", "answer", "brief", "brandkit", "notice"]
)
def test_every_list_and_search_opens(manager, model):
    made = judged(brief())
    services.approve_brief(actor=STAFF, brief_id=made.id, sha256=made.sha256, key="")

    assert manager.get(f"/admin/onboarding/{model}/").status_code == 200
    assert manager.get(f"/admin/onboarding/{model}/?q=Harbour").status_code == 200


def test_a_brief_is_read_and_approved(manager):
    made = judged(brief())
    row = models.Brief.objects.get(pk=made.id)

    page = manager.get(change(row)).content.decode()
    asked = manager.get(act(row, "approve"))
    manager.post(act(row, "approve"), {"form_key": "1"})

    assert "No open questions" in page
    assert ANSWERS["objective"] in page
    assert asked.status_code == 200
    assert services.get_brief(actor=STAFF, brief_id=made.id).status == "approved"


def test_a_refusal_is_told_not_raised(manager):
    row = models.Brief.objects.get(pk=brief().id)

    page = manager.post(act(row, "approve"), {"form_key": "1"}, follow=True).content.decode()

    assert "QC has not judged this version yet" in page


def test_answers_are_listed_and_given_back(manager):
    opened = captured()
    row = models.Answer.objects.get(intake__engagement_id=opened.id, field="website")

    page = manager.get(change(row.intake)).content.decode()
    manager.post(act(row, "return_item"), {"form_key": "1", "reason": "It does not open."})
    other = models.Answer.objects.get(intake__engagement_id=opened.id, field="industry")
    manager.post(act(other, "approve_item"), {"form_key": "2"})

    assert ANSWERS["differentiators"] in page
    states = {a.field: a.state for a in services.get_intake(actor=STAFF, engagement_id=opened.id).answers}
    assert (states["website"], states["industry"]) == ("returned", "approved")


def test_the_gate_can_be_overridden_with_a_reason(manager):
    row = models.Engagement.objects.get(pk=engagement().id)

    refused = manager.post(act(row, "invite"), {"form_key": "1", "override_reason": ""}, follow=True).content.decode()
    manager.post(act(row, "invite"), {"form_key": "2", "override_reason": "Signed on paper"})

    assert "not signed the agreement yet" in refused
    assert models.Intake.objects.get(engagement=row).override_reason == "Signed on paper"


def test_a_changed_price_changes_the_list_not_the_contract(manager):
    opened = engagement(pack="launch_gtm_pack")
    row = models.Pack.objects.get(name="launch_gtm_pack")
    page = manager.get(change(row))
    fields = page.context["adminform"].form.initial
    values = {k: v for k, v in fields.items() if v is not None and k in page.context["adminform"].form.fields}
    values |= {"sections": '["overview", "final_summary"]', "deliverables": '["Posts"]', "exclusions": "[]", "active": "on"}

    saved = manager.post(change(row), values | {"weeks": 9})

    assert saved.status_code == 302
    assert services.get_pack(actor=STAFF, name="launch_gtm_pack").weeks == 9
    assert services.get_engagement(actor=STAFF, engagement_id=opened.id).weeks == 8


def test_read_only_staff_see_but_do_not_act():
    reader = staff_browser(Role.READ_ONLY)
    row = models.Brief.objects.get(pk=judged(brief()).id)

    assert reader.get(change(row)).status_code == 200
    assert reader.post(act(row, "approve"), {"form_key": "1"}).status_code == 403
    assert services.get_brief(actor=STAFF, brief_id=row.pk).status == "draft"
