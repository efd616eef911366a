"""The next days, played in memory: nothing is stored, and it is what a run with a moving clock then does."""

from collections import Counter
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import serializers

from apps.cam import services
from apps.cam.contracts import CampaignClosed
from apps.cam.models import Attempt, Campaign, Mailbox, OutboundEmail, Setting
from kernel import clock
from kernel.errors import Forbidden, InvalidInput
from kernel.testing import staff
from tests.cam.factories import agent, person, row, running_campaign, table


def everything() -> str:
    models = [m for m in apps.get_app_config("cam").get_models() if m.objects.count() < 5000]
    return "".join(serializers.serialize("json", m.objects.order_by("pk")) for m in models)


def simulated(campaign, days=14):
    return services.simulate(actor=agent(), campaign_id=campaign.id, days=days)


def sent_of(found) -> list[tuple]:
    return sorted((c.at, c.lead_id, c.step, c.mailbox) for day in found.days for c in day.contacts if c.outcome == "sent")


def left() -> list[tuple]:
    rows = OutboundEmail.objects.filter(status="sent").select_related("attempt__mailbox")
    return sorted((m.sent_at, m.lead_id, m.sequence_number, m.attempt.mailbox.address) for m in rows)


def mixed() -> list[dict]:
    more = (
        {}, {"Country": "United States", "State": "California"}, {"Country": "United Kingdom"}, {"Country": "Poland"},
        {"Company": ""}, {"Email": "", "Person_Linkedin_Url": "linkedin.com/in/ada-{n}"},
    )  # fmt: skip
    return [person(n, **{k: v.format(n=n) for k, v in more[n % len(more)].items()}) for n in range(30)]


NARROW = {"per_minute": 1, "per_hour": 3, "mailbox_per_minute": 1, "mailbox_per_hour": 2, "per_day": 7}


@pytest.mark.parametrize("caps", [{}, NARROW])
def test_it_plays_what_the_run_then_does_and_stores_nothing(harness, caps):
    for name, value in caps.items():
        Setting.objects.filter(name=name).update(value=value)
    campaign = running_campaign(*mixed())
    before = everything()
    found = simulated(campaign)
    assert everything() == before and harness.mails.delivered == []

    harness.advance(days=14)
    assert len(sent_of(found)) > 20 and sent_of(found) == left()
    skipped = sorted(c.reason for day in found.days for c in day.contacts if c.outcome == "skipped")
    assert skipped == sorted(a.reason for a in Attempt.objects.filter(state="skipped"))
    tasks = Counter(c.at.date() for day in found.days for c in day.contacts if c.outcome == "task")
    assert sum(tasks.values()) == Attempt.objects.filter(state="queued", channel="linkedin").count() and max(tasks.values()) <= 5


def test_each_day_tells_mails_by_mailbox_and_why_others_wait():
    Setting.objects.filter(name="per_day").update(value=4)
    found = simulated(running_campaign(*(person(n) for n in range(10))))
    (first, second) = found.days[:2]

    assert sum(first.mails.values()) == sum(second.mails.values()) == 4 and set(first.mails) <= set(
        Mailbox.objects.values_list("address", flat=True)
    )
    assert first.waits["4 mails a day over all"] == 6 and found.mails == sum(sum(d.mails.values()) for d in found.days)


def test_a_draft_is_played_as_if_it_were_started_now(harness):
    campaign = services.create_campaign(actor=agent(), name="Draft")
    services.import_leads(
        actor=agent(), data=table(*(person(n) for n in range(8))), file_name="leads.csv", campaign_id=campaign.id
    )
    found = simulated(campaign)
    assert Attempt.objects.count() == 0 and Campaign.objects.get().status == "DRAFT"
    services.start_campaign(actor=agent(), campaign_id=campaign.id)
    harness.advance(days=14)

    assert len(left()) > 8 and sent_of(found) == left()


def test_a_paused_campaign_is_played_as_if_it_went_on_now(harness):
    campaign = running_campaign(*(person(n) for n in range(8)))
    harness.advance(days=3)
    services.pause_campaign(actor=agent(), campaign_id=campaign.id, reason="x")
    clock.advance(timedelta(days=2))
    found, before = simulated(campaign, 10), left()
    services.resume_campaign(actor=agent(), campaign_id=campaign.id)
    harness.advance(days=10)

    assert sent_of(found) == sorted(set(left()) - set(before)) != []


def test_other_campaigns_compete_for_the_same_caps(harness):
    Setting.objects.filter(name="per_day").update(value=3)
    running_campaign(*(person(n) for n in range(4)), name="First")
    second = running_campaign(*(person(n) for n in range(10, 14)), name="Second")
    found = simulated(second)
    harness.advance(days=14)
    of_second = [
        x for x in left() if x[1] in set(Attempt.objects.filter(campaign_id=second.id).values_list("lead_id", flat=True))
    ]

    assert sent_of(found) == of_second != []


def test_what_cannot_be_played_is_refused(harness):
    campaign = running_campaign(row())
    for days in (0, 61, -3):
        with pytest.raises(InvalidInput, match="days"):
            simulated(campaign, days)
    with pytest.raises(Forbidden):
        services.simulate(actor=staff(), campaign_id=campaign.id)
    services.stop_campaign(actor=agent(), campaign_id=campaign.id, reason="x")
    with pytest.raises(CampaignClosed):
        simulated(campaign)
