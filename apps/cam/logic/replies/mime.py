"""Raw bytes to a tree of parts within bounds. What would cost too much to read is refused with the reason."""

from __future__ import annotations

import email
import io
import re
import zipfile
from collections.abc import Iterator
from email import policy
from email.message import Message

from apps.cam.logic.replies.headers import Headers, text_of
from apps.cam.logic.replies.markup import html_text

MAX_BYTES = 50 * 1024 * 1024
MAX_HEADER_BYTES = 1024 * 1024
MAX_DEPTH = 12
MAX_PARTS = 500
MAX_TEXT = 200_000
ARCHIVE_RATIO = 100
ARCHIVE_BYTES = 500 * 1024 * 1024
_TELLING = ("From", "Subject", "To", "Date", "Message-ID", "Received", "Return-Path")
_GIVES_UP = ("NoBoundaryInMultipart", "StartBoundaryNotFound", "MultipartInvariantViolation")


class Parked(ValueError):
    """A mail that is not read; its text is the reason and what to do."""


def read(raw: bytes) -> Message:
    """The tree of a mail; Parked if it is none or is beyond the bounds."""
    if len(raw) > MAX_BYTES:
        raise Parked("larger than 50 MB: ask the sender for it in another way")
    end = re.search(rb"\r?\n\r?\n", raw[: MAX_HEADER_BYTES + 4])
    if end is None and len(raw) > MAX_HEADER_BYTES:
        raise Parked("its headers are larger than 1 MB: open it in a mail program if its sender is known")
    try:
        message = email.message_from_bytes(raw, policy=policy.compat32)
    except RecursionError:
        raise Parked(f"its parts are nested deeper than {MAX_DEPTH} levels: {_LOOK}") from None
    headers = fields(message)
    if not any(headers.get(name) for name in _TELLING):
        raise Parked("no header of a mail was found: look at the file, it may be something else")
    _measure(message)
    return message


_LOOK = "open it in a mail program if its sender is known"


def fields(part: Message) -> Headers:
    """The header fields of a part."""
    return Headers((name, str(value)) for name, value in part.raw_items())


def _measure(message: Message) -> None:
    count = 0
    waiting = [(message, 1)]
    while waiting:
        part, depth = waiting.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise Parked(f"its parts are nested deeper than {MAX_DEPTH} levels: {_LOOK}")
        if count > MAX_PARTS:
            raise Parked(f"it has more than {MAX_PARTS} parts: {_LOOK}")
        if sum(len(name) + len(str(value)) for name, value in part.raw_items()) > MAX_HEADER_BYTES:
            raise Parked(f"the headers of a part are larger than 1 MB: {_LOOK}")
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += [(child, depth + 1) for child in payload]
        else:
            _refuse_bomb(part)


def _refuse_bomb(part: Message) -> None:
    """An archive that unpacks to far more than it weighs; only its table of contents is read."""
    try:
        name = str(part.get_filename() or "").lower()
    except Exception:  # broken RFC 2231 parameters
        name = ""
    if not (name.endswith((".zip", ".docx", ".xlsx", ".pptx", ".jar")) or "zip" in part.get_content_type()):
        return
    data = part.get_payload(decode=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data if isinstance(data, bytes) else b"")) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except Exception:  # not an archive, or a broken one: it is not opened here
        return
    if size > ARCHIVE_BYTES or (size > 1024 * 1024 and size > ARCHIVE_RATIO * max(1, len(data))):
        raise Parked(f"an attached archive unpacks to {size // 1024 // 1024} MB (a zip bomb): do not open it, delete the mail")


def content(part: Message) -> str:
    """The text of one part in any charset; NULs are dropped."""
    try:
        data = part.get_payload(decode=True)
    except Exception:  # broken transfer encodings raise many kinds
        data = None
    if not isinstance(data, bytes):
        payload = part.get_payload()
        data = payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""
    try:
        charset = part.get_content_charset("utf-8") or "utf-8"
    except Exception:
        charset = "utf-8"
    return text_of(data[: 4 * MAX_TEXT], charset).replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")


def walk(message: Message) -> Iterator[Message]:
    """Every part of the mail itself; a mail inside it is one part, not entered."""
    yield message
    if message.get_content_type() != "message/rfc822" and isinstance(payload := message.get_payload(), list):
        for child in payload:
            yield from walk(child)


def body(message: Message) -> str:
    """The readable text: of alternatives the plain one unless it says nothing, else HTML; attachments are left out."""
    return _text(message)[:MAX_TEXT]


def _text(part: Message) -> str:
    kind = part.get_content_type()
    if str(part.get("Content-Disposition") or "").strip().lower().startswith("attachment") or kind.startswith("message/"):
        return ""
    payload = part.get_payload()
    if isinstance(payload, list):
        texts = [(child.get_content_type(), _text(child)) for child in payload]
        if kind == "multipart/alternative":
            plain = next((t for k, t in texts if k == "text/plain" and not _says_nothing(t)), "")
            return plain or next((t for k, t in reversed(texts) if k != "text/plain" and t.strip()), "")
        if kind in ("multipart/report", "multipart/related"):
            return next((t for _, t in texts if t.strip()), "")
        return "\n".join(t for _, t in texts if t.strip())
    if kind == "text/html":
        return html_text(content(part))
    if kind == "text/plain":
        return _unflowed(content(part)) if "flowed" in str(part.get_param("format") or "") else content(part)
    # A multipart whose boundary never comes is one text to the parser; what is readable in it is kept.
    return content(part) if kind.startswith("multipart/") else ""


def _says_nothing(text: str) -> bool:
    short = text.strip().lower()
    return not short or (
        len(short) < 200 and re.search(r"html.{0,40}(?:viewer|e-?mail|client|message|anzeigen)", short) is not None
    )


def _unflowed(text: str) -> str:
    return re.sub(r"(?<!^--)(?<=\S) \n(?=[^>\n])", " ", text, flags=re.MULTILINE)


def damage(message: Message) -> str:
    """What is broken so that text may be missing, "" if nothing is."""
    for part in walk(message):
        names = [type(defect).__name__ for defect in part.defects]
        if found := next((n for n in names if n.startswith(_GIVES_UP)), ""):
            return f"its MIME structure is broken ({found.removesuffix('Defect')}): {_LOOK}"
        if "CloseBoundaryNotFoundDefect" in names and _ends_in_text(part):
            return f"it is cut off in its text (no closing boundary): {_LOOK}"
        if part.get_content_maintype() == "text" and any("Base64" in n for n in _decoding_defects(part)):
            return f"a text in it is no valid base64: {_LOOK}"
    return ""


def _decoding_defects(part: Message) -> list[str]:
    if str(part.get("Content-Transfer-Encoding") or "").strip().lower() != "base64":
        return []
    part.get_payload(decode=True)
    text = re.sub(r"\s+", "", str(part.get_payload()))
    bad = len(re.sub(r"[A-Za-z0-9+/=]", "", text))
    return ["Base64"] if bad > len(text) // 20 + 2 else []


def _ends_in_text(part: Message) -> bool:
    payload = part.get_payload()
    last = payload[-1] if isinstance(payload, list) and payload else None
    return last is not None and last.get_content_maintype() == "text" and last.get_content_disposition() != "attachment"
