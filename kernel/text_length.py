"""How long a text is, the four ways in which networks count: characters, graphemes, X's weights, links as 23."""

from __future__ import annotations

import re
from collections.abc import Callable

import regex

LINK = re.compile(r"https?://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+", re.IGNORECASE)
LINK_LENGTH = 23
"""What a link counts on X and Mastodon, whatever its real length (their shorteners' length)."""
_SINGLE = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
"""The code points that count one on X (twitter-text configuration v3); all others and each emoji count two."""
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F|\p{Regional_Indicator}{2}|\u20E3")


def characters(text: str) -> int:
    """Unicode code points."""
    return len(text)


def graphemes(text: str) -> int:
    """What a reader calls a character: an emoji family or a letter with accents counts one (UAX #29)."""
    return len(_GRAPHEME.findall(text))


def weighted(text: str) -> int:
    """X's count: links 23, an emoji sequence 2, Latin and the like 1, wide scripts 2."""
    rest = LINK.sub("", text)
    return LINK_LENGTH * len(LINK.findall(text)) + sum(_weight(cluster) for cluster in _GRAPHEME.findall(rest))


def linked(text: str) -> int:
    """Mastodon's count: links 23, everything else by graphemes."""
    return LINK_LENGTH * len(LINK.findall(text)) + graphemes(LINK.sub("", text))


COUNTERS: dict[str, Callable[[str], int]] = {
    "characters": characters,
    "graphemes": graphemes,
    "weighted": weighted,
    "linked": linked,
}


def measure(text: str, counting: str) -> int:
    """The length of a text by the named way of counting; KeyError for an unknown one."""
    return COUNTERS[counting](text)


def _weight(cluster: str) -> int:
    if _EMOJI.search(cluster):
        return 2
    return sum(1 if any(low <= ord(sign) <= high for low, high in _SINGLE) else 2 for sign in cluster)
