"""The classes of answers on own texts in five languages, in the order of the specification."""

from datetime import date

import pytest

from apps.cam.contracts import ReplyClass
from apps.cam.logic.replies import ParsedMail, classify, parse_mail
from apps.cam.logic.replies.dates import resume_date
from apps.cam.logic.replies.stripping import new_text

TODAY = date(2025, 12, 13)
CASES = {
    "POSITIVE": [
        "I am interested", "Let's set up a call next week.", "How much would it be per month?",
        "Could you send us your price list?",
        "Ja, sehr gerne. Bitte schicken Sie uns ein Angebot.", "Das klingt spannend, vereinbaren wir einen Termin.",
        "Nous sommes intéressés, pouvez-vous nous envoyer vos tarifs ?", "Me interesa, envíenme una propuesta.",
        "Wij hebben interesse, stuur een offerte.", "We did not like the last agency, but I would love to hear more.",
    ],
    "NEGATIVE": [
        "No thank you", "We are not interested.", "We rejected this proposal", "We already have an agency.", "Kein Interesse.",
        "Nein danke, kein Bedarf.", "Non merci.", "No gracias, no nos interesa.", "Nee bedankt, geen interesse.",
        "I am not interested in your offer", "Leider nicht interessiert.",
    ],
    "UNSUB": [
        "unsubscribe", "STOP", "Thanks, but take me off your list.", "Please delete my data.", "I object to this processing.",
        "Our lawyer will be in touch.", "Bitte keine weiteren E-Mails.", "Löschen Sie meine Daten!",
        "Ich widerspreche der Nutzung.",
        "Kontaktieren Sie mich bitte nicht mehr.", "Merci de me désinscrire.", "Supprimez mes données.",
        "Quiero darme de baja.",
        "Uitschrijven graag.", "Verwijder mijn gegevens.", "Interesting, but stop emailing me.",
    ],
    "REFERRAL": [
        "Please contact our marketing department.", "I am not the right person, talk to Jo Doe: jo@x.example",
        "Bitte wenden Sie sich an Frau Holm.", "Ich habe Ihre Mail an meinen Kollegen weitergeleitet.",
        "Veuillez contacter ma collègue.", "Póngase en contacto con mi compañera.", "Neem contact op met mijn collega.",
        "I no longer work with the company. Contact my successor at s@x.example.",
    ],
    "NEUTRAL": [
        "Not now, ping me in Q3.", "What does your firm do exactly?", "Derzeit leider nicht, melden Sie sich im Herbst wieder.",
        "Pas pour le moment.", "Op dit moment niet.", "Where did you get my address?", "Ok.",
    ],
    "BOUNCE": ["She has left the company.", "Herr Vogt ist nicht mehr im Unternehmen."],
}  # fmt: skip
OOO = [
    "I am out of the office until 5 January. In urgent cases contact Jo at jo@x.example.",
    "Ich bin im Urlaub und am 7.1. wieder da.",
    "Je suis en congés jusqu'au 5 janvier.", "Estoy de vacaciones hasta el 5 de enero.", "Ik ben met vakantie tot 5 januari.",
]  # fmt: skip


def judge(text: str, **facts):
    return classify(ParsedMail(from_email="a@x.example", subject="Re: Marketing", new_text=text, body=text, **facts), today=TODAY)


@pytest.mark.parametrize(("expected", "text"), [(c, t) for c, texts in CASES.items() for t in texts])
def test_a_person_is_understood(expected, text):
    found = judge(text)

    assert found.reply_class == expected, found.reason
    assert found.reason and 0 < found.confidence <= 1


@pytest.mark.parametrize("text", OOO)
def test_an_absence_is_one_also_with_a_deputy_named(text):
    found = judge(text, automatic=True)

    assert (found.reply_class, found.automatic, found.resume_date.year) == (ReplyClass.OOO, True, 2026)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("back on Monday, 5 January", date(2026, 1, 5)), ("until 5 January inclusive", date(2026, 1, 6)),
        ("bis einschließlich 9. Januar 2026", date(2026, 1, 10)), ("wieder am 12.01. erreichbar", date(2026, 1, 12)),
        ("de retour le 5 janvier", date(2026, 1, 5)), ("hasta el 5 de enero de 2026", date(2026, 1, 5)),
        ("tot en met 4 januari", date(2026, 1, 5)), ("until 2026-01-05", date(2026, 1, 5)),
        ("until January 5th, 2026", date(2026, 1, 5)),
        ("from 15 December until 2 January, back on 5 January", date(2026, 1, 5)), ("away for a while", None),
        ("until 31/02/2026", None),
    ],
)  # fmt: skip
def test_the_day_of_return(text, day):
    assert resume_date(text, today=TODAY) == day


def test_slashes_are_read_as_the_country_writes_them():
    assert resume_date("until 1/5/2026", today=TODAY) == date(2026, 5, 1)
    assert resume_date("until 1/5/2026", today=TODAY, month_first=True) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "body",
    [
        "No thanks.\n\nOn Mon, 15 Dec 2025, AICMO <outreach@aicmo.example> wrote:\n> Shall we send you the price?",
        "No thanks.\n\nAm 15.12.2025 um 09:00 schrieb AICMO:\n> Sollen wir den Preis nennen?",
        "No thanks.\n\n-----Original Message-----\nFrom: AICMO\nSubject: x\n\nSounds good?",
        "No thanks.\n\nVon: AICMO\nGesendet: Montag\nAn: Ada\nBetreff: x\n\nRufen Sie mich an",
        "No thanks.\n\n-- \nAda\nCall me on +49 421 555",
        "No thanks.\n\nBest regards\nAda Berg\nWe love to talk",
        "No thanks.\n\nSent from my phone",
        "> Shall we send you the price?\n\nNo thanks.",
    ],
)
def test_only_the_new_text_counts(body):
    assert new_text(body) == "No thanks."


def test_our_footer_in_a_quotation_is_no_demand_to_stop():
    body = "Let's talk.\n\nOn Monday AICMO wrote:\n> No more mails from us: https://x/portal/cam/u/abc/\n> unsubscribe"

    assert judge(new_text(body)).reply_class is ReplyClass.POSITIVE


def test_an_empty_body_lets_the_subject_speak_and_both_empty_is_neutral():
    assert classify(ParsedMail(subject="Not interested"), today=TODAY).reply_class is ReplyClass.NEGATIVE
    assert classify(ParsedMail(subject=""), today=TODAY).reply_class is ReplyClass.NEUTRAL


@pytest.mark.parametrize(("answer", "expected"), [("ACCEPTED", "POSITIVE"), ("DECLINED", "NEGATIVE"), ("TENTATIVE", "NEUTRAL")])
def test_calendar_answers(answer, expected):
    raw = (
        b"From: a@x.example\r\nSubject: Accepted\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
        b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;PARTSTAT=" + answer.encode() + b":mailto:a@x.example\r\n"
        b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    )  # fmt: skip

    assert classify(parse_mail(raw), today=TODAY).reply_class == expected


def test_a_complaint_report_is_a_demand_to_stop():
    raw = (
        b"From: fbl@isp.example\r\nSubject: complaint\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/plain\r\n\r\nspam\r\n"
        b"--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\n\r\n--b\r\n"
        b"Content-Type: text/rfc822-headers\r\n\r\n"
        b"Message-ID: <m@aicmo.example>\r\nTo: ada@x.example\r\n\r\n--b--\r\n"
    )
    parsed = parse_mail(raw)

    assert classify(parsed, today=TODAY).reply_class is ReplyClass.UNSUB
    assert parsed.references == ("<m@aicmo.example>",) and parsed.report_about == "ada@x.example"


def test_a_newsletter_and_an_access_request_are_neutral():
    assert judge("Buy our things! Unsubscribe here.", bulk=True).reply_class is ReplyClass.NEUTRAL
    found = judge("Please send me a copy of all my personal data.")
    assert (found.reply_class, found.attention) == (ReplyClass.NEUTRAL, True)
