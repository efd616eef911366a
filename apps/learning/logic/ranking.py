"""How well a memory item answers a query: BM25 over its words, weighted by confidence. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

K1, B = 1.2, 0.75
"""The usual BM25 constants: how soon repeated words stop counting, and how much long texts are held back."""
_STOP_WORDS = """
the a an and or of to in on for with is are was were be as at by it its this that from not no we our you your they their
der die das und oder von zu in auf für mit ist sind war als bei es dies aus nicht kein wir unser ihr sie den dem des ein eine
"""
_STOP = frozenset(_STOP_WORDS.split())


def tokens(text: str) -> list[str]:
    """The words of a text: no case, no accents, no stop words, plural endings cut."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return [_stem(word) for word in re.findall(r"[a-z0-9]+", plain) if word not in _STOP and len(word) > 1]


def rank(query: str, texts: Sequence[str], confidence: Sequence[int]) -> list[float]:
    """A score for each text, 0 where it shares no word with the query; confidence 0–100 scales it from half to whole."""
    wanted = set(tokens(query))
    counted = [Counter(tokens(text)) for text in texts]
    if not wanted or not counted:
        return [0.0] * len(texts)
    lengths = [sum(c.values()) for c in counted]
    average = sum(lengths) / len(lengths) or 1.0
    weight = {word: _idf(word, counted) for word in wanted}
    scores = []
    for words, length, sure in zip(counted, lengths, confidence, strict=True):
        found = sum(
            weight[w] * words[w] * (K1 + 1) / (words[w] + K1 * (1 - B + B * length / average)) for w in wanted if words[w]
        )
        scores.append(found * (0.5 + sure / 200))
    return scores


def _idf(word: str, counted: Sequence[Counter]) -> float:
    having = sum(1 for words in counted if words[word])
    return math.log(1 + (len(counted) - having + 0.5) / (having + 0.5))


def _stem(word: str) -> str:
    for ending in ("ies", "es", "en", "er", "s", "e", "n"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
