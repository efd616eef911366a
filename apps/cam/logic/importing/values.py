"""Single cells: fillers, invisible characters, markup, broken encodings, numbers, names, yes and no."""

from __future__ import annotations

import html
import re
import unicodedata

FILLERS = frozenset(
    {
        "n/a", "na", "n.a.", "n.a", "#n/a", "#n/v", "#nv", "#na", "#ref!", "#value!", "#wert!", "#bezug!", "#name?", "#null!",
        "#div/0!", "none", "null", "nil", "nan", "nat", "undefined", "unknown", "unbekannt", "inconnu", "inconnue",
        "desconocido", "onbekend", "-", "--", "---", "----", "–", "—", "——", "_", "__", ".", "..", "...", "?", "??", "???", "xx",
        "xxx", "x/x", "tbd", "tba", "tbc", "k.a.", "k.a", "k/a", "ka", "n/d", "nd", "s/d", "s.d.", "n.d.", "n.c.", "nc",
        "n.v.t.", "nvt", "[]", "{}", "()", "''", "\"\"", "*", "**", "/", "\\", ";", ":", ",", "not available", "not found",
        "not provided", "not specified", "not applicable", "not set", "not known", "no data", "no value", "no email",
        "keine angabe", "keine angaben", "k. a.", "nicht bekannt", "nicht vorhanden", "non renseigné", "non renseignée",
        "non disponible", "pas de valeur", "sin datos", "sin valor", "no disponible", "no especificado", "kein wert",
        "keine daten", "n. a.", "n / a", "- -", "no email found", "email not found", "not disclosed",
    }
)  # fmt: skip
"""What exporters and people write where nothing is known; brackets around it do not count."""
_BRACKETED = frozenset({"blank", "empty", "leer", "vide", "vacio", "vacío", "leeg", "void", "no value", "none"})
_NAMES_TOO = frozenset({"Na", "Null", "Nat", "Nil", "Nan", "Nc", "Ka", "Nd", "Nvt"})
"""Fillers that, written like a name, are one."""
_JOINERS = "‍️"
_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF☀-➿]")
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf -¿‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|Â[ -¿]|â€[\x80-\xff™œž“”˜¢]")
_SCRIPT = re.compile(r"<(script|style|iframe|object|svg|noscript)\b.*?(?:</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:/?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]*|/)?|!--.*?--|![^<>]*)>", re.DOTALL)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan janv ene", "feb fev févr", "mar mär mrz", "apr avr abr", "may mai", "jun juin", "jul juil", "aug août ago", "sep sept",
         "oct okt", "nov", "dec dez déc dic"), 1
    )
    for name in names.split()
}  # fmt: skip
_DIGITS = r"-?\d[\d.,'’\u2009\u00a0\u202f ]*"
_FACTOR = r"k|tsd|m|mio|mn|mil|million|millionen|b|bn|mrd|billion"
_NUMBER = re.compile(rf"^[^\d-]{{0,12}}?({_DIGITS})\s*({_FACTOR})?(?![a-zäöü])\.?\s*(?:\+|[^\d]{{0,40}})$", re.IGNORECASE)
_RANGE = re.compile(
    rf"^[^\d-]{{0,12}}?({_DIGITS[2:]}\s*(?:{_FACTOR})?)\s*[€$£]?\s*(?:-|–|—|−|\bto\b|\bbis\b|\bà\b|\ba\b|\.\.\.?|…)\s*[€$£]?\s*"
    rf"({_DIGITS[2:]}\s*(?:(?:{_FACTOR})(?![a-zäöü]))?)\.?\s*\+?\s*[^\d]{{0,40}}$",
    re.IGNORECASE,
)
_UNIT = re.compile(rf"(?:{_FACTOR})\b", re.IGNORECASE)
_MANGLED = re.compile(r"^(?:(\d{1,2})[\s.-]*([a-zäéû]{3,4})\.?|([a-zäéû]{3,4})\.?[\s-]*(\d{1,2}))$", re.IGNORECASE)
_DATE = re.compile(r"^(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00:00)?$")
_ALONE = frozenset({"self-employed", "self employed", "selbstständig", "selbständig", "freelancer", "just me", "myself only"})
_FACTORS = {
    "k": 10**3, "tsd": 10**3, "m": 10**6, "mio": 10**6, "mn": 10**6, "mil": 10**6, "million": 10**6, "millionen": 10**6,
    "b": 10**9, "bn": 10**9, "mrd": 10**9, "billion": 10**9,
}  # fmt: skip


def clean(cell: str, *, name: bool = False) -> tuple[str, list[str]]:
    """The cell without invisible characters, markup and fillers, repaired where its encoding broke; and what was done to it.

    `name`: the cell holds a person's name, which a filler written with a capital may be.
    """
    if cell.isascii() and cell.isprintable() and "<" not in cell and "&" not in cell:
        kept, notes = " ".join(cell.split()), []
    else:
        kept, notes = _mended(cell)
    if len(kept) > 2 and kept[0] == kept[-1] and kept[0] in "'\"":
        kept = kept[1:-1].strip()
    if kept[:1] == "'" and kept[1:2] in ("=", "+", "-", "@"):
        kept = kept[1:]  # the apostrophe of a spreadsheet's export, ours too
    return ("" if _is_filler(kept) and not (name and kept in _NAMES_TOO) else kept), notes


def _is_filler(text: str) -> bool:
    if len(text) > 24 or text.lower() in FILLERS:
        return len(text) <= 24
    bare = text.strip("[](){}<> ")
    return text[:1] in "[({<" and (not bare or bare.lower() in FILLERS or bare.lower() in _BRACKETED)


def _mended(cell: str) -> tuple[str, list[str]]:
    notes = []
    text = unicodedata.normalize("NFC", cell)
    kept = "".join(c for c in text if _is_visible(c, text))
    if kept != text:
        notes.append("invisible characters removed")
    if "<" in kept and (bare := _TAG.sub(" ", _SCRIPT.sub(" ", kept))) != kept:
        kept = bare
        notes.append("markup removed")
    if re.search(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", kept, re.IGNORECASE) and (read := _without_tags(html.unescape(kept))) != kept:
        kept = read
        notes.append("HTML entities read")
    if "\n" in kept.strip() or "\r" in kept.strip():
        notes.append("line break replaced by a blank")
    kept = re.sub(r"\s+", " ", kept).strip()
    if _MOJIBAKE.search(kept):
        try:
            kept = kept.encode("cp1252").decode("utf-8")
            notes.append("broken encoding repaired")
        except (UnicodeEncodeError, UnicodeDecodeError):
            notes.append("encoding looks broken")
    return kept, notes


def _without_tags(text: str) -> str:
    return _TAG.sub(" ", _SCRIPT.sub(" ", text))


def _is_visible(char: str, text: str) -> bool:
    if char.isprintable() or char in "\n\r\t":
        return True
    if char in _JOINERS:
        return bool(_EMOJI.search(text))
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def number(text: str, *, comma_decimal: bool, whole: bool = False) -> int | None:
    """A count or sum: `1,234`, `1.234` by the file's locale, `51-200` (its middle), `10,001+`, `$2.5M`. ValueError if it is none.

    `whole`: it counts things, so that three digits behind a sign are thousands in every locale, and `Nov 50` was `11-50` once.
    """
    text = text.strip()
    if not text:
        return None
    if len(text) > 80:
        raise ValueError(text)
    if whole and (told := _counted_otherwise(text)) is not None:
        return told
    if match := _RANGE.match(text):
        unit = _UNIT.search(match[2])
        first = (
            match[1] if unit is None or _UNIT.search(match[1]) else f"{match[1].strip()} {unit[0]}"
        )  # 10-50 Mio is 10 Mio-50 Mio
        low, high = (number(part, comma_decimal=comma_decimal, whole=whole) for part in (first, match[2]))
        return (low + high) // 2 if low is not None and high is not None else None
    match = _NUMBER.match(text)
    if match is None:
        raise ValueError(text)
    digits = re.sub(r"[\s'’  ]", "", match[1]).rstrip(".,")
    if whole and re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    thousands, point = (".", ",") if comma_decimal else (",", ".")
    if re.fullmatch(rf"-?\d{{1,3}}(?:\{thousands}\d{{2,3}})*\{thousands}\d{{3}}(?:\{point}\d+)?", digits):
        digits = digits.replace(thousands, "")
    elif re.fullmatch(rf"-?\d{{1,3}}(?:\{point}\d{{3}}){{2,}}", digits):
        digits = digits.replace(point, "")
    digits = digits.replace(point, ".").replace(",", ".") if point == "," else digits.replace(",", "")
    return round(float(digits) * _FACTORS.get((match[2] or "").lower(), 1))


def _counted_otherwise(text: str) -> int | None:
    """The middle of a range that a spreadsheet took for a date (`11-50` became Nov 50), and one person by name; None for others."""
    if text.lower() in _ALONE:
        return 1
    if match := _MANGLED.match(text):
        day, month = int(match[1] or match[4]), _MONTHS.get((match[2] or match[3]).lower())
        return (day + month) // 2 if month is not None else None
    if match := _DATE.match(text):
        year, month, day = (int(part) for part in match.groups())
        other = day if day != 1 else year % 100 if year < 2000 else 1
        return (month + other) // 2
    return None


def uses_comma_decimal(samples: list[str], *, delimiter: str, foreign: bool = False) -> bool:
    """Whether the file writes 1.234,5: shown by its numbers, else by its headers' language, else by a semicolon between columns."""
    for sample in samples:
        if re.search(r"\d\.\d{3}(?:\.\d{3}|,\d)|^\D*\d+,\d{1,2}\D*$", sample):
            return True
        if re.search(r"\d,\d{3}(?:,\d{3}|\.\d)|^\D*\d+\.\d{1,2}\D*$", sample):
            return False
    return foreign or delimiter == ";"


_TITLES = re.compile(
    r"^(?:(?:(?:mr|mrs|ms|miss|mx|herr|frau|dr|prof|mme|mlle|sr|sra|srta)\.?|(?:hr|fr|dipl|ing|mag|m|dott)\.)(?:\s+|-(?=ing)))+(?=\S)",
    re.IGNORECASE,
)
_SUFFIXES = re.compile(
    r"(?:,?\s*\b(?:ph\.?\s?d|mba|md|m\.d|jr|sr|esq|cpa|cfa|m\.?sc|b\.?sc|m\.?a|b\.?a|ll\.?m|pmp|ii|iii|iv|dipl\.-\w+)\b\.?)+$",
    re.IGNORECASE,
)


def split_name(full: str) -> tuple[str, str]:
    """First and last name of `Ada Lovelace`, `Lovelace, Ada`, `Dr. Ada von Lovelace`, `Ada Lovelace, PhD`."""
    full = _TITLES.sub("", full.strip())
    if "," in full:
        full = _SUFFIXES.sub("", full).strip(" ,")
    if "," in full:
        last, _, first = full.partition(",")
        return _TITLES.sub("", first.strip() + " ").strip(), last.strip()
    first, _, last = full.partition(" ")
    return first, last.strip()


_OPTED_OUT = frozenset(
    {
        "unsubscribed", "unsubscribe", "do not contact", "do not email", "do not mail", "opted out", "opted-out", "opt-out", "opt out",
        "opted_out", "optout", "dnc", "don't contact", "never contact", "abgemeldet", "werbesperre", "nicht kontaktieren", "gesperrt",
        "kein kontakt", "widersprochen", "widerruf", "widerrufen", "desabonne", "désabonné", "désabonnée", "désinscrit", "désinscrite",
        "ne pas contacter", "opposé", "baja", "dado de baja", "no contactar", "blacklisted", "blacklist", "suppressed", "objected",
        "withdrawn", "revoked", "consent withdrawn", "denied", "refused", "complained", "spam complaint", "do_not_contact", "removed",
        "uitgeschreven", "afgemeld", "global unsubscribe", "objection",
    }
)  # fmt: skip
_NO_WORDS = "no n false 0 nein non faux falsch falso nee f never off subscribed active none nej não"
_YES_WORDS = "true yes y 1 x ja j oui o si sí s wahr vrai verdadero t checked on ✓ ✔ ☑ sim"
_NO = frozenset(_NO_WORDS.split()) | {
    "opted in", "opt-in", "opted-in", "not opted out", "not unsubscribed", "nicht abgemeldet",
}  # fmt: skip
_YES = frozenset(_YES_WORDS.split()) | _OPTED_OUT


def opted_out(text: str, *, inverse: bool = False) -> bool:
    """Whether a cell of an opt-out column says yes: a yes, a moment when it happened, a word for it. `inverse`: it asks the opposite."""
    told = text.strip().lower()
    if not told:
        return False
    if inverse:
        return told in _OPTED_OUT or told in _NO - {"subscribed", "active", "opted in", "opt-in", "opted-in"}
    return told not in _NO and (told in _YES or says_opted_out(told) or re.search(r"\b(?:19|20)\d\d\b", told) is not None)


def says_opted_out(text: str) -> bool:
    """Whether a status, one of several in a cell too, says that its lead wants no mail."""
    return any(part.strip().lower() in _OPTED_OUT for part in re.split(r"[;,|/]", text) if part.strip())
