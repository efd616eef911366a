"""Rules on how a text reads and what it rests on: numbers, quotations, sources, reading level, voice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apps.learning.contracts import forbidden_numbers
from apps.qc.logic.case import Case
from apps.qc.logic.rules.base import BUNDLE, MAJOR, MINOR, STRATEGY, Hit, rule

_QUOTE = re.compile(r"“([^“”„]{12,400})”|„([^“”„]{12,400})“")
_LONG = 60
"""Words from which a reading score means something."""
_HARDEST = {"en": 10.0, "de": 0.0}
"""Flesch score (German: Amstad) below which a text is harder than a legal commentary."""
_WORD = re.compile(r"[A-Za-zÄÖÜäöüßéèêàâçñ]+")
_VOWELS = {"en": re.compile(r"[aeiouy]+", re.IGNORECASE), "de": re.compile(r"(?:ei|ie|au|eu|äu|[aeiouyäöü])", re.IGNORECASE)}
_LINK = re.compile(r"https?://\S+|[#@]\w+")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")
_DU = re.compile(r"\b(?:du|dir|dich|dein\w*|euch|euer|eure\w*)\b")
_SIE = re.compile(r"(?<![.!?:]\s)(?<!^)\b(?:Sie|Ihnen|Ihr|Ihre[nmrs]?)\b", re.MULTILINE)
_SLANG = re.compile(r"\b(?:gonna|wanna|gotta|ain't|kinda|mega|krass)\b", re.IGNORECASE)
_VOICE = (
    (r"(?:no|without|keine?|ohne) emojis?", _EMOJI, "an emoji, which the tone of voice rules out"),
    (r"(?:no|without) exclamation|(?:keine|ohne) ausrufe", re.compile("!"), "an exclamation mark, which the tone rules out"),
    (r"\bsie-form|\bsiezen|per sie|anrede:? sie|\bförmlich", _DU, "the familiar form of address; the tone asks for “Sie”"),
    (r"\bdu-form|\bduzen|per du|anrede:? du", _SIE, "the formal form of address; the tone asks for “du”"),
    (r"no slang|kein slang|no contractions", _SLANG, "slang"),
)
"""What a tone of voice may ask, what breaks it, and how the finding calls that."""


@rule("unsourced_claims", MAJOR, STRATEGY, BUNDLE)
def unsourced_claims(case: Case) -> Iterator[Hit]:
    """Every number comes from the brief or is allowed by the house's rules on numbers."""
    if not case.sources:
        return
    for piece in case.pieces:
        for hit in forbidden_numbers(piece.prose, case.sources):
            message = f"“{hit.text}” is a figure that the brief does not give"
            yield Hit(path=piece.path, span=(hit.start, hit.end), message=message, fix=f"remove “{hit.text}” or name its source")


@rule("sources_named", MAJOR, BUNDLE)
def sources_named(case: Case) -> Iterator[Hit]:
    """Every post names the fields it rests on."""
    for index, post in enumerate(case.posts):
        if not post.get("sources"):
            yield Hit(
                path=f"posts[{index}].sources", message="no source is named for this post", fix="name the fields it rests on"
            )


@rule("quotations", MAJOR, STRATEGY, BUNDLE)
def quotations(case: Case) -> Iterator[Hit]:
    """Quotations are verbatim: they stand so in the brief."""
    if not case.sources:
        return
    known = _plain(" ".join(case.sources))
    for piece in case.pieces:
        for match in _QUOTE.finditer(piece.text):
            said = match[1] or match[2]
            if len(said.split()) >= 4 and _plain(said) not in known and not any(_plain(said) in _plain(n) for n in case.notes):
                message = f"“{said[:60]}” stands in quotation marks but not in the brief"
                yield Hit(path=piece.path, span=match.span(), message=message, fix="quote verbatim or drop the marks")


@rule("reading_level", MINOR, STRATEGY, BUNDLE)
def reading_level(case: Case) -> Iterator[Hit]:
    """A text can be read: its Flesch score is not below that of a legal commentary."""
    for piece in case.pieces:
        words = _WORD.findall(_LINK.sub(" ", piece.text))
        if len(words) >= _LONG and (score := flesch(piece.text, case.language)) < _HARDEST.get(case.language, 0.0):
            yield Hit(
                path=piece.path, message=f"this is hard to read (Flesch {score:.0f})", fix="use shorter sentences and words"
            )


@rule("brand_voice", MINOR, BUNDLE)
def brand_voice(case: Case) -> Iterator[Hit]:
    """The posts keep to the tone of voice: address, emojis, marks."""
    tone = f"{case.facts.get('tone_voice')} {case.facts.get('compliance_notes')}"
    for wish, pattern, what in _VOICE:
        if not re.search(wish, tone, re.IGNORECASE):
            continue
        for index, post in enumerate(case.posts):
            if match := pattern.search(str(post.get("text", ""))):
                path, fix = f"posts[{index}].text", f"remove “{match[0]}”"
                yield Hit(path=path, span=match.span(), message=f"here is {what}", fix=fix)


def flesch(text: str, language: str) -> float:
    """Reading ease (Flesch: 206.8 − 1.015·words/sentence − 84.6·syllables/word; German by Amstad: 180 − w/s − 58.5·s/w)."""
    clean = _LINK.sub(" ", text)
    words = _WORD.findall(clean)
    sentences = max(1, len([s for s in re.split(r"[.!?:]+(?:\s|$)|\n+", clean) if _WORD.search(s)]))
    if not words:
        return 100.0
    vowels = _VOWELS.get(language, _VOWELS["en"])
    syllables = sum(max(1, len(vowels.findall(_spoken(word, language)))) for word in words)
    length, weight = len(words) / sentences, syllables / len(words)
    return 180 - length - 58.5 * weight if language == "de" else 206.835 - 1.015 * length - 84.6 * weight


def _spoken(word: str, language: str) -> str:
    """English: a silent e at the end makes no syllable."""
    lower = word.lower()
    return word[:-1] if language == "en" and len(word) > 3 and lower.endswith("e") and not lower.endswith("le") else word


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text).casefold().strip()
