"""The simulated market answers by raw mail, repeatably, in its own words."""

import email
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

from django.conf import settings

from demo.market import Market
from demo.market_texts import TEXTS
from kernel.mail import MaildirTransport

SENT = datetime(2026, 1, 12, 10, 0, tzinfo=UTC)


def deliver(root, address, *, number=1):
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = "Desk <desk@aicmo.example>", address, "A question"
    message["Date"] = SENT + timedelta(days=3 * (number - 1))
    message["Message-ID"] = f"<{number}.{address.replace('@', '.')}@aicmo.example>"
    message["List-Unsubscribe"] = "<http://127.0.0.1:8000/portal/cam/u/abc/>"
    message.set_content("Hello, may I ask you something?")
    MaildirTransport(root).deliver(raw=message.as_bytes(), sender="", recipient=address, message_id=str(message["Message-ID"]))


def play(root, *, eager=frozenset()):
    market = Market(root, eager=eager)
    market.look()
    market.act(SENT + timedelta(days=60))
    return sorted((root / "in" / "new").glob("*.eml"))


def test_the_same_mails_get_the_same_answers(tmp_path):
    for root in (tmp_path / "a", tmp_path / "b"):
        for n in range(80):
            deliver(root, f"person{n}@firm{n}.example")

    first, second = ({p.name: p.read_bytes() for p in play(tmp_path / part)} for part in "ab")

    assert first == second and 10 < len(first) < 60


def test_an_answer_names_our_message_and_comes_after_it(tmp_path):
    deliver(tmp_path, "mara@eager.example")

    (path,) = play(tmp_path, eager=frozenset({"eager.example"}))

    answer = email.message_from_bytes(path.read_bytes(), policy=default)
    assert answer["In-Reply-To"] == "<1.mara.eager.example@aicmo.example>"
    assert answer["Date"].datetime > SENT


def test_a_restart_answers_nothing_twice(tmp_path):
    for n in range(40):
        deliver(tmp_path, f"person{n}@firm{n}.example")
    before = play(tmp_path)
    for path in before[:5]:
        path.replace(tmp_path / "in" / "cur" / path.name)

    after = play(tmp_path)

    assert {p.name for p in after} == {p.name for p in before[5:]}


def test_the_classifier_has_not_seen_these_words():
    code = "\n".join(p.read_text().lower() for p in (Path(settings.BASE_DIR) / "apps" / "cam").rglob("*.py"))
    sentences = [s for by in TEXTS.values() for texts in by.values() for s in texts]

    assert [s for s in sentences if s.lower() in code] == []
