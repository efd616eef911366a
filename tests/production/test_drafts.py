"""From an approved strategy to drafts that pass QC."""

from datetime import datetime, timedelta
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from apps.production import contracts, services
from apps.strategy import services as strategies
from kernel.db import alias_for
from kernel.errors import InvalidInput, NotFound
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.testing import staff
from tests.production import factories
from tests.production.factories import EDITOR, STARTS, TILES, ZAHN


def told(name):
    rows = OutboxEvent.objects.using(alias_for("production")).filter(name=f"production.{name}.v1")
    return [row.payload for row in rows.order_by("id")]


def test_a_calendar_has_thirty_days_two_channels_and_plausible_hours(harness):
    planned = factories.calendar(harness)

    moments = [datetime.fromisoformat(slot.at) for slot in planned.slots]

    assert (planned.starts_on, (planned.ends_on - planned.starts_on).days) == (STARTS, 29)
    assert len(planned.channels) == 2 and planned.channels[0] == "linkedin" and planned.zone == "Europe/London"
    assert all(m.weekday() < 5 and 8 <= m.hour <= 18 and STARTS <= m.date() <= planned.ends_on for m in moments)
    assert len({slot.key for slot in planned.slots}) == len(planned.slots) >= 12
    assert [p["ref"]["sha256"] for p in told("calendar_planned")] == [planned.sha256]


def test_a_contract_of_two_weeks_gets_two_weeks_and_no_post_after_it(harness):
    found = factories.strategy(harness)
    ends = STARTS + timedelta(days=13)
    plan = {"actor": EDITOR, "engagement_id": found.engagement_id, "strategy": found.ref, "starts_on": STARTS}

    planned = services.plan_calendar(**plan, ends_on=ends, key="short")
    with pytest.raises(InvalidInput) as refused:
        services.plan_calendar(**plan, ends_on=STARTS - timedelta(days=1), key="over")

    days = [datetime.fromisoformat(slot.at).date() for slot in planned.slots]
    assert planned.ends_on == ends and len(services.list_days(actor=EDITOR, calendar_id=planned.id)) == 14
    assert days and ends - timedelta(days=6) < max(days) <= ends
    assert refused.value.remedy


def test_a_longer_contract_is_planned_a_month_at_a_time(harness):
    found = factories.strategy(harness)
    plan = {"actor": EDITOR, "engagement_id": found.engagement_id, "strategy": found.ref, "starts_on": STARTS}

    planned = services.plan_calendar(**plan, ends_on=STARTS + timedelta(days=200), key="long")

    assert (planned.ends_on - planned.starts_on).days == 29


def test_one_idea_is_written_for_both_channels(harness):
    planned = factories.calendar(harness)

    ideas = {c: [slot.idea for slot in planned.slots if slot.channel == c] for c in planned.channels}
    shared = set(ideas[planned.channels[0]]) & set(ideas[planned.channels[1]])

    assert len(shared) >= 6


def test_the_drafts_pass_qc_and_name_their_sources(harness):
    found = factories.bundle(harness)

    result = factories.judged(found)

    assert (result.verdict, [f.as_note() for f in result.findings]) == ("PASS", [])
    assert all(post["sources"] and post["text"] and post["alt_text"] for post in found.content["posts"])
    assert found.provenance["writer"] == "house" and set(found.provenance["posts"].values()) == {"machine"}
    assert [p["reason"] for p in told("draft_ready")] == ["first"]
    assert len(told("asset_generated")) == len(found.content["posts"])


@pytest.mark.parametrize("answers", [TILES, ZAHN], ids=["en", "de"])
def test_posts_differ_from_one_another(harness, answers):
    found = factories.bundle(harness, answers)

    bodies = [post["text"].split(f"\n\n{post['cta']}")[0] for post in found.content["posts"]]

    assert max(fuzz.ratio(one, other) for one, other in combinations(bodies, 2)) <= 85


def test_the_clients_own_words_carry_the_posts(harness):
    found = factories.bundle(harness)

    said = "\n".join(post["text"] for post in found.content["posts"]).casefold()
    facts = [
        line
        for name in ("pain_points", "desired_outcomes", "differentiators", "target_audience")
        for line in TILES[name].split("\n")
    ]

    assert all(fact.casefold() in said for fact in facts)
    assert "45 pounds" in said and "90 pounds" not in said and "not to be published" not in said
    assert all("Ask your conservation officer first." in post["text"] for post in found.content["posts"])
    assert "!" not in said and "unbeatable" not in said


def test_a_german_brief_gives_german_posts_in_its_own_zone(harness):
    found = factories.bundle(harness, ZAHN)

    said = " ".join(post["text"] for post in found.content["posts"]).casefold()

    assert found.content["language"] == "de"
    assert all(post["at"].endswith("+01:00") for post in found.content["posts"])
    assert not {"the", "what", "with", "our", "how"} & set(said.split())
    assert (factories.judged(found).verdict, "festen technikerin" in said or "feste technikerin" in said) == ("PASS", True)


def test_a_changed_answer_changes_the_posts_that_rest_on_it(harness):
    one = factories.bundle(harness)
    other = factories.bundle(harness, differentiators="We use no acid\nWe work at night")

    texts = ["\n".join(p["text"] for p in found.content["posts"]) for found in (one, other)]

    assert "the same two people" in texts[0].casefold() and "the same two people" not in texts[1].casefold()
    assert "we work at night" in texts[1].casefold()


def test_two_briefs_share_few_runs_of_words(harness):
    one = factories.bundle(harness)
    other = factories.bundle(harness, factories.CLOCKS)

    first, second = (shingles(found) for found in (one, other))

    assert len(first & second) / min(len(first), len(second)) < 0.3


def shingles(found):
    words = [post["text"].casefold().split() for post in found.content["posts"]]
    return {tuple(w[i : i + 5]) for w in words for i in range(len(w) - 4)}


def test_links_lead_to_the_client_with_tags_and_every_post_asks_for_one_thing(harness):
    found = factories.bundle(harness)

    for post in found.content["posts"]:
        assert post["link"].startswith("https://www.harbourtiles.example.com/?utm_source=" + post["channel"])
        assert post["text"].count(post["link"]) == 1 and f"{post['cta']}: {post['link']}" in post["text"]


def test_a_strategy_that_is_not_approved_plans_nothing(harness):
    made = factories.brief(TILES)
    strategies.generate(actor=staff("*"), engagement_id=made.engagement_id, brief=made.ref, key="s")
    harness.drain()
    draft = strategies.list_versions(actor=staff("*"), engagement_id=made.engagement_id)[0]
    found = strategies.get_strategy(actor=staff("*"), strategy_id=draft.id)

    with pytest.raises(contracts.DraftNotReady):
        services.plan_calendar(actor=EDITOR, engagement_id=made.engagement_id, strategy=found.ref, starts_on=STARTS, key="1")


def test_another_clients_drafts_do_not_exist(harness):
    found = factories.bundle(harness)
    stranger = staff("*", clients=frozenset({new_id()}))

    with pytest.raises(NotFound):
        services.get_bundle(actor=stranger, bundle_id=found.id)
    with pytest.raises(NotFound):
        services.revise(actor=stranger, bundle_id=found.id, notes=("shorter",), key="1")


def test_the_same_key_asks_for_one_set_of_drafts(harness):
    planned = factories.calendar(harness)

    ask = {"actor": EDITOR, "engagement_id": planned.engagement_id, "calendar": planned.ref, "key": "step"}
    jobs = {services.generate_draft(**ask).id for _ in range(2)}
    harness.drain()

    assert len(jobs) == 1 and services.get_draft(actor=EDITOR, job_id=jobs.pop()).state == "done"
    assert factories.newest(planned.engagement_id).version == 1
