"""A campaign's figures: people instead of mails, nested stages, medians, verdicts from what was stored, whose the yes is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from apps.cam import contracts, models, services
from apps.cam.contracts import AttributionModel
from kernel import clock
from kernel.db import alias_for, atomic
from kernel.errors import InvalidInput, NotFound
from kernel.money import Money
from kernel.testing import client_user
from tests.cam.factories import agent, answer, person, running_campaign, sent


@atomic("cam")
def mailed(campaign, number, *, variant="A", at=None, step=1, sequence="aggressive_close", batch=None):
    """A lead of a campaign whose mail of a step left at a moment."""
    at = at or clock.now() - timedelta(days=20)
    lead, _ = models.Lead.objects.get_or_create(
        identity_hash=f"{campaign.pk}{number}"[:64],
        defaults={"campaign": campaign, "email": f"p{number}@firm{number}.example", "created_at": at - timedelta(days=2),
                  "verdict": "qualified", "batch": batch, "source": "book"},
    )  # fmt: skip
    box, _ = models.Mailbox.objects.get_or_create(address="outreach@aicmo.example", defaults={"display_name": "X"})
    attempt = models.Attempt.objects.create(
        lead=lead, campaign=campaign, mailbox=box, sequence=sequence, step=step, order_key="", state="sent", created_at=at,
        ended_at=at,
    )  # fmt: skip
    return models.OutboundEmail.objects.create(
        attempt=attempt, lead=lead, to_email=lead.email, subject="s", text="t", message_id_header=f"<{uuid4()}@x.example>",
        sequence_number=step, variant=variant, status="sent", sent_at=at,
    )  # fmt: skip


@atomic("cam")
def answered(mail, kind="POSITIVE", *, after=timedelta(days=1), automatic=False):
    """What came back to a mail."""
    return models.InboundEmail.objects.create(
        provider="x", provider_uid=str(uuid4()), fingerprint=uuid4().hex, lead=mail.lead, outbound=mail, state="done",
        classification=kind, facts={"automatic": automatic}, received_at=mail.sent_at + after,
    )  # fmt: skip


@pytest.fixture
def campaign(harness):
    made = services.create_campaign(actor=agent(), name="Spring", sequence="aggressive_close")
    step = models.SequenceStep.objects.get(sequence__name="aggressive_close", number=1)
    with atomic("cam"):
        step.texts.create(language="en", variant="B", subject="s", body="b")
    return models.Campaign.objects.get(pk=made.id)


def verdict(campaign, **more):
    return services.get_experiment(actor=agent(), campaign_id=campaign.pk, step=1, **more)


def test_a_clear_winner_is_named_with_its_intervals(campaign):
    for n in range(60):
        mail = mailed(campaign, n, variant="AB"[n % 2], at=clock.now() - timedelta(days=20, minutes=-n))
        if n % 2 and n < 30:
            answered(mail)

    found = verdict(campaign)
    assert (found.verdict, found.winner, found.people_at_look, found.look) == ("better", "B", 30, 1)
    a, b = found.variants
    assert (a.people, a.positive, b.people, b.positive, b.rate) == (30, 0, 30, 15, 0.5) and b.low > a.high


def test_people_who_may_still_answer_do_not_count_yet(campaign):
    for n in range(60):
        mail = mailed(campaign, n, variant="AB"[n % 2], at=clock.now() - timedelta(days=20 if n < 58 else 6))
        if n % 2:
            answered(mail)

    found = verdict(campaign)
    assert (found.verdict, found.too_early, found.missing) == ("undecided", 2, {"A": 1, "B": 1})


def test_a_late_answer_and_other_steps_campaigns_and_classes_do_not_count(campaign):
    with atomic("cam"):
        other = models.Campaign.objects.create(name="Other", created_at=clock.now())
    answered(mailed(campaign, 1), after=timedelta(days=8))
    answered(mailed(campaign, 2), "NEUTRAL")
    answered(mailed(campaign, 3, step=2))
    answered(mailed(other, 4))

    assert [(v.people, v.positive) for v in verdict(campaign).variants] == [(2, 0), (0, 0)]


def test_bad_questions_name_the_field(campaign):
    with pytest.raises(InvalidInput) as wrong:
        verdict(campaign, confidence=0.5)
    assert wrong.value.field == "confidence"
    with atomic("cam"):
        models.Campaign.objects.update(sequence="")
    mailed(campaign, 1), mailed(campaign, 2, sequence="cold_outreach")
    with pytest.raises(InvalidInput, match="several sequences"):
        verdict(campaign)
    assert verdict(campaign, sequence="cold_outreach").variants[0].people == 1
    with pytest.raises(NotFound):
        services.get_experiment(actor=agent(), campaign_id=uuid4(), step=1)
    with pytest.raises(InvalidInput, match="goal"):
        services.get_attribution(actor=agent(), model=AttributionModel.LINEAR, goal="opened")


def shares(dimension, **more):
    found = services.get_attribution(actor=agent(), **more)
    return {row.name: row.thousandths for row in found.rows if row.dimension == dimension}, found


def test_a_yes_is_shared_among_the_contacts_before_it(campaign):
    now = clock.now()
    first = mailed(campaign, 1, at=now - timedelta(days=20))
    second = mailed(campaign, 1, step=2, at=now - timedelta(days=13))
    mailed(campaign, 1, step=3, at=now - timedelta(days=2))
    with atomic("cam"):
        models.Attempt.objects.create(lead=first.lead, campaign=campaign, sequence="aggressive_close", step=9, channel="linkedin",
                                      order_key="", state="sent", created_at=now, ended_at=now - timedelta(days=12))  # fmt: skip
    answered(second, after=timedelta(days=2))

    channel, found = shares("channel", model=AttributionModel.LINEAR, campaign_id=campaign.pk)
    assert channel == {"email": 666, "linkedin": 333} or channel == {"email": 667, "linkedin": 333}
    assert (found.people, found.without_contact) == (1, 0)
    assert shares("step", model=AttributionModel.LAST_TOUCH)[0] == {
        "aggressive_close 9": 1000, "aggressive_close 1": 0, "aggressive_close 2": 0,
    }  # fmt: skip
    for model in AttributionModel:
        for dimension in ("channel", "step", "source", "mailbox"):
            assert sum(shares(dimension, model=model)[0].values()) == 1000


def test_a_yes_without_a_contact_before_it_is_told_apart(campaign):
    mail = mailed(campaign, 1)
    answered(mail, after=timedelta(days=-3))

    found = services.get_attribution(actor=agent(), model=AttributionModel.LINEAR)
    assert (found.people, found.without_contact, found.rows) == (1, 1, ())


def test_the_funnel_counts_people_in_nested_stages_with_medians(campaign):
    for n in range(6):
        mail = mailed(campaign, n)
        mailed(campaign, n, step=2, at=mail.sent_at + timedelta(days=2))
        if n < 3:
            answered(mail, "POSITIVE" if n < 2 else "NEUTRAL", after=timedelta(days=1 + n))
            answered(mail, "POSITIVE" if n < 2 else "NEUTRAL", after=timedelta(days=6))
        if n == 4:
            answered(mail, "OOO", automatic=True)
    lead = models.Lead.objects.get(email="p0@firm0.example")
    with atomic("cam"):
        models.Lead.objects.filter(pk=lead.pk).update(status="QUALIFIED")
    services.close_deal(
        actor=agent(), lead_id=lead.pk, pack="quick_social_basic", price=Money(minor=100, currency="EUR"), signer_name="P",
        signer_email="p0@firm0.example", key="",
    )  # fmt: skip

    found = services.get_campaign_funnel(actor=agent(), campaign_id=campaign.pk)
    assert {s.name: s.people for s in found.stages} == {
        "imported": 6, "qualified": 6, "mailed": 6, "answered": 3, "positive": 2, "meeting": 0, "signed": 1,
    }  # fmt: skip
    waits = {s.name: s.median_wait for s in found.stages}
    assert (waits["mailed"], waits["answered"], waits["positive"]) == (timedelta(days=2), timedelta(days=2), timedelta(0))
    assert (found.positive_rate, found.mails_sent) == (0.3333, 12)
    assert sum(w.mails for w in found.weeks) == 12 and all(w.monday.weekday() == 0 for w in found.weeks)
    assert found.weeks == tuple(sorted(found.weeks, key=lambda w: w.monday))


def test_an_empty_campaign_has_figures_too(campaign):
    found = services.get_campaign_funnel(actor=agent(), campaign_id=campaign.pk)
    board = services.get_campaign_board(actor=agent(), campaign_id=campaign.pk)

    assert (found.positive_rate, found.weeks, {s.people for s in found.stages}) == (None, (), {0})
    assert (board.next_sends, board.held_back, board.breaker.bounce_share) == ((), {}, None)


def test_the_board_says_what_is_planned_and_what_was_held_back(harness):
    campaign = running_campaign(person(1), person(2), person(3, Company=""))
    while len(harness.mails.delivered) < 2:
        harness.advance(hours=1)
    board = services.get_campaign_board(actor=agent(), campaign_id=campaign.id)

    assert sum(n.contacts for n in board.next_sends) == models.Attempt.objects.filter(state="pending").count() == 2
    assert [n for reason, n in board.held_back.items() if "{company}" in reason] == [1]
    assert sum(m.sent_today for m in board.mailboxes) == len(harness.mails.delivered) == 2 and board.steps == {1: 2}


def test_more_people_do_not_mean_more_statements(campaign):
    def statements():
        with CaptureQueriesContext(connections[alias_for("cam")]) as seen:
            verdict(campaign)
            services.get_campaign_funnel(actor=agent(), campaign_id=campaign.pk)
            services.get_campaign_board(actor=agent(), campaign_id=campaign.pk)
            services.get_attribution(actor=agent(), model=AttributionModel.LINEAR)
        return len(seen)

    for n in range(3):
        answered(mailed(campaign, n))
    few = statements()
    for n in range(3, 40):
        answered(mailed(campaign, n))
    assert statements() == few


def test_a_clients_user_sees_no_figures(campaign):
    outsider = client_user(uuid4(), "cam.view")
    with pytest.raises(NotFound):
        services.get_campaign_funnel(actor=outsider, campaign_id=campaign.pk)
    with pytest.raises(NotFound):
        services.get_experiment(actor=outsider, campaign_id=campaign.pk, step=1)
    answered(mailed(campaign, 1))
    assert services.get_attribution(actor=outsider, model=AttributionModel.LINEAR).people == 0


def test_an_answer_by_mail_reaches_the_figures(harness, inbox):
    campaign = running_campaign(person(1))
    harness.advance(days=3)
    inbox.put(answer("Yes, please call me.", to=harness.mails.delivered[0][1], sender="ann1@firm1.example"))
    harness.advance(days=1)

    found = services.get_campaign_funnel(actor=agent(), campaign_id=campaign.id)
    assert {s.name: s.people for s in found.stages}["positive"] == 1 and found.replies == {"POSITIVE": 1} and sent(harness)
    assert isinstance(found, contracts.CampaignFunnel)
