"""The pen: chooses a sentence for a slot, fills it with the brief's words, and keeps which field each sentence rests on. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from apps.learning.contracts import Tools, find_words
from apps.strategy.logic.reading import Reading
from apps.strategy.logic.wording import TEXTS
from apps.strategy.logic.wording.labels import LABELS

_NEEDS_STOP = re.compile(r"(?<=[^.!?…,;:])”(?=\s+[A-Z])")


def as_rule(words: str) -> str:
    """A rule in words that nobody takes for an internal note."""
    return re.sub(r"\bnicht veröffentlichen\b", "nie veröffentlichen", re.sub(r"\b[Dd]o not publish\b", "Never publish", words))


@dataclass
class Pen:
    """Writes the texts of one strategy. `sources` maps a text's place to the fields under each of its sentences."""

    tools: Tools
    reading: Reading
    sources: dict[str, list[list[str]]] = field(default_factory=dict)
    assumptions: list[dict[str, str]] = field(default_factory=list)

    def line(self, path: str, slot: str, *fields: str, **values: Any) -> str:
        """One text at a place; "" when the slot needs a value that the brief does not give."""
        return self.text(path, (slot, fields, values))

    def text(self, path: str, *parts: tuple[str, tuple[str, ...], dict[str, Any]]) -> str:
        """A paragraph of several slots; those that lack a value are left out."""
        written = []
        for slot, fields, values in parts:
            said = self._say(path, slot, values)
            if said:
                written.append(said)
                self.sources.setdefault(path, []).append(list(fields))
        return " ".join(written)

    def verbatim(self, path: str, words: str, *fields: str) -> str:
        """The brief's own words at a place, as a sentence."""
        self.sources.setdefault(path, []).append(list(fields))
        return self.tools.sentence(words)

    def word(self, slot: str, place: int = 0) -> str:
        """A short word of a slot (a heading, a unit), not a sentence."""
        options = self._texts[slot]
        return options[place % len(options)] if slot == "pillar.name" else self.tools.choose(slot, options)

    def label(self, name: str) -> str:
        """The name of a field or a kind in the strategy's language."""
        return LABELS[self.language].get(name, name)

    def q(self, words: str) -> str:
        """The client's words in quotation marks; "" stays ""."""
        inner = re.sub(r"[“\"„]([^“”\"„]+)[”\"“]", r"‘\1’", words.strip().rstrip(",;:"))
        return self.tools.quote(inner) if inner else ""

    def rule(self, words: str) -> str:
        """A client's rule, quoted. “Do not publish” is what notes inside the house say, so it is said as “never publish”."""
        said = as_rule(words)
        return self.q(words) if said == words else said

    def listed(self, items: Any) -> str:
        """Quoted items as a list in prose."""
        return self.tools.join(self.q(item) for item in items)

    def assume(self, name: str, slot: str, ask: str, **values: Any) -> None:
        """Name an assumption and the question that would settle it."""
        text, question = self._say(slot, slot, values), self._say(ask, ask, values)
        self.assumptions.append({"about": self.label(name), "key": name, "text": text, "question": question})

    @property
    def language(self) -> str:
        """ "de" or "en"."""
        return "de" if self.tools.language == "de" else "en"

    @property
    def _texts(self) -> dict[str, tuple[str, ...]]:
        return TEXTS[self.language]

    def _say(self, path: str, slot: str, values: dict[str, Any]) -> str:
        values = {"name": self.reading.name, **values}
        fitting = [
            option
            for option in self._texts[slot]
            if all(str(values.get(name, "")).strip() for name in re.findall(r"\{(\w+)\}", option))
        ]
        clean = [option for option in fitting if not find_words(option, self.reading.avoid)]
        options = clean or fitting
        if not options:
            return ""
        said = self.tools.fill(self._chosen(path, slot, options, values.get("turn")), **values)
        return self.tools.sentence(_NEEDS_STOP.sub(".”", said) if self.language == "en" else said)

    def _chosen(self, path: str, slot: str, options: list[str], turn: int | None) -> str:
        """One option; with `turn` those of a row of texts go round, so that neighbours differ."""
        if turn is None:
            return self.tools.choose(self._salted(path, slot), options)
        return self.tools.rotate(self._salted(path.split("[")[0], slot), options, turn)

    def _salted(self, path: str, slot: str) -> str:
        """The seed's slot; a place that a revision's note names is worded anew."""
        asked = [note for note in self.reading.notes if path.split("[")[0] in note or path.rsplit(".", 1)[-1] in note]
        return f"{path}|{slot}" + (f"|{len(asked)}{asked[0][:40]}" if asked else "")
