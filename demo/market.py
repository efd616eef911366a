"""The simulated market: reads the mail that reached prospects and answers it as raw `.eml` files, late, oddly or not at all."""

from __future__ import annotations

import email
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage, Message
from email.policy import SMTP, default
from email.utils import format_datetime, parseaddr, parsedate_to_datetime
from pathlib import Path

from demo.market_texts import OTHERS, choose

SHARES = (
    ("call", 4), ("price", 2), ("no", 7), ("away_until", 5), ("away", 1), ("stop", 3), ("threat", 1), ("bounce", 3),
    ("full", 1), ("colleague", 3), ("left", 1), ("later", 3), ("question", 1), ("ticket", 1), ("call_late", 1),
    ("no_html", 1), ("subject_only", 1), ("assistant", 1), ("accepted", 1), ("odd", 1), ("broken", 1), ("one_click", 1),
)  # fmt: skip
"""Of 100 prospects, how many behave how; the rest never answers."""

AUTOMATIC = {"away_until", "away", "ticket"}


@dataclass(frozen=True)
class Answer:
    """A file that will lie in the agency's inbox at `at`; `one_click` is an unsubscribe URL to POST instead."""

    at: datetime
    name: str
    raw: bytes
    one_click: str = ""


class Market:
    """Prospects by their address. `eager` holds domains whose people are interested (the firms that will sign)."""

    def __init__(self, mail_root: Path, *, eager: frozenset[str], press: Callable[[str], object] | None = None) -> None:
        self.out, self.inbox, self.eager = mail_root / "out", mail_root / "in", eager
        self._press = press or (lambda url: None)
        self._seen: set[str] = set()
        self._waiting: list[Answer] = []
        for part in ("tmp", "new", "cur"):
            (self.inbox / part).mkdir(parents=True, exist_ok=True)

    def look(self) -> None:
        """Read what has been delivered since the last look and decide on answers."""
        for path in sorted(self.out.glob("*/new/*.eml")):
            if path.name in self._seen:
                continue
            self._seen.add(path.name)
            message = email.message_from_bytes(path.read_bytes(), policy=default)
            if message["List-Unsubscribe"]:
                answer = self._answer(message, path)
                if answer is not None and not self._arrived(answer.name):
                    self._waiting.append(answer)
        self._waiting.sort(key=lambda a: (a.at, a.name))

    def next_at(self) -> datetime | None:
        """When the next answer arrives."""
        return self._waiting[0].at if self._waiting else None

    def act(self, now: datetime) -> None:
        """Put the answers that are due into the inbox; some people press their mail program's unsubscribe button instead."""
        while self._waiting and self._waiting[0].at <= now:
            answer = self._waiting.pop(0)
            if answer.one_click:
                self._press(answer.one_click)
                continue
            temporary = self.inbox / "tmp" / answer.name
            temporary.write_bytes(answer.raw)
            temporary.replace(self.inbox / "new" / answer.name)

    def _arrived(self, name: str) -> bool:
        return any((self.inbox / part / name).exists() for part in ("new", "cur", "parked"))

    def _answer(self, message: Message, path: Path) -> Answer | None:
        address = parseaddr(str(message["To"]))[1].lower()
        seed = _seed(address)
        kind = "call" if address.rpartition("@")[2] in self.eager else _behaviour(seed)
        if kind is None or self._mail_number(path) != (1 if kind in AUTOMATIC | {"bounce", "full"} or seed % 3 else 2):
            return None
        sent = parsedate_to_datetime(str(message["Date"]))
        at = sent + _delay(kind, seed)
        if kind == "one_click":
            url = re.search(r"<(https?://[^>]+)>", str(message["List-Unsubscribe"]))
            return Answer(at=at, name=f"click-{path.name}", raw=b"", one_click=url[1] if url else "")
        raw = _compose(kind, message, address, seed, at)
        return Answer(at=at, name=f"{hashlib.sha256(path.name.encode()).hexdigest()[:20]}.eml", raw=raw)

    def _mail_number(self, path: Path) -> int:
        """Which outreach mail to this person it is, counted by their dates."""
        dates = []
        for other in path.parent.glob("*.eml"):
            head = email.message_from_bytes(other.read_bytes(), policy=default)
            if head["List-Unsubscribe"]:
                dates.append((parsedate_to_datetime(str(head["Date"])), other.name))
        return [name for _, name in sorted(dates)].index(path.name) + 1


def _seed(address: str) -> int:
    return int(hashlib.sha256(f"market:{address}".encode()).hexdigest()[:8], 16)


def _behaviour(seed: int) -> str | None:
    number = seed % 100
    for kind, share in SHARES:
        if number < share:
            return kind
        number -= share
    return None


def _delay(kind: str, seed: int) -> timedelta:
    minutes = (seed // 100) % 60
    if kind in AUTOMATIC | {"bounce", "full"}:
        return timedelta(minutes=2 + minutes % 9)
    if kind == "call_late":
        return timedelta(days=16, minutes=minutes)
    return timedelta(hours=2 + (seed // 7) % 70, minutes=minutes)


def _language(message: Message) -> str:
    text = message.get_body(("plain",)).get_content().lower()
    for language, words in (("de", " sie "), ("fr", " vous "), ("es", " usted"), ("nl", " uw ")):
        if words in text and (language != "de" or " und " in text):
            return language
    return "en"


def _compose(kind: str, message: Message, address: str, seed: int, at: datetime) -> bytes:
    if kind in ("bounce", "full"):
        return _report(kind, message, address, at)
    if kind == "broken":
        return _broken(message, address, at)
    language = _language(message)
    text = _text(kind, language, seed, at, address)
    reply = _head(message, address, at, kind)
    if kind == "no_html":
        body = f"<html><body><p>{text}</p><blockquote>{_quote_html(message)}</blockquote></body></html>"
        reply.set_content(body, subtype="html")
    elif kind == "subject_only":
        reply.replace_header("Subject", "Not interested, thank you")
        reply.set_content("\n")
    elif kind == "accepted":
        reply.set_content(text)
        event = (
            f"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{seed}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\n"
        )
        reply.add_attachment((event + "END:VEVENT\r\nEND:VCALENDAR\r\n").encode(), "text", "calendar", filename="reply.ics")
    else:
        reply.set_content(text + _quote(message, seed))
    if reply.is_multipart():
        reply.set_boundary(f"=_{seed:x}")
    return reply.as_bytes()


def _text(kind: str, language: str, seed: int, at: datetime, address: str) -> str:
    base = {"call_late": "call", "no_html": "no", "subject_only": "no", "assistant": "price", "accepted": "call"}.get(kind, kind)
    back = at + timedelta(days=5 + seed % 9)
    other = OTHERS[seed % len(OTHERS)]
    domain = address.rpartition("@")[2]
    text = choose(base, language, seed // 11)
    return text.format(
        back=_day(back, language),
        last=_day(back - timedelta(days=1), language),
        other=other,
        address=f"{other.lower().replace(' ', '.')}@{domain}",
    )


def _day(at: datetime, language: str) -> str:
    return (
        f"{at:%d.%m.%Y}" if language == "de" else f"{at:%d/%m/%Y}" if language in ("fr", "es", "nl") else f"{at.day} {at:%B %Y}"
    )


def _head(message: Message, address: str, at: datetime, kind: str) -> EmailMessage:
    name = parseaddr(str(message["To"]))[0] or address.partition("@")[0].replace(".", " ").title()
    sender = address
    if kind == "assistant":
        name, sender = f"Office of {name}", f"office@{address.rpartition('@')[2]}"
    reply = EmailMessage(policy=SMTP)
    reply["From"] = f'"{name}" <{sender}>'
    reply["To"] = parseaddr(str(message["Reply-To"] or message["From"]))[1]
    automatic = {"away_until": "Automatic reply: ", "away": "Out of office: ", "ticket": "[#48213] "}
    reply["Subject"] = automatic.get(kind, "Re: ") + str(message["Subject"])
    reply["Date"] = format_datetime(at)
    reply["Message-ID"] = (
        f"<{hashlib.sha256((address + kind + at.isoformat()).encode()).hexdigest()[:24]}@{address.rpartition('@')[2]}>"
    )
    reply["In-Reply-To"] = str(message["Message-ID"])
    reply["References"] = str(message["Message-ID"])
    if kind in AUTOMATIC:
        reply["Auto-Submitted"] = "auto-replied"
    return reply


def _quote(message: Message, seed: int) -> str:
    original = message.get_body(("plain",)).get_content().strip()
    if seed % 4 == 0:
        return "\n\n-----Original Message-----\nFrom: {}\nSubject: {}\n\n{}\n".format(
            message["From"], message["Subject"], original
        )
    lines = "\n".join("> " + line for line in original.splitlines())
    return f"\n\nOn {message['Date']}, {message['From']} wrote:\n{lines}\n"


def _quote_html(message: Message) -> str:
    return message.get_body(("plain",)).get_content().strip().replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _report(kind: str, message: Message, address: str, at: datetime) -> bytes:
    status, action, text = (
        ("5.1.1", "failed", "550 5.1.1 User unknown") if kind == "bounce" else ("4.2.2", "delayed", "452 4.2.2 Mailbox full")
    )
    boundary = f"=_{_seed(address):x}"
    lines = [
        "From: Mail Delivery System <mailer-daemon@mx.example>",
        f"To: {parseaddr(str(message['From']))[1]}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <dsn-{_seed(address)}@mx.example>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"',
        "",
        f"--{boundary}",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        f"This is the mail system. Your message to <{address}> could not be delivered: {text}",
        "",
        f"--{boundary}",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.example",
        "",
        f"Final-Recipient: rfc822; {address}",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: smtp; {text}",
        "",
        f"--{boundary}",
        "Content-Type: text/rfc822-headers",
        "",
        f"Message-ID: {message['Message-ID']}",
        f"Subject: {message['Subject']}",
        f"To: {address}",
        "",
        f"--{boundary}--",
        "",
    ]
    return "\r\n".join(lines).encode("ascii", "replace")


def _broken(message: Message, address: str, at: datetime) -> bytes:
    head = (
        f"From: <{address}\r\nSubject: =?utf-8?q?=FF=FE?=\r\nDate: {format_datetime(at)}\r\n"
        f"In-Reply-To: {message['Message-ID']}\r\n"
    )
    return head.encode() + b'Content-Type: multipart/mixed; boundary="never"\r\n\r\n--neve\r\n\xff\xfe\x00 cut off here'
