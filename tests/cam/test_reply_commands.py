"""The batch commands over replies and mail files: every line and file is answered, whatever is in it."""

import io
import json
import time
import zipfile
from email.message import EmailMessage

import pytest
from django.core.management import call_command

from apps.cam.logic.replies import batch, evaluating
from apps.learning.providers import FakeWriter

HEAD = b"From: Ada <ada@h.example>\r\nTo: x@a.example\r\nSubject: Re: Bookings\r\nDate: Wed, 4 Mar 2026 09:00:00 +0100\r\n"
DSN = (
    b"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
    b'report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\n'
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; Ann@h.example\r\n"
    b"Action: %s\r\nStatus: %s\r\nDiagnostic-Code: smtp; %s\r\n\r\n--b--\r\n"
)


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


def parsed(tmp_path, **mails: bytes) -> dict[str, dict]:
    for name, raw in mails.items():
        (tmp_path / f"{name}.eml").write_bytes(raw)
    (tmp_path / "note.txt").write_text("not a mail")
    call_command("parse_mail", tmp_path, tmp_path / "out.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert [line["file"] for line in lines] == sorted(f"{name}.eml" for name in mails)
    return {line["file"].removesuffix(".eml"): line for line in lines}


def nested(depth: int) -> bytes:
    inner = b"Content-Type: text/plain\r\n\r\nNo thanks."
    for n in range(depth):
        inner = b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n%b\r\n--b%d--\r\n' % (n, n, inner, n)
    return b"From: a@h.example\r\nSubject: n\r\n" + inner


def zipped(size: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", b"0" * size)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@h.example", "Re: x"
    mail.set_content("No thanks.")
    mail.add_attachment(data.getvalue(), maintype="application", subtype="zip", filename="x.zip")
    return bytes(mail)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (nested(20), "nested deeper"), (zipped(20_000_000), "zip bomb"), (b"\x00\xff\xfe", "no header"), (b"", "no header"),
        (HEAD + b"X-Big: " + b"a" * 3_000_000 + b"\r\n\r\nhello", "headers are larger"),
        (HEAD + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n--neve\r\nhello', "MIME structure is broken"),
        (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nhel', "cut off"),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n\x00\x01 no {base64} at all!!! <<<>>>", "no valid base64"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_parked_and_the_rest_goes_on(tmp_path, raw, reason):
    found = parsed(tmp_path, bad=raw, good=HEAD + b"\r\nNo thanks.")

    assert reason in found["bad"]["parked"] and found["bad"]["confidence"] < 0.6
    assert (found["good"]["label"], found["good"]["parked"]) == ("NEGATIVE", None)


def test_a_mail_above_the_bound_is_parked_unread(tmp_path, monkeypatch):
    monkeypatch.setattr("apps.cam.management.commands.parse_mail.MAX_BYTES", 100)

    assert "larger than 50 MB" in parsed(tmp_path, big=HEAD + b"\r\n" + b"x" * 200)["big"]["parked"]


def test_small_archives_and_ordinary_nesting_are_read(tmp_path):
    found = parsed(tmp_path, a=nested(5), b=zipped(10_000))

    assert {line["parked"] for line in found.values()} == {None} and {line["label"] for line in found.values()} == {"NEGATIVE"}


@pytest.mark.parametrize(
    ("action", "status", "said", "label", "bounce"),
    [
        (b"failed", b"5.1.1", b"550 no such user", "BOUNCE", "hard"), (b"failed", b"5.2.2", b"full", "BOUNCE", "soft"),
        (b"delayed", b"4.4.1", b"timeout", "BOUNCE", "soft"), (b"failed", b"5.7.1", b"policy", "BOUNCE", "soft"),
        (b"failed", b"5.0.0", b"rejected as spam", "BOUNCE", "soft"), (b"delivered", b"2.0.0", b"ok", "NEUTRAL", None),
    ],
)  # fmt: skip
def test_delivery_reports(tmp_path, action, status, said, label, bounce):
    found = parsed(tmp_path, dsn=DSN % (action, status, said))["dsn"]

    assert (found["label"], found["bounce"], found["original_recipient"]) == (label, bounce, "ann@h.example")


def test_the_mail_inside_a_report_is_not_its_text(tmp_path):
    original = b"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: ours\r\n\r\nunsubscribe here\r\n\r\n--b--"
    raw = (DSN % (b"failed", b"5.1.1", b"x")).replace(b"--b--", original)

    assert "unsubscribe" not in json.dumps(parsed(tmp_path, dsn=raw)["dsn"])


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("text/plain; charset=iso-8859-1", "Grüße und danke".encode("latin-1"), "Grüße und danke"),
        ("text/plain; charset=x-unknown", "Grüße".encode(), "Grüße"), ("text/plain", "Grüße – €".encode("cp1252"), "Grüße – €"),
        ("text/html; charset=windows-1252", b"<style>x</style><div>It\x92s<br>fine</div>", "It’s\nfine"),
    ],
)  # fmt: skip
def test_charsets_and_html(tmp_path, kind, text, said):
    raw = HEAD + f"Content-Type: {kind}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode() + text

    assert parsed(tmp_path, a=raw)["a"]["new_text"] == said


@pytest.mark.parametrize(
    "old",
    [
        "Le lun. 2 mars 2026 à 09:14, Jo <jo@a.example> a\nécrit :\n> unsubscribe",
        "El lun, 2 mar 2026 a las 9:14, Jo (<jo@a.example>) escribió:\n\n> unsubscribe",
        "Op ma 2 mrt 2026 om 09:14 schreef Jo <jo@a.example>:\n> unsubscribe",
        "Am Mo., 2. März 2026 um 09:14 Uhr schrieb Jo <jo@a.example>:\n> unsubscribe",
        "-----Original Message-----\nFrom: Jo\nSent: Monday\n\nunsubscribe",
        "-----Ursprüngliche Nachricht-----\nVon: Jo\n\nunsubscribe",
        "Von: Jo\nGesendet: Montag\nAn: Ada\nBetreff: x\n\nunsubscribe",
        "De : Jo\nEnvoyé : lundi\nÀ : Ada\nObjet : x\n\nunsubscribe",
        "Van: Jo\nVerzonden: maandag\nAan: Ada\nOnderwerp: x\n\nunsubscribe",
        "Von meinem iPhone gesendet\n\nunsubscribe", "Sent from my iPhone", "-- \nAda unsubscribe",
    ],
)  # fmt: skip
def test_quotations_and_signatures_of_five_languages(tmp_path, old):
    found = parsed(tmp_path, a=HEAD + f"Content-Type: text/plain; charset=utf-8\r\n\r\nNo thanks.\n\n{old}\n".encode())["a"]

    assert (found["new_text"], found["label"]) == ("No thanks.", "NEGATIVE")


def test_answers_below_and_between_quoted_lines_are_new(tmp_path):
    found = parsed(tmp_path, a=HEAD + b"\r\nOn Monday Jo wrote:\r\n> Interested?\r\nNo.\r\n> A call?\r\nNo call.\r\n")["a"]

    assert (found["new_text"], found["quoted_text"]) == ("No.\nNo call.", "On Monday Jo wrote:\nInterested?\nA call?")


def test_a_folder_that_is_none_is_a_wrong_call(tmp_path):
    with pytest.raises(SystemExit, match="2"):
        call_command("parse_mail", tmp_path / "none", tmp_path / "out.jsonl")


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


def test_the_two_halves_share_no_reply():
    halves = [
        {json.loads(line)["body"] for line in (batch_set).read_bytes().splitlines()} - {""}
        for batch_set in sorted((evaluating_sets()).glob("*.jsonl"))
    ]
    assert len(halves) == 2 and not halves[0] & halves[1] and sum(map(len, halves)) >= 200


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
