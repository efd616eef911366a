"""The patterns by which numbers are read: in figures and in words, English and German."""

from __future__ import annotations

import re


def _any(words: str) -> str:
    """An alternative of the words of a text, longest first."""
    return "|".join(sorted(words.split(), key=len, reverse=True))


def _values(words: str, start: int, step: int = 1) -> dict[str, int]:
    return {word: start + step * index for index, word in enumerate(words.split())}


WORDS: dict[str, int] = (
    _values("one two three four five six seven eight nine ten eleven twelve", 1)
    | _values("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13)
    | _values("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
    | _values("zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", 2)
    | _values("dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", 13)
    | _values("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", 20, 10)
    | {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
    | {"dutzend": 12, "hundert": 100, "tausend": 1000, "millionen": 10**6, "milliarde": 10**9, "milliarden": 10**9}
    # A vague plural is a number nobody gave: it stands for more than the counts that are free.
    | {"dozens": 24, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9}
    | {"dutzende": 24, "dutzenden": 24, "hunderte": 200, "hunderten": 200, "tausende": 2000, "tausenden": 2000}
)
DENOMINATORS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "tenth": 10,
    "drittel": 3,
    "viertel": 4,
    "fünftel": 5,
    "sechstel": 6,
    "zehntel": 10,
}
SIGNS = {"½": "0.5", "⅓": "0.3333", "⅔": "0.6667", "¼": "0.25", "¾": "0.75", "⅕": "0.2", "⅖": "0.4", "⅗": "0.6", "⅘": "0.8"}
ORDINALS = {
    "second": 2,
    "other": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "tenth": 10,
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "fünft": 5,
    "zehnt": 10,
}
SCALES = {
    "k": 10**3,
    "m": 10**6,
    "bn": 10**9,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "tsd": 10**3,
    "mio": 10**6,
    "mrd": 10**9,
    "hundert": 100,
    "tausend": 10**3,
    "millionen": 10**6,
    "milliarden": 10**9,
}

_TENS = "|".join(word for word, value in WORDS.items() if 20 <= value < 100 and value % 10 == 0)
_NUMBER_WORDS = "|".join(sorted(WORDS, key=len, reverse=True))
_SMALL = (
    _any("one two three four five six seven eight nine ten ein eine einer zwei drei vier fünf sechs sieben acht neun zehn")
    + r"|\d+"
)
_UNITS = _any(
    "half halves third thirds quarter quarters fifth fifths sixth sixths tenth tenths drittel viertel fünftel sechstel zehntel"
)
_FIGURE = r"\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_TIME_UNITS = r"days?|weeks?|months?|years?|posts?|tage?\w*|wochen?|monate?\w*|jahre?\w*|beiträge?"

PERCENT = re.compile(
    rf"(?P<n>{_FIGURE})\s*(?:%|per\s?cent\b|percent\b|prozent(?!ual)\w*|percentage points?\b)",
    re.IGNORECASE,
)
WORD_PERCENT = re.compile(
    rf"\b(?P<n>(?:(?:{_TENS})[- ])?(?:{_NUMBER_WORDS}|\w+(?:zwanzig|ßig|zig))|(?:ein)?hundert|a hundred)"
    r"\s+(?:per\s?cent|percent|prozent)\b",
    re.IGNORECASE,
)
FRACTION = re.compile(
    rf"\b(?:(?P<top>{_SMALL}|a)[- ](?P<bottom>{_UNITS})(?!\s+(?:past|to|nach|vor|uhr|hour|day|stunden?)\b)\b"
    r"(?P<of>(?:[- ]+(?:of|der|des|aller|die|von|all|as|less|more|fewer|lower|higher|cheaper|faster|"
    r"weniger|mehr|billiger|schneller))?)|"
    r"(?P<half>half of|half the|half our|half your|half their|half as|by half|"
    r"die hälfte|der hälfte|zur hälfte|halb so|halved?|halving|halbier\w+))\b",
    re.IGNORECASE,
)
MEASURED = re.compile(r"\b(?:by|about|nearly|over|under|only|almost|roughly|um|rund|fast|etwa|nur)\s+$", re.IGNORECASE)
"""What stands before a fraction that is a quantity and not an ordinal."""
SLASH = re.compile(r"(?<![\d/])(?P<top>[1-9])/(?P<bottom>[2-9]|10)(?![\d/])|[½⅓⅔¼¾⅕⅖⅗⅘]")
OUT_OF = re.compile(
    rf"\b(?P<top>{_SMALL})\s+(?:in|out of|of every|von|aus)\s+(?:every\s+)?(?P<bottom>{_SMALL})\b(?!\s*(?:{_TIME_UNITS})\b)|"
    r"\b(?:every|jede[rsn]?)\s+(?P<nth>second|third|fourth|fifth|tenth|other|(?:zweit|dritt|viert|fünft|zehnt)e[rsn]?)\s+"
    rf"(?!(?:{_TIME_UNITS})\b)\w+",
    re.IGNORECASE,
)
MULTIPLE = re.compile(
    r"\b(?:doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)|quadrupl\w+|twice (?:as|the|their|our|your)|(?P<fold>\w+)-?fold|"
    r"(?P<times>\d+(?:[.,]\d+)?|two|three|four|five|six|seven|eight|nine|ten) times (?:as|more|the|faster|higher|better|cheaper)|"
    r"verdoppel\w+|verdreifach\w+|vervielfach\w+|doppelt so|doppelte[nrs]?|(?P<mal>\w+)mal so|"
    r"(?P<fach>zwei|drei|vier|fünf|sechs|zehn|hundert)fach\w*)\b|"
    r"\b(?P<x>\d+(?:[.,]\d+)?)\s?[x×](?![\w×])",
    re.IGNORECASE,
)
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mai|Okt|Dez)[a-zä]*\.?"
DATE = re.compile(
    r"\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?\b|\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4})?|\b\d{1,2}/\d{1,2}/\d{2,4}\b|"
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b(?:\s?(?:am|pm|Uhr))?|\b\d{1,2}\s?(?:am|pm|Uhr|h)\b|"
    r"\b(?:19|20)\d\d\b(?!\s*(?:%|€|\$|£|EUR|USD|GBP|CHF))|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?{_MONTHS}(?:\s+\d{{4}})?|"
    rf"\b{_MONTHS}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?\b",
)
_NUMBERED = _any(
    "step part week day month phase layer version rule section chapter page slot round level year point question table pillar "
    "schritt teil woche tag monat ebene regel abschnitt kapitel seite runde stufe jahr punkt frage tabelle säule schicht"
)
NUMBERING = re.compile(
    r"(?m)^\s*\(?\d{1,3}[.)](?=\s)|"
    rf"(?i:\b(?:{_NUMBERED})[sen]{{0,2}}[\s-]+v?\d{{1,3}}(?:\s*(?:,|–|-|to|bis|and|und)\s*\d{{1,3}})*\b)|"
    r"(?i:\b(?:no|nr)\.\s*\d+)|\bv\d+(?:\.\d+)*\b|#\d+\b|§+\s?\d+\w*|\bQ[1-4]\b|"
    r"\b[A-Za-z]+\d+\w*\b|\b24/7\b|\b\d+[a-zA-Z]{3,}\w*\b",
)
_LENGTH_UNITS = (
    r"characters?|chars?|words?|letters?|lines?|pages?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|"
    r"quarters?|sentences?|working days|business days|zeichen|wörter[n]?|worte[n]?|buchstaben|zeilen|seiten?|sekunden?|minuten?|"
    r"stunden?|tage[ns]?|werktage[n]?|arbeitstage[n]?|wochen?|monate?[ns]?|jahre?[ns]?|quartale?|sätze[n]?|"
    r"px|pixels?|mm|cm|km|m²|metres?|meters?"
)
LENGTH = re.compile(
    rf"\b\d[\d.,]*(?:\s*(?:-|–|to|bis|or|oder|and|und|/)\s*\d[\d.,]*)*[\s\u00a0-]*(?:{_LENGTH_UNITS})\b", re.IGNORECASE
)
WORD_LENGTH = re.compile(rf"\b(?:(?:{_TENS})[- ])?(?:{_NUMBER_WORDS})[\s-]+(?:{_LENGTH_UNITS})\b", re.IGNORECASE)
PLAN_WORDS = re.compile(
    r"budget|target|\bgoal|stop[ -]rule|\bkill\b|\bkill criteri|zielwert|\bziel|zielgröße|stoppregel|abbruch|etat\b",
    re.IGNORECASE,
)
"""A sentence with one of these names its percentages as budget, target or stop rule."""
NUMBER = re.compile(
    rf"(?<![\w.,])(?P<n>{_FIGURE})(?P<scale>\s?(?:k|m|bn|million|billion|thousand|mio\.?|mrd\.?|tsd\.?|tausend|millionen)\b)?",
    re.IGNORECASE,
)
NUMBER_WORD = re.compile(
    rf"\b(?:(?:{_TENS})[- ](?:one|two|three|four|five|six|seven|eight|nine)|"
    rf"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun)und(?:{_TENS})|{_NUMBER_WORDS})\b"
    r"(?P<next>\s+(?:hundred|thousand|million|billion|hundert|tausend|millionen|milliarden)\b)?",
    re.IGNORECASE,
)
RANGE = re.compile(rf"\s*(?:to|bis|and|und|or|oder|–|-)\s*[€$£]?\s?(?:{_FIGURE})", re.IGNORECASE)
"""The rest of a range whose first figure was just read."""
CURRENCY = re.compile(r"[€$£¥]|\b(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|franken)\b", re.IGNORECASE)
