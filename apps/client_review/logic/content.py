"""Reading frozen content: the posts in it, by key."""

from __future__ import annotations

from typing import Any

TEXT_FIELDS = ("text",)
OTHER_FIELDS = ("at", "channel", "hashtags", "cta", "link", "alt_text", "pillar")


def posts_of(content: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The posts by key, in the order in which they will appear; empty for content without posts."""
    posts = [post for post in content.get("posts") or [] if isinstance(post, dict) and post.get("key")]
    return {str(post["key"]): post for post in sorted(posts, key=lambda post: str(post.get("at", "")))}


def text_of(content: dict[str, Any], post_key: str) -> str | None:
    """The text of one post, None if there is no such post."""
    post = posts_of(content).get(post_key)
    return None if post is None else str(post.get("text", ""))
