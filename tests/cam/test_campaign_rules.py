"""When a campaign is paused or completed by itself: each rule at its edge, the reason kept, people told."""

from dataclasses import replace
from datetime import timedelta

import pytest

from apps.cam import models, services
from apps.cam.logic import campaign_rules
from apps.cam.logic.campaign_rules import Facts, Limits
from apps.cam.services.campaign_rules import evaluate
from kernel import clock
from kernel.actors import worker
from kernel.db import atomic
from tests.cam.factories import agent
from tests.cam.test_figures import answered, campaign, mailed

__all__ = ["campaign"]
LIMITS = Limits(breaker_min=100, breaker_bounces=0.05, breaker_complaints=0.003, least_rate=0.02, least_rate_people=200)
FINE = Facts(
    mails=1000, bounces=49, complaints=2, people_judged=200, people_positive=4, any_sent=True, open_contacts=1, open_waits=0
)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, ""),
        ({"bounces": 50}, "bounces"),
        ({"complaints": 3}, "complaints"),
        ({"mails": 99, "bounces": 99}, ""),
        ({"mails": 100, "bounces": 5, "complaints": 0}, "bounces"),
        ({"people_positive": 3}, "few_yes"),
        ({"people_positive": 0, "people_judged": 199}, ""),
        ({"open_contacts": 0}, "nothing_open"),
        ({"open_contacts": 0, "open_waits": 1}, ""),
        ({"open_contacts": 0, "any_sent": False, "mails": 0}, ""),
        ({"open_contacts": 0, "bounces": 500}, "bounces"),
    ],
)
def test_each_rule_holds_from_its_limit_on(changes, rule):
    found = campaign_rules.judge(replace(FINE, **changes), LIMITS)

    assert (found.rule.name if found else "") == rule


def test_a_rate_that_nobody_set_pauses_nothing():
    assert campaign_rules.judge(replace(FINE, people_positive=0), replace(LIMITS, least_rate=0)) is None


def running(campaign, *, people, yes, at):
    with atomic("cam"):
        models.Campaign.objects.filter(pk=campaign.pk).update(status="ACTIVE")
    for n in range(people):
        mail = mailed(campaign, n, at=at)
        if n < yes:
            answered(mail)
    last = models.Lead.objects.filter(campaign=campaign).first()
    with atomic("cam"):
        models.Attempt.objects.create(
            lead=last, campaign=campaign, sequence="aggressive_close", step=2, order_key="", state="pending", created_at=at,
            due_at=clock.now() + timedelta(days=9),
        )  # fmt: skip


def rate(below, people):
    with atomic("cam"):
        models.Setting.objects.filter(name="pause_rate_below").update(value=below)
        models.Setting.objects.filter(name="pause_rate_people").update(value=people)


def test_too_few_yeses_pause_a_campaign_once_people_had_their_time(campaign, harness):
    running(campaign, people=10, yes=1, at=clock.now() - timedelta(days=6))
    rate(0.2, 10)
    assert evaluate(actor=worker("cam"), campaign_id=campaign.pk) == 0

    with atomic("cam"):
        models.OutboundEmail.objects.all().update(sent_at=clock.now() - timedelta(days=8))
    assert evaluate(actor=worker("cam"), campaign_id=campaign.pk) == 1
    found = services.get_campaign(actor=agent(), campaign_id=campaign.pk)
    alert = models.HumanAlert.objects.get(kind="campaign_paused")
    assert (found.status, alert.severity) == ("PAUSED", "warning") and "1 of 10 people said yes (10.0%)" in found.why
    assert found.why in alert.message and models.Attempt.objects.get(step=2).state == "held"


def test_the_shipped_settings_pause_nothing_for_its_rate(campaign):
    running(campaign, people=3, yes=0, at=clock.now() - timedelta(days=20))
    with atomic("cam"):
        models.Setting.objects.filter(name="pause_rate_people").update(value=1)

    assert evaluate(actor=worker("cam"), campaign_id=campaign.pk) == 0


def test_a_campaign_with_nothing_open_is_completed(campaign):
    running(campaign, people=1, yes=0, at=clock.now() - timedelta(days=20))
    with atomic("cam"):
        models.Attempt.objects.filter(state="pending").update(state="skipped")

    assert evaluate(actor=worker("cam"), campaign_id=campaign.pk) == 1
    found = services.get_campaign(actor=agent(), campaign_id=campaign.pk)
    assert (found.status, found.why) == ("COMPLETED", "every lead was written to and nothing is planned")
    assert evaluate(actor=worker("cam"), campaign_id=campaign.pk) == 0 and not models.HumanAlert.objects.exists()
