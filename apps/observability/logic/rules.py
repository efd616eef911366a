"""Alert rules: which signal raises which alert, and in which words."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from typing import Any

_FIELD = re.compile(r"\{(\w+)\}")


def matches(pattern: str, name: str) -> bool:
    """Whether a rule's pattern ("*" stands for anything) covers a signal's name."""
    return fnmatchcase(name, pattern)


def clears(patterns: str, name: str) -> bool:
    """Whether one of a rule's patterns, parted by blanks, covers the signal that ends what the rule began."""
    return any(fnmatchcase(name, pattern) for pattern in patterns.split())


def filled(template: str, values: dict[str, Any]) -> str:
    """The template with the signal's fields in place of {names}; a name that the signal lacks becomes a dash."""
    return _FIELD.sub(lambda found: _shown(values.get(found[1])), template)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, list):
        return "; ".join(str(part) for part in value)
    if isinstance(value, dict) and {"minor", "currency"} <= value.keys():
        return f"{value['minor'] / 100:,.2f} {value['currency']}"
    if isinstance(value, dict) and {"kind", "version"} <= value.keys():
        return f"{value['kind']} v{value['version']}"
    return str(value)
