"""References to exact versions of artifacts: the links of the lineage from lead to invoice."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import enum
import functools
import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class ArtifactRef:
    """Names one version of one artifact; `sha256` is the hex digest of its canonical content."""

    kind: str
    id: uuid.UUID
    version: int
    sha256: str

    def __str__(self) -> str:
        return f"{self.kind} v{self.version} ({self.sha256[:12]})"


_PLAIN = frozenset({str, int, float, bool, type(None)})


@functools.cache
def field_names(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass's fields, None for any other type."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None


def plain(value: Any) -> Any:
    """The JSON-able form of dataclasses, enums, ids, dates, decimals and containers of them."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if (names := field_names(kind)) is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, uuid.UUID | decimal.Decimal):
        return str(value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(v) for v in value), key=str)
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value


_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """Canonical JSON: sorted keys, no blanks, UTF-8; equal content gives equal bytes."""
    return _CANONICAL(plain(value)).encode()


def content_hash(value: Any) -> str:
    """SHA-256 hex of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value)).hexdigest()
