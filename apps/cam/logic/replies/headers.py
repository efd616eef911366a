"""The header fields of a mail, whatever form they came in, and what they tell of its writer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.header import decode_header
from typing import Any

MAX_VALUE = 20_000
"""Characters of one field that are read: decoding longer ones costs more than they tell."""
_YES = frozenset({"yes", "true", "1", "all"})


class Headers:
    """Fields in order; names in any case."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.pairs = [(name.strip().lower(), value) for name, value in pairs]

    @classmethod
    def of(cls, given: Any) -> Headers:
        """From a mapping (values text or a list), pairs, objects {name, value} or a block of text; what fits none is left out."""
        if isinstance(given, dict):
            pairs = [(name, v) for name, value in given.items() for v in (value if isinstance(value, list) else [value])]
        elif isinstance(given, str):
            pairs = re.findall(r"^([!-9;-~]+):[ \t]*(.*(?:\r?\n[ \t].*)*)", given, re.MULTILINE)
        elif isinstance(given, list):
            pairs = [_pair(item) for item in given]
        else:
            pairs = []
        return cls((str(name), str(value)) for name, value in pairs if name and value is not None)

    def get(self, name: str) -> str:
        """The first value in one line, encoded words decoded; "" if there is none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> list[str]:
        """Every value of a field."""
        return [_decoded(value) for key, value in self.pairs if key == name.lower()]


def _pair(item: Any) -> tuple[Any, Any]:
    if isinstance(item, dict):
        if len(item) == 1:
            return next(iter(item.items()))
        return item.get("name"), item.get("value")
    return (item[0], item[1]) if isinstance(item, list | tuple) and len(item) == 2 else (None, None)


def _decoded(value: str) -> str:
    value = re.sub(r"\s*\r?\n\s*", " ", value[:MAX_VALUE])
    try:
        if "=?" in value:
            value = "".join(
                part if isinstance(part, str) else text_of(part, charset or "utf-8") for part, charset in decode_header(value)
            )
        elif not value.isascii():
            value = text_of(value.encode("utf-8", "surrogateescape"), "utf-8")
    except Exception:  # decode_header raises many kinds for hostile words: the raw value is shown
        value = value.encode("utf-8", "replace").decode()
    return re.sub(r"[\s\x00]+", " ", value).strip()


_CHARSETS = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "utf-8", "ascii": "utf-8", "": "utf-8",
    "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "iso-8859-8-i": "iso-8859-8", "unicode-1-1-utf-7": "utf-7",
    "utf8": "utf-8", "utf-8mb4": "utf-8", "macintosh": "mac_roman", "iso-8859-9": "cp1254", "shift-jis": "cp932",
}  # fmt: skip


def text_of(data: bytes, charset: str) -> str:
    """Bytes as text: the stated charset, else UTF-8, else cp1252; never an error."""
    name = charset.strip().strip("\"'").lower()
    for candidate in (_CHARSETS.get(name, name), "utf-8", "cp1252"):
        try:
            return data.decode(candidate)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def is_automatic(headers: Headers) -> bool:
    """Whether a machine wrote it (RFC 3834 and the customs before it)."""
    submitted = headers.get("Auto-Submitted").lower()
    if submitted and not re.match(r"no\b", submitted):
        return True
    if any(headers.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Autoreply-From", "X-Mail-Autoreply")):
        return True
    suppress, precedence = headers.get("X-Auto-Response-Suppress").lower(), headers.get("Precedence").lower()
    kind = headers.get("X-POST-MessageClass").lower()
    return suppress in _YES or precedence in ("auto_reply", "auto-reply", "autoreply") or "autoresponder" in kind


def is_bulk(headers: Headers) -> bool:
    """Whether it went to many: a list or a newsletter. An answer to a mail is none, whatever its sender's system adds."""
    if headers.get("In-Reply-To"):
        return False
    listed = headers.get("List-Id") or headers.get("List-Unsubscribe") or headers.get("List-Post")
    return bool(listed) or headers.get("Precedence").lower() in ("bulk", "list")
