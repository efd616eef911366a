"""What posts are made of: the usable pieces of brief and strategy, each with the place it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apps.learning.contracts import Tools, find_words
from apps.production.logic.channels import find
from apps.qc.contracts import forbidden_phrases, required_notes

_LONGEST = 190
"""Characters of a piece; longer answers are cut at a sentence or a word."""
_GROUPS = {
    "p": ("pain_points",),
    "o": ("desired_outcomes",),
    "d": ("differentiators",),
    "f": ("proof_assets",),
    "x": ("primary_offer",),
    "m": ("pricing",),
    "a": ("target_audience",),
}
_WHOLE = ("m",)
"""Answers that lose their sense when split: a price list stays one piece."""
_SHOUT = re.compile(r"[!]+")


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One usable statement: its text as it stands inside a sentence, and its source."""

    text: str
    source: str
    is_clause: bool
    answer: str = ""


@dataclass(frozen=True)
class Material:
    """Brief and strategy, read for writing."""

    tools: Tools
    brief: Mapping[str, Any]
    strategy: Mapping[str, Any]

    @cached_property
    def facts(self):
        """The brief's answers."""
        return self.tools.facts({"brief": self.brief, "language": self.tools.language})

    @cached_property
    def name(self) -> str:
        """The client's name as texts use it."""
        return self.facts.get("client_name") or self.facts.get("website")

    @cached_property
    def compliance(self) -> str:
        """The client's compliance notes as written."""
        return str(self.facts.fields.get("compliance_notes") or "")

    @cached_property
    def forbidden(self) -> tuple[str, ...]:
        """Everything that no text may say."""
        brand = self.brief.get("brand")
        banned = _texts(brand.get("banned_claims")) if isinstance(brand, Mapping) else ()
        found = (*_texts(find(self.strategy, "forbidden_language")), *banned, *forbidden_phrases(self.compliance))
        return tuple(dict.fromkeys(found))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What every text must carry."""
        return required_notes(self.compliance)

    @cached_property
    def tone(self) -> str:
        """The tone of voice, lower-cased, with the compliance notes: wishes about marks and hashtags stand in either."""
        return f"{self.facts.get('tone_voice')} {self.compliance}".casefold()

    @cached_property
    def groups(self) -> dict[str, tuple[Piece, ...]]:
        """The pieces by slot letter, as the frames name them."""
        found = {slot: self._of_brief(slot, *fields) for slot, fields in _GROUPS.items()}
        found["c"] = self._of_strategy("core_promise")
        found["j"] = self._objections()
        return found

    @cached_property
    def safe_claims(self) -> tuple[str, ...]:
        """Claims with their proof; without any, what the brief gives as proof, or the plainest thing it says about the offer."""
        stated = self.brief.get("claims") or ()
        proven = [f"{c['text']} ({c['proof']})" for c in stated if isinstance(c, Mapping) and c.get("text") and c.get("proof")]
        pieces = self.groups["f"] or self.groups["d"] or self.groups["x"]
        return tuple(
            dict.fromkeys(claim for claim in (*proven, *(self.tools.capital(p.text) for p in pieces)) if self.is_clean(claim))
        )

    def is_clean(self, text: str) -> bool:
        """Whether a text holds nothing forbidden and no stock phrase of ours."""
        return not find_words(text, self.forbidden)

    def _of_brief(self, slot: str, *fields: str) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for name in fields:
            answers = (self.facts.get(name),) if slot in _WHOLE and self.facts.has(name) else self.facts.phrases(name)
            pieces += [p for answer in answers if (p := self._piece(answer, f"brief.fields.{name}"))]
        return tuple(pieces)

    def _of_strategy(self, name: str) -> tuple[Piece, ...]:
        return tuple(p for text in _texts(find(self.strategy, name)) if (p := self._piece(text, f"strategy.{name}")))

    def _objections(self) -> tuple[Piece, ...]:
        pieces = []
        for entry in find(self.strategy, "objection_hierarchy") or ():
            said = entry.get("objection") or entry.get("text") or entry.get("name") if isinstance(entry, Mapping) else entry
            answer = (
                entry.get("answer") or entry.get("response") or entry.get("answered_by") or ""
                if isinstance(entry, Mapping)
                else ""
            )
            piece = self._piece(str(said or ""), "strategy.objection_hierarchy", answer=str(answer))
            if piece:
                pieces.append(piece)
        return tuple(pieces)

    def _piece(self, stated: str, source: str, *, answer: str = "") -> Piece | None:
        text = self.tools.trim(self._scrub(_SHOUT.sub("", stated)), _LONGEST)
        reply = self._scrub(answer)
        inline = self.tools.inline(text).rstrip("?…")
        if len(inline) < 2 or inline.count("“") != inline.count("”"):
            return None
        said = self.tools.inline(self.tools.trim(reply, _LONGEST)).rstrip("?…") if reply and self.is_clean(reply) else ""
        return Piece(text=inline, source=source, is_clause=self.tools.is_clause(inline), answer=said)

    def _scrub(self, text: str) -> str:
        """The text without its forbidden words; "" where nothing sensible would be left."""
        for hit in reversed(find_words(text, self.forbidden)):
            text = f"{text[: hit.start]}{text[hit.end :]}"
        return re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,;:–-")


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if isinstance(value, Mapping):
        named = next((value[k] for k in ("phrase", "text", "name", "statement", "promise", "claim") if value.get(k)), "")
        return (str(named),) if named else ()
    if isinstance(value, Iterable):
        return tuple(text for item in value for text in _texts(item))
    return ()
