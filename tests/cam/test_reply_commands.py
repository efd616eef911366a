"""The batch commands over replies and mail files: every line and file is answered, whatever is in it."""

import json
import time

import pytest
from django.core.management import call_command

from apps.cam.logic.replies import batch, evaluating
from apps.learning.providers import FakeWriter


def classify(tmp_path, *lines: bytes) -> list[dict]:
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    call_command("classify_replies", tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]


def reply(body: str, **fields) -> bytes:
    given = {"id": "r1", "received_at": "2026-03-04T09:30:00Z", "subject": "Re: Bookings", "body": body, "headers": {}}
    return json.dumps(given | fields).encode()


def test_each_line_is_answered_in_the_named_shape(tmp_path):
    (found,) = classify(tmp_path, reply("We are not interested."))

    assert found.pop("reason") and found.pop("confidence") > 0.6
    assert found == {"id": "r1", "label": "NEGATIVE", "resume_date": None, "review": False}


@pytest.mark.parametrize(
    ("line", "id"),
    [
        (b'{"id": "x7", "body": "cut o', "x7"), (b"[1, 2]", None), (b"\xff\xfe\x00", None), (b"[" * 100_000, None),
        (b'{"id": 7, "body": ["a"], "subject": null}', 7), (b"not json", None),
    ],
)  # fmt: skip
def test_a_bad_line_is_answered_with_its_number_and_the_rest_goes_on(tmp_path, line, id):
    bad, good = classify(tmp_path, line, reply("Stop emailing me."))

    assert (bad["id"], bad["label"], bad["review"]) == (id, "NEUTRAL", True) and "line 1" in bad["reason"]
    assert good["label"] == "UNSUB"


@pytest.mark.parametrize(
    "headers",
    [
        {"auto-submitted": "auto-replied"}, {"Auto-Submitted": ["auto-replied"]}, [["Auto-Submitted", "auto-replied"]],
        [{"name": "Auto-Submitted", "value": "auto-replied"}], "Auto-Submitted: auto-replied\n",
    ],
)  # fmt: skip
def test_headers_come_in_many_forms(tmp_path, headers):
    (found,) = classify(tmp_path, reply("Thank you, we read every message.", headers=headers))

    assert (found["label"], "automatic" in found["reason"]) == ("NEUTRAL", True)


@pytest.mark.parametrize("headers", [None, [], 5, [1, None], {"x": None}])
def test_headers_may_be_missing_or_odd(tmp_path, headers):
    assert classify(tmp_path, reply("No thanks.", headers=headers))[0]["label"] == "NEGATIVE"


def test_quoted_html_and_signature_decide_nothing(tmp_path):
    body = "<p>Let's talk on Tuesday.</p><p>Best regards<br>Ada, unsubscribe@h.example</p><blockquote>unsubscribe</blockquote>"

    assert classify(tmp_path, reply(body))[0]["label"] == "POSITIVE"


def test_without_a_time_a_day_needs_its_year_and_a_person_looks(tmp_path):
    told, untold = classify(
        tmp_path,
        reply("Out of office until 12 March 2026.", received_at=None),
        reply("Out of office until Monday.", received_at="soon"),
    )

    assert (told["resume_date"], untold["resume_date"]) == ("2026-03-12", None)
    assert told["review"] and "received_at" in untold["reason"]


def test_a_request_for_access_goes_to_a_person(tmp_path):
    (found,) = classify(tmp_path, reply("Which personal data do you hold about me?"))

    assert (found["label"], found["review"]) == ("NEUTRAL", True)


def test_a_missing_file_or_the_same_file_is_a_wrong_call(tmp_path):
    with pytest.raises(SystemExit, match="2"):
        call_command("classify_replies", tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    same = tmp_path / "in.jsonl"
    same.write_bytes(reply("x"))
    with pytest.raises(SystemExit, match="2"):
        call_command("classify_replies", same, same)
    assert same.read_bytes() == reply("x")


def test_the_shipped_set_meets_the_goals_and_a_poor_judge_does_not(capsys):
    call_command("evaluate_classifier", "--model")
    told = capsys.readouterr().out
    assert "measure.jsonl" in told and "No model is configured" in told

    rows = [{"label": "UNSUB", "body": "stop"}, {"label": "OOO", "body": "away"}]
    score = evaluating.measure(rows, lambda row: {"label": "OOO", "resume_date": None, "review": False})
    assert (score.recall("UNSUB"), round(score.f1("OOO"), 3), score.sure) == (0.0, 0.667, (1, 2)) and len(score.missed) == 2


def test_below_the_goals_the_command_says_no(tmp_path, monkeypatch):
    file = tmp_path / "set.jsonl"
    file.write_bytes(reply("We are not interested.", label="UNSUB"))
    with pytest.raises(SystemExit, match="1"):
        call_command("evaluate_classifier", file)
    file.write_bytes(reply("x", label="NONE"))
    with pytest.raises(SystemExit, match="2"):
        call_command("evaluate_classifier", file)


def test_a_model_is_compared_where_one_is_configured(harness, tmp_path, capsys):
    harness.use("learning.writer", FakeWriter({"label": "NEGATIVE", "resume_date": None}))
    file = tmp_path / "set.jsonl"
    file.write_bytes(reply("We are not interested.", label="NEGATIVE"))
    call_command("evaluate_classifier", file, "--model")

    assert "judged by fake" in capsys.readouterr().out


def test_what_measures_was_not_learned_from():
    bodies = {
        path.stem: {json.loads(line)["body"].strip() for line in path.read_bytes().splitlines()} - {""}
        for path in sorted(evaluating_sets().glob("*.jsonl"))
    }
    measuring = {name: bodies.pop(name) for name in ("measure", "blind")}

    assert min(map(len, measuring.values())) > 100 and len(set.union(*measuring.values())) >= 200
    assert not measuring["measure"] & measuring["blind"] and len(bodies) >= 6
    for name, learned in bodies.items():
        for other, kept in measuring.items():
            assert len(learned & kept) <= 1, (name, other, learned & kept)  # “Stop” is one reply, whoever writes it


def evaluating_sets():
    from apps.cam.management.commands.evaluate_classifier import SETS

    return SETS


def test_an_answer_always_fits_json():
    assert json.loads(batch.dumps({"id": "\ud800", "label": "NEUTRAL"}))["label"] == "NEUTRAL"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Could you remove the pricing page from the deck and resend it?", "POSITIVE"),
        ("Our unsubscribe rate is terrible. When can we talk?", "POSITIVE"),
        ("Our lawyers need to look at the contract, but we want to proceed.", "POSITIVE"),
        ("Please don't hesitate to call me tomorrow.", "POSITIVE"), ("We don't send newsletters.", "NEGATIVE"),
        ("Ein Angebot brauchen wir nicht.", "NEGATIVE"), ("Do your campaigns let people unsubscribe easily?", "NEUTRAL"),
        ("Please unsubscibe me", "UNSUB"), ("Dejen de mandarme correos", "UNSUB"), ("I left the company.", "BOUNCE"),
    ],
)  # fmt: skip
def test_what_only_looks_like_another_class(tmp_path, text, label):
    assert classify(tmp_path, reply(text))[0]["label"] == label


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("I'm on leave until Monday the 16th.", "2026-03-16"), ("back next week", "2026-03-09"), ("back tomorrow", "2026-03-05"),
        ("ab dem 12. April wieder da", "2026-04-12"), ("abwesend vom 2.3. bis einschl. 20.3.", "2026-03-21"),
        ("I am away from 5 March through 29 March", "2026-03-30"), ("absent du 9 au 22 mars inclus", "2026-03-23"),
        ("back in the office on 3/17", "2026-03-17"), ("I start my vacation on leave, out of office until 4/2", "2026-04-02"),
        ("Ik ben afwezig en vanaf 19 maart weer bereikbaar", "2026-03-19"), ("I am on leave from 5 March", None),
    ],
)  # fmt: skip
def test_the_day_of_return_is_relative_to_the_day_of_receipt(tmp_path, text, day):
    found = classify(tmp_path, reply(text, headers={"Auto-Submitted": "auto-replied"}))[0]

    assert (found["label"], found["resume_date"]) == ("OOO", day)


@pytest.mark.parametrize("body", ["\n" * 100_000 + "No.", "<div>" * 80_000 + "No."])
def test_hostile_lengths_cost_no_more_than_their_length(body):
    started = time.process_time()
    batch.judge_line(reply(body), 1)

    assert time.process_time() - started < 10
