"""Weights of words: learned the same way each time, heard only where a mail is judged by its words."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.core.management import call_command

from apps.cam.contracts import ReplyClass
from apps.cam.logic.replies import ParsedMail, classify, weights
from apps.cam.logic.replies.evidence import features
from apps.cam.logic.replies.weights import Model
from apps.cam.logic.replies.wishes import read

YES, NO = ReplyClass.POSITIVE, ReplyClass.NEGATIVE
SAMPLES = [
    (frozenset({"w:gladly", "w:we"}), YES), (frozenset({"w:gladly", "w:talk"}), YES), (frozenset({"w:gladly"}), YES),
    (frozenset({"w:sadly", "w:we"}), NO), (frozenset({"w:sadly", "w:talk"}), NO), (frozenset({"w:sadly"}), NO),
]  # fmt: skip


@pytest.fixture
def weighed(monkeypatch):
    """Has the weights say a class for every mail, as surely as wanted."""

    def use(label, chance):
        rest = (1 - chance) / (len(weights.LABELS) - 1)
        monkeypatch.setattr(
            Model, "probabilities", lambda self, seen: {c: chance if c is label else rest for c in weights.LABELS}
        )

    return use


def judge(text, **facts):
    mail = ParsedMail(from_email="a@x.example", subject="Re: Marketing", new_text=text, body=text, **facts)
    return classify(mail, today=date(2026, 3, 9))


def test_the_same_replies_give_the_same_weights_and_others_do_not():
    first, second = weights.train(SAMPLES), weights.train(SAMPLES)
    turned = weights.train([(seen, NO if label is YES else YES) for seen, label in SAMPLES])

    assert weights.stored(first) == weights.stored(second) != weights.stored(turned)
    assert first.probabilities({"w:gladly"})[YES] > 0.7 > 0.3 > turned.probabilities({"w:gladly"})[YES]


def test_a_word_that_stands_with_both_says_nothing_and_a_rare_one_is_left_out():
    model = weights.train([*SAMPLES, (frozenset({"w:once"}), YES)])

    chances = model.probabilities({"w:we"})
    assert abs(chances[YES] - chances[NO]) < 0.2 and "w:once" not in model.table
    assert sum(chances.values()) == pytest.approx(1)
    assert model.telling({"w:gladly", "w:we"}, YES)[0] == "gladly"


def test_the_shipped_weights_were_learned_from_the_shipped_replies():
    assert weights.shipped().learned_from == weights.digest(weights.lessons())


def test_words_overrule_a_rule_only_when_they_are_sure(weighed):
    plain = judge("We are not interested.")
    weighed(YES, 0.5)
    doubtful = judge("We are not interested.")
    weighed(YES, 0.7)
    overruled = judge("We are not interested.")

    assert (plain.reply_class, doubtful.reply_class, overruled.reply_class) == (NO, NO, YES)
    assert doubtful.confidence < plain.confidence and "against a rule" in overruled.reason


def test_a_likely_demand_to_stop_is_one_and_a_person_looks(weighed):
    weighed(ReplyClass.UNSUB, 0.25)
    found = judge("We are not interested.")

    assert found.reply_class is ReplyClass.UNSUB and found.confidence < 0.6


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"report": "complaint"}, ReplyClass.UNSUB),
        ({"report": "dsn", "action": "failed", "status": "5.1.1"}, ReplyClass.BOUNCE),
        ({"bulk": True}, ReplyClass.NEUTRAL),
        ({"answer": "DECLINED"}, ReplyClass.NEGATIVE),
    ],
)
def test_what_its_form_tells_is_not_weighed(weighed, facts, expected):
    weighed(YES, 0.99)

    assert judge("Some words about this and that.", **facts).reply_class is expected


def test_who_writes_is_no_evidence():
    def seen(mail):
        return features(
            mail=mail, clauses=["we are keen"], subject="", answers=True, wanted=read(["we are keen"]),
            marks={"rule": "POSITIVE"},
            certain="likely",
        )  # fmt: skip

    mail = ParsedMail(from_email="a@x.example", from_name="Ada")
    assert seen(mail) == seen(replace(mail, from_email="b@y.example", from_name="Bo"))
    assert seen(mail) != seen(replace(mail, automatic=True))


def test_training_reads_the_lessons_and_says_how_well_unseen_parts_are_judged(tmp_path, monkeypatch, capsys):
    lines = [
        {"label": label, "body": f"{word} {tail}", "subject": "Re: x"}
        for label, word in (("POSITIVE", "gladly, call me"), ("NEGATIVE", "sadly not for us"))
        for tail in ("today", "this week", "in our firm", "as it stands", "my friend", "for now")
    ]
    (tmp_path / "train_a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    monkeypatch.setattr(weights, "FILE", tmp_path / "weights.json.gz")
    call_command("train_classifier", "--folds", "3")
    weights.shipped.cache_clear()
    try:
        assert weights.shipped().learned_from == weights.digest([tmp_path / "train_a.jsonl"])
    finally:
        weights.shipped.cache_clear()

    assert "12 replies learned" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", ["no json", '{"label": "MAYBE", "body": "x"}', ""])
def test_lessons_that_cannot_be_read_change_nothing(tmp_path, monkeypatch, wrong):
    (tmp_path / "train_a.jsonl").write_text(wrong)
    monkeypatch.setattr(weights, "FOLDER", tmp_path)
    monkeypatch.setattr(weights, "FILE", tmp_path / "weights.json.gz")
    with pytest.raises(SystemExit, match="2"):
        call_command("train_classifier")
    with pytest.raises(SystemExit, match="2"):
        call_command("train_classifier", "--folds", "1")

    assert not (tmp_path / "weights.json.gz").exists()
