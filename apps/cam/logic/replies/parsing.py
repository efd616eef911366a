"""Raw bytes of a mail to the facts that threading and judging need. Broken MIME gives what can be had."""

from __future__ import annotations

import email
import hashlib
import re
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage, Message
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from apps.cam.logic import addresses
from apps.cam.logic.replies.stripping import new_text

MAX_BYTES = 50 * 1024 * 1024
_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_SENT_TO = re.compile(r"(?:rfc822|utf-8)\s*;\s*<?([^\s<>;]+@[^\s<>;]+)>?", re.IGNORECASE)
_MAX_TEXT = 200_000


@dataclass(frozen=True, kw_only=True)
class ParsedMail:
    """A mail's facts. `report` is "" or dsn or complaint; `answer` is a calendar's PARTSTAT, "" if there is none."""

    from_email: str = ""
    from_name: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    body: str = ""
    new_text: str = ""
    automatic: bool = False
    bulk: bool = False
    report: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""
    report_about: str = ""
    answer: str = ""
    defects: tuple[str, ...] = field(default_factory=tuple)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the Message-ID; "" without one."""
        return hashlib.sha256(self.message_id.encode()).hexdigest() if self.message_id else ""


def parse_mail(raw: bytes) -> ParsedMail:
    """The facts of a raw mail; ValueError if nothing in it is a mail's."""
    message = email.message_from_bytes(raw, policy=policy.default)
    if not any(_header(message, h) for h in ("From", "Subject", "To", "Date", "Message-ID")):
        raise ValueError("no header of a mail was found")
    name, sender = parseaddr(_header(message, "From"))
    body = _body(message)
    report = _report(message)
    return ParsedMail(
        from_email=addresses.normalise(sender), from_name=name[:200],
        to=tuple(a for _, a in getaddresses([_header(message, h) for h in ("To", "Delivered-To", "Cc")]) if a),
        subject=_header(message, "Subject")[:400], message_id=_first_id(_header(message, "Message-ID")),
        references=tuple(_MESSAGE_ID.findall(_header(message, "In-Reply-To") + " " + _header(message, "References"))) + report["ids"],
        body=body, new_text=new_text(body), automatic=_is_automatic(message), bulk=_is_bulk(message),
        report=report["kind"], action=report["action"], status=report["status"], diagnostic=report["diagnostic"],
        report_about=report["about"], answer=_calendar_answer(message), defects=tuple(type(d).__name__ for d in message.defects),
    )  # fmt: skip


def _header(message: Message, name: str) -> str:
    try:
        return re.sub(r"\s+", " ", str(message.get(name) or "")).strip()
    except Exception:  # the header parser raises many kinds for hostile headers
        return ""


def _first_id(text: str) -> str:
    found = _MESSAGE_ID.search(text)
    return found[0] if found else text[:250]


def _is_automatic(message: Message) -> bool:
    submitted = _header(message, "Auto-Submitted").lower()
    return (
        (bool(submitted) and submitted != "no")
        or any(_header(message, h) for h in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress-Reply"))
        or _header(message, "Precedence").lower() == "auto_reply"
    )


def _is_bulk(message: Message) -> bool:
    return bool(_header(message, "List-Id") or _header(message, "List-Unsubscribe")) or _header(
        message, "Precedence"
    ).lower() in ("bulk", "list")


def _content(part: Message) -> str:
    try:
        content = part.get_content() if isinstance(part, EmailMessage) else ""
        return content if isinstance(content, str) else ""
    except Exception:  # unknown charsets, broken transfer encodings
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def _body(message: Message) -> str:
    plain, html = "", ""
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _content(part)
        elif kind == "text/html" and not html:
            html = _content(part)
    return (plain if plain.strip() else html_text(html))[:_MAX_TEXT].replace("\r\n", "\n")


class _Text(HTMLParser):
    """Collects the visible text; quotations (blockquote, Gmail's and Outlook's quote blocks) are left out."""

    BLOCKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "table", "hr"})
    HIDDEN = frozenset({"script", "style", "head", "title", "blockquote"})
    VOID = frozenset({"br", "hr", "img", "meta", "link", "input", "wbr", "col"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.BLOCKS:
            self.parts.append("\n")
        if tag in self.VOID:
            return
        marks = " ".join(v or "" for k, v in attrs if k in ("class", "id"))
        hidden = tag in self.HIDDEN or re.search(r"gmail_quote|divRplyFwdMsg|moz-cite-prefix|yahoo_quoted", marks) is not None
        self.stack.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.BLOCKS:
            self.parts.append("\n")
        while self.stack and any(t == tag for t, _ in self.stack):
            if self.stack.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if not any(hidden for _, hidden in self.stack):
            self.parts.append(data)


def html_text(html: str) -> str:
    """The visible text of HTML."""
    reader = _Text()
    reader.feed(html[: 2 * _MAX_TEXT])
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t\xa0]+", " ", "".join(reader.parts))).strip()


def _report(message: Message) -> dict:
    found = {"kind": "", "action": "", "status": "", "diagnostic": "", "about": "", "ids": ()}
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            found["kind"] = "dsn"
            _read_status(part, found)
        elif kind == "message/feedback-report":
            found["kind"] = "complaint"
        elif kind in ("message/rfc822", "text/rfc822-headers") and found["kind"]:
            _read_original(part, found)
    return found


def _read_status(part: Message, found: dict) -> None:
    blocks = part.get_payload() if part.is_multipart() else []
    for block in blocks if isinstance(blocks, list) else []:
        for name, key in (("Action", "action"), ("Status", "status"), ("Diagnostic-Code", "diagnostic")):
            found[key] = found[key] or _header(block, name)
        about = _SENT_TO.search(_header(block, "Original-Recipient") or _header(block, "Final-Recipient"))
        found["about"] = found["about"] or (addresses.normalise(about[1]) if about else "")


def _read_original(part: Message, found: dict) -> None:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    text = "" if inner is not None else str(payload)
    if inner is None:
        inner = email.message_from_string(text, policy=policy.default)
    found["ids"] = (*found["ids"], *_MESSAGE_ID.findall(_header(inner, "Message-ID")))
    found["about"] = found["about"] or addresses.normalise(parseaddr(_header(inner, "To"))[1])


def _calendar_answer(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            text = _content(part)
            if re.search(r"^METHOD:REPLY", text, re.MULTILINE | re.IGNORECASE):
                match = re.search(r"PARTSTAT=(ACCEPTED|DECLINED|TENTATIVE)", text.replace("\r\n ", ""), re.IGNORECASE)
                return match[1].upper() if match else ""
    return ""
