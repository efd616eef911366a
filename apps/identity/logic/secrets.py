"""Secrets of tokens and share links: 256 bits, a prefix that scanners find, only the SHA-256 is kept."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "aicmo_"
HINT_LENGTH = 12


def new_secret() -> str:
    """A new secret of 256 random bits behind the prefix. It does not come from the seeded source, not even in tests."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hint(secret: str) -> str:
    """The first characters, by which an owner tells credentials apart."""
    return secret[:HINT_LENGTH]
