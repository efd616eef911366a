"""Posts as the page shows them: as on their channel, with what changed and what was said about them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from apps.client_review.contracts import Comment, Comparison, PackageState, ReviewPackage
from kernel import text as text_of

CHANNELS = {"x": "X", "linkedin": "LinkedIn", "tiktok": "TikTok", "youtube": "YouTube", "google_business": "Google Business"}
EXTRAS = ("hooks", "angles", "ctas", "offer", "safe_claims")


def cards_of(package: ReviewPackage, comparison: Comparison, comments: Iterable[Comment]) -> list[dict[str, Any]]:
    """One card per post: changed ones first where there is a version before, else in the order of their dates."""
    said: dict[str, list[Comment]] = {}
    for comment in comments:
        said.setdefault(comment.post_key, []).append(comment)
    posts = {str(post["key"]): post for post in package.content.get("posts") or []}
    if not comparison.changes:
        ordered = sorted(posts.values(), key=lambda post: (str(post.get("at", "")), str(post["key"])))
        return [_card(post, said) for post in ordered]
    return [
        {
            **_card(posts.get(change.key, {"key": change.key}), said),
            "status": change.status,
            "parts": change.parts if change.status in ("changed", "removed") else (),
            "fields": change.fields,
        }
        for change in comparison.changes
    ]


def mark_states(cards: list[dict[str, Any]], state: PackageState) -> list[dict[str, Any]]:
    """The cards with `number`, `state` (approved, changes, open) and `next_open`, the key of the next open one, else ""."""
    following = ""
    for card in reversed(cards):
        card["next_open"] = following
        wished = any(comment.resolved_at is None for comment in card["comments"])
        approved = state is PackageState.APPROVED
        card["state"] = "approved" if approved else "changes" if wished else "removed" if card["status"] == "removed" else "open"
        following = card["key"] if card["state"] == "open" else following
    return [{**card, "number": number} for number, card in enumerate(cards, 1)]


def extras_of(content: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """What else is approved with the posts: name and texts."""
    found = []
    for name in EXTRAS:
        value = content.get(name)
        texts = [_text(item) for item in value] if isinstance(value, list) else [_text(value)] if value else []
        if texts:
            found.append((name, texts))
    return found


def _card(post: dict[str, Any], said: dict[str, list[Comment]]) -> dict[str, Any]:
    channel = str(post.get("channel", ""))
    when = _moment(str(post.get("at", "")))
    text = str(post.get("text", ""))
    apart = {name: post[name] for name in ("cta", "link") if text_of.unsaid(text, [str(post.get(name) or "")])}
    return {
        "key": str(post["key"]),
        "post": post,
        "channel": CHANNELS.get(channel, channel.replace("_", " ").title()),
        "mark": channel[:2],
        # The wall time of the post's own zone, not the server's.
        "when": when.replace(tzinfo=None) if when else None,
        "zone": when.strftime("%z") if when else "",
        # Each thing once: what the text says already is not said beside it again.
        "hashtags": " ".join(text_of.unsaid(text, text_of.hashtags(post.get("hashtags")))),
        "apart": apart,
        "comments": said.get(str(post["key"]), []),
        "status": "",
        "parts": (),
        "fields": (),
    }


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at.partition("[")[0])
    except ValueError:
        return None


def _text(item: Any) -> str:
    if isinstance(item, dict):
        return " · ".join(str(value) for value in item.values() if isinstance(value, str) and value)
    return str(item)
