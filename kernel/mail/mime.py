"""The bytes of a mail: MIME with text and HTML, CRLF, our Message-ID."""

from __future__ import annotations

import re
import unicodedata
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.utils.html import escape

from kernel.errors import InvalidInput
from kernel.models import Mail

_SEVEN_BIT = SMTP.clone(cte_type="7bit")
"""No server on the way has to re-encode a mail, which would break its signature."""
_URL = re.compile(r"(https?://[^\s<>\"']+[^\s<>\"'.,;:)])")


_METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def build(row: Mail) -> bytes:
    """The raw message of a queued mail; line ends are CRLF, all bytes ASCII."""
    message = EmailMessage(policy=_SEVEN_BIT)
    message["From"] = row.sender
    message["To"] = Address(row.recipient_name, addr_spec=row.recipient) if row.recipient_name else row.recipient
    message["Subject"] = row.subject
    message["Date"] = format_datetime(row.created_at if row.sent_at is None else row.sent_at)
    message["Message-ID"] = row.message_id
    for name, value in row.headers.items():
        message[name] = value
    message.set_content(row.text)
    message.add_alternative(row.html or to_html(row.text), subtype="html")
    if row.calendar:
        _invite(message, row.calendar)
    return message.as_bytes()


def _invite(message: EmailMessage, calendar: str) -> None:
    """The invitation as the last alternative (RFC 6047): its METHOD stands in the part's type too, or no client acts on it."""
    method = _METHOD.search(calendar)
    if method is None:
        raise ValueError("an invitation needs its METHOD")
    message.add_alternative(calendar, subtype="calendar", params={"method": method[1].upper()})


def to_html(text: str) -> str:
    """A plain HTML form of a text mail: escaped, paragraphs kept, web addresses made links."""
    paragraphs = [
        "<p>" + _URL.sub(r'<a href="\1">\1</a>', escape(part)).replace("\n", "<br>\n") + "</p>"
        for part in re.split(r"\n\s*\n", text.strip())
    ]
    body = "\n".join(paragraphs)
    return (
        '<!doctype html><html><body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;'
        f'max-width:40em">\n{body}\n</body></html>'
    )


def one_line(value: str, *, field: str) -> str:
    """A header value; line breaks in it would forge headers and are refused."""
    if any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\t" for c in value):
        raise InvalidInput(f"{field} must be one line.", field=field, remedy="Remove line breaks and control characters.")
    return value.strip()
