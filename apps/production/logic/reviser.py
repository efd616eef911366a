"""Carrying notes out on the posts of a bundle. A note that cannot be carried out says so; nothing is dropped in silence."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

from apps.learning.contracts import Tools, find_words
from apps.production.logic.fitting import fits, shorten
from apps.production.logic.notes import Note, Wish
from apps.qc.contracts import CHANNEL_LIMITS

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]\ufe0f?")
_HASHTAG = re.compile(r"(?<!\w)#\w+")
_NUMBERED = re.compile(r"\b(?:post|beitrag|nr\.?|no\.?|#)\s*(\d{1,3})\b", re.IGNORECASE)


class Reviser:
    """Holds a copy of the bundle; `result` gives it back with the keys of the posts that differ."""

    def __init__(self, tools: Tools, context: dict[str, Any]) -> None:
        self._tools = tools
        self._before = context["bundle"]
        self._content = copy.deepcopy(context["bundle"])

    def result(self) -> tuple[dict[str, Any], list[str]]:
        """(the content, keys of changed posts)."""
        pairs = zip(self._before["posts"], self._content["posts"], strict=True)
        return self._content, [after["key"] for before, after in pairs if before != after]

    def targets(self, said: str) -> list[dict[str, Any]] | None:
        """The posts a comment names by key or number, all if it names none; None if it names one that is not there."""
        posts = self._content["posts"]
        named = [post for post in posts if post["key"] in said]
        numbers = [int(number) for number in _NUMBERED.findall(said)]
        if any(not 1 <= number <= len(posts) for number in numbers):
            return None
        return named or [posts[number - 1] for number in numbers] or posts

    def mend(self, note: Note) -> bool:
        """Carry out a finding of qc on the post it names (or wherever its quoted words stand); False if it cannot be."""
        posts = self._content["posts"]
        if note.index is not None and note.index >= len(posts):
            return False
        targets = posts if note.index is None else [posts[note.index]]
        changed = [self._without(post, word) for post in targets for word in note.quoted]
        too_long = [self._shortened(post) for post in targets if not fits(post["text"], post["channel"])]
        return any(changed) or any(too_long)

    def grant(self, wish: Wish, targets: list[dict[str, Any]]) -> bool:
        """Carry out one wish on the posts; False if it is of a kind that needs a person, or changes nothing."""
        acts: dict[str, Callable[[dict[str, Any]], bool]] = {
            "replace": lambda post: _rewritten(post, _swapped(post["text"], wish.old, wish.new)),
            "remove": lambda post: self._without(post, wish.old),
            "no_hashtags": lambda post: _with_tags(post, 0),
            "fewer_hashtags": lambda post: _with_tags(post, len(post["hashtags"]) // 2),
            "no_emoji": lambda post: _rewritten(post, _EMOJI.sub("", post["text"])),
            "no_exclamation": lambda post: _rewritten(post, post["text"].replace("!", ".")),
            "shorter": self._shortened,
        }
        act = acts.get(wish.kind)
        if act is None:
            return False
        acted = [act(post) for post in targets]
        return any(acted)

    def _without(self, post: dict[str, Any], words: str) -> bool:
        """Drop the sentences that hold these words; a paragraph that becomes empty goes as well."""
        if not find_words(post["text"], [words]):
            return False
        paragraphs = []
        for paragraph in post["text"].split("\n\n"):
            if not find_words(paragraph, [words]):
                paragraphs.append(paragraph)
                continue
            kept = [s for s in self._tools.sentences(paragraph) if not find_words(s, [words])]
            paragraphs.append(" ".join(kept))
        return _rewritten(post, "\n\n".join(part for part in paragraphs if part.strip()))

    def _shortened(self, post: dict[str, Any]) -> bool:
        """Shorten the first paragraphs by whole sentences, to the channel's limit or by a third."""
        body, *rest = post["text"].split("\n\n")
        limit = min(CHANNEL_LIMITS[post["channel"]].text - sum(len(part) + 2 for part in rest), len(body) * 2 // 3)
        return limit > 20 and _rewritten(post, "\n\n".join([shorten(self._tools, body, limit), *rest]))


def _swapped(text: str, old: str, new: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, text, flags=re.IGNORECASE)


def _with_tags(post: dict[str, Any], count: int) -> bool:
    gone = post["hashtags"][count:]
    text = _HASHTAG.sub(lambda match: "" if match[0] in gone else match[0], post["text"])
    post["hashtags"] = post["hashtags"][:count]
    return _rewritten(post, text) or bool(gone)


def _rewritten(post: dict[str, Any], text: str) -> bool:
    text = re.sub(r"[ \t]{2,}", " ", text).strip()
    if not text or text == post["text"]:
        return False
    post["text"] = text
    return True
