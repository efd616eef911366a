"""The certificate of a decision: all that is needed to check it without us."""

from __future__ import annotations

import json
from typing import Any

from apps.client_review.contracts import Decision, ReviewPackage
from apps.client_review.logic.content import posts_of
from kernel.refs import content_hash, plain

SCHEMA = "review_certificate_v1"
HOW = (
    "Each SHA-256 is that of the value's canonical JSON: keys sorted, no blanks, UTF-8. "
    "Hash `content` and compare with `decision.sha256`; hash each post of it and compare with `posts`."
)


def build(package: ReviewPackage, decision: Decision) -> dict[str, Any]:
    """Who decided what, when, on which bytes; `content` is included so that every hash can be recomputed."""
    return {
        "schema": SCHEMA,
        "how_to_check": HOW,
        "review": {"id": str(package.id), "title": package.title, "round": package.round, "sent_at": plain(package.sent_at)},
        "subject": plain(package.subject),
        "made_from": plain(package.parents),
        "decision": {
            "id": str(decision.id),
            "verdict": decision.verdict.value,
            "comment": decision.comment,
            "sha256": decision.sha256,
            "decided_by": decision.decided_name,
            "via": decision.via,
            "decided_at": plain(decision.decided_at),
        },
        "posts": [{"key": key, "sha256": content_hash(post)} for key, post in posts_of(package.content).items()],
        "content": package.content,
    }


def as_bytes(certificate: dict[str, Any]) -> bytes:
    """The certificate as a readable file; the same decision always gives the same bytes."""
    return (json.dumps(certificate, indent=2, sort_keys=True, ensure_ascii=False) + "\n").encode()
