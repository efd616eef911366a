"""What posts are made of: the usable pieces of brief and strategy, each with the place it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from apps.learning.contracts import Tools, find_words
from apps.production.logic.channels import find
from apps.qc.contracts import forbidden_phrases, required_notes

_LONGEST = 190
"""Characters of a piece; longer answers are cut at a sentence or a word."""
_NOUN = 5
"""Words up to which a phrase without a known verb is taken for a noun phrase: longer ones may hide a verb."""
_PHRASE = 5
"""Words of a forbidden phrase; what is longer is a rule for people, not a wording to look for."""
_GROUPS = {
    "p": ("pain_points",),
    "o": ("desired_outcomes",),
    "d": ("differentiators",),
    "f": ("proof_assets",),
    "a": ("target_audience",),
}
_SHOUT = re.compile(r"[!]+")
_LINES = re.compile(r"\s*(?:\r?\n|;|•|·| \| )\s*")
_HEAD = re.compile(r"^(?P<head>[^:.]{3,60}): (?P<rest>\S.+)$", re.DOTALL)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "each",
        "every",
        "for",
        "in",
        "no",
        "of",
        "on",
        "one",
        "our",
        "the",
        "their",
        "this",
        "to",
        "when",
        "with",
        "you",
        "your",
    ]
)
_QUOTES = re.compile(r"[“”„«»\"]")
_FOR_WHOM = re.compile(r"^(?P<whom>(?:For|Für) [^:]{2,30}): (?P<rest>\S.+?)[. ]*$")
_LEGAL = re.compile(
    r",?\s+(?:GmbH(?: & Co\.? KG)?|AG|KG|OHG|UG|e\.?\s?K\.?|Ltd\.?|Limited|LLC|Inc\.?|PLC|B\.?V\.?|S\.?A\.?|S\.?r\.?l\.?)$"
)
_INSTRUCTION = re.compile(
    r"\b(?:may|must|can|should)(?: not)? be (?:published|named|stated|shown|mentioned|used)|\b(?:do not|don't|never|please) (?:publish|name|show|mention)|"
    r"\b(?:d[üa]rf\w*|soll\w*|können|bitte)\b[^.]*\b(?:genannt|veröffentlicht|gezeigt|erwähnt|nennen|veröffentlichen|zeigen)\b|"
    r"\bnicht (?:veröffentlichen|nennen|zeigen)\b",
    re.IGNORECASE,
)
"""A sentence that tells the agency what it may publish: never itself a text to publish."""
_WITHHELD = re.compile(
    r"\b(?:do not|don't|never) (?:publish|name|show|mention) (?:the |our |any )?(?P<a>[\w-]+)? ?(?:prices?|rates?|fees?|costs?)\b|"
    r"\b(?P<b>[\w-]+) (?:prices?|rates?|fees?|costs?)(?: must| may| should)? not\b|"
    r"\b(?:preise?|kosten)\b[^.]*\bnicht (?:nennen|veröffentlichen|genannt|veröffentlicht|zeigen)|"
    r"\b(?P<c>[\w-]+?)(?:s|en)?-?(?:preise?|kosten|gebühr\w*) (?:bitte )?nicht\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+(?:plus|and|und|zuzüglich|zzgl\.?)\s+|,\s+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One usable statement: its text as it stands inside a sentence, and its source."""

    text: str
    source: str
    is_clause: bool
    answer: str = ""
    noun: bool = False

    @property
    def is_noun(self) -> bool:
        """Whether it can stand for a noun inside a sentence ("slow replies"): short, without a verb, no infinitive."""
        if self.noun:
            return True
        return not self.is_clause and len(self.text.split()) <= _NOUN and not self.text.casefold().startswith(("to ", "zu "))


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
        """The client's name as texts use it: without the legal form."""
        return _LEGAL.sub("", self.facts.get("client_name")) or self.facts.get("website")

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
        return tuple(dict.fromkeys(phrase for phrase in found if len(phrase.split()) <= _PHRASE))

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
        found["y"], found["x"] = self._details(), self._offers()
        found["m"] = self._prices()
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
        pieces = [self._piece(answer, f"brief.fields.{name}") for name in fields for answer in self._answers(name)]
        return tuple(replace(piece, noun=slot == "a") for piece in pieces if piece)

    def _answers(self, name: str) -> tuple[str, ...]:
        """The statements of an answer: its lines where it has several, else its phrases. Instructions to the agency are left out."""
        lines = [line for line in _LINES.split(self._raw(name)) if line.strip()]
        found = lines if len(lines) > 1 else self.facts.phrases(name)
        return tuple(said for said in found if not _INSTRUCTION.search(said)) if self.facts.has(name) else ()

    def _raw(self, name: str) -> str:
        value = self.facts.fields.get(name)
        return "\n".join(_texts(value)) if value is not None else ""

    def _offers(self) -> tuple[Piece, ...]:
        """The offer by its name ("Leak check: …" → leak check), or its first sentence."""
        first = next(iter(self.tools.sentences(self._raw("primary_offer"))), "")
        named = _HEAD.match(first) or re.match(
            rf"^{re.escape(self.name.split(' ')[0])}[\w ]{{0,20}} (?:is|ist) (?P<head>.+)$", first
        )
        piece = self._piece(named["head"] if named else first, "brief.fields.primary_offer")
        return (replace(piece, noun=bool(named)),) if piece else ()

    def _details(self) -> tuple[Piece, ...]:
        """What the offer consists of, a sentence each."""
        sentences = list(self.tools.sentences(self._raw("primary_offer")))
        if sentences and (named := _HEAD.match(sentences[0])):
            sentences[0] = named["rest"]
        else:
            sentences = sentences[1:]
        pieces = [
            self._piece(said, "brief.fields.primary_offer")
            for said in sentences
            if said.strip() and not _INSTRUCTION.search(said)
        ]
        return tuple(piece for piece in pieces if piece)

    def _prices(self) -> tuple[Piece, ...]:
        """What may be said about the price; nothing where the client withholds it, no part that the client withholds."""
        stated = self._raw("pricing")
        withheld = [m.groupdict() for m in _WITHHELD.finditer(f"{stated} {self.compliance}")]
        words = [next((word for word in found.values() if word), "") for found in withheld]
        if any(word.casefold() in ("", "any", "our", "the", "all", "alle", "die") for word in words):
            return ()
        kept = []
        for sentence in self.tools.sentences(stated):
            if not _INSTRUCTION.search(sentence):
                kept.append(_before(sentence, words))
        piece = self._piece(" ".join(self.tools.sentence(said) for said in kept if said.strip()), "brief.fields.pricing")
        return (piece,) if piece else ()

    def _of_strategy(self, name: str) -> tuple[Piece, ...]:
        return tuple(p for text in _texts(find(self.strategy, name)) if (p := self._piece(text, f"strategy.{name}")))

    def _objections(self) -> tuple[Piece, ...]:
        """Objections that can be said aloud. Those that quote the brief are the strategist's reading of a problem, not a sentence for readers."""
        pieces = []
        for entry in find(self.strategy, "objection_hierarchy") or ():
            said = entry.get("objection") or entry.get("text") or "" if isinstance(entry, Mapping) else str(entry)
            answer = entry.get("answer") or "" if isinstance(entry, Mapping) else ""
            if _QUOTES.search(said):
                continue
            piece = self._piece(said, "strategy.objection_hierarchy", answer="" if _QUOTES.search(answer) else answer)
            pieces += [piece] if piece else []
        return tuple(pieces)

    def _piece(self, stated: str, source: str, *, answer: str = "") -> Piece | None:
        labelled = _FOR_WHOM.match(stated)
        stated = f"{labelled['rest']} ({labelled['whom']})" if labelled else stated
        text = self.tools.trim(self._scrub(_SHOUT.sub("", stated)), _LONGEST)
        reply = self._scrub(answer)
        inline = _lowered(self.tools.inline(text).rstrip("?…"))
        if len(inline) < 2 or inline.count("“") != inline.count("”"):
            return None
        said = self.tools.inline(self.tools.trim(reply, _LONGEST)).rstrip("?…") if reply and self.is_clean(reply) else ""
        return Piece(text=inline, source=source, is_clause=self.tools.is_clause(inline), answer=said)

    def _scrub(self, text: str) -> str:
        """The text without its forbidden words; "" where nothing sensible would be left."""
        for hit in reversed(find_words(text, self.forbidden)):
            text = f"{text[: hit.start]}{text[hit.end :]}"
        return re.sub(r"\s+([,.;:])", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,;:–-")


def _lowered(text: str) -> str:
    """Small words lose their capital even where a name of the client contains them ("The Forge" keeps no other "The")."""
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if rest and first.casefold() in _SMALL_WORDS and rest[:1].islower() else text


def _before(sentence: str, words: list[str]) -> str:
    """A price sentence up to the part that names what the client withholds: what follows it may belong to it."""
    parts = _PARTS.split(sentence)
    closed = next((i for i, part in enumerate(parts) if any(w.casefold() in part.casefold() for w in words)), None)
    return sentence if closed is None else ", ".join(parts[:closed])


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if isinstance(value, Mapping):
        named = next((value[k] for k in ("phrase", "text", "name", "statement", "promise", "claim") if value.get(k)), "")
        return (str(named),) if named else ()
    if isinstance(value, Iterable):
        return tuple(text for item in value for text in _texts(item))
    return ()
