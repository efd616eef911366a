"""The phrases of five languages as patterns over folded clauses; every language is tried, as people mix them.

A list is written as text: phrases stand two blanks or a line apart. `<3>` stands for up to three words, `<name>` for a
part named in MAKROS (of the language, else of here), ä ö ü match ae oe ue too, other accents are dropped as in `fold`.
"""

from __future__ import annotations

import re
import unicodedata
from types import ModuleType

from apps.cam.logic.replies.lexicon import de, en, es, fr, nl

LANGUAGES: tuple[ModuleType, ...] = (en, de, fr, es, nl)
_UMLAUTS = {"ä": "ae?", "ö": "oe?", "ü": "ue?"}
_GAP = r"[, (\\\"]*(?<!\\w)[\\w'@./%&+-]*\\w(?!\\w)[.),\\\"]*"
_SHARED = {
    "whom": r"(?!me\b|us\b|you\b|my office\b|him at\b|back\b|myself\b|it\b)",
    "name": r"(?:(?:mr|ms|mrs|herr[n]?|frau|mme|madame|monsieur|m\.|sr\.?|sra\.?|senora?|dhr\.?|mevr\.?|mevrouw)\.? )[a-z'-]+|[a-z'-]+ [a-z'-]+(?= (?:about|regarding|for|at|who|in|on|from|\()|,? ?\(|: [\w.+-]+@)|[a-z'-]+(?= (?:in|from|at) (?:our|the|my))|\w+, (?:he|she|they|who)",
}


def _expanded(phrase: str, makros: dict[str, str]) -> str:
    for _ in range(3):
        phrase = re.sub(r"<(\d)>\??", rf"(?:{_GAP}){{0,\1}}?[, ]*", phrase)
        phrase = re.sub(r"<([a-z]+)>", lambda m: f"(?:{makros[m[1]]})", phrase)
    phrase = phrase.replace("(?=$", r"(?=\??$")
    phrase = "".join(_UMLAUTS.get(c, c) for c in unicodedata.normalize("NFC", phrase)).replace("ß", "ss")
    return "".join(c for c in unicodedata.normalize("NFD", phrase) if not unicodedata.combining(c))


def _phrases(name: str) -> list[str]:
    found = []
    for language in LANGUAGES:
        makros = _SHARED | language.MAKROS
        text = getattr(language, name, "").strip()
        found += [_expanded(phrase, makros) for phrase in re.split(r"\s{2,}", text) if phrase]
    return found


def pattern(*names: str) -> re.Pattern:
    """The phrases of lists in all languages, as whole words."""
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?:{p})" for name in names for p in _phrases(name)) + r")(?!\w)", re.IGNORECASE)
