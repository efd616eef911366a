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
_NO_TAGS = re.compile(r"\b(?:no|without|keine?|ohne) hash ?tags?\b", re.IGNORECASE)
_TARGETS = {"long": 1300, "medium": 620, "short": 260}
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


def slug(text: str, longest: int = 24) -> str:
    """A text as part of a link: lower-case ASCII letters, digits and hyphens."""
    plain = text.casefold().translate(str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].strip("-") or "campaign"


def hashtags_for(material: Material, channel: str, count: int, turn: int) -> list[str]:
    """Hashtags from industry, offer and region; they rotate, and there are none where the client wants none."""
    if not count or _NO_TAGS.search(material.tone):
        return []
    stems = [tag for name in ("industry", "primary_offer", "geography", "client_name") for tag in _tags(material, name)]
    unique = [tag for tag in dict.fromkeys(stems) if not find_words(tag[1:], material.forbidden)]
    if not unique:
        return []
    first, rest = unique[:1], unique[1:]
    moved = rest[turn % len(rest) :] + rest[: turn % len(rest)] if rest else []
    return (first + moved)[:count]


def _tags(material: Material, field: str) -> list[str]:
    found = []
    for phrase in material.facts.phrases(field)[:3]:
        words = [w for w in _WORD.findall(re.split(r"[(:–-]", phrase)[0]) if w.casefold() not in _SMALL]
        if words and len(words) <= 3:
            found.append("#" + "".join(w[0].upper() + w[1:] for w in words))
    return [tag for tag in found if 4 <= len(tag) <= 26]
