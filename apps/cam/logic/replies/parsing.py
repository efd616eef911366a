"""A mail, raw or as fields, to the facts that threading and judging need. Broken MIME gives what can be had."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from email.utils import getaddresses, parseaddr

from apps.cam.logic import addresses
from apps.cam.logic.replies import mime, reports
from apps.cam.logic.replies.headers import Headers, is_automatic, is_bulk
from apps.cam.logic.replies.markup import html_text, looks_like_html
from apps.cam.logic.replies.stripping import split_text


@dataclass(frozen=True, kw_only=True)
class ParsedMail:
    """A mail's facts. `report` is "" or dsn or complaint; `answer` is a calendar's PARTSTAT, "" if there is none, and
    `calendar` its text; `damage` says what of it could not be read."""

    from_email: str = ""
    from_name: str = ""
    to: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    references: tuple[str, ...] = ()
    body: str = ""
    new_text: str = ""
    quoted_text: str = ""
    automatic: bool = False
    bulk: bool = False
    report: str = ""
    action: str = ""
    status: str = ""
    diagnostic: str = ""
    report_about: str = ""
    answer: str = ""
    calendar: str = ""
    damage: str = ""
    defects: tuple[str, ...] = field(default_factory=tuple)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the Message-ID; "" without one."""
        return hashlib.sha256(self.message_id.encode("utf-8", "replace")).hexdigest() if self.message_id else ""


def parse_mail(raw: bytes) -> ParsedMail:
    """The facts of a raw mail; `mime.Parked` (a ValueError) with the reason if it is none or beyond the bounds."""
    message = mime.read(raw)
    return _facts(
        mime.fields(message), mime.body(message), reports.of(message), reports.calendar_of(message),
        calendar=reports.calendar_text_of(message), damage=mime.damage(message), defects=tuple(type(d).__name__ for d in message.defects),
    )  # fmt: skip


def from_fields(*, subject: str, body: str, headers: Headers) -> ParsedMail:
    """The facts of a mail whose fields were taken apart by somebody else; the body may be plain, HTML or still MIME."""
    kind = headers.get("Content-Type").lower()
    boundary = re.search(r"boundary=\"?([^\";]+)", headers.get("Content-Type"))
    if kind.startswith("multipart/") and boundary and f"--{boundary[1].strip()}" in body:
        head = f"Subject: {_one_line(subject)}\n" + "".join(
            f"{name}: {_one_line(value)}\n" for name, value in headers.pairs if name != "subject"
        )
        return parse_mail((head + "\n" + body).encode("utf-8", "surrogateescape"))
    if "text/html" in kind or looks_like_html(body):
        body = html_text(body)
    given = Headers([("subject", subject), *((n, v) for n, v in headers.pairs if n != "subject" or not subject)])
    return _facts(given, body[: mime.MAX_TEXT], reports.in_text(body), reports.calendar_answer(body))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _facts(
    headers: Headers,
    body: str,
    report: reports.Report,
    answer: str,
    *,
    calendar: str = "",
    damage: str = "",
    defects: tuple[str, ...] = (),
) -> ParsedMail:
    name, sender = parseaddr(headers.get("From"))
    new, quoted = split_text(body)
    to = [value for h in ("To", "Delivered-To", "Cc") for value in headers.all(h)]
    ids = reports.MESSAGE_ID.findall(headers.get("In-Reply-To") + " " + headers.get("References"))
    return ParsedMail(
        from_email=addresses.normalise(sender), from_name=name[:200], to=tuple(a for _, a in getaddresses(to) if a),
        subject=headers.get("Subject")[:400], message_id=_first_id(headers.get("Message-ID")), references=(*ids, *report.ids),
        body=body, new_text=new, quoted_text=quoted, automatic=is_automatic(headers), bulk=is_bulk(headers), report=report.kind,
        action=report.action, status=report.status, diagnostic=report.diagnostic, report_about=report.about, answer=answer,
        calendar=calendar, damage=damage, defects=defects,
    )  # fmt: skip


def _first_id(text: str) -> str:
    found = reports.MESSAGE_ID.search(text)
    return found[0] if found else text[:250]
