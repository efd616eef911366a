"""Entity tags (RFC 9110): which version of a resource a caller has read, and whether that is still the present one."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import orjson

from kernel.errors import PreconditionFailed, PreconditionRequired
from kernel.refs import plain


def bytes_of(value: Any) -> bytes:
    """A DTO as the API answers it: the bytes of its plain form, most of it written without making that form first."""
    return orjson.dumps(value, default=_unusual, option=orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS)


def _unusual(value: Any) -> Any:
    """What orjson leaves to us: moments (ours are always UTC), decimals, bytes, sets."""
    if type(value) is datetime and value.tzinfo is UTC:
        return value.isoformat()
    made = plain(value)
    if made is value:
        raise TypeError(f"{type(value).__name__} has no plain form")
    return made


def tag_of(body: bytes, *, content: str | int = "") -> str:
    """A strong tag of these bytes; `content` (a hash or a version that decisions must name) stands in front of it."""
    digest = hashlib.sha256(body).hexdigest()[:20]
    return f"{content}.{digest}" if content else digest


def tag_of_value(value: Any) -> str:
    """The tag that a resource's GET answers."""
    return tag_of(bytes_of(value), content=content_of(value))


def content_of(value: Any) -> str:
    """The hash of an artifact's content, "" for a resource without one."""
    return getattr(value, "sha256", "")


def quoted(tag: str | int) -> str:
    """A strong entity tag as a header has it."""
    return f'"{tag}"'


def named(header: str) -> list[str]:
    """The tags in an If-Match or If-None-Match header, without quotes and weakness."""
    return [part.strip().removeprefix("W/").strip('"') for part in header.split(",") if part.strip()]


def require(header: str) -> None:
    """PreconditionRequired unless the request has an If-Match header."""
    if not header.strip():
        raise PreconditionRequired(
            "This change needs an If-Match header.", field="If-Match", remedy="Read the resource and send its ETag, or * for any."
        )


def compare(header: str, value: Any) -> None:
    """PreconditionFailed unless If-Match is *, the value's tag, or the hash of its content alone."""
    accepted = {"*", tag_of_value(value), content_of(value) or "*"}
    if not accepted & set(named(header)):
        raise PreconditionFailed("If-Match names another version.", field="If-Match", remedy="Read it again first.")


def unchanged(header: str, tag: str) -> bool:
    """Whether If-None-Match names this tag, so that the caller need not be sent the body again."""
    return bool({"*", tag} & set(named(header)))
