"""iCalendar (RFC 5545): one event per post; times in UTC, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

_MINUTES = 15
_FOLD = 75


def write(content: Mapping[str, Any], *, texts: Mapping[str, str], stamp: datetime, uid: str) -> bytes:
    """The bytes of the file: the same content gives the same bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//AICMO//Production//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-TIMEZONE:{content['zone']}")
    for slot in content["slots"]:
        lines += _event(slot, texts.get(slot["key"], ""), stamp, uid)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line)).encode()


def _event(slot: Mapping[str, Any], text: str, stamp: datetime, uid: str) -> list[str]:
    start = datetime.fromisoformat(slot["at"]).astimezone(UTC)
    return [
        "BEGIN:VEVENT",
        f"UID:{slot['key']}@{uid}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
        f"DTEND:{start + timedelta(minutes=_MINUTES):%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{escape(slot['channel'])} – {escape(slot['idea'])}",
        f"CATEGORIES:{escape(slot['pillar'])}",
        *([f"DESCRIPTION:{escape(text)}"] if text else []),
        "END:VEVENT",
    ]


def escape(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends escaped, other control characters dropped."""
    marked = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(sign for sign in marked if sign >= " ")


def _fold(line: str) -> list[str]:
    """The line in pieces of at most 75 octets, never inside a character; each further one begins with a blank."""
    pieces, current, size = [], "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > _FOLD:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + sign, size + octets
    return [*pieces, current]
