"""The client's words as a plan of work: one note per wish, each naming its post and the words it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apps.client_review.contracts import Comment
from apps.client_review.logic.content import posts_of

GENERAL = ""


def plan(content: dict[str, Any], decision_comment: str, comments: Iterable[Comment]) -> dict[str, tuple[str, ...]]:
    """Notes by post key ("" = the whole), in the order of the posts; internal and resolved comments ask for nothing."""
    open_comments = [c for c in comments if not c.internal and c.resolved_at is None]
    found: dict[str, list[str]] = {}
    if decision_comment.strip():
        found[GENERAL] = [decision_comment.strip()]
    for key in (GENERAL, *posts_of(content)):
        for comment in open_comments:
            if comment.post_key == key:
                found.setdefault(key, []).append(_note(comment))
    return {key: tuple(notes) for key, notes in found.items()}


def lines(by_post: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The same as one list; a note on a post begins with `[post <key>]`."""
    return tuple(f"[post {key}] {note}" if key else note for key, notes in by_post.items() for note in notes)


def _note(comment: Comment) -> str:
    return f"on “{comment.quote}”: {comment.text}" if comment.quote else comment.text
