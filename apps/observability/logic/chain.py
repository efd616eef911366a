"""The hash that binds an audit entry to all before it."""

from __future__ import annotations

import hashlib
from typing import Any

from kernel.refs import canonical

GENESIS = "0" * 64
"""What the first entry names as its predecessor."""


def link_hash(previous: str, content: dict[str, Any]) -> str:
    """SHA-256 over the predecessor's hash and the canonical JSON of this entry's content."""
    return hashlib.sha256(previous.encode() + canonical(content)).hexdigest()
