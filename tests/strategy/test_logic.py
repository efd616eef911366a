"""What the house writer makes of a brief."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path

import pytest
from django.conf import settings

from apps.learning.contracts import Tools
from apps.strategy.contracts import LAYERS
from apps.strategy.logic.compose import compose
from apps.strategy.logic.difference import compare_contents
from apps.strategy.logic.figures import amounts_in, kpi
from apps.strategy.logic.signs import find_bottleneck
from apps.strategy.logic.validate import problems, texts_of
from tests.production.factories import TILES, ZAHN
from tests.strategy.factories import COFFEE, MESSTECHNIK, MOEBEL, PHYSIO

BRIEFS = {"coffee": COFFEE, "physio": PHYSIO, "messtechnik": MESSTECHNIK, "moebel": MOEBEL}


def _demo():
    """The answers of the demo's firms."""
    return json.loads((Path(settings.BASE_DIR) / "demo" / "clients.json").read_text()).values()


def written(answers, language="en", notes=(), lessons=()):
    context = {"brief": {"fields": answers, "language": language}, "notes": list(notes), "lessons": list(lessons)}
    seed = f"strategy.write|{answers['client_name']}|{answers['website']}"
    return compose(Tools(seed=seed, language=language, names=(answers["client_name"],)), context)


def of(name):
    return written(BRIEFS[name], "de" if name in ("messtechnik", "moebel") else "en")


def shingles(content):
    words = [re.findall(r"\w+", text.lower()) for _, text in texts_of(content)]
    return {tuple(line[i : i + 5]) for line in words for i in range(len(line) - 4)}


def all_text(content):
    return " ".join(text for _, text in texts_of(content))


@pytest.mark.parametrize("name", BRIEFS)
def test_all_eight_layers_are_full_and_valid(name):
    content = of(name)

    assert problems(content, BRIEFS[name].values()) == []
    for layer, fields in LAYERS.items():
        assert list(fields) == [f for f in fields if f in content[layer]], layer
    assert len(all_text(content).split()) >= 2_000


@pytest.mark.parametrize("name", BRIEFS)
def test_every_answer_of_the_brief_shows(name):
    text = re.sub(r"\W+", " ", all_text(of(name))).casefold()

    pieces = [
        line for key, answer in BRIEFS[name].items() if key not in ("website", "duration_weeks") for line in answer.split("\n")
    ]
    missing = [piece for piece in pieces if re.sub(r"\W+", " ", piece).strip().casefold() not in text]

    assert missing == []


@pytest.mark.parametrize("name", BRIEFS)
def test_every_text_names_the_fields_it_rests_on(name):
    content = of(name)

    assert all(fields for sentences in content["sources"].values() for fields in sentences)
    for path in ("layer1_business_reality.growth_constraint", "layer5_narrative.problem", "pillars[0].hypothesis"):
        assert content["sources"][path], path


FIRMS = {brief["client_name"]: ("en", brief) for brief in (COFFEE, PHYSIO, TILES)} | {
    brief["client_name"]: ("de", brief) for brief in (MESSTECHNIK, MOEBEL, ZAHN)
}
DEMO = {answers["client_name"]: ("de" if "GmbH" in answers["client_name"] else "en", answers) for answers in _demo()}


@pytest.mark.parametrize("language", ["en", "de"])
def test_briefs_of_different_trades_share_few_runs_of_five_words(language):
    spoken = {name: shingles(written(brief, language)) for name, (tongue, brief) in (DEMO | FIRMS).items() if tongue == language}

    shared = {(a, b): len(spoken[a] & spoken[b]) / min(len(spoken[a]), len(spoken[b])) for a, b in combinations(spoken, 2)}

    assert len(shared) >= 3
    assert {pair: share for pair, share in shared.items() if share >= 0.27} == {}


def test_the_same_brief_is_written_the_same_way():
    assert of("coffee") == of("coffee")


@pytest.mark.parametrize("field", [name for name in COFFEE if name not in ("website", "duration_weeks")])
def test_a_changed_answer_changes_the_strategy(field):
    changed = written(COFFEE | {field: "Something else entirely for Tuesday afternoons"})

    assert compare_contents(of("coffee"), changed)


def test_a_german_brief_gets_a_german_strategy():
    text = all_text(of("messtechnik"))

    assert " und " in text and " nicht " in text
    assert not re.search(r"\b(?:the|and|with|because)\b", text)


@pytest.mark.parametrize(
    "field", ["pricing", "unit_economics", "proof_assets", "growth_bottleneck", "kpi_targets", "budget_range"]
)
def test_a_blank_answer_becomes_a_named_assumption_and_a_question(field):
    content = written(COFFEE | {field: ""})

    assumption = next(a for a in content["assumptions"] if a["key"] == field)
    assert assumption["question"] in content["questions"]
    assert problems(content, COFFEE.values()) == []


@pytest.mark.parametrize(
    ("smuggled", "found"),
    [
        ("Open rates rose by 47 %.", "47 %"),
        ("This convinces three quarters of all readers.", "three quarters of"),
        ("Nine out of ten buyers agree.", "Nine out of ten"),
        ("It is twice as fast.", "twice as"),
        ("Drei Viertel der Kunden bleiben.", "Drei Viertel der"),
    ],
)
def test_a_smuggled_statistic_is_found(smuggled, found):
    content = of("coffee")
    content["layer5_narrative"]["tension"] += f" {smuggled}"

    assert problems(content, COFFEE.values()) == [f"layer5_narrative.tension: the number “{found}” is not the brief's"]


def test_stock_phrases_and_forbidden_words_are_found():
    content = of("coffee")
    content["layer7_constraints"]["forbidden_language"] = ["synergy"]
    content["layer5_narrative"]["tension"] += " Studies show synergy, a game changer."

    found = " ".join(problems(content, COFFEE.values()))

    assert all(f"“{word}”" in found for word in ("Studies show", "game changer", "synergy"))


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        (lambda c: c.pop("layer2_market_truth"), "layer2_market_truth is missing"),
        (lambda c: c["layer5_narrative"].update(repetition_logic="again"), "repetition_logic has fewer than 20"),
        (lambda c: c["layer6_channels"]["channels"][0].update(budget_percent=1), "not to 100"),
        (lambda c: c["layer6_channels"]["channels"][0].update(kill_criteria=""), "channels[0].kill_criteria is empty"),
        (lambda c: c["layer1_business_reality"].update(bottleneck="Luck"), "“Luck” is none of"),
        (lambda c: c.update(kpis=[]), "there is no KPI"),
        (lambda c: c["pillars"][0].update(stop_rule=""), "pillars[0].stop_rule is empty"),
    ],
)
def test_an_incomplete_content_is_named(change, objection):
    content = of("coffee")
    change(content)

    assert any(objection in problem for problem in problems(content))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ("Office managers have never heard of us; whoever tastes it usually buys", "Awareness"),
        ("People hesitate and leave the basket", "Conversion"),
        ("They have been burned before and do not trust vendors", "Trust"),
        ("Members cancel after three months", "Retention"),
        ("The season is short", "Demand"),
        ("Kunden kündigen nach einem Jahr", "Retention"),
        ("Blue is a colour", ""),
    ],
)
def test_the_bottleneck_is_read_from_the_first_clause_that_names_one(answer, kind):
    assert find_bottleneck(answer) == kind


def test_the_bottleneck_moves_the_budget():
    aware, hesitant = written(COFFEE), written(COFFEE | {"growth_bottleneck": "People hesitate and leave the basket"})

    shares = [[c["budget_percent"] for c in content["layer6_channels"]["channels"]] for content in (aware, hesitant)]
    assert shares[0] != shares[1]
    assert [sum(s) for s in shares] == [100, 100]


@pytest.mark.parametrize(
    ("line", "target", "unit", "days"),
    [
        ("40 booked tastings in 12 weeks (today: 6 a month)", "40", "booked tastings", 84),
        ("Cost per tasting below 45 pounds", "below 45", "pounds", 56),
        ("Basket to order rate from 31 % to 38 %", "38 %", "%", 56),
        ("30 Anfragen über die Website in 8 Wochen", "30", "Anfragen", 56),
        ("More calls", "More calls", "-", 56),
    ],
)
def test_targets_are_read_with_their_own_figures(line, target, unit, days):
    found = kpi(line, 8, "-")

    assert (found.target, found.unit, found.days) == (target, unit, days)


def test_sums_of_money_are_read_in_both_notations():
    assert amounts_in("3,000 to 5,000 pounds") == ((3000, 5000), "GBP")
    assert amounts_in("4.000 bis 6.000 Euro") == ((4000, 6000), "EUR")
    assert amounts_in("about 40 posts") == ((), "")


def test_what_was_learned_before_is_part_of_the_plan():
    content = written(COFFEE, lessons=["The client asked to change the draft bundle v1: shorter posts"])

    assert "shorter posts" in content["lessons"][0]
