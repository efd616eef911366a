"""The one reader of JSON bodies: what it lets through can be stored, hashed and shown again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import orjson
from rest_framework.parsers import BaseParser

from kernel.errors import InvalidInput

MOST_NESTED = 40
"""Levels of a body; the deepest that our own contracts have is below ten."""


class JsonParser(BaseParser):
    """JSON of at most MOST_NESTED levels and valid Unicode; anything else raises InvalidInput, a 400 that says so."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: dict | None = None) -> Any:
        """The body as Python values; an empty body is None."""
        try:
            found = orjson.loads(stream.read() or b"null")
        except orjson.JSONDecodeError as error:
            raise InvalidInput(f"The body is not JSON: {error}.", remedy="Send one JSON object in UTF-8.") from error
        level = [found]
        for _ in range(MOST_NESTED):
            refuse_nul(("body", node) for node in level)
            level = [inner for node in level for inner in _inside(node)]
            if not level:
                return found
        raise InvalidInput(f"The body is nested more than {MOST_NESTED} levels deep.")


def refuse_nul(given: Iterable[tuple[str, Any]]) -> None:
    """InvalidInput names the first field whose text holds U+0000: PostgreSQL can store it nowhere. Other values pass."""
    for field, value in given:
        if isinstance(value, str) and "\0" in value:
            raise InvalidInput("A text may not contain the character U+0000.", field=field)


def _inside(node: Any) -> Iterable[Any]:
    if isinstance(node, dict):
        return (*node, *node.values())
    return node if isinstance(node, list) else ()
