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
    r"\b(?:never|do not|don't|must not) (?P<verb>say|use|write|promise|claim)\s+(?:the words?\s+)?(?P<list>[^.;:]{3,160})|"
    r"\b(?:avoid|forbidden) (?:the )?words?:?\s+(?P<words>[^.;]{3,160})|"
    r"\b(?:nie|niemals|nicht) (?:von )?(?P<german>[^.;:]{3,120}?) (?:sagen|schreiben|verwenden|benutzen|versprechen|sprechen)\b",
    re.IGNORECASE,
)
_SAYS_THAT = re.compile(
    r"\b(?:every|each|all)\b[^.\n]*?\b(?:says?|states?|mentions?|adds?|must say|must state) that "
    r"(?:it|they|this|these) (?P<en>[^.\n;]{6,200})|"
    r"\b(?:jeder?|jedes|alle)\b[^.\n]*?,? dass (?:er|sie|es) (?P<de>[^.\n;]{6,200}?) (?P<verb>\w+)(?=[.;\n]|$)",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"\s*(?:,|/|\bor\b|\band\b|\bund\b|\boder\b)\s*")


def required_notes(compliance: str) -> tuple[str, ...]:
    """The texts that every published text must carry verbatim, read off the compliance notes; empty if they order none."""
    found: list[str] = []
    for match in _SAYS_THAT.finditer(compliance):
        english = f"This text {_singular(match['en'])}." if match["en"] else ""
        found.append(english or f"Dieser Text {match['verb']} {match['de']}.")
    for sentence in _SENTENCES.split(_SAYS_THAT.sub("", compliance)):
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
            # "Do not promise growth" forbids a promise, not the word; two words and more are looked for as they stand.
            least = 2 if (match["verb"] or "").casefold() in ("promise", "claim") else 1
            found += [item.strip(" .!") for item in items if least <= len(item.split()) <= 3 and len(item.strip()) > 2]
    return tuple(dict.fromkeys(found))


def _singular(clause: str) -> str:
    """ "do not replace" of several texts becomes "does not replace" of this one."""
    return re.sub(r"^do\b", "does", re.sub(r"^are\b", "is", clause.strip()))


def _quoted(sentence: str) -> list[str]:
    return [(m["text"] or m["plain"]).strip() for m in _QUOTED.finditer(sentence)]
