"""From a file to a signed client, through the facade."""

import pytest

from apps.cam import services
from apps.cam.contracts import LeadNotInterested, LeadStatus
from kernel.errors import InvalidInput
from kernel.money import Money
from tests.cam.factories import agent, answer, row, running_campaign, the_lead

YES = "Sounds interesting. Could you call me on Tuesday? Please send us the price."
PRICE = Money(minor=250_000, currency="EUR")


def test_a_lead_is_mailed_answers_and_signs(harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    inbox.put(answer(YES, to=harness.mails.delivered[0][1]))
    harness.drain()

    deal = services.close_deal(
        actor=agent(), lead_id=the_lead().id, pack="quick_social_basic", price=PRICE, signer_name="Ada Berg",
        signer_email="ada.berg@nordwind.example", key="1",
    )  # fmt: skip

    assert deal.company == "Nordwind GmbH" and the_lead().status is LeadStatus.WON
    kinds = [e.kind for e in services.get_lead_history(actor=agent(), lead_id=the_lead().id)]
    assert kinds.index("imported") < kinds.index("mail_sent") < kinds.index("interested") < kinds.index("deal")


def test_a_no_is_no_deal(harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    inbox.put(answer("No thank you, we are not interested.", to=harness.mails.delivered[0][1]))
    harness.drain()

    assert the_lead().status is LeadStatus.LOST
    with pytest.raises(LeadNotInterested):
        services.close_deal(
            actor=agent(),
            lead_id=the_lead().id,
            pack="quick_social_basic",
            price=PRICE,
            signer_name="A",
            signer_email="a@b.example",
            key="1",
        )


def test_a_signers_name_is_one_line_that_a_user_can_bear(harness, inbox):
    running_campaign(row())
    harness.advance(days=3)
    inbox.put(answer("Sounds interesting, please call me.", to=harness.mails.delivered[0][1]))
    harness.drain()
    yes = {
        "actor": agent(),
        "lead_id": the_lead().id,
        "pack": "quick_social_basic",
        "price": PRICE,
        "signer_email": "a@b.example",
    }

    for name in ("A" * 151, " ", "\u200b"):
        with pytest.raises(InvalidInput) as refused:
            services.close_deal(**yes, signer_name=name, key="1")
        assert refused.value.field == "signer_name"

    assert services.close_deal(**yes, signer_name="Ada\n Berg\u2028", key="2").signer_name == "Ada Berg"
