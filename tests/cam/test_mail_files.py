"""Mail files judged one by one: whatever lies in the folder, each has its line."""

import io
import json
import zipfile
from email.message import EmailMessage

import pytest
from django.core.management import call_command

HEAD = b"From: Ada <ada@h.example>\r\nTo: x@a.example\r\nSubject: Re: Bookings\r\nDate: Wed, 4 Mar 2026 09:00:00 +0100\r\n"
DSN = (
    b"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; "
    b'report-type=delivery-status; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSorry\r\n--b\r\n'
    b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; Ann@h.example\r\n"
    b"Action: %s\r\nStatus: %s\r\nDiagnostic-Code: smtp; %s\r\n\r\n--b--\r\n"
)


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
