"""Names that people type: one line, no control or invisible characters, a length."""

from __future__ import annotations

import unicodedata

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
