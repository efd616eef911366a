"""The house composer: a bundle of drafts from brief, strategy and calendar. Every sentence rests on a named answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from rapidfuzz import fuzz

from apps.learning.contracts import Tools, find_words, stock_phrases
from apps.production.logic import fitting, frames_de, frames_en
from apps.production.logic.channels import MANNERS
from apps.production.logic.material import Material, Piece

PROMPT_VERSION = "1"
ALIKE = 78.0
"""Likeness in per cent above which a post is written anew from another frame; the gate objects from 85."""
_TRIES = 12
_SLOT = re.compile(r"\{(\w+)\}")
_OWN_SLOT = {
    "problem": "p",
    "outcome": "o",
    "difference": "d",
    "proof": "f",
    "offer": "x",
    "price": "m",
    "objection": "j",
    "audience": "a",
    "promise": "c",
}
_LISTED = 3
_CUT_COSTS = 40
_SUPPORTS = 2
_SHORT_BODY, _MEDIUM_BODY = 190, 420
"""Characters of a body up to which supporting sentences are added."""


@dataclass(frozen=True, kw_only=True)
class Body:
    """A text without request, notes and hashtags, and the answers it rests on."""

    text: str
    sources: tuple[str, ...]


def compose(tools: Tools, context: dict[str, Any]) -> dict[str, Any]:
    """The content of a bundle. `context`: brief, strategy, calendar (contents), strategy_ref."""
    brief, strategy, calendar = context["brief"], context["strategy"], context["calendar"]
    material = Material(tools, brief, strategy)
    writer = Writer(material)
    posts = [writer.post(slot, turn) for turn, slot in enumerate(calendar["slots"])]
    return bundle_content(material, calendar, posts, context["strategy_ref"])


def bundle_content(
    material: Material, calendar: Mapping[str, Any], posts: list[dict[str, Any]], strategy_ref: Mapping[str, Any]
) -> dict[str, Any]:
    """Posts and what goes with them: hooks, angles, requests, offer, safe claims, who approves, what is not said."""
    frames = frames_of(material.tools)
    ideas = list(dict.fromkeys(slot["idea"] for slot in calendar["slots"]))
    all_ctas = [cta for options in frames.CTAS.values() for cta in options if material.is_clean(cta)]
    guardrails = [*frames.GUARDRAILS]
    if material.forbidden:
        guardrails.append(material.tools.fill(frames.NEVER_SAID, words=material.tools.join(material.forbidden)))
    return {
        "posts": posts,
        "hooks": list(dict.fromkeys(hook_of(material.tools, post["text"]) for post in posts)),
        "angles": [idea for idea in ideas if material.is_clean(idea)],
        "ctas": list(dict.fromkeys([*(post["cta"] for post in posts), *all_ctas]))[: max(3, len(posts))],
        "offer": _offer(material),
        "safe_claims": list(material.safe_claims),
        "channels": list(calendar["channels"]),
        "language": material.tools.language,
        "starts_on": calendar["starts_on"],
        "ends_on": calendar["ends_on"],
        "strategy_ref": dict(strategy_ref),
        "governance": {"approval": frames.APPROVAL, "machine_written": True},
        "guardrails": guardrails,
    }


def frames_of(tools: Tools) -> ModuleType:
    """The sentence frames of the writer's language."""
    return frames_de if tools.language == "de" else frames_en


def hook_of(tools: Tools, text: str) -> str:
    """The first sentence of a text; a line that only announces a list takes the list's first item along."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = next(iter(tools.sentences(lines[0])), "") if lines else ""
    return f"{first} {lines[1].lstrip('– ')}" if first.endswith(":") and len(lines) > 1 else first


class Writer:
    """Writes one post after the other and remembers what was said, so that none repeats another."""

    def __init__(self, material: Material, *, avoid: tuple[str, ...] = ()) -> None:
        self.avoid = avoid
        self.material, self.tools = material, material.tools
        self.frames = frames_of(material.tools)
        self.bodies: list[str] = []

    def post(self, slot: Mapping[str, Any], turn: int) -> dict[str, Any]:
        """The post for one slot of the calendar."""
        channel, manner = slot["channel"], MANNERS[slot["channel"]]
        facts = self.material.facts
        link = fitting.tagged_link(
            facts.get("website"),
            channel=channel,
            campaign=f"{fitting.slug(self.material.name)}-{slot['day'][:7]}",
            content=slot["day"][5:].replace("-", ""),
        )
        cta = self._cta(slot["angle"], turn)
        tags = fitting.hashtags_for(self.material, channel, manner.hashtags, turn)
        best: tuple[float, str, list[str], Body] | None = None
        most = fitting.room(channel, manner.length)
        for body in (*(self._body(slot, manner.length, turn, attempt) for attempt in range(_TRIES)), self._plain(slot)):
            text, kept, shown = fitting.fit(
                self.tools, channel, body.text, cta=cta, link=link, notes=self.material.notes, hashtags=tags, most=most
            )
            alike = max((_likeness(shown, other) for other in self.bodies), default=0.0)
            # A text that had to be cut loses against one that fits whole.
            cost = alike + (_CUT_COSTS if shown != body.text else 0) + (0 if shown else 100)
            if best is None or cost < best[0]:
                best = (cost, text, kept, body)
            if cost < ALIKE and shown == body.text:
                break
        _, text, kept, body = best
        self.bodies.append(body.text)
        return {
            "key": slot["key"],
            "channel": channel,
            "at": slot["at"],
            "text": text,
            "hashtags": kept,
            "cta": cta,
            "link": link,
            "alt_text": self._alt(text, turn),
            "pillar": slot["pillar"],
            "angle": slot["angle"],
            "format": slot["format"],
            "sources": list(body.sources),
        }

    def _body(self, slot: Mapping[str, Any], length: str, turn: int, attempt: int) -> Body:
        """A body for the slot; each attempt takes another frame and other companions of the idea."""
        angle = slot["angle"]
        table = self.frames.LONG if length == "long" else self.frames.SHORT
        usable = [frame for frame in table[angle] if self._can(frame)]
        shift = turn + attempt + slot["round"]
        for step in range(len(usable)):
            frame = self.tools.rotate(f"frame|{length}|{angle}", usable, shift + step)
            values, sources = self._values(slot, shift)
            said = self._said(frame, values)
            used = tuple(name[0].lower() for name in _SLOT.findall(frame) if name != "n")
            if length != "long":
                said, more = self._supported(said, frame, values, shift, most=_SHORT_BODY if length == "short" else _MEDIUM_BODY)
                used = (*used, *more)
            if self.material.is_clean(said) and not stock_phrases(said) and not find_words(said, self.avoid):
                return Body(text=said, sources=self._named(used, sources))
        return self._plain(slot)

    def _can(self, frame: str) -> bool:
        """Whether the brief can fill all slots of a frame."""
        return all(self._available(name) for name in _SLOT.findall(frame))

    def _available(self, name: str) -> bool:
        letter = name[0].lower()
        if name == "n":
            return bool(self.material.name)
        if letter == "r":
            return any(piece.answer for piece in self.material.groups["j"])
        pieces = self.material.groups[letter]
        if name.endswith("n"):
            return any(piece.is_noun for piece in pieces)
        return len(pieces) >= 2 if name.endswith("l") else bool(pieces)

    def _values(self, slot: Mapping[str, Any], shift: int) -> tuple[dict[str, str], dict[str, str]]:
        """Slot values for one post: the idea's own piece, and a companion of each other kind that moves on from post to post."""
        own = _OWN_SLOT[slot["angle"]]
        values: dict[str, str] = {"n": self.material.name, "clauses": ""}
        sources: dict[str, str] = {}
        for letter, pieces in self.material.groups.items():
            if not pieces:
                continue
            index = slot["index"] if letter == own else shift + slot["index"]
            piece = pieces[index % len(pieces)]
            nouns = [p for p in pieces if p.is_noun]
            noun = piece if piece.is_noun or not nouns else nouns[index % len(nouns)]
            values["clauses"] += letter if piece.is_clause else ""
            values |= {letter: piece.text, letter.upper(): self.tools.capital(piece.text), f"{letter}n": noun.text}
            values[f"{letter}l"] = self._listed(pieces, index)
            sources[letter] = piece.source
            if letter == "j" and piece.answer:
                values |= {"r": piece.answer, "R": self.tools.capital(piece.answer)}
                sources["r"] = piece.source
        return values, sources

    def _listed(self, pieces: tuple[Piece, ...], index: int) -> str:
        moved = [pieces[(index + step) % len(pieces)] for step in range(min(_LISTED, len(pieces)))]
        return "\n".join(f"– {self.tools.capital(piece.text)}" for piece in moved)

    def _said(self, frame: str, values: Mapping[str, str]) -> str:
        """The filled frame; a mark that the piece already carries is not doubled. A frame with a missing answer gives ""."""
        if any(not values.get(name) for name in _SLOT.findall(frame)):
            return self.tools.capital(values.get("x") or values["n"]) + "."
        if self.tools.language == "de":
            # After a colon a whole German sentence begins with a capital.
            frame = re.sub(r": \{([a-z])\}", lambda m: f": {{{m[1].upper() if m[1] in values['clauses'] else m[1]}}}", frame)
        text = self.tools.fill(frame, **values)
        return re.sub(r"([.!?…])\.", r"\1", "\n".join(self.tools.capital(line) for line in text.split("\n")))

    def _supported(
        self, said: str, frame: str, values: Mapping[str, str], shift: int, *, most: int
    ) -> tuple[str, tuple[str, ...]]:
        """A second paragraph of one or two supporting sentences on what the first did not use, as far as there is room."""
        used = {name[0].lower() for name in _SLOT.findall(frame)}
        free = [letter for letter in self.tools.order(f"support|{shift}", self.frames.SUPPORT) if letter not in used]
        lines: list[str] = []
        taken: list[str] = []
        for letter in (letter for letter in free if values.get(letter) and values[letter].casefold() not in said.casefold()):
            line = self._said(self.tools.rotate(f"s|{letter}", self.frames.SUPPORT[letter], shift), values)
            if len(lines) < _SUPPORTS and len(" ".join([said, *lines, line])) <= most:
                lines.append(line)
                taken.append(letter)
        return "\n\n".join([said, *([" ".join(lines)] if lines else [])]), tuple(taken)

    def _named(self, used: tuple[str, ...], sources: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(sources[letter] for letter in used if letter in sources)) or ("brief.fields.primary_offer",)

    def _plain(self, slot: Mapping[str, Any]) -> Body:
        """The idea as a sentence of its own, where no frame can be used."""
        pieces = self.material.groups[_OWN_SLOT[slot["angle"]]]
        piece = pieces[slot["index"] % len(pieces)]
        return Body(text=self.tools.sentence(piece.text), sources=(piece.source,))

    def _cta(self, angle: str, turn: int) -> str:
        options = [cta for cta in self.frames.CTAS[angle] if self.material.is_clean(cta)]
        every = [cta for choices in self.frames.CTAS.values() for cta in choices if self.material.is_clean(cta)]
        return self.tools.rotate(f"cta|{angle}", options or every or [self.material.name], turn)

    def _alt(self, text: str, turn: int) -> str:
        template = self.tools.rotate("alt", self.frames.ALT, turn)
        hook = self.tools.trim(hook_of(self.tools, text), 140)
        return self.tools.fill(template, n=self.material.name, hook=hook or self.material.name)


def _offer(material: Material) -> str:
    offer, price = material.groups["x"], material.groups["m"]
    parts = [material.tools.capital(piece.text) for piece in (*offer[:1], *price[:1])]
    return material.tools.paragraph(*parts)


def _likeness(text: str, other: str) -> float:
    return max(fuzz.ratio(text.casefold(), other.casefold()), fuzz.token_sort_ratio(text.casefold(), other.casefold()))
