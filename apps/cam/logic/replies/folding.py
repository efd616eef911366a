"""Text as the lexicons read it: lower case, no accents, one kind of apostrophe, frequent misspellings mended, split into clauses."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

MAX_JUDGED = 20_000
"""Characters of an answer that are judged: what its writer wants stands there."""
_MARKS = str.maketrans({
    "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‐": "-",
    "‑": "-", "\xa0": " ", "\u202f": " ", "\u2009": " ", "…": "...", "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "¡": " ", "¿": " ",
    "*": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u00ad": "",
})  # fmt: skip
_SHORT = [
    (re.compile(r"\b(?:e|e-|e )mail"), "email"), (re.compile(r"\b(?:pls|plz|plse|pleas|pleease)\b"), "please"),
    (re.compile(r"\b(?:thx|tnx|thanx|thks)\b"), "thanks"), (re.compile(r"\b(?:u)\b(?= (?:please|send|do|have|can|guys|people|stop))"), "you"),
    (re.compile(r"\bdont\b"), "don't"), (re.compile(r"\bcant\b"), "can't"), (re.compile(r"\bwont\b"), "won't"), (re.compile(r"\bim\b(?= (?:not|out|away|interested|on|the|very|no|in))"), "i'm"),
    (re.compile(r"\bisnt\b"), "isn't"), (re.compile(r"\bdidnt\b"), "didn't"), (re.compile(r"\bdoesnt\b"), "doesn't"),
    (re.compile(r"\bur\b"), "your"), (re.compile(r"\bs'?il (?:vous|te) pla[iy]t\b|\bsvp\b|\bstp\b"), ","), (re.compile(r"\b(?:a\.?u\.?b\.?|alstublieft|alsjeblieft|ajb)\b"), "alsjeblieft"),
    (re.compile(r"\b(?:rdv|rendez vous)\b"), "rendez-vous"), (re.compile(r"\bq ?([1-4])\b"), r"q\1"),
    (re.compile(r"([a-z])\1{3,}"), r"\1"), (re.compile(r"\bun[ -](?=subscri)"), "un"), (re.compile(r"\btelefonan|\btelefonisch"), "telefon"),
]  # fmt: skip
_KNOWN_WORDS = """
unsubscribe unsubscribed unsubscribing subscribe subscribed interested interesting interest interests interessiert interesse interessen
interessant interessante interessee interesados interesado interesada geinteresseerd remove removed remover removes removal remote delete deleted deletes deplete receive
received receiver receives address adress adresse adressen addresses contact contacts contacted contacto contacte contacter contract contrat context kontakt
kontakte mailing mailings abmelden abmeldung anmelden austragen verteiler verwijder verwijderen verwijderd afmelden aanmelden uitschrijven
inschrijven desinscrire desinscription inscription inscrire desabonner desabonnement supprimer supprime database angebot angebote
offerte offerta termin termine pricing proposal proposals schedule scheduled meeting meetings vacation vacations vacaciones office
colleague colleagues collegue kollege kollegin kollegen marketing absent absence abwesend anwesend responsible gegevens loschen loeschen
geloscht newsletter newsletters unsubscription permission erasure reklame werbung
"""
_KNOWN = frozenset(_KNOWN_WORDS.split())
_MENDED = frozenset(
    [
        "unsubscribe",
        "unsubscribed",
        "interested",
        "interessiert",
        "geinteresseerd",
        "remove",
        "delete",
        "receive",
        "received",
        "address",
        "contact",
        "abmelden",
        "austragen",
        "verteiler",
        "verwijder",
        "verwijderen",
        "afmelden",
        "uitschrijven",
        "desinscrire",
        "desinscription",
        "desabonner",
        "database",
        "angebot",
        "pricing",
        "proposal",
        "schedule",
        "meeting",
        "colleague",
        "marketing",
        "newsletter",
        "vacation",
    ]
)


def _without_one(word: str) -> set[str]:
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


_NEAR: dict[str, set[str]] = {}
for _word in _MENDED:
    for _form in {_word} | _without_one(_word):
        _NEAR.setdefault(_form, set()).add(_word)


def fold(text: str) -> str:
    """The text as the lexicons read it; line breaks stay."""
    text = unicodedata.normalize("NFKC", text[:MAX_JUDGED].translate(_MARKS)).lower().translate(_MARKS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    for pattern, replacement in _SHORT:
        text = pattern.sub(replacement, text)
    text = re.sub(r"[a-z]{6,16}", _mended, text)
    return re.sub(r"[ \t]+", " ", text).strip()


def _mended(match: re.Match) -> str:
    """A word one slip away from a telling one (a letter missing, added, exchanged or swapped) is that word."""
    word = match[0]
    if word in _KNOWN:
        return word
    near = {k for form in {word} | _without_one(word) for k in _NEAR.get(form, ()) if k[0] == word[0] and k[-1] == word[-1]}
    return min(near) if near else word


_BREAK = re.compile(
    r"(?<![\s.](?:nr|no|st|dr|mr|ms))(?<!\bart)(?<!\bmrs)(?<!\bz\.b)(?<!\bggf)(?<!\bbzw)(?<!\d)[.]+(?=\s|$)|(?<=\d)\.(?=\s+[a-z]{2,}\s+[a-z]+\s+[a-z])(?!\s+(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez))|[!?;]+|\n+|\s-+\s|:\s"
)


def unwrapped(text: str) -> str:
    """Lines that a mail program wrapped are one line again."""
    lines = text.split("\n")
    made = [lines[0]]
    for before, line in pairwise(lines):
        wraps = len(before) >= 55 and line.strip() and not re.search(r"[.!?:;]\s*$", before) and not re.match(r"\s*[-*•\d]", line)
        if wraps:
            made[-1] += " " + line
        else:
            made.append(line)
    return "\n".join(made)


def clauses(text: str) -> list[str]:
    """The clauses of a folded text, each with the mark that ends it if it asks."""
    found: list[str] = []
    start = 0
    for match in _BREAK.finditer(text):
        found.append(text[start : match.start()] + ("?" if "?" in match[0] else ""))
        start = match.end()
    found.append(text[start:])
    return [clause.strip(" ,\"'()") for clause in found if re.search(r"\w", clause)]
