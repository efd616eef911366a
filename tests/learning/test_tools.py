"""The house writer's tools: numbers, phrases, joining, casing, trimming, words."""

from __future__ import annotations

from datetime import date

import pytest

from apps.learning.contracts import Tools, facts, find_words, forbidden_numbers, stock_phrases, words

EN, DE = Tools(seed="a"), Tools(seed="a", language="de")
BRIEF = ("47 members pay €1,200 a year", "Budget 8,000 to 12,000 dollars", "80% stay", "We want to double bookings")


def refused(text):
    return [hit.text for hit in forbidden_numbers(text, BRIEF)]


@pytest.mark.parametrize(
    "text",
    [
        "Open rates rose by 47 %.",
        "Forty per cent of people agree.",
        "Vierzig Prozent der Leute sagen ja.",
        "Three quarters of all guests return.",
        "Drei Viertel der Gäste kommen wieder.",
        "A third of them left.",
        "It takes about a third less time.",
        "Nine out of ten buyers agree.",
        "Neun von zehn Kunden bleiben.",
        "Every second customer returns.",
        "Half of them stay.",
        "Bookings tripled.",
        "It is 3x faster.",
        "Hundreds of clients trust us.",
        "25 Kunden",
        "fünfundzwanzig Kunden",
        "80 members",
        "5,413 dollars",
    ],
)
def test_a_number_that_nobody_gave_is_found(text):
    assert len(refused(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "47 members came.",
        "80 % stay.",
        "We want twice the bookings.",
        "On 13 December 2025 at 09:00, Am 13. Dezember 2025 um 9 Uhr",
        "Three posts a week for 30 days, 280 characters each",
        "Week 3 to 4: tests",
        "1. First\n2. Second",
        "$1,600 to $2,400",
        "A share of 4,000 dollars",
        "Spend 45% of the budget on search.",
        "Stop rule: below 2.5% it ends.",
        "A third channel, the third of May, at half past six, this quarter",
        "Mitten in unserem Viertel, B2B und 24/7",
    ],
)
def test_what_the_rules_allow_passes(text):
    assert refused(text) == []


@pytest.mark.parametrize(
    ("answer", "pieces"),
    [
        ("Busy parents, shift workers, and people after an injury", ("Busy parents", "shift workers", "people after an injury")),
        ("- slow replies\n- hidden fees; no parking", ("slow replies", "hidden fees", "no parking")),
        ("We run a gym, and people come to us. They pay.", ("We run a gym, and people come to us", "They pay")),
        ("Familien mit Kindern, Berufstätige, die wenig Zeit haben; Rentner",
         ("Familien mit Kindern", "Berufstätige, die wenig Zeit haben", "Rentner")),
        ("Hotels (20, 40 or 60 rooms), spas", ("Hotels (20, 40 or 60 rooms)", "spas")),
        ("Price 1,200 a year", ("Price 1,200 a year",)),
        ("", ()),
    ],
)  # fmt: skip
def test_an_answer_is_split_into_usable_pieces(answer, pieces):
    assert EN.phrases(answer) == pieces


def test_choices_depend_on_the_seed_and_the_slot_alone():
    options = tuple("abcdefghij")

    assert EN.choose("x", options) == Tools(seed="a").choose("x", options)
    assert len({Tools(seed=str(seed)).choose("x", options) for seed in range(40)}) > 5
    assert sorted(EN.order("x", options)) == sorted(options) != list(EN.order("x", options))
    assert len({EN.rotate("x", options, turn) for turn in range(10)}) == 10


def test_lists_read_well_in_both_languages():
    assert EN.join(["a", "b", "c"]) == "a, b and c"
    assert DE.join(["a", "b"]) == "a und b"
    assert EN.join(["a, or so", "b"]) == "a, or so; and b"
    assert EN.join(["a", "b"], last="or") == "a or b"


def test_case_inside_a_sentence_keeps_names_and_german_nouns():
    names = Tools(seed="a", names=("Harbour & Pine",))

    assert [EN.inline(p) for p in ("Busy parents.", "Google reviews", "I want more")] == [
        "busy parents",
        "Google reviews",
        "I want more",
    ]
    assert names.inline("Harbour coffee") == "Harbour coffee"
    assert [DE.inline(p) for p in ("Familien mit Kindern", "Kleine Betriebe")] == ["Familien mit Kindern", "kleine Betriebe"]


def test_text_is_trimmed_at_a_sentence_or_a_word():
    text = "One sentence stands here. Another one is longer than that."

    assert EN.trim(text, 40) == "One sentence stands here."
    assert EN.trim("abcdef ghijkl mnopqr stuvw", 15) == "abcdef ghijkl…"
    assert all(len(EN.trim(text, limit)) <= limit for limit in range(5, 60))


def test_numbers_and_dates_follow_the_language():
    assert (EN.number(12345), DE.number(12345)) == ("12,345", "12.345")
    assert (EN.money(1200), DE.money(1200), EN.money(1200, "CHF")) == ("€1,200", "1.200\u00a0€", "1,200\u00a0CHF")
    assert (EN.percent(40), DE.percent(40)) == ("40%", "40\u00a0%")
    assert EN.date(date(2025, 12, 13)) == "13 December 2025"
    assert DE.date(date(2025, 12, 13), weekday=True) == "Samstag, 13. Dezember 2025"


def test_a_template_without_a_value_is_refused_by_name():
    with pytest.raises(KeyError, match="pain"):
        EN.fill("They say {pain}.", pain=" ")


def test_words_are_found_at_their_bounds_only():
    assert [hit.text for hit in find_words("Cheap, cheaper and cheap-cut", ["cheap"])] == ["Cheap", "cheap"]
    assert find_words("A game\u00a0changer", ["game changer"])
    assert stock_phrases("In today’s fast-paced world we leverage it")
    assert not stock_phrases("We repair machines on Tuesdays")


def test_a_blank_answer_is_absent():
    brief = facts({"brief": {"fields": {"pricing": "n/a", "objective": "More calls", "tone_voice": None}, "language": "de"}})

    assert (brief.has("pricing"), brief.get("objective"), brief.language) == (False, "More calls", "de")
    assert brief.missing("pricing", "objective", "tone_voice") == ("pricing", "tone_voice")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Our GAME‑Changer", 1),
        ("We leverage it", 1),
        ("Welche Synergıen, welche ſynergien", 2),
        ("Weltklaſſe", 1),
        ("In today’s world", 1),
        ("Plain", 0),
    ],
)
def test_the_quick_look_changes_no_answer(text, found, monkeypatch):
    forbidden = ("game changer", "leverage", "synergien", "weltklasse", "in today's world", "paradigm")
    quick = find_words(text, forbidden)

    monkeypatch.setattr(words, "_needle", lambda word: "")

    assert len(quick) == found and find_words(text, forbidden) == quick
