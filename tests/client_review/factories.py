"""What a review needs from the modules below, made through their facades, and the way to a package."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.client_review import services
from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.qc import services as qc
from kernel.actors import Actor, worker
from kernel.ids import new_id
from kernel.money import Money
from kernel.refs import ArtifactRef, content_hash
from kernel.testing import staff

WORKER = worker("client_review")
STAFF = staff("*", name="ada@agency.example")
SITE = "https://www.nordlicht.example.com"
TEXTS = (
    "Proofs by post take days. Ours lie in your inbox the next morning, with the paper weight written beside each page. Ask us.",
    "A missing page costs a meeting. Before anything is printed we count the sheets twice and tell you what we found. Ask us.",
    "Colours on a screen lie. Come by, hold the sheet into the light of your own shop, and only then say yes. Ask us.",
)


@dataclass(frozen=True)
class House:
    """A client with its approver and one engagement."""

    client_id: UUID
    engagement_id: UUID
    approver: Actor
    email: str


def house(*, pack: str = "quick_social_basic", language: str = "en", email: str = "cleo@nordlicht.example.com") -> House:
    """A new client account with an engagement."""
    account = identity.open_client_account(
        actor=WORKER, name="Nordlicht Print", website=SITE, contact_name="Cleo Klar", contact_email=email, key=new_id().hex
    )
    engagement = onboarding.open_engagement(
        actor=WORKER,
        client_id=account.id,
        lead_id=new_id(),
        deal_id=new_id(),
        pack=pack,
        price=Money(minor=150000, currency="EUR"),
        contact_name="Cleo Klar",
        contact_email=email,
        language=language,
        key=new_id().hex,
    )
    return House(account.id, engagement.id, identity.actor_for_email(email=email), email)


def post(number: int, text: str = "", **more: Any) -> dict[str, Any]:
    """One post of a bundle that QC passes."""
    fields = {
        "key": f"p{number}",
        "channel": "linkedin",
        "at": f"2026-01-{4 + number:02d}T09:00:00+01:00",
        "text": text or TEXTS[number - 1],
        "hashtags": ["print"],
        "cta": "Ask us",
        "link": f"{SITE}/?utm_source=linkedin&utm_medium=social&utm_campaign=posts",
        "alt_text": "A printed sheet held into the daylight",
        "pillar": "Proofs",
        "sources": ["brief"],
    }
    return fields | more


def content(*posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A bundle's content that QC passes."""
    return {
        "strategy_ref": {"kind": "strategy", "sha256": "a" * 64},
        "posts": list(posts) or [post(1), post(2), post(3)],
        "hooks": ["Proofs by post take days", "A missing page costs a meeting", "Colours on a screen lie"],
        "angles": ["Speed", "Care", "Honest colours"],
        "ctas": ["Ask us", "Come by", "Call us"],
        "offer": "A proof on your own paper",
        "safe_claims": ["We count the sheets twice"],
        "channels": ["linkedin"],
        "language": "en",
        "governance": {"approval": "The client approves every post", "machine_written": True},
        "guardrails": ["Nothing is promised that the brief does not hold"],
        **more,
    }


def subject(what: dict[str, Any], version: int = 1, id_: UUID | None = None) -> ArtifactRef:
    """The reference to a bundle with this content."""
    return ArtifactRef(kind="draft_bundle", id=id_ or new_id(), version=version, sha256=content_hash(what))


def judged(home: House, what: dict[str, Any], *, version: int = 1) -> ArtifactRef:
    """The bundle's reference, after QC has judged it."""
    ref = subject(what, version)
    ids = {"engagement_id": home.engagement_id, "client_id": home.client_id}
    qc.evaluate(actor=WORKER, ref=ref, content=what, context={}, key=new_id().hex, **ids)
    return ref


def review(home: House, what: dict[str, Any] | None = None, *, version: int = 1, **changes: Any):
    """A review package of a bundle that QC has judged."""
    what = what or content()
    ref = changes.pop("subject", None) or judged(home, what, version=version)
    values = {
        "actor": WORKER,
        "engagement_id": home.engagement_id,
        "client_id": home.client_id,
        "subject": ref,
        "parents": (ArtifactRef(kind="strategy", id=new_id(), version=1, sha256="a" * 64),),
        "content": what,
        "title": "Posts for January",
        "round": version,
        "key": new_id().hex,
    }
    return services.create_review_package(**(values | changes))
