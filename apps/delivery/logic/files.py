"""The text files of a package, made from the approved content alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from apps.delivery.logic import times
from kernel.spreadsheets import csv_bytes
from kernel.text import hashtags, unsaid

COLUMNS = ("key", "channel", "at", "text", "hashtags", "cta", "link", "alt_text", "pillar")


def in_order(posts: list[dict[str, Any]], zone: str) -> list[dict[str, Any]]:
    """The posts in the order in which they are due."""
    return sorted(posts, key=lambda post: (times.resolve(str(post["at"]), zone).utc, str(post["key"])))


def posts_markdown(title: str, posts: list[dict[str, Any]], zone: str) -> bytes:
    """All posts as one readable text, in order of dates."""
    parts = [f"# {title}\n"]
    for post in in_order(posts, zone):
        moment = times.resolve(str(post["at"]), zone)
        lines = [
            f"## {post['channel']} · {moment.wall.replace('T', ' ')[:16]} ({moment.zone})",
            "",
            str(post["text"]).strip(),
            "",
        ]
        said = str(post["text"])
        if tags := " ".join(unsaid(said, hashtags(post.get("hashtags")))):
            lines += [tags, ""]
        for name, label in (("cta", "Call to action"), ("link", "Link"), ("alt_text", "Alt text"), ("pillar", "Pillar")):
            value = str(post.get(name) or "").strip()
            if value and (name in ("alt_text", "pillar") or unsaid(said, [value])):
                lines.append(f"- {label}: {value}")
        parts.append("\n".join(lines).rstrip() + "\n")
    return ("\n".join(parts)).encode()


def captions_csv(posts: list[dict[str, Any]], zone: str) -> bytes:
    """The posts as a table for a scheduling tool."""
    rows = [[_tags(post) if name == "hashtags" else post.get(name) for name in COLUMNS] for post in in_order(posts, zone)]
    return csv_bytes(COLUMNS, rows)


def calendar_ics(title: str, posts: list[dict[str, Any]], zone: str, stamp: datetime) -> bytes:
    """The posts as a calendar (RFC 5545), a quarter of an hour each, `stamp` as the time of making."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//AICMO//delivery//EN", f"X-WR-CALNAME:{_escape(title)}"]
    for post in in_order(posts, zone):
        start = times.resolve(str(post["at"]), zone).utc
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escape(str(post['key']))}@aicmo",
            f"DTSTAMP:{_utc(stamp)}",
            f"DTSTART:{_utc(start)}",
            f"DTEND:{_utc(start + timedelta(minutes=15))}",
            f"SUMMARY:{_escape(str(post['channel']))}: {_escape(_first_line(post))}",
            f"DESCRIPTION:{_escape(str(post['text']))}",
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _fold(line)).encode()


def licences_markdown(content: dict[str, Any]) -> bytes:
    """What may be done with which part."""
    lines = ["# Licences", "", "- Texts of this package: full rights of use for the client named in the manifest."]
    for asset in content.get("assets") or []:
        lines.append(f"- {asset.get('name')}: {asset.get('licence')}")
    if not content.get("assets"):
        lines.append("- Pictures, video and sound: none included.")
    return ("\n".join(lines) + "\n").encode()


def _tags(post: dict[str, Any]) -> str:
    return " ".join(hashtags(post.get("hashtags")))


def _first_line(post: dict[str, Any]) -> str:
    return (str(post["text"]).strip().splitlines() or [""])[0][:80]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """Lines of at most 75 octets; the next begin with a blank."""
    folded, current = [], ""
    for sign in line:
        if len((current + sign).encode()) > 75:
            folded.append(current)
            current = " "
        current += sign
    return [*folded, current]
