"""Making a text fit: limits, links with measuring tags, hashtags, required notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from apps.learning.contracts import Tools, find_words
from apps.production.logic.material import Material
from apps.qc.contracts import CHANNEL_LIMITS
from kernel.text_length import measure

_WORD = re.compile(r"[^\W\d_][\w]*")
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "auf",
        "based",
        "der",
        "die",
        "das",
        "for",
        "für",
        "im",
        "in",
        "mit",
        "near",
        "of",
        "or",
        "oder",
        "raum",
        "service",
        "services",
        "the",
        "to",
        "und",
        "von",
        "with",
        "zu",
        "around",
    ]
)
_TAG_WORDS, _TELLING = 3, 6
"""Words of a hashtag at most; letters from which on the last word of a longer name says enough by itself."""
_NO_TAGS = re.compile(r"\b(?:no|without|keine?|ohne) hash ?tags?\b", re.IGNORECASE)
_TARGETS = {"long": 1300, "medium": 620, "short": 300}
"""Characters that a text aims at; the channel's limit is the other bound."""


def fits(text: str, channel: str) -> bool:
    """Whether the channel takes the text."""
    limit = CHANNEL_LIMITS[channel]
    return measure(text, limit.counting) <= limit.text


def room(channel: str, length: str) -> int:
    """How long a text for the channel should get at most, in the channel's own counting."""
    return min(CHANNEL_LIMITS[channel].text, _TARGETS[length])


def assemble(body: str, *, cta: str, link: str, notes: Sequence[str] = (), hashtags: Sequence[str] = ()) -> str:
    """The published text: body, request with link, notes, hashtags, each a paragraph of its own."""
    call = f"{cta}: {link}" if cta and link else cta or link
    return "\n\n".join(part for part in (body.strip(), call, *notes, " ".join(hashtags)) if part)


def fit(
    tools: Tools, channel: str, body: str, *, cta: str, link: str, notes: Sequence[str], hashtags: Sequence[str], most: int
) -> tuple:
    """(text, hashtags, body) within `most`: drops hashtags first, then shortens the body by whole sentences, then by words."""
    counting = CHANNEL_LIMITS[channel].counting
    tags = list(hashtags)
    while True:
        text = assemble(body, cta=cta, link=link, notes=notes, hashtags=tags)
        over = measure(text, counting) - most
        if over <= 0:
            return text, tags, body
        if tags:
            tags.pop()
        elif len(body) > 20:
            body = shorten(tools, body, len(body) - max(over, 1))
        else:
            return text, tags, body


def shorten(tools: Tools, body: str, limit: int) -> str:
    """The body within `limit` characters: whole paragraphs, then whole sentences, then words."""
    paragraphs = body.split("\n\n")
    while len(paragraphs) > 1 and len("\n\n".join(paragraphs)) > limit:
        paragraphs.pop()
    kept = "\n\n".join(paragraphs)
    if len(kept) <= limit:
        return kept
    sentences = list(tools.sentences(kept))
    while len(sentences) > 1 and len(" ".join(sentences)) > limit:
        sentences.pop()
    kept = " ".join(sentences)
    return kept if len(kept) <= limit else tools.trim(kept, max(limit, 12))


def tagged_link(website: str, *, channel: str, campaign: str, content: str) -> str:
    """The client's page with utm_source, utm_medium, utm_campaign and utm_content; other parameters of the page stay."""
    parts = urlsplit(website if "//" in website else f"https://{website}")
    own = [(k, v) for k, v in parse_qsl(parts.query) if not k.startswith("utm_")]
    tags = [("utm_source", channel), ("utm_medium", "social"), ("utm_campaign", campaign), ("utm_content", content)]
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", urlencode(own + tags), ""))


def slug(text: str, longest: int = 18) -> str:
    """A text as part of a link: lower-case ASCII letters, digits and hyphens."""
    plain = text.casefold().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "campaign"


def hashtags_for(material: Material, channel: str, count: int, turn: int) -> list[str]:
    """Hashtags from industry, offer, name and region; they rotate, and there are none where the client wants none."""
    if not count or _NO_TAGS.search(material.tone):
        return []
    offer = [piece.text for piece in material.groups["x"]]
    named = [material.facts.first("industry"), *offer, material.name]
    places = [phrase for phrase in re.split(r"[,;]| and | und ", material.facts.get("geography")) if _is_place(phrase)][:3]
    tags = dict.fromkeys(_tag(phrase) for phrase in (*named, *places))
    unique = [tag for tag in tags if tag and not find_words(tag[1:], material.forbidden)]
    first, rest = unique[:1], unique[1:]
    moved = rest[turn % len(rest) :] + rest[: turn % len(rest)] if rest else []
    return (first + moved)[:count]


def _tag(phrase: str) -> str:
    """ "Warehouse software for carriers" → #WarehouseSoftware; "" where no short name can be made."""
    head = re.split(r"[(:,–]| for | für | who | that | die | in | from ", phrase.strip())[0]
    words = [w for w in _WORD.findall(head) if w.casefold() not in _SMALL]
    if len(words) > _TAG_WORDS and len(words[-1]) >= _TELLING:
        words = words[-1:]
    tag = "#" + "".join(w[0].upper() + w[1:] for w in words)
    return tag if 1 <= len(words) <= _TAG_WORDS and 4 <= len(tag) <= 30 else ""


def _is_place(phrase: str) -> bool:
    return bool(phrase.strip()) and all(word[0].isupper() for word in _WORD.findall(phrase))
