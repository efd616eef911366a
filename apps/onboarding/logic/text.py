"""Text of other people: cleaned at input, split into points, and looked through for what does not belong."""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f")
_JOINER = "\u200d"
_MARKUP = re.compile(
    r"<\s*[/!?]?\s*[a-zA-Z][^<>]{0,400}>|<\s*script|javascript\s*:|\{\{.*?\}\}|\{%.*?%\}", re.IGNORECASE | re.DOTALL
)
_ORDERS = (
    r"\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|prior|above|earlier|all|any|your|these)\b.{0,30}"
    r"\b(?:instruction|prompt|rule|order|direction|message|guideline)s?\b",
    r"\b(?:system|developer)\s+(?:prompt|message|instruction)s?\b",
    r"\byou are (?:now|no longer)\b.{0,60}\b(?:assistant|ai|model|bot|system|mode|dan)\b",
    r"\b(?:as|like) an? (?:ai|language model|assistant)\b",
    r"\b(?:reveal|print|repeat|output|leak|show)\b.{0,30}\b(?:prompt|instructions|secret|password|api key|token)s?\b",
    r"\b(?:skip|bypass|disable)\b.{0,30}\b(?:qc|quality control|review|approval|check)s?\b",
    r"\bapprove (?:this|it|everything|automatically)\b",
    r"<\|?(?:im_start|im_end|system|endoftext)\|?>|\[/?INST\]|^\s*#{2,}\s*(?:system|instruction)",
    r"\b(?:ignoriere|missachte|vergiss|überschreibe)\b.{0,40}\b(?:vorherige|bisherige|obige|alle|deine|diese)\w*\b.{0,30}"
    r"\b(?:anweisung|regel|befehl|vorgabe|anleitung)\w*",
    r"\b(?:system-?prompt|systemanweisung|systemnachricht)\w*",
    r"\bdu bist (?:jetzt|nun|ab sofort)\b.{0,60}\b(?:assistent|ki|modell|bot|system)\w*",
    r"\b(?:gib|zeige|verrate)\b.{0,30}\b(?:prompt|anweisungen|passwort|geheimnis|token)\w*",
)
_ORDER = re.compile("|".join(_ORDERS), re.IGNORECASE | re.DOTALL | re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-–—*•▪‣·]|\(?\d{1,2}[.)])\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„“\"0-9])")
_WORD = re.compile(r"[^\W\d_][\w'’-]*", re.UNICODE)


def clean(value: str) -> tuple[str, int]:
    """The text without control and invisible characters, trimmed, in NFC; and how many characters were dropped.

    Line breaks, tabs and joiners inside emoji stay; markup stays as the text it is.
    """
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    kept, dropped = [], 0
    for position, character in enumerate(text):
        if _visible(character) or (character == _JOINER and _joins_emoji(text, position)):
            kept.append(character)
        else:
            dropped += 1
    lines = [line.rstrip() for line in "".join(kept).replace("\u00a0", " ").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), dropped


def _visible(character: str) -> bool:
    if character in "\n\t":
        return True
    if character in _INVISIBLE_LETTERS:
        return False
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _joins_emoji(text: str, position: int) -> bool:
    before = text[position - 1] if position else ""
    after = text[position + 1] if position + 1 < len(text) else ""
    return _is_emoji(before) and _is_emoji(after)


def _is_emoji(character: str) -> bool:
    if not character:
        return False
    code = ord(character)
    return code == 0xFE0F or 0x1F000 <= code <= 0x1FAFF or 0x2600 <= code <= 0x27BF or 0x1F3FB <= code <= 0x1F3FF or code in (
        0x2640, 0x2642, 0x2695, 0x2696, 0x2708, 0x2764, 0x2B1B,
    )  # fmt: skip


def has_markup(text: str) -> bool:
    """Whether the text holds tags, script addresses or template placeholders."""
    return bool(_MARKUP.search(text))


def has_controls(text: str) -> bool:
    """Whether control or invisible characters are left (only text that did not pass `clean` can hold them)."""
    return clean(text)[1] > 0


def has_orders(text: str) -> bool:
    """Whether the text talks to the machine instead of about the company."""
    return bool(_ORDER.search(text))


def points(text: str) -> list[str]:
    """The text's single points: its lines, bullets or semicolon parts; a long single paragraph gives its sentences."""
    parts = [_BULLET.sub("", line).strip() for line in text.split("\n")]
    parts = [p for line in parts for p in (line.split(";") if ";" in line else [line])]
    found = [p.strip() for p in parts if p.strip()]
    if len(found) == 1 and len(found[0]) > 120:
        found = [s.strip() for s in _SENTENCE.split(found[0]) if s.strip()]
    return list(dict.fromkeys(found))


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return [w.lower() for w in _WORD.findall(text)]


def with_scheme(address: str) -> str:
    """A web address as typed, completed by https:// where only a bare host name was given."""
    if re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}(?:/\S*)?", address, re.IGNORECASE):
        return f"https://{address}"
    return address
