"""Text in and out: names on one clean line, numbers with their noun, what a text already says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from kernel.errors import InvalidInput


def one_line(value: str, *, field: str, most: int, empty: bool = False) -> str:
    """The text as one clean line; InvalidInput if it is empty (unless `empty`) or longer than `most` characters."""
    kept = "".join(" " if c.isspace() else c for c in value if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    clean = " ".join(unicodedata.normalize("NFC", kept).split())
    if not clean and not empty:
        raise InvalidInput(f"{field.replace('_', ' ').capitalize()} must not be empty.", field=field)
    if len(clean) > most:
        raise InvalidInput(f"{field.replace('_', ' ').capitalize()} has more than {most} characters.", field=field)
    return clean


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: “1 row”, “2 rows”; `many` where the plural is not the noun with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def unsaid(text: str, pieces: Iterable[str]) -> tuple[str, ...]:
    """The pieces (a link, hashtags, a request) that do not stand in the text as they are, from word's edge to word's edge."""
    return tuple(p for p in pieces if p.strip() and not re.search(rf"(?<!\w){re.escape(p.strip())}(?![\w/?&=])", text))


def hashtags(value: object) -> tuple[str, ...]:
    """Hashtags each with its “#”, from a list of words or from one text."""
    found = value.split() if isinstance(value, str) else [str(tag) for tag in value] if isinstance(value, list | tuple) else []
    return tuple(tag if tag.startswith("#") else f"#{tag}" for tag in found)
