"""The house writer's tools: plain Python that a composer uses to make text out of a brief's facts.

    def compose(tools: Tools, context: dict) -> dict:
        facts = tools.facts(context)
        opening = tools.choose("opening", ("{name} sells {offer}.", "What {name} sells: {offer}."))
        return {"text": tools.fill(opening, name=facts.get("client_name"), offer=tools.inline(facts.first("primary_offer")))}

Every choice depends on the seed (task and client) and on the slot's name only: the same brief gets the same words, another
client gets others, and a changed answer changes what rests on it, not the whole text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from apps.learning.contracts import numbers, text, words
from apps.learning.contracts.facts import Facts, facts

T = TypeVar("T")
_MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
}
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£"}


@dataclass(frozen=True, kw_only=True)
class Tools:
    """`seed` decides every choice; `language` is "en" or "de"; `names` are words that keep their capital inside a sentence."""

    seed: str
    language: str = "en"
    names: tuple[str, ...] = ()

    # choosing
    def choose(self, slot: str, options: Sequence[T]) -> T:
        """One of the options, the same one each time for this seed and slot."""
        return options[self._number(slot) % len(options)]

    def order(self, slot: str, items: Iterable[T]) -> tuple[T, ...]:
        """All items in an order of this seed's own."""
        return tuple(item for _, item in sorted(enumerate(items), key=lambda pair: self._number(f"{slot}|{pair[0]}")))

    def take(self, slot: str, options: Sequence[T], count: int) -> tuple[T, ...]:
        """`count` different options (all of them if there are fewer), in an order of this seed's own."""
        return self.order(slot, options)[:count]

    def rotate(self, slot: str, options: Sequence[T], index: int) -> T:
        """For texts in a row: option `index` of this seed's order, round and round, so that neighbours differ."""
        return self.order(slot, options)[index % len(options)]

    # reading
    def facts(self, context: Mapping[str, Any]) -> Facts:
        """The brief's answers in a context (see `Facts`)."""
        return facts(context)

    def phrases(self, answer: str) -> tuple[str, ...]:
        """The usable pieces of an answer: lines, bullets, sentences, items of a list."""
        return text.phrases(answer)

    def sentences(self, answer: str) -> tuple[str, ...]:
        """The sentences of a text."""
        return text.sentences(answer)

    def is_clause(self, phrase: str) -> bool:
        """Whether a phrase has its own verb (then quote it or let it stand as a sentence)."""
        return text.is_clause(phrase)

    # writing
    def fill(self, template: str, **values: object) -> str:
        """The template with its {placeholders} filled; a missing or an empty value raises KeyError naming it."""
        needed = set(re.findall(r"\{(\w+)\}", template))
        if blank := sorted(name for name in needed if str(values.get(name, "")).strip() == ""):
            raise KeyError(f"no value for {', '.join(blank)}")
        return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), template)

    def say(self, slot: str, options: Sequence[str], **values: object) -> str:
        """`fill` of a chosen template, as one or more sentences with a capital at the start."""
        return text.sentence(self.fill(self.choose(slot, options), **values))

    def join(self, items: Iterable[str], *, last: str = "") -> str:
        """ "a, b and c" / "a, b und c"; `last` replaces the conjunction."""
        return text.join(items, language=self.language, last=last)

    def sentence(self, phrase: str) -> str:
        """The phrase as a sentence: capital, full stop."""
        return text.sentence(phrase)

    def paragraph(self, *parts: str) -> str:
        """The non-empty parts as sentences of one paragraph."""
        return " ".join(text.sentence(part) for part in parts if part.strip())

    def capital(self, phrase: str) -> str:
        """The phrase with a capital at its start."""
        return text.capital(phrase)

    def inline(self, phrase: str) -> str:
        """The phrase as it stands inside a sentence: no closing mark, small initial unless name or German noun."""
        return text.inline(phrase, language=self.language, names=self.names)

    def quote(self, phrase: str) -> str:
        """The phrase verbatim in the language's quotation marks."""
        inner = text.clean(phrase).strip('"“”„')
        return f"„{inner}“" if self.language == "de" else f"“{inner}”"

    def trim(self, phrase: str, limit: int) -> str:
        """Within `limit` characters, at a sentence's or a word's end."""
        return text.trim(phrase, limit)

    # numbers and dates
    def number(self, value: Decimal | int, decimals: int = 0) -> str:
        """1,234.5 in English, 1.234,5 in German."""
        shown = f"{value:,.{decimals}f}"
        return shown.translate(str.maketrans(",.", ".,")) if self.language == "de" else shown

    def percent(self, value: Decimal | int) -> str:
        """40% in English, 40 % (fixed blank) in German."""
        return f"{self.number(value)}\u00a0%" if self.language == "de" else f"{self.number(value)}%"

    def money(self, value: Decimal | int, currency: str = "EUR") -> str:
        """€1,200 in English, 1.200 € in German; cents only where there are some."""
        amount = self.number(Decimal(value), 0 if Decimal(value) == int(value) else 2)
        symbol = _SYMBOLS.get(currency, currency)
        if self.language == "de" or len(symbol) > 1:
            return f"{amount}\u00a0{symbol}"
        return f"{symbol}{amount}"

    def date(self, value: date, *, weekday: bool = False, year: bool = True) -> str:
        """13 December 2025 / 13. Dezember 2025, with the weekday in front if wanted."""
        month = _MONTHS[self._spoken][value.month - 1]
        shown = f"{value.day}{'.' if self._spoken == 'de' else ''} {month}" + (f" {value.year}" if year else "")
        return f"{_DAYS[self._spoken][value.weekday()]}, {shown}" if weekday else shown

    def time(self, value: datetime) -> str:
        """09:00 / 09:00 Uhr, in the zone that the value carries."""
        return f"{value:%H:%M} Uhr" if self._spoken == "de" else f"{value:%H:%M}"

    # guarding
    def forbidden_numbers(self, written: str, sources: Iterable[str]) -> tuple[numbers.NumberHit, ...]:
        """The numbers of a text, in figures or words, that neither the sources nor the rules allow."""
        return numbers.forbidden_numbers(written, sources)

    def forbidden_words(self, written: str, forbidden: Iterable[str]) -> tuple[words.WordHit, ...]:
        """Where forbidden words or phrases stand in a text, at word bounds."""
        return words.find_words(written, forbidden)

    def stock_phrases(self, written: str) -> tuple[words.WordHit, ...]:
        """The stock phrases in a text."""
        return words.stock_phrases(written)

    @property
    def _spoken(self) -> str:
        return "de" if self.language == "de" else "en"

    def _number(self, slot: str) -> int:
        return int.from_bytes(hashlib.sha256(f"{self.seed}|{slot}".encode()).digest()[:8], "big")
