"""The next version by notes: QC's findings and the client's wishes, carried out on the posts they touch and nowhere else."""

from __future__ import annotations

import copy
from typing import Any

from apps.learning.contracts import Tools
from apps.production.logic.notes import Note, is_finding, parse, wishes_of
from apps.production.logic.reviser import Reviser

__all__ = ["compose", "is_finding", "with_text"]


def compose(tools: Tools, context: dict[str, Any]) -> dict[str, Any]:
    """{"content": the next version, "changed": keys of the posts that differ, "open": notes that could not be carried out}."""
    reviser = Reviser(tools, context)
    notes = [parse(said) for said in context["notes"]]
    open_points = [point for note in notes for point in _carry_out(reviser, note)]
    content, changed = reviser.result()
    return {"content": content, "changed": changed, "open": list(dict.fromkeys(open_points))}


def with_text(content: dict[str, Any], post_key: str, text: str) -> dict[str, Any]:
    """The content with one post's text replaced by hand, and hooks that still agree with the texts."""
    made = copy.deepcopy(content)
    for post in made["posts"]:
        if post["key"] == post_key:
            old = post["text"]
            post["text"] = text
            post["hashtags"] = [tag for tag in post["hashtags"] if tag in text]
            made["hooks"] = _with_hook(made["hooks"], old, text)
    made["governance"] = {**made.get("governance", {}), "machine_written": True}
    return made


def _carry_out(reviser: Reviser, note: Note) -> list[str]:
    """Apply one note; returns what of it stays open."""
    if note.is_finding:
        return [] if reviser.mend(note) else [note.said]
    targets = reviser.targets(note.said)
    if targets is None:
        return [note.said]
    return [wish.said for wish in wishes_of(note.said) if not reviser.grant(wish, targets)]


def _with_hook(hooks: list[str], old: str, new: str) -> list[str]:
    first_old, first_new = old.split("\n")[0], new.split("\n")[0]
    changed = [hook for hook in hooks if not first_old.startswith(hook)]
    return [*changed, first_new] if len(changed) < len(hooks) and first_new not in changed else hooks
