"""Logs as JSON lines: each with the correlation id, none with a secret, an address or a long number in it."""

from __future__ import annotations

import logging
import re
from collections.abc import MutableMapping
from typing import Any

import orjson
import structlog

from kernel import context

HIDDEN = "[hidden]"
_SECRET_NAMES = re.compile(r"pass(word|wd)?$|secret|token$|authorization|cookie|api_?key|credential|^otp$|^code$", re.IGNORECASE)
_KEPT = (
    r"(?P<kept>[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|\b[0-9a-f]{32,64}\b"
    r"|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?)"
)
_BARE = (
    r"(?P<secret>\b(?:Bearer|Basic)\s+\S+|\baicmo_[\w-]{8,}|(?<=/identity/s/)[^/\s]+|\b(?:sk|pk|rk|whsec)_[\w-]{8,}"
    r"|(?<=key=)[\w-]{16,}|(?<=token=)[\w-]{8,})"
)
# What libraries put into their errors: pydantic the value it could not read, PostgreSQL the row that it refused.
_QUOTED = (
    r"(?P<value>(?<=input_value=)(?s:.+?)(?=, input_type=)"
    r"|(?<=\)=\()(?s:.*?)(?=\) (?:already exists|conflicts with|is not |is still ))"
    r"|(?<=Failing row contains )\((?s:.*?)\)\.(?=\s|$))"
)
_ADDRESS = r"(?P<address>[^\s@<>\"'(]+@[^\s@<>\"')]+\.[A-Za-z]{2,})"
_NUMBER = r"(?P<number>\+?\d[\d ()/-]{7,}\d)"
_PATTERN = re.compile("|".join((_QUOTED, _KEPT, _BARE, _ADDRESS, _NUMBER)))
_WORDS = {"secret": HIDDEN, "value": HIDDEN, "address": "[address]", "number": "[number]"}


def redact(text: str) -> str:
    """The text without secrets, e-mail addresses and long numbers; ids, hashes and dates stay."""
    return _PATTERN.sub(lambda found: found[0] if found.lastgroup == "kept" else _WORDS[found.lastgroup], text)


def clean(name: str, value: Any) -> Any:
    """A log value without what must not be logged; what its name calls a secret is hidden whole."""
    if _SECRET_NAMES.search(name) and value not in (None, ""):
        return HIDDEN
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {str(k): clean(str(k), v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [clean(name, v) for v in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return redact(str(value))


def _cleaned(_: Any, __: str, entry: MutableMapping[str, Any]) -> dict[str, Any]:
    return {key: clean(key, value) for key, value in entry.items()}


def _correlated(_: Any, __: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    # Django logs an answer of 400 and more when the middleware has already left the request's own context.
    request = getattr(entry.get("_record"), "request", None)
    entry.setdefault("correlation_id", getattr(request, "correlation_id", "") or context.correlation_id())
    return entry


def _dump(entry: dict[str, Any], **_: Any) -> str:
    return orjson.dumps(entry, default=str).decode()


class JsonLines(structlog.stdlib.ProcessorFormatter):
    """The formatter of every handler: one JSON object per line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        before = [
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            structlog.stdlib.ExtraAdder(),
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _correlated,
        ]
        last = [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _cleaned,
            structlog.processors.JSONRenderer(serializer=_dump),
        ]
        super().__init__(foreign_pre_chain=before, processors=last)


class Plain(logging.Formatter):
    """For a person at a terminal: level and message, redacted, without traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(f"{record.levelname.lower()}: {record.getMessage()}")
