"""What must hold before anything is packed. Each check names itself and says what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from apps.delivery.contracts import Check
from apps.delivery.logic import times
from kernel.errors import InvalidInput
from kernel.refs import ArtifactRef, content_hash

REQUIRED = ("key", "channel", "at", "text")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that the checks look at, read from the modules that own it. `document` is None where it has not been fetched yet."""

    bundle: ArtifactRef
    bundle_strategy: ArtifactRef
    content: dict[str, Any]
    decision_verdict: str
    decision_subject: ArtifactRef
    decision_sha256: str
    qc_verdict: str
    strategy: ArtifactRef
    strategy_status: str
    client_name: str
    zone: str
    document: bytes | None = None
    branding: dict[str, Any] = field(default_factory=dict)


def run(facts: Facts) -> tuple[Check, ...]:
    """All checks, failed or not, in the order in which a person would look."""
    return (
        _check("approval", _approval(facts)),
        _check("qc", "" if facts.qc_verdict in ("PASS", "WARN") else f"QC of {facts.bundle}: {facts.qc_verdict or 'no verdict'}"),
        _check("strategy", _strategy(facts)),
        _check("completeness", _completeness(facts)),
        _check("branding", "" if facts.client_name.strip() else "the client account has no name"),
        _check("licences", _licences(facts)),
    )


def failed(checks: tuple[Check, ...]) -> tuple[str, ...]:
    """The failed checks as sentences."""
    return tuple(f"{check.name}: {check.reason}" for check in checks if not check.ok)


def _check(name: str, reason: str) -> Check:
    return Check(name=name, ok=not reason, reason=reason)


def _approval(facts: Facts) -> str:
    if facts.decision_verdict != "APPROVE":
        return f"the client's decision is {facts.decision_verdict or 'missing'}"
    if facts.decision_subject != facts.bundle or facts.decision_sha256 != facts.bundle.sha256:
        return f"the client approved {facts.decision_subject}, not {facts.bundle}"
    if content_hash(facts.content) != facts.bundle.sha256:
        return "the content is not what the client approved"
    return ""


def _strategy(facts: Facts) -> str:
    if facts.strategy_status != "approved":
        return f"{facts.strategy} is {facts.strategy_status or 'missing'}"
    if facts.bundle_strategy != facts.strategy:
        return f"the drafts were made from {facts.bundle_strategy}, not from {facts.strategy}"
    return ""


def _completeness(facts: Facts) -> str:
    posts = facts.content.get("posts") or []
    if not posts:
        return "there are no posts"
    for number, post in enumerate(posts, 1):
        missing = [name for name in REQUIRED if not str(post.get(name) or "").strip()]
        if missing:
            return f"post {post.get('key') or number} lacks {', '.join(missing)}"
        try:
            times.resolve(str(post["at"]), facts.zone)
        except InvalidInput as error:
            return f"post {post['key']}: {error.detail}"
    twice = [key for key, count in Counter(str(post["key"]) for post in posts).items() if count > 1]
    if twice:
        return f"post {twice[0]} stands twice"
    if facts.document is not None and not facts.document.startswith(b"%PDF"):
        return "the strategy document is not a PDF"
    return ""


def _licences(facts: Facts) -> str:
    assets = facts.content.get("assets") or []
    bare = [str(asset.get("name") or "an asset") for asset in assets if not str(asset.get("licence") or "").strip()]
    return f"{bare[0]} has no licence" if bare else ""
