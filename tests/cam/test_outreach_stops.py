"""What stops outreach: suppression, pauses, switches, proof mode, bounces, erasure."""

from datetime import timedelta

import pytest

from apps.cam import services
from apps.cam.contracts import (
    CampaignMode,
    CampaignStatus,
    LeadStatus,
    SuppressionFilter,
)
from apps.cam.models import Setting
from kernel import clock, effects, mail
from kernel.actors import worker
from kernel.errors import IllegalTransition
from kernel.testing import staff
from tests.cam.factories import agent, answer, person, reasons, row, running_campaign, the_lead

SWITCHER = staff("orchestration.switch")


def test_suppressing_between_planning_and_sending_wins(harness):
    running_campaign(row())
    services.suppress(actor=agent(), address="ada.berg@nordwind.example", reason="by phone")
    harness.advance(days=5)

    assert harness.mails.delivered == [] and "suppressed" in reasons()[0]


def test_a_mail_at_the_door_is_judged_again_there(harness, monkeypatch):
    running_campaign(row())
    clock.advance(timedelta(days=2))
    services.run_cycle(actor=worker("cam"))
    services.suppress(actor=agent(), address="ada.berg@nordwind.example", reason="by phone")

    harness.drain()

    assert harness.mails.delivered == [] and the_lead().status is LeadStatus.UNSUBSCRIBED


def test_a_paused_campaign_holds_and_goes_on_where_it_was(harness):
    campaign = running_campaign(row())
    harness.advance(days=3)
    services.pause_campaign(actor=agent(), campaign_id=campaign.id, reason="holidays")
    harness.advance(days=20)
    held = len(harness.mails.delivered)
    services.resume_campaign(actor=agent(), campaign_id=campaign.id)
    harness.advance(days=10)

    assert held == 1 and len(harness.mails.delivered) == 3


def test_a_stopped_campaign_never_goes_on(harness):
    campaign = running_campaign(row())
    services.stop_campaign(actor=agent(), campaign_id=campaign.id, reason="complaint")
    harness.advance(days=10)

    assert harness.mails.delivered == [] and reasons() == ["campaign stopped: complaint"]
    with pytest.raises(IllegalTransition):
        services.resume_campaign(actor=agent(), campaign_id=campaign.id)


def test_the_houses_pause_holds_outreach_until_it_is_lifted(harness):
    running_campaign(row())
    effects.set_switch(actor=SWITCHER, name="paused", on=True, reason="fire drill")
    clock.advance(timedelta(days=2))
    services.run_cycle(actor=worker("cam"))
    held = len(harness.mails.delivered)
    effects.set_switch(actor=SWITCHER, name="paused", on=False, reason="over")
    harness.advance(days=1)

    assert held == 0 and len(harness.mails.delivered) == 1


def test_proof_mode_sends_to_ourselves(harness):
    running_campaign(row(), mode=CampaignMode.PROOF, proof_address="proof@aicmo.example")
    harness.advance(days=3)

    assert [to for to, _ in harness.mails.delivered] == ["proof@aicmo.example"]


def test_an_address_refused_by_its_server_is_out(harness):
    harness.mails.reject.add("ada.berg@nordwind.example")
    running_campaign(row())
    harness.advance(days=10)

    assert the_lead().status is LeadStatus.BOUNCED
    assert "hard bounce" in [s.reason for s in services.list_suppressions(actor=agent(), filter=SuppressionFilter()).items]


def test_many_bounces_pause_the_campaign_and_tell_a_person(harness, inbox):
    Setting.objects.filter(name="breaker_min").update(value=4)
    campaign = running_campaign(*(person(n) for n in range(4)))
    harness.advance(days=3)
    inbox.put(
        answer("nobody here", to=harness.mails.delivered[0][1], sender="mailer-daemon@x.example", subject="Undeliverable: x")
    )
    harness.drain()

    found = services.get_campaign(actor=agent(), campaign_id=campaign.id)
    assert found.status is CampaignStatus.PAUSED and "25.0% bounces" in found.why


def test_erased_people_get_nothing(harness):
    running_campaign(row())
    mail.mark_undeliverable("ada.berg@nordwind.example", reason="erased")
    harness.advance(days=5)

    assert harness.mails.delivered == [] and "undeliverable or erased" in reasons()
