"""Scores: each input moves them the way it should, and says so."""

import pytest

from apps.cam import services
from apps.cam.contracts import LeadIn, LeadStatus, Tier
from apps.cam.logic.scoring import ICP_WEIGHTS, OPPORTUNITY_WEIGHTS, tier_of
from apps.cam.models import Setting
from tests.cam.factories import agent, row, table, the_lead


def score_of(**changes):
    services.import_leads(actor=agent(), data=table(row(**changes)), file_name=f"{hash(str(changes))}.csv")
    return services.get_lead_score(actor=agent(), lead_id=the_lead().id)


def test_a_fitting_firm_and_a_deciding_person_are_hot_with_reasons():
    found = score_of()

    assert (found.tier, found.grade, found.verdict, found.icp) == (Tier.HOT, "A", "qualified", 1.0)
    assert {r.factor for r in found.reasons} == {*ICP_WEIGHTS, *OPPORTUNITY_WEIGHTS}
    assert "45 lies within" in next(r.text for r in found.reasons if r.factor == "size")


@pytest.mark.parametrize(
    ("changes", "factor", "value"),
    [
        ({"#_Employees": "9000"}, "size", 0.0), ({"#_Employees": ""}, "size", 0.5), ({"#_Employees": "400"}, "size", 0.6),
        ({"Industry": "mining & metals"}, "industry", 0.0), ({"Industry": ""}, "industry", 0.5),
        ({"Annual_Revenue": "90000"}, "revenue", 0.0), ({"Country": "Poland"}, "location", 0.0), ({"Country": ""}, "location", 0.5),  # noqa: E501
        ({"Title": "Accountant"}, "title", 0.2), ({"Keywords": "gears"}, "signals", 0.0), ({"Seniority": "Entry"}, "seniority", 0.15),  # noqa: E501
    ],
)  # fmt: skip
def test_each_input_counts_with_its_weight(changes, factor, value):
    found = score_of(**changes)

    reason = next(r for r in found.reasons if r.factor == factor)
    assert reason.value == value
    assert found.icp == pytest.approx(sum(r.weight * r.value for r in found.reasons if r.factor in ICP_WEIGHTS))
    assert found.score == pytest.approx((found.icp + found.opportunity) / 2, abs=1e-4)


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({"Email": "info@nordwind.example"}, "rejected", "role_account"),
        ({"Company": "Blau Werbeagentur GmbH"}, "rejected", "competitor"),
        ({"Keywords": "casino, trade show"}, "rejected", "spam_bot"),
        ({"#_Employees": "9000", "Industry": "mining & metals"}, "rejected", "low_icp_fit"),
        ({"Company": "Blau Werbeagentur", "Email": "info@blau.example"}, "rejected", "multiple_reasons"),
        ({"#_Employees": "", "Annual_Revenue": "", "Industry": ""}, "review", "doubtful_icp_fit"),
        ({"Email": "ada@mailinator.com"}, "rejected", "invalid_email"),
    ],
)
def test_who_is_not_written_to_and_why(changes, verdict, reason):
    found = score_of(**changes)

    assert (found.verdict, found.reason) == (verdict, reason)
    assert the_lead().status is (LeadStatus.REVIEW if verdict == "review" else LeadStatus.DISQUALIFIED)


@pytest.mark.parametrize(
    ("value", "tier"), [(0.85, Tier.HOT), (0.8499, Tier.WARM), (0.65, Tier.WARM), (0.40, Tier.COOL), (0.39, Tier.COLD)]
)
def test_tiers_have_one_table(value, tier):
    assert tier_of(value)[0] is tier


def test_staff_change_the_profile_and_the_next_score_follows():
    services.ingest(actor=agent(), lead=LeadIn(email="a@b.example", industry="mining & metals", country="DE"), key="1")
    before = services.get_lead_score(actor=agent(), lead_id=the_lead().id)
    setting = Setting.objects.get(name="icp")
    setting.value["industries"].append("mining & metals")
    setting.save()

    after = services.qualify(actor=agent(), lead_id=the_lead().id)

    assert after.icp == pytest.approx(before.icp + ICP_WEIGHTS["industry"])
