"""Words that a text must not hold: a client's forbidden words, and the stock phrases that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_ENGLISH = """
in today's fast-paced world; in today's world; in today's digital age; fast-paced; ever-changing; ever-evolving; game
changer; game-changer; game-changing; next level; next-level; unlock the power; unlock your potential; unleash; elevate
your; seamless; seamlessly; cutting-edge; state-of-the-art; world-class; best-in-class; one-stop shop; synergy;
synergies; leverage; holistic approach; revolutionize; revolutionise; revolutionary; disruptive; thought leader; thought
leadership; move the needle; low-hanging fruit; think outside the box; deep dive; dive into; delve; at the end of the
day; look no further; take your business to; supercharge; skyrocket; robust solution; tailored solutions; bespoke
solutions; empower; empowering; landscape of; navigate the; in conclusion; it is important to note; needless to say;
more than just; not just a; your journey; join us on; stay ahead of the curve; ahead of the curve; value-added; win-win;
paradigm; mission-critical; passionate about; customer-centric; data-driven insights; tapestry; testament to; say
goodbye to; the secret to; hidden gem; studies show; research shows; experts agree; experts say; according to experts;
it is well known; everyone knows; proven to
"""
_GERMAN = """
in der heutigen schnelllebigen zeit; in der heutigen zeit; schnelllebig; schnelllebigen; auf das nächste level; auf das
nächste niveau; entfesseln; bahnbrechend; bahnbrechende; bahnbrechenden; revolutionär; revolutionäre; revolutionieren;
maßgeschneiderte lösungen; ganzheitlicher ansatz; ganzheitlichen ansatz; synergien; innovative lösungen; aus einer hand;
mehr als nur; nicht nur ein; tauchen sie ein; das geheimnis; zukunftsweisend; zukunftsweisende; weltklasse;
spielveränderer; gamechanger; quantensprung; rundum-sorglos; kunde ist könig; kunde im mittelpunkt; mit herz und
verstand; leidenschaft für; am puls der zeit; studien zeigen; studien belegen; experten sagen; experten sind sich einig;
laut experten; bekanntlich; es ist allgemein bekannt; nachweislich
"""
STOCK_PHRASES: tuple[str, ...] = tuple(" ".join(p.split()) for p in f"{_ENGLISH};{_GERMAN}".split(";"))
"""Phrases that no text of the house uses; compared without case, at word bounds. Unnamed studies and experts are among them."""


@dataclass(frozen=True, kw_only=True)
class WordHit:
    """A word or phrase that stands in a text although it must not; `start` and `end` are character positions."""

    word: str
    text: str
    start: int
    end: int


def find_words(text: str, words: Iterable[str]) -> tuple[WordHit, ...]:
    """Where forbidden words or phrases stand in a text: whole words, any case, any run of blanks or a hyphen between."""
    hits: list[WordHit] = []
    lowered = text.lower() if _PLAIN.match(text) else None
    for word in dict.fromkeys(w.strip() for w in words if w.strip()):
        if lowered is not None and _needle(word) not in lowered:  # far cheaper than the pattern, and mostly so
            continue
        hits += [WordHit(word=word, text=m[0], start=m.start(), end=m.end()) for m in _pattern(word).finditer(text)]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.word)))


def stock_phrases(text: str) -> tuple[WordHit, ...]:
    """The stock phrases in a text."""
    return find_words(text.replace("’", "'"), STOCK_PHRASES)


_PLAIN = re.compile(r"[\x00-\x7f\xa0-\xb4\xb6-\xff\u2010-\u2026\u20ac]*\Z")
"""Texts in which two characters are the same without case if, and only if, their lower cases are."""


@lru_cache(maxsize=2048)
def _needle(word: str) -> str:
    """What the lower case of a plain text must hold if the word stands in it; "" if that cannot be said."""
    return max(re.findall(r"\w+", word.lower()), key=len, default="") if _PLAIN.match(word) else ""


@lru_cache(maxsize=2048)
def _pattern(word: str) -> re.Pattern[str]:
    parts = [re.escape(part) for part in re.split(r"[\s\u00a0-]+", word.replace("’", "'")) if part]
    body = r"[\s\u00a0\u2010-\u2013-]+".join(parts).replace("'", "['’]")
    left = r"(?<!\w)" if word[:1].isalnum() else ""
    right = r"(?!\w)" if word[-1:].isalnum() else ""
    return re.compile(left + body + right, re.IGNORECASE)
