"""What a writer's answer must be before it is stored: complete in shape, and made of the brief's own figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from apps.learning import contracts as learning
from apps.production.logic.channels import flat
from apps.production.logic.fitting import fits
from kernel.text_length import LINK

_POST = ("key", "channel", "at", "text", "cta", "link", "alt_text", "pillar", "sources")
_LISTS = {"hooks": 3, "angles": 1, "ctas": 3, "safe_claims": 1, "channels": 1}


def shape_problems(content: Mapping[str, Any]) -> list[str]:
    """What is missing in a bundle's content; empty if it is complete."""
    posts = content.get("posts")
    if not isinstance(posts, list) or not posts:
        return ["posts: there is no post"]
    found = [
        f"posts[{index}]: {', '.join(missing)} missing"
        for index, post in enumerate(posts)
        if (missing := [name for name in _POST if not isinstance(post, Mapping) or not post.get(name)])
    ]
    keys = [post.get("key") for post in posts if isinstance(post, Mapping)]
    found += [f"posts: the key {key} stands twice" for key in sorted({str(k) for k in keys if keys.count(k) > 1})]
    found += [f"{name}: {least} needed" for name, least in _LISTS.items() if len(content.get(name) or ()) < least]
    return found


def problems(content: Mapping[str, Any], context: Mapping[str, Any]) -> list[str]:
    """Objections to a writer's bundle: shape, posts that are not the calendar's, texts too long, figures from nowhere."""
    found = shape_problems(content)
    if found:
        return found
    planned = {slot["key"] for slot in context["calendar"]["slots"]}
    found += [f"{post['key']} is not in the calendar" for post in content["posts"] if post["key"] not in planned]
    if "bundle" in context:
        return found  # a revision keeps what a person wrote, and the gate judges it
    sources = (*learning.facts(context).all_texts(), flat(context["strategy"]))
    for post in content["posts"]:
        if not fits(post["text"], post["channel"]):
            found.append(f"{post['key']}: too long for {post['channel']}")
        found += [
            f"{post['key']}: “{hit.text}” is not in the brief"
            for hit in learning.forbidden_numbers(LINK.sub("", post["text"]), sources)
        ]
    return found
