"""What must not be read back is not stored: personal data as keyed hashes, free text without addresses and numbers."""

from __future__ import annotations

import enum
import hashlib
import hmac
import re
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from kernel.refs import field_names, plain


def keyed_hash(value: str) -> str:
    """A keyed hash of personal data, lower-cased: the same person gives the same value, nobody can read it back."""
    return hmac.digest(settings.AICMO_HASH_KEY.encode(), value.strip().lower().encode(), "sha256").hex()


_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")
_DIGITS = re.compile(r"\+?\d[\d ()/-]{7,}\d")


def redact(text: str) -> str:
    """Free text without e-mail addresses and long digit runs, for audit and logs."""
    return _DIGITS.sub("[number]", _ADDRESS.sub("[address]", text)) if text else ""


def hide(value: Any) -> Any:
    """Arguments for the audit fact: ids, numbers, dates and enums as they are; text as a keyed hash."""
    kind = type(value)
    if kind is str:
        return "keyed:" + keyed_hash(value)[:16] if value else ""
    if kind in _SHOWN or value is None:
        return value
    if kind is dict:
        return {str(k): hide(v) for k, v in value.items()}
    if (names := field_names(kind)) is not None:
        return {name: hide(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {str(k): hide(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = list(value)
        return [hide(v) for v in items] if len(items) <= 20 else {"count": len(items)}
    if isinstance(value, bool | int | float | enum.Enum | UUID | date | datetime):
        return plain(value)
    if isinstance(value, bytes):
        return "sha256:" + hashlib.sha256(value).hexdigest()[:16]
    return "keyed:" + keyed_hash(str(value))[:16] if str(value) else ""


_SHOWN = frozenset({int, bool, float})
