"""What a client's compliance notes order and forbid word for word. Writers obey it, the gate checks it."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"[“\"„«](?P<text>[^“”\"„«»]{2,300})[”\"“»]|(?<!\w)'(?P<plain>[^']{2,300})'(?!\w)")
_SENTENCES = re.compile(r"(?:(?<=[.!?;])|(?<=[.!?][\"”“»']))\s+(?=[^a-zäöü])|\n+")
_NEGATIVE = re.compile(
    r"\b(?:never|no|not|don't|avoid|forbid|forbidden|ban|banned|without|nie|niemals|nicht|kein\w*|verboten|vermeid\w*|ohne)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:add|append|include|carry|carries|show|state|mention|end with|must (?:say|read|contain)|note|notice|disclaimer|always|"
    r"label|hinweis|pflichthinweis|ergänz\w*|hinzufüg\w*|angeben|enthalten|nennen|immer|kennzeichn\w*|zusatz)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^(?:(?:required|mandatory|legal|risk) )?(?:note|notice|disclaimer|warning|pflichthinweis|hinweis|risikohinweis)"
    r"\s*:\s*(?P<text>.{8,300})$",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"\b(?:never|do not|don't|must not) (?:say|use|write|call\s+\w+|promise|claim)\s+(?:the words?\s+)?(?P<list>[^.;:]{3,160})|"
    r"\b(?:avoid|forbidden) (?:the )?words?:?\s+(?P<words>[^.;]{3,160})|"
    r"\b(?:nie|niemals|nicht) (?:von )?(?P<german>[^.;:]{3,120}?) (?:sagen|schreiben|verwenden|benutzen|versprechen|sprechen)\b",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\s*(?:,|/|\bor\b|\band\b|\bund\b|\boder\b)\s*")


def required_notes(compliance: str) -> tuple[str, ...]:
    """The texts that every published text must carry verbatim, read off the compliance notes; empty if they order none."""
    found: list[str] = []
    for sentence in _SENTENCES.split(compliance):
        labelled = _LABELLED.match(sentence.strip())
        if _ORDER.search(sentence) and not _NEGATIVE.search(_QUOTED.sub("", sentence)):
            quoted = _quoted(sentence)
            found += quoted or ([labelled["text"].strip()] if labelled else [])
        elif labelled:
            found.append(labelled["text"].strip())
    return tuple(dict.fromkeys(found))


def forbidden_phrases(compliance: str) -> tuple[str, ...]:
    """The words and phrases that the compliance notes forbid: quoted ones, and short items after "never say …"."""
    found: list[str] = []
    for sentence in _SENTENCES.split(compliance):
        if not _NEGATIVE.search(_QUOTED.sub("", sentence)):
            continue
        if quoted := _quoted(sentence):
            found += quoted
            continue
        for match in _LISTED.finditer(sentence):
            items = _ITEMS.split(match["list"] or match["words"] or match["german"])
            found += [item.strip(" .!") for item in items if 1 <= len(item.split()) <= 3 and len(item.strip()) > 2]
    return tuple(dict.fromkeys(found))


def _quoted(sentence: str) -> list[str]:
    return [(m["text"] or m["plain"]).strip() for m in _QUOTED.finditer(sentence)]
