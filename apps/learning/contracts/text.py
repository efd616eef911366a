"""Text as the house writer handles it: splitting answers into phrases, joining, casing, trimming. English and German."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”“»’)]*\s+(?=[A-ZÄÖÜ0-9“„\"(«])")
_ABBREVIATION_WORDS = """
e.g. i.e. etc. approx. no. vs. mr. mrs. dr. st. z.b. d.h. u.a. ca. bzw. inkl. zzgl. usw. nr. str. prof. p.a. o.ä. evtl.
max. min.
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_WORDS.split())
_LINES = re.compile(r"\s*(?:\r?\n|;|•|·|\u2022| \| )\s*")
_BULLET = re.compile(r"^\s*(?:[-–—*+•]|\(?\d{1,2}[.)])\s+")
_COMMA = re.compile(r",(?!\d)\s*|,\s+")
_CONJUNCTION = re.compile(r"^(?:and|or|und|oder|sowie|plus)\s+", re.IGNORECASE)
_DEPENDENT = re.compile(
    r"(?:who|which|that|whose|because|when|where|if|so|e\.g\.|i\.e\.|such as|including|especially|"
    r"die|der|das|deren|dessen|weil|dass|wenn|z\.\s?B\.|etwa|insbesondere|vor allem|ohne)\s",
    re.IGNORECASE,
)
_VERBS = """
we they he she i it there who which that because when if although where are is was were has have had do does don't can
can't cannot will won't would should must isn't aren't doesn't wants? needs? gets? feels? knows? thinks? struggles?
worry worries fears? wir sie er es man ich weil dass wenn obwohl welche[rsnm]? ist sind war waren hat haben hatten kann
können will wollen soll sollen muss müssen darf dürfen wird werden brauchen braucht suchen sucht wissen weiß finden
findet fehlt fehlen
"""
_CLAUSE_WORDS = re.compile(rf"\b(?:{'|'.join(_VERBS.split())})\b", re.IGNORECASE)
_PROPER_WORDS = """
google instagram facebook linkedin youtube tiktok pinterest whatsapp meta x apple microsoft shopify amazon yelp
trustpilot monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december german english french spanish italian dutch austrian swiss european british american
scottish irish welsh christmas easter europe germany austria switzerland london berlin vienna paris munich hamburg
dublin
"""
_PROPER = frozenset(_PROPER_WORDS.split())
_GERMAN_LOWER_WORDS = """
der die das den dem des ein eine einen einem einer eines kein keine keinen keiner in im an am auf aus bei mit nach von
vom zu zur zum für über unter ohne gegen um durch vor hinter neben zwischen bis seit ab als wie mehr weniger viel viele
wenig wenige alle jede jeder jedes unser unsere unseren unserem unserer ihr ihre ihren ihrem ihrer mein meine sein seine
klein kleine kleiner kleinen kleines groß große großer großen neue neuer neuen neues neu alte alten alter junge jungen
junger gute guten guter gutes gut schlechte schlechter lange langer langen kurze kurzen kurzer hohe hoher hohen hohes
niedrige niedriger schnelle schneller schnell feste fester festen klare klarer klares klaren regionale regionaler
regionalen lokale lokaler lokalen private privater privaten berufstätige berufstätigen eigene eigener eigenen eigenes
echte echter faire fairer fairen ruhige ruhiger ruhiges verlässliche verlässlicher unsichere unsicherer zu sehr nicht
oft immer noch nur auch ausgebildete ausgebildeter geprüfte geprüfter persönliche persönlicher persönlichen transparente
transparenter geringe geringer fehlende fehlender fehlendes wechselnde wechselnder mittelständische mittelständischer
mittlere mittlerer selbst weil wenn dass ob und oder
"""
_GERMAN_LOWER = frozenset(_GERMAN_LOWER_WORDS.split())


def clean(text: str) -> str:
    """The text with single blanks, without surrounding blanks and without bullet marks at its start."""
    return _BULLET.sub("", re.sub(r"[ \t\u00a0]+", " ", text)).strip()


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; abbreviations and decimal points do not end one, line breaks do."""
    found: list[str] = []
    for line in re.split(r"\r?\n+", text):
        parts: list[str] = []
        for part in _SENTENCE_END.split(clean(line)):
            if parts and _ends_in_abbreviation(parts[-1]):
                parts[-1] += " " + part
            elif part:
                parts.append(part)
        found += parts
    return tuple(found)


def phrases(text: str) -> tuple[str, ...]:
    """The usable pieces of an answer: lines, bullets, sentences, and the items of a plain list.

    A clause ("we lose people after the trial, because …") stays whole; list items lose their "and". Doubles are dropped.
    """
    found: list[str] = []
    for line in _LINES.split(text):
        for sentence in sentences(line):
            found += _items(sentence.rstrip(" .!"))
    kept = dict.fromkeys(p for p in (clean(item).strip(" ,.") for item in found) if p)
    return tuple(kept)


def is_clause(phrase: str) -> bool:
    """Whether a phrase has a verb of its own, so that it must stand as a sentence or a quotation, not inside a list of nouns."""
    return bool(_CLAUSE_WORDS.search(phrase))


def join(items: Iterable[str], *, language: str = "en", last: str = "") -> str:
    """Items as a list in prose: "a, b and c" / "a, b und c"; `last` replaces the conjunction, e.g. "or"."""
    found = [item for item in items if item]
    word = last or ("und" if language == "de" else "and")
    if len(found) < 2:
        return "".join(found)
    # A separator that the items themselves contain would blur them.
    separator = "; " if any("," in item for item in found) else ", "
    return f"{separator.join(found[:-1])}{';' if separator == '; ' and language == 'en' else ''} {word} {found[-1]}"


def sentence(text: str) -> str:
    """The text as one sentence: capital at the start, a full stop at the end unless it has a mark."""
    whole = capital(clean(text).rstrip(" ,;:"))
    return whole if not whole or whole[-1] in ".!?…" or whole[-2:] in (".”", ".“", "?”", "!”", "?“", "!“") else whole + "."


def capital(text: str) -> str:
    """The first letter as a capital; a word with inner capitals or a domain (iPhone, e-mail@x) stays."""
    word = text.split(" ", 1)[0]
    if not text or any(c.isupper() for c in word[1:]) or "." in word[1:-1] or "@" in word:
        return text
    return text[0].upper() + text[1:]


def inline(phrase: str, *, language: str = "en", names: Iterable[str] = ()) -> str:
    """The phrase as it stands inside a sentence: no closing mark, small initial unless it is a name or a German noun."""
    text = clean(phrase).rstrip(" .,;:")
    word = re.split(r"[ ,]", text, maxsplit=1)[0]
    bare = word.strip("“„\"'()’").casefold()
    if not word[:1].isupper() or any(c.isupper() for c in word[1:]) or word in ("I", "I'm", "A4"):
        return text
    known = {part.casefold() for name in names for part in re.split(r"[\s,/&-]+", name)}
    if language == "de":
        lowered = bare in _GERMAN_LOWER
    else:
        lowered = re.sub(r"['’]s$", "", bare) not in _PROPER | known and not _is_name(text)
    return text[0].lower() + text[1:] if lowered else text


def trim(text: str, limit: int) -> str:
    """The text within `limit` characters: whole sentences where they fill half of it, else whole words and an ellipsis."""
    if len(text) <= limit:
        return text
    kept = ""
    for part in sentences(text):
        if len(kept) + len(part) + bool(kept) > limit:
            break
        kept = f"{kept} {part}".strip()
    if len(kept) >= limit / 2:
        return kept
    cut = text[: limit - 1]
    if not text[limit - 1].isspace() and re.search(r"\s\S+$", cut):
        cut = cut.rsplit(None, 1)[0]
    return cut.rstrip(" ,;:–-(") + "…"


def _items(piece: str) -> list[str]:
    """The items of a plain list; a relative clause stays with its noun, and prose stays whole."""
    parts: list[str] = []
    for part in filter(None, _split_at_commas(piece)):
        if parts and _DEPENDENT.match(part):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    heads = [part.split(",", 1)[0] for part in parts]
    prose = any(len(head.split()) > 9 or is_clause(head) for head in heads)
    if len(parts) < 2 or prose or re.match(r"\S+(?: \S+){0,3}: ", heads[0]):
        return [piece]
    *head, tail = parts
    two = re.split(r"\s+(?:and|or|und|oder|sowie)\s+", tail, maxsplit=1)
    if not _CONJUNCTION.match(tail) and len(tail.split()) <= 6 and len(two) == 2 and min(map(len, two)) > 2:
        return [*head, *two]
    return [*head, _CONJUNCTION.sub("", tail)]


def _split_at_commas(piece: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, char in enumerate(piece):
        depth += (char in "([„“") - (char in ")]”")
        depth = max(depth, 0)
        if char == "," and depth == 0 and _COMMA.match(piece, index):
            parts.append(piece[start:index].strip())
            start = index + 1
    return [*parts, piece[start:].strip()]


def _is_name(text: str) -> bool:
    """Two capitalised words in a row at the start look like a name ("Acme Dental", "New York")."""
    words = text.split()
    return len(words) > 1 and words[1][:1].isupper() and words[1][1:].islower()


def _ends_in_abbreviation(text: str) -> bool:
    word = text.rsplit(" ", 1)[-1].lower().lstrip('(“„"')
    return word in _ABBREVIATIONS or bool(re.fullmatch(r"[a-zäöü]\.|\d{1,2}\.", word))
