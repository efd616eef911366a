"""Secrets of tokens and share links: 256 bits, a prefix that scanners find, only the SHA-256 is kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence

PREFIX = "aicmo_"
HINT_LENGTH = 12


def new_secret() -> str:
    """A new secret of 256 random bits behind the prefix. It does not come from the seeded source, not even in tests."""
    return PREFIX + secrets.token_urlsafe(32)


def secret_for(occasion: Sequence[str], *, key: str) -> str:
    """The secret of one occasion: as hard to guess as the installation's `key`, and the same whenever it is asked for again."""
    mac = hmac.digest(key.encode(), b"aicmo share link:" + json.dumps(list(occasion)).encode(), "sha256")
    return PREFIX + base64.urlsafe_b64encode(mac).decode().rstrip("=")


def digest(secret: str) -> str:
    """What is stored and looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hint(secret: str) -> str:
    """The first characters, by which an owner tells credentials apart."""
    return secret[:HINT_LENGTH]
