"""Reports of machines: delivery (RFC 3464), complaints (RFC 5965), calendar answers (RFC 5546)."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.utils import parseaddr

from apps.cam.logic import addresses
from apps.cam.logic.replies import mime
from apps.cam.logic.replies.headers import Headers

MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_SENT_TO = re.compile(r"(?:rfc822|utf-8)\s*;\s*<?([^\s<>;]+@[^\s<>;]+?)>?(?:\s|$)", re.IGNORECASE)
_IN_WORDS = re.compile(
    r"(?:<([^<>\s@]+@[^<>\s]+)>\s*[:(]|(?:recipients?|addresse?s?|to|an|à|a|aan|empf[äa]nger\w*)\b[^\n@]{0,60}?[\s<:]([\w.+-]+@[\w.-]+\.\w+))",
    re.IGNORECASE,
)


@dataclass(kw_only=True)
class Report:
    """`kind` is "", dsn or complaint; `about` the address it tells of; `ids` the Message-IDs of ours it holds."""

    kind: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""
    about: str = ""
    ids: tuple[str, ...] = ()


def of(message: Message) -> Report:
    """The report a mail holds."""
    found = Report()
    for part in mime.walk(message):
        kind = part.get_content_type()
        if kind in ("message/delivery-status", "message/global-delivery-status"):
            found.kind = found.kind or "dsn"
            _read_status(part, found)
        elif kind == "message/feedback-report":
            found.kind = "complaint"
            _read_fields(_block(part), found)
        elif kind in ("message/rfc822", "text/rfc822-headers", "message/global") and found.kind:
            _read_original(part, found)
    return found


def in_text(text: str) -> Report:
    """The same where only the text is there: the fields of the status part stand in it."""
    found = Report()
    if re.search(r"^feedback-type\s*:", text, re.IGNORECASE | re.MULTILINE):
        found.kind = "complaint"
    elif re.search(r"^(?:final|original)-recipient\s*:", text, re.IGNORECASE | re.MULTILINE):
        found.kind = "dsn"
    if found.kind:
        _read_fields(Headers.of(text), found)
    return found


def recipient_in(text: str) -> str:
    """The address a non-delivery note in words tells of; "" if it names none."""
    for match in _IN_WORDS.finditer(text[:6000]):
        if address := addresses.normalise((match[1] or match[2]).rstrip(".")):
            return address
    return ""


def calendar_answer(text: str) -> str:
    """ACCEPTED, DECLINED or TENTATIVE of an iCalendar reply; "" if it is none."""
    text = re.sub(r"\r?\n[ \t]", "", text)
    if not re.search(r"^METHOD:\s*REPLY", text, re.MULTILINE | re.IGNORECASE):
        return ""
    match = re.search(r"PARTSTAT=\"?(ACCEPTED|DECLINED|TENTATIVE)", text, re.IGNORECASE)
    return match[1].upper() if match else ""


def calendar_of(message: Message) -> str:
    """The calendar answer a mail holds."""
    parts = (p for p in mime.walk(message) if p.get_content_type() in ("text/calendar", "application/ics"))
    return next((a for p in parts if (a := calendar_answer(mime.content(p)))), "")


def calendar_text_of(message: Message) -> str:
    """The iCalendar text of the calendar answer a mail holds, "" if it holds none."""
    parts = (p for p in mime.walk(message) if p.get_content_type() in ("text/calendar", "application/ics"))
    return next((text for p in parts if calendar_answer(text := mime.content(p))), "")


def _block(part: Message) -> Headers:
    payload = part.get_payload()
    if isinstance(payload, list):
        return Headers([pair for block in payload for pair in mime.fields(block).pairs])
    return Headers.of(mime.content(part))


def _read_status(part: Message, found: Report) -> None:
    payload = part.get_payload()
    if isinstance(payload, list):
        for block in payload:
            _read_fields(mime.fields(block), found)
    else:
        _read_fields(Headers.of(mime.content(part)), found)


def _read_fields(fields: Headers, found: Report) -> None:
    """A block; of several recipients the first that failed counts."""
    action = fields.get("Action").lower()
    if action and (not found.action or (action == "failed" and found.action != "failed")):
        found.action, found.status, found.diagnostic, found.about = action, "", "", ""
    elif action:
        return
    found.status = found.status or fields.get("Status")
    found.diagnostic = found.diagnostic or fields.get("Diagnostic-Code")
    told = [fields.get(n) for n in ("Original-Recipient", "Final-Recipient")]
    told += [f"rfc822; {v}" for n in ("Original-Rcpt-To", "Removal-Recipient") if (v := fields.get(n))]
    found.about = found.about or next((a for t in told if (m := _SENT_TO.search(t)) and (a := addresses.normalise(m[1]))), "")


def _read_original(part: Message, found: Report) -> None:
    payload = part.get_payload()
    inner = (
        payload[0]
        if isinstance(payload, list) and payload
        else email.message_from_string(mime.content(part), policy=policy.compat32)
    )
    fields = mime.fields(inner)
    found.ids = (*found.ids, *MESSAGE_ID.findall(fields.get("Message-ID")))
    found.about = found.about or addresses.normalise(parseaddr(fields.get("To"))[1])
