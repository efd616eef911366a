"""Sending: what a mail says, windows, caps, order, cooldown; every refusal has its reason."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from apps.cam import services
from apps.cam.contracts import (
    CampaignMode,
    CampaignStatus,
    LeadStatus,
    ReviewFilter,
    ReviewKind,
)
from apps.cam.logic import schedule
from apps.cam.models import Mailbox, OutboundEmail, Sequence, Setting, StepText
from kernel.db import alias_for
from kernel.errors import InvalidInput
from kernel.models import Mail
from tests.cam.factories import agent, answer, person, reasons, row, running_campaign, sent, the_lead


def days_of(harness) -> list[str]:
    return [sent(harness, n)["Date"].datetime.date().isoformat() for n in range(len(harness.mails.delivered))]


def test_the_first_mail_says_who_writes_whence_the_data_come_and_how_to_object(harness):
    running_campaign(row())
    harness.advance(days=3)

    message = sent(harness)
    text = message.get_body(("plain",)).get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and "/portal/cam/u/" in message["List-Unsubscribe"]
    assert "Lindenstraße 12" in text and "leads.csv" in text and "widersprechen" in text and "{" not in text
    assert message["Auto-Submitted"] is None and message["From"].addresses[0].addr_spec in (
        "outreach@aicmo.example",
        "hello@aicmo.example",
    )


def test_later_mails_have_the_address_but_no_second_notice(harness):
    running_campaign(row(Country="United Kingdom"))
    harness.advance(days=7)

    text = sent(harness, 1).get_body(("plain",)).get_content()
    assert "Lindenstraße 12" in text and "legitimate interest" not in text and text.startswith("Hello Ada,")


def test_the_days_of_a_sequence_count_from_the_first_mail(harness):
    running_campaign(row())
    harness.advance(days=30)

    first, second, third = (datetime.fromisoformat(d) for d in days_of(harness))
    assert (second - first, third - first) == (timedelta(days=2), timedelta(days=7))  # day 5 is a Saturday: Monday


@pytest.mark.parametrize(("country", "state"), [("Germany", ""), ("United States", "California"), ("United Kingdom", "")])
def test_mails_leave_in_the_recipients_window_only(harness, country, state):
    running_campaign(row(Country=country, State=state))
    harness.advance(days=30)

    zone = ZoneInfo(schedule.zone_of({"Germany": "DE", "United States": "US", "United Kingdom": "GB"}[country], state))
    local = [m.sent_at.astimezone(zone) for m in OutboundEmail.objects.filter(status="sent")]
    assert len(local) == 3 and all(9 <= at.hour < 18 and at.weekday() < 5 for at in local)


def test_public_holidays_are_kept():
    christmas = datetime(2025, 12, 25, 11, tzinfo=UTC)

    assert not schedule.is_open(christmas, country="DE")
    assert schedule.next_open(christmas, country="DE") == datetime(2025, 12, 29, 8, tzinfo=UTC)


def test_warm_up_raises_a_mailboxs_cap_day_by_day_and_never_above_it(harness):
    Mailbox.objects.exclude(address="outreach@aicmo.example").update(active=False)
    running_campaign(*(person(n, Seniority="", Title="") for n in range(60)))
    harness.advance(days=9)

    counts = sorted(Counter(d for d, m in zip(days_of(harness), OutboundEmail.objects.all(), strict=True)).items())
    assert [n for _, n in counts][:4] == [5, 10, 15, 20] and max(n for _, n in counts) == 20


def test_the_cap_over_all_holds_across_mailboxes(harness):
    Setting.objects.filter(name="per_day").update(value=3)
    running_campaign(*(person(n) for n in range(10)))
    harness.advance(days=3)

    assert set(Counter(days_of(harness)).values()) == {3}


def test_better_leads_go_first_and_the_order_is_the_same_every_time(harness):
    Setting.objects.filter(name="per_day").update(value=1)
    running_campaign(person(1, Title="Accountant"), person(2), person(3, Keywords=""))
    harness.advance(days=5)

    assert [to for to, _ in harness.mails.delivered][:2] == ["ann2@firm2.example", "ann3@firm3.example"]


def test_simulation_sends_nothing_and_advances_nothing(harness):
    running_campaign(row(), mode=CampaignMode.SIMULATION)
    harness.advance(days=20)

    assert harness.mails.delivered == [] and the_lead().status is LeadStatus.NEW
    assert len(reasons()) == 1 and reasons()[0].startswith("simulation: “Marketing für Nordwind GmbH")


def test_a_text_with_a_gap_is_held_and_shown_to_a_person(harness):
    running_campaign(row(Company=""))
    harness.advance(days=5)

    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items
    assert harness.mails.delivered == [] and "{company}" in item.detail and "mail held" in reasons()[0]


def test_a_lead_column_that_looks_like_a_placeholder_is_held(harness):
    running_campaign(row(Company="{{ company }} GmbH"))
    harness.advance(days=5)

    assert harness.mails.delivered == [] and "is left in the text" in reasons()[0]


def test_staff_edit_a_text_and_the_next_mail_has_it(harness):
    step = StepText.objects.filter(step__sequence__name="aggressive_close", step__number=1, language="de")
    step.update(subject="Hallo {company}", body="{greeting}\n\n{role_line}")
    running_campaign(row())
    harness.advance(days=3)

    assert sent(harness)["Subject"] == "Hallo Nordwind GmbH"
    assert "als Head of Marketing von Nordwind GmbH" in sent(harness).get_body(("plain",)).get_content()


def test_no_more_than_ten_mails_in_thirty_days(harness):
    sequence = Sequence.objects.get(name="aggressive_close")
    sequence.steps.all().delete()
    for number in range(1, 15):
        step = sequence.steps.create(number=number, day=number)
        step.texts.create(language="de", subject=f"No. {number}", body="{greeting}")
    running_campaign(row())
    harness.advance(days=40)

    assert len(harness.mails.delivered) == 10 and "10 contacts within 30 days" in reasons()


def test_silence_for_a_week_after_the_last_mail_ends_it(harness):
    campaign = running_campaign(row())
    harness.advance(days=30)

    assert the_lead().status is LeadStatus.NO_REPLY
    assert services.get_campaign(actor=agent(), campaign_id=campaign.id).status is CampaignStatus.COMPLETED


def test_a_lead_with_a_profile_only_becomes_a_task_for_a_person(harness):
    running_campaign(row(Email="", Person_Linkedin_Url="linkedin.com/in/ada-berg"))
    harness.advance(days=3)

    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items
    assert item.kind is ReviewKind.MESSAGE and "linkedin.com/in/ada-berg" in item.detail


def test_a_mail_that_may_have_left_is_asked_about_and_goes_on(harness):
    class Vague:
        def deliver(self, **values):
            raise SystemExit("killed")

        def lookup(self, **values):
            return None

    running_campaign(row())
    harness.use("mail.transport", Vague())
    with pytest.raises(SystemExit):
        harness.advance(days=3)
    Mail.objects.using(alias_for("cam")).update(lease_until=None)
    harness.drain()
    (item,) = services.list_reviews(actor=agent(), filter=ReviewFilter()).items
    services.approve_review(actor=agent(), item_id=item.id)

    assert item.kind is ReviewKind.AMBIGUOUS_SEND and the_lead().status is LeadStatus.CONTACTED


def test_metrics_count_people_not_mails(harness, inbox):
    campaign = running_campaign(row(), person(1))
    harness.advance(days=12)
    inbox.put(answer("Sounds interesting, please call me.", to=harness.mails.delivered[0][1]))
    harness.drain()

    found = services.get_status(actor=agent(), campaign_id=campaign.id)
    assert (found.people_mailed, found.positive, found.positive_rate) == (2, 1, 0.5) and found.mails_sent > 2
    assert services.get_funnel(actor=agent()).interested == 1


def test_a_campaign_needs_a_free_name_and_a_known_sequence():
    running_campaign(row())

    for wrong, field in (({"name": "Spring"}, "name"), ({"name": " "}, "name"), ({"name": "x", "sequence": "none"}, "sequence")):
        with pytest.raises(InvalidInput) as refused:
            services.create_campaign(actor=agent(), **wrong)
        assert refused.value.field == field
