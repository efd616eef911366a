"""Personal sentences: only with a source and a recent day; and which variant of a text a lead gets."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit


def why_not(*, text: str, source_url: str, found_on: date | None, today: date, max_days: int) -> str:
    """Why no mail may leave with this sentence; "" if it may."""
    if not text.strip():
        return "The personal sentence is empty."
    address = urlsplit(source_url)
    if address.scheme not in ("http", "https") or not address.netloc:
        return f"The personal sentence “{text[:60]}” has no source."
    if found_on is None:
        return f"The personal sentence “{text[:60]}” has no day on which it was found."
    if found_on > today:
        return f"The personal sentence “{text[:60]}” is dated {found_on}, which is yet to come."
    if (today - found_on).days > max_days:
        return f"The personal sentence “{text[:60]}” was found on {found_on}, more than {max_days} days ago."
    return ""


def variant_of(identity: str, step: str, variants: Sequence[tuple[str, int]]) -> str:
    """The variant of a step that a lead gets, the same every time: by the hash of its identity, in shares of (name, weight).

    "" if no variant has a weight.
    """
    shares = [(name, weight) for name, weight in sorted(variants) if weight > 0]
    total = sum(weight for _, weight in shares)
    if not total:
        return ""
    place = int.from_bytes(hashlib.sha256(f"{identity}:{step}".encode()).digest()[:8]) % total
    for name, weight in shares:
        if place < weight:
            return name
        place -= weight
    raise AssertionError("the place lies within the total")
