"""The checklist before a start, the next 14 days, and the tasks that people do by hand."""

from dataclasses import replace

import pytest

from apps.cam import services
from apps.cam.models import Attempt, Lead, Mailbox, ReviewItem, Setting, StepText, Suppression
from apps.identity.contracts import Role
from tests.cam.factories import agent, person, row, running_campaign, table
from tests.cam.test_sequence_pages import signed_in
from tests.cam.test_sequences import save, sequence


def drafted(*rows):
    campaign = services.create_campaign(actor=agent(), name="Autumn", sequence="regular_nurture")
    services.import_leads(actor=agent(), data=table(*rows), file_name="x.csv", campaign_id=campaign.id)
    return campaign


def points(campaign):
    return {p.name: p for p in services.check_start(actor=agent(), campaign_id=campaign.id)}


def test_everything_in_order_is_said_point_by_point_and_the_start_is_offered():
    campaign = drafted(row(), person(1))

    found = points(campaign)
    page = signed_in().get(f"/admin/cam/campaign/{campaign.id}/plan/").content.decode()

    assert {p.level for p in found.values()} == {"ok"} and found["Leads"].text.startswith("2 ")
    assert f"/admin/cam/campaign/{campaign.id}/act/start/" in page and "<svg" in page and "Ada Berg" in page


@pytest.mark.parametrize(
    ("break_it", "name", "level"),
    [
        (lambda: Mailbox.objects.update(active=False), "Mailboxes", "block"),
        (lambda: Setting.objects.filter(name="agency_postal_address").update(value=""), "Law notices", "block"),
        (lambda: StepText.objects.filter(step__number=2).update(body="{nobody}"), "Texts", "block"),
        (lambda: StepText.objects.filter(language="de").delete(), "Texts", "warn"),
        (lambda: Setting.objects.filter(name="law_consent").update(value=["DE"]), "Consent", "warn"),
        (lambda: Mailbox.objects.update(address="us@real-firm.com"), "Sending domains", "block"),
        (lambda: Lead.objects.update(verdict="weak"), "Leads", "warn"),
        (lambda: Mailbox.objects.update(daily_cap=0), "Capacity", "warn"),
    ],
)
def test_what_is_in_the_way_is_named_with_its_remedy(break_it, name, level):
    campaign = drafted(row())
    if name == "Sending domains":
        Mailbox.objects.exclude(pk=Mailbox.objects.first().pk).delete()
    break_it()

    found = points(campaign)[name]
    page = signed_in().get(f"/admin/cam/campaign/{campaign.id}/plan/")

    assert found.level == level and found.remedy and page.status_code == 200
    assert ("/act/start/" in page.content.decode()) is (level != "block")


def test_suppressed_leads_are_counted():
    campaign = drafted(row(), person(1))
    before = points(campaign)["Suppressions"]
    Suppression.objects.create(kind="domain", value="nordwind.example", reason="asked", created_at="2026-01-05T09:00Z")

    after = points(campaign)["Suppressions"]

    assert before.level == "ok" and after.level == "warn" and after.text.startswith("1 ")


def test_tasks_show_their_text_and_are_done_or_left(harness):
    first, *rest = sequence().draft.steps
    save(sequence(), steps=[replace(first, channel="linkedin"), *rest])
    people = [row(Person_Linkedin_Url="https://www.linkedin.com/in/ada"),
              person(1, Person_Linkedin_Url="https://www.linkedin.com/in/ann")]  # fmt: skip
    running_campaign(*people, sequence="regular_nurture")
    harness.advance(days=3)
    owner, address = signed_in(), "/admin/cam/reviewitem/tasks/"
    done, left = services.list_tasks(actor=agent())

    page = owner.get(address).content.decode()
    owner.post(address, {"item": str(done.review_id), "op": "done", "form_key": "1"})
    owner.post(address, {"item": str(left.review_id), "op": "left", "form_key": "2"})

    assert "Guten Tag" in done.text and done.where in page and "widersprechen" not in done.text
    states = {a.lead_id: a.state for a in Attempt.objects.filter(step=1)}
    assert (states[done.lead_id], states[left.lead_id]) == ("sent", "skipped") and services.list_tasks(actor=agent()) == ()


def test_the_tasks_page_closes_nothing_else_and_lets_readers_only_look(harness):
    item = ReviewItem.objects.create(kind="MESSAGE", title="other", created_at="2026-01-05T09:00Z")
    owner, reader, address = signed_in(), signed_in(Role.READ_ONLY), "/admin/cam/reviewitem/tasks/"

    for given in ({"item": str(item.id), "op": "done"}, {"item": "x", "op": "done"}, {"op": "nothing"}):
        assert owner.post(address, given).status_code == 302

    assert ReviewItem.objects.get().state == "open"
    assert reader.get(address).status_code == 200 and reader.post(address, {"item": "x"}).status_code == 403
