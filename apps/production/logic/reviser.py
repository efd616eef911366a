"""Carrying out notes on a bundle: small changes to the posts they touch; a new text only where a small change would spoil it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any

from apps.learning.contracts import Tools, find_words
from apps.production.logic import fitting, mentions
from apps.production.logic.compose import Writer, bundle_content, hook_of
from apps.production.logic.material import Material
from apps.production.logic.notes import Note, Wish
from apps.qc.contracts import CHANNEL_LIMITS, channel_key

_SHORTER = 0.6
"""What is left of a text that somebody finds too long."""
_LEAST = 25
"""Characters below which a body says nothing any more."""
_EMOJI = re.compile("[\U0001f1e6-\U0001faff\u2600-\u27bf\ufe0f\u200d]+ ?")
_CONTRACTIONS = {
    "we do not": "we don't", "do not": "don't", "does not": "doesn't", "it is": "it's", "that is": "that's", "what is": "what's", "we are": "we're",
    "you are": "you're", "cannot": "can't", "will not": "won't", "is not": "isn't", "are not": "aren't", "we would": "we'd", "we will": "we'll",
    "they are": "they're", "wherever possible": "where we can", "in order to": "to", "therefore": "so", "however": "but", "purchase": "buy",
}  # fmt: skip


class Reviser:
    """Works on a copy of the content; `result` gives the next version and the keys of the posts that differ."""

    def __init__(self, tools: Tools, context: Mapping[str, Any]) -> None:
        self.tools = tools
        self.material = Material(tools, context["brief"], context["strategy"])
        self.calendar = context["calendar"]
        self.before = context["bundle"]
        self.content = copy.deepcopy(self.before)
        self.slots = {slot["key"]: slot for slot in self.calendar["slots"]}
        self.ref = context["strategy_ref"]

    @property
    def posts(self) -> list[dict[str, Any]]:
        """The posts of the next version."""
        return self.content["posts"]

    def result(self) -> tuple[dict[str, Any], list[str]]:
        """The next version, its hooks and requests in step with the texts, and the keys of the posts that differ."""
        old = {post["key"]: post for post in self.before["posts"]}
        changed = [post["key"] for post in self.posts if post != old.get(post["key"])]
        texts = {post["key"]: post["text"] for post in self.posts}
        gone = {hook_of(self.tools, post["text"]) for key, post in old.items() if texts.get(key) != post["text"]}
        kept = [hook for hook in self.content["hooks"] if hook not in gone]
        fresh = [hook_of(self.tools, texts[key]) for key in changed]
        self.content["hooks"] = list(dict.fromkeys([*kept, *(hook for hook in fresh if hook)]))
        return self.content, changed

    # QC's findings
    def mend(self, note: Note) -> bool:
        """Carry out a finding; False if it needs a person."""
        if note.index is None:
            return self._mend_bundle(note)
        if note.index >= len(self.posts):
            return False
        post = self.posts[note.index]
        before = copy.deepcopy(post)
        self._mend_post(post, note)
        return post != before

    def _mend_post(self, post: dict[str, Any], note: Note) -> None:
        rest = note.rest.casefold()
        if note.field in ("cta", "alt_text", "link", "at", "sources", "channel", "key", "format", "pillar"):
            self._refill(post, note.field)
        elif note.field == "hashtags":
            self._set_tags(post, post["hashtags"][: max(0, len(post["hashtags"]) - _figure(rest, "drop"))])
        elif "shorten" in rest or "characters as" in rest:
            self._fit(post, CHANNEL_LIMITS[channel_key(post["channel"])].text)
        elif "rewrite" in rest or "hard to read" in rest or "another angle" in rest:
            self._rewrite(post)
        elif "required note" in rest:
            self._assemble(post, self._body(post))
        elif note.quoted:
            # The first quotation is what is wrong; later ones are what could stand instead.
            self._cut(post, note.quoted[0], only_marks="quotation marks" in rest)

    def _mend_bundle(self, note: Note) -> bool:
        fresh = bundle_content(self.material, self.calendar, self.posts, self.ref)
        name = re.split(r"[.\[]", note.path)[0]
        if name not in fresh or name in ("posts", "channels"):
            return False
        before = copy.deepcopy(self.content.get(name))
        if isinstance(fresh[name], list):
            bad = note.quoted[:1]
            kept = [item for item in self.content.get(name) or () if not find_words(str(item), bad)] if bad else []
            fresh[name] = list(dict.fromkeys([*kept, *(item for item in fresh[name] if not find_words(str(item), bad))]))
        self.content[name] = fresh[name]
        return self.content[name] != before

    # the client's wishes
    def targets(self, said: str) -> list[dict[str, Any]] | None:
        """The posts a comment speaks of; None when it names one that does not exist."""
        return mentions.posts_meant(self.posts, said)

    def grant(self, wish: Wish, targets: Iterable[dict[str, Any]]) -> bool:
        """Carry out a wish on the posts; False if nothing could be changed by it."""
        changed = False
        for post in targets:
            before = copy.deepcopy(post)
            self._grant(wish, post)
            changed = changed or post != before
        return changed

    def _grant(self, wish: Wish, post: dict[str, Any]) -> None:
        text = post["text"]
        if wish.kind == "replace":
            self._replace(post, wish.old, wish.new)
        elif wish.kind == "remove":
            self._cut(post, wish.old)
        elif wish.kind == "no_hashtags":
            self._set_tags(post, [])
        elif wish.kind == "fewer_hashtags":
            self._set_tags(post, post["hashtags"][: len(post["hashtags"]) // 2])
        elif wish.kind == "no_emoji":
            post["text"] = _EMOJI.sub("", text).strip()
        elif wish.kind == "no_exclamation":
            post["text"] = re.sub(r"!+", ".", text)
        elif wish.kind == "shorter":
            body = self._body(post)
            self._assemble(post, fitting.shorten(self.tools, body, max(_LEAST, int(len(body) * _SHORTER))))
        elif wish.kind == "less_formal":
            post["text"] = _relaxed(text) if self.tools.language == "en" else text
        elif wish.kind == "rewrite":
            self._rewrite(post)

    # the small changes
    def _body(self, post: Mapping[str, Any]) -> str:
        """The text without the paragraphs that are assembled around it: request, notes, hashtags."""
        call = f"{post['cta']}: {post['link']}"
        around = {call, *self.material.notes, " ".join(post["hashtags"])}
        return "\n\n".join(part for part in post["text"].split("\n\n") if part.strip() not in around)

    def _assemble(self, post: dict[str, Any], body: str) -> None:
        self._fit(post, CHANNEL_LIMITS[channel_key(post["channel"])].text, body=body)

    def _fit(self, post: dict[str, Any], most: int, *, body: str | None = None) -> None:
        text, tags, _ = fitting.fit(
            self.tools,
            channel_key(post["channel"]),
            self._body(post) if body is None else body,
            cta=post["cta"],
            link=post["link"],
            notes=self.material.notes,
            hashtags=post["hashtags"],
            most=most,
        )
        post["text"], post["hashtags"] = text, tags

    def _set_tags(self, post: dict[str, Any], tags: list[str]) -> None:
        body = self._body(post)
        post["hashtags"] = tags
        self._assemble(post, re.sub(r"\s*(?<!\w)#\w+", "", body))

    def _replace(self, post: dict[str, Any], old: str, new: str) -> None:
        for name in ("text", "cta", "alt_text"):
            text = str(post[name])
            for hit in reversed(find_words(text, [old])):
                capital = text[hit.start].isupper() and not old[:1].isupper()
                text = f"{text[: hit.start]}{self.tools.capital(new) if capital else new}{text[hit.end :]}"
            post[name] = text

    def _cut(self, post: dict[str, Any], what: str, *, only_marks: bool = False) -> None:
        """Take a phrase out: with its sentence where others remain, alone where it is all there is, else write anew."""
        if only_marks:
            post["text"] = re.sub(rf"[“„\"]({re.escape(what[:40])}[^”“\"]*)[”“\"]", r"\1", post["text"])
            return
        if not find_words(post["text"], [what]) and what not in post["text"]:
            return
        body = _without(self.tools, self._body(post), what)
        if len(body) < _LEAST:
            self._rewrite(post, avoid=what)
        else:
            self._assemble(post, body)
        for name in ("cta", "alt_text"):
            if find_words(post[name], [what]):
                self._refill(post, name)

    def _rewrite(self, post: dict[str, Any], *, avoid: str = "") -> None:
        """A new text on the same idea from another frame, unlike all other posts and unlike the text it replaces."""
        slot = self.slots.get(post["key"])
        if slot is None:
            return
        writer = Writer(self.material, avoid=(avoid,) if avoid else ())
        writer.bodies = [self._body(other) for other in self.posts]
        turn = list(self.slots).index(post["key"]) + 1
        post.update(writer.post(slot, turn))

    def _refill(self, post: dict[str, Any], name: str) -> None:
        """One field as the writer would fill it; a new request also goes into the text."""
        slot = self.slots.get(post["key"])
        if slot is None:
            return
        body = self._body(post)
        fresh = Writer(self.material).post(slot, list(self.slots).index(post["key"]))
        if name == "alt_text":
            post[name] = fresh[name].split(": ")[0] + ": " + self.tools.trim(hook_of(self.tools, post["text"]), 140)
            return
        if name in ("cta", "link"):
            old = f"{post.get('cta', '')}: {post.get('link', '')}"
            post["cta"], post["link"] = post["cta"] or fresh["cta"], fresh["link"]
            self._assemble(post, "\n\n".join(part for part in body.split("\n\n") if part.strip() != old.strip()))
            return
        post[name] = fresh[name]


def _without(tools: Tools, body: str, what: str) -> str:
    """The body without a phrase. Its sentence goes too, unless nothing else would be left."""
    paragraphs, kept_any = [], False
    for paragraph in body.split("\n\n"):
        lines = []
        for line in paragraph.split("\n"):
            sentences = [s for s in tools.sentences(line) if not (find_words(s, [what]) or what in s)]
            if sentences:
                mark = "– " if line.startswith("– ") and not sentences[0].startswith("– ") else ""
                lines.append(mark + " ".join(sentences))
        if lines:
            paragraphs.append("\n".join(lines))
            kept_any = True
    if kept_any and len("\n\n".join(paragraphs)) >= _LEAST:
        return "\n\n".join(paragraphs)
    bare = body
    for hit in reversed(find_words(body, [what])):
        bare = bare[: hit.start] + bare[hit.end :]
    bare = re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"[ ]{2,}", " ", bare.replace(what, ""))).strip(" ,;:–-")
    # What is left of a clause after a word was cut is only kept where it still reads as a sentence of some length.
    return tools.capital(bare) if len(bare.split()) >= 6 else ""


def _relaxed(text: str) -> str:
    for formal, casual in _CONTRACTIONS.items():
        text = re.sub(
            rf"\b{formal}\b",
            lambda m, casual=casual: casual[0].upper() + casual[1:] if m[0][0].isupper() else casual,
            text,
            flags=re.IGNORECASE,
        )
    return text


def _figure(text: str, after: str) -> int:
    found = re.search(rf"{after} (\d+)", text)
    return int(found[1]) if found else 1
