"""Single cells: fillers, invisible characters, broken encodings, numbers, names."""

from __future__ import annotations

import re
import unicodedata

FILLERS = frozenset(
    [
        "n/a",
        "na",
        "n.a.",
        "none",
        "null",
        "nil",
        "-",
        "--",
        "—",
        "?",
        "unknown",
        "#n/a",
        "nan",
        "(blank)",
        "blank",
        "not",
        "available",
        "not",
        "found",
        "tbd",
        "k.a.",
        "keine",
        "angabe",
        "unbekannt",
        "undefined",
        "not",
        "provided",
        "-",
        "-",
        ".",
        "x/x",
    ]
) | {"not available", "not found", "keine angabe", "not provided", "no data"}
_JOINERS = "‍️"
_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF☀-➿]")
_MOJIBAKE = re.compile(r"Ã[\x80-\xbf -¿‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|Â[ -¿]|â€[\x80-\xff™œž“”˜¢]")
_NUMBER = re.compile(r"^[^\d-]{0,4}(-?[\d.,'  ]+)\s*(k|m|mio|mn|million|b|bn|mrd|billion)?\.?\s*[^\d]{0,12}$", re.IGNORECASE)
_RANGE = re.compile(r"^\s*([\d.,]+)\s*(?:-|–|—|to|bis)\s*([\d.,]+)\s*(?:employees|mitarbeiter)?\s*$", re.IGNORECASE)
_FACTORS = {
    "k": 10**3,
    "m": 10**6,
    "mio": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "mrd": 10**9,
    "billion": 10**9,
}


def clean(cell: str) -> tuple[str, list[str]]:
    """The cell without invisible characters, fillers and repaired where its encoding broke; and what was done to it."""
    notes = []
    text = unicodedata.normalize("NFC", cell)
    kept = "".join(c for c in text if _is_visible(c, text))
    if kept != text:
        notes.append("invisible characters removed")
    if "\n" in kept.strip() or "\r" in kept.strip():
        notes.append("line break replaced by a blank")
    kept = re.sub(r"\s+", " ", kept).strip()
    if _MOJIBAKE.search(kept):
        try:
            kept = kept.encode("cp1252").decode("utf-8")
            notes.append("broken encoding repaired")
        except (UnicodeEncodeError, UnicodeDecodeError):
            notes.append("encoding looks broken")
    if kept.lower() in FILLERS:
        return "", notes
    return kept, notes


def _is_visible(char: str, text: str) -> bool:
    if char in "\n\r\t":
        return True
    if char in _JOINERS:
        return bool(_EMOJI.search(text))
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def number(text: str, *, comma_decimal: bool) -> int | None:
    """A count or sum: `1,234`, `1.234` by the file's locale, `51-200` (its middle), `10,001+`, `$2.5M`. ValueError if it is none."""
    if not text:
        return None
    if match := _RANGE.match(text):
        low, high = number(match[1], comma_decimal=comma_decimal), number(match[2], comma_decimal=comma_decimal)
        return (low + high) // 2 if low is not None and high is not None else None
    match = _NUMBER.match(text.strip().rstrip("+"))
    if match is None:
        raise ValueError(text)
    digits = re.sub(r"['  ]", "", match[1])
    thousands, point = (".", ",") if comma_decimal else (",", ".")
    if re.fullmatch(rf"-?\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?", digits):
        digits = digits.replace(thousands, "")
    elif re.fullmatch(rf"-?\d{{1,3}}(?:\{point}\d{{3}}){{2,}}", digits):
        digits = digits.replace(point, "")
    digits = digits.replace(point, ".").replace(",", ".") if point == "," else digits.replace(",", "")
    return round(float(digits) * _FACTORS.get((match[2] or "").lower(), 1))


def uses_comma_decimal(samples: list[str], *, delimiter: str) -> bool:
    """Whether the file writes 1.234,5: shown by its numbers, else by a semicolon between its columns."""
    for sample in samples:
        if re.search(r"\d\.\d{3}(?:\.\d{3}|,\d)|^\D*\d+,\d{1,2}\D*$", sample):
            return True
        if re.search(r"\d,\d{3}(?:,\d{3}|\.\d)|^\D*\d+\.\d{1,2}\D*$", sample):
            return False
    return delimiter == ";"


def split_name(full: str) -> tuple[str, str]:
    """First and last name of `Ada Lovelace`, `Lovelace, Ada`, `Dr. Ada von Lovelace`."""
    full = re.sub(
        r"^(?:(?:mr|mrs|ms|herr|frau|dr|prof|dipl|ing|mag|m|mme|sr|sra)\.?[\s-]+)+", "", full.strip(), flags=re.IGNORECASE
    )
    if "," in full:
        last, _, first = full.partition(",")
        return first.strip(), last.strip()
    first, _, last = full.partition(" ")
    return first, last.strip()


def truth(text: str) -> bool:
    """Whether a cell of a yes/no column says yes."""
    return text.strip().lower() in {"true", "yes", "y", "1", "x", "ja", "oui", "si", "sí", "wahr", "opted out", "unsubscribed"}
