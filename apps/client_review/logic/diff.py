"""What differs between two versions: word by word in each post's text, by name for its other fields."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Any

from apps.client_review.contracts import DiffPart, PostChange
from apps.client_review.logic.content import OTHER_FIELDS, posts_of

_WORDS = re.compile(r"\s+|[^\s]+")
_ORDER = {"changed": 0, "new": 1, "removed": 2, "same": 3}


def word_diff(before: str, after: str) -> tuple[DiffPart, ...]:
    """Runs of words that stayed, went and came; joining `same` and `added` gives `after`, `same` and `removed` gives `before`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    parts: list[DiffPart] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(DiffPart(kind="same", text="".join(old[i1:i2])))
            continue
        if i2 > i1:
            parts.append(DiffPart(kind="removed", text="".join(old[i1:i2])))
        if j2 > j1:
            parts.append(DiffPart(kind="added", text="".join(new[j1:j2])))
    return tuple(parts)


def compare(before: dict[str, Any], after: dict[str, Any]) -> tuple[PostChange, ...]:
    """Every post of both versions: changed ones first, then new, removed and unchanged ones, each group in its order of dates."""
    old, new = posts_of(before), posts_of(after)
    changes = [_change(key, old.get(key), post) for key, post in new.items()]
    changes += [PostChange(key=key, status="removed", parts=word_diff(_text(old[key]), "")) for key in old if key not in new]
    return tuple(sorted(changes, key=lambda change: _ORDER[change.status]))


def _change(key: str, old: dict[str, Any] | None, new: dict[str, Any]) -> PostChange:
    if old is None:
        return PostChange(key=key, status="new", parts=word_diff("", _text(new)))
    fields = tuple(name for name in OTHER_FIELDS if old.get(name) != new.get(name))
    if _text(old) == _text(new) and not fields:
        return PostChange(key=key, status="same")
    parts = word_diff(_text(old), _text(new)) if _text(old) != _text(new) else ()
    return PostChange(key=key, status="changed", parts=parts, fields=fields)


def _text(post: dict[str, Any]) -> str:
    return str(post.get("text", ""))
