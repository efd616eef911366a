"""What each channel takes: versioned data. Writers plan by it, the gate judges by it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ChannelLimit:
    """What one channel takes. `counting` names a counter of kernel.text_length."""

    channel: str
    name: str
    text: int
    counting: str = "characters"
    hashtags: int | None = None
    title: int | None = None


LIMITS_VERSION = "2025-11"
"""Raised whenever a network changes a figure below; part of each result's rule-set version."""
CHANNEL_LIMITS: dict[str, ChannelLimit] = {
    limit.channel: limit
    for limit in (
        ChannelLimit(channel="x", name="X", text=280, counting="weighted"),
        ChannelLimit(channel="linkedin", name="LinkedIn", text=3000),
        ChannelLimit(channel="instagram", name="Instagram", text=2200, hashtags=30),
        ChannelLimit(channel="facebook", name="Facebook", text=63206),
        ChannelLimit(channel="threads", name="Threads", text=500),
        ChannelLimit(channel="bluesky", name="Bluesky", text=300, counting="graphemes"),
        ChannelLimit(channel="mastodon", name="Mastodon", text=500, counting="linked"),
        ChannelLimit(channel="tiktok", name="TikTok", text=2200),
        ChannelLimit(channel="youtube", name="YouTube", text=5000, title=100),
        ChannelLimit(channel="pinterest", name="Pinterest", text=500),
        ChannelLimit(channel="google_business", name="Google Business", text=1500),
    )
}
_ALIASES = {
    "twitter": "x",
    "x twitter": "x",
    "x com": "x",
    "ig": "instagram",
    "insta": "instagram",
    "meta": "facebook",
    "fb": "facebook",
    "facebook page": "facebook",
    "bsky": "bluesky",
    "yt": "youtube",
    "youtube shorts": "youtube",
    "tik tok": "tiktok",
    "google business profile": "google_business",
    "google my business": "google_business",
    "gbp": "google_business",
    "linkedin page": "linkedin",
    "linkedin company page": "linkedin",
}


def channel_key(name: str) -> str:
    """The key of a channel however people write it ("X (Twitter)" → "x"); an unknown one in lower case with underscores."""
    words = " ".join("".join(sign if sign.isalnum() else " " for sign in name.lower()).split())
    first = words.split(" ")[0] if words else ""
    key = _ALIASES.get(words) or words.replace(" ", "_")
    return key if key in CHANNEL_LIMITS or first not in CHANNEL_LIMITS else first
