"""Packs and engagements."""

from uuid import uuid4

import pytest

from apps.onboarding import services
from apps.onboarding.contracts import EngagementFilter
from kernel.errors import InvalidInput, NotFound
from kernel.ids import new_id
from kernel.money import Money
from kernel.testing import client_user, staff
from tests.onboarding.factories import STAFF, WORKER, client, engagement

COUNTS = {
    "quick_social_basic": 8,
    "strategy_campaign_basic": 6,
    "strategy_campaign_standard": 17,
    "strategy_campaign_premium": 28,
    "strategy_campaign_enterprise": 39,
    "full_funnel_growth_suite": 23,
    "launch_gtm_pack": 13,
    "brand_turnaround_lab": 14,
    "retention_crm_booster": 14,
    "performance_audit_revamp": 16,
}


def test_the_ten_packs_have_their_sections():
    packs = services.list_packs(actor=STAFF)

    assert {p.name: len(set(p.sections)) for p in packs} == COUNTS
    assert all(p.sections[0] == "overview" and p.sections[-1] == "final_summary" for p in packs)
    without = [p.name for p in packs if "execution_roadmap" not in p.sections]
    assert without == ["strategy_campaign_basic"]


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_each_pack_has_a_price_rounds_weeks_and_deliverables(name):
    pack = services.get_pack(actor=STAFF, name=name)

    assert pack.price.minor > 0
    assert pack.rounds >= 1
    assert pack.weeks >= 4
    assert len(pack.deliverables) >= 5
    assert f"{COUNTS[name]} sections" in " ".join(pack.deliverables) or name == "performance_audit_revamp"


def test_an_engagement_keeps_the_facts_of_the_sale():
    opened = engagement(pack="quick_social_basic", price=Money(minor=150001, currency="EUR"))

    read = services.get_engagement(actor=STAFF, engagement_id=opened.id)

    assert read == opened
    assert len(read.sections) == 8
    assert read.deposit == Money(minor=75001, currency="EUR")
    assert (read.ends_on - read.starts_on).days == read.weeks * 7 - 1
    assert read.starts_on.weekday() == 0


def test_the_same_deal_opens_one_engagement():
    account, deal = client(), new_id()

    first = engagement(account=account, deal_id=deal)
    second = engagement(account=account, deal_id=deal, key="another")

    assert first.id == second.id


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"pack": "gold"}, "pack"),
        ({"price": Money(minor=0, currency="EUR")}, "price"),
        ({"contact_email": "nobody"}, "email"),
        ({"contact_name": " "}, "contact_name"),
    ],
)
def test_a_wrong_argument_is_named(changed, field):
    with pytest.raises(InvalidInput) as refusal:
        engagement(**changed)

    assert refusal.value.field == field


def test_an_unknown_client_opens_nothing():
    with pytest.raises(NotFound):
        services.open_engagement(
            actor=WORKER,
            client_id=uuid4(),
            lead_id=None,
            deal_id=None,
            pack="quick_social_basic",
            price=Money(minor=1, currency="EUR"),
            contact_name="X Y",
            contact_email="x@example.com",
            language="en",
            key="",
        )


def test_a_foreign_engagement_does_not_exist():
    opened = engagement()
    stranger = client_user(uuid4(), "onboarding.view")

    with pytest.raises(NotFound):
        services.get_engagement(actor=stranger, engagement_id=opened.id)
    assert services.list_engagements(actor=stranger).items == ()


def test_lists_page_through_all_and_filter():
    opened = [engagement(account=client(f"Firm {n}", f"a{n}@firm.example.com")) for n in range(3)]

    first = services.list_engagements(actor=STAFF, limit=2)
    second = services.list_engagements(actor=STAFF, limit=2, cursor=first.next_cursor)
    by_name = services.list_engagements(actor=STAFF, filter=EngagementFilter(text="firm 1"), order="client_name")

    assert {e.id for e in first.items + second.items} == {e.id for e in opened}
    assert second.next_cursor is None
    assert [e.id for e in by_name.items] == [opened[1].id]


@pytest.mark.parametrize("wrong", [{"order": "price"}, {"cursor": "zzz"}, {"limit": 0}, {"cursor": "WyJ4IiwgIngiXQ"}])
def test_a_wrong_list_argument_is_named(wrong):
    with pytest.raises(InvalidInput):
        services.list_engagements(actor=staff("onboarding.view"), **wrong)
