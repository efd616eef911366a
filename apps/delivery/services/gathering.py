"""What a package is made of, read from the modules that own it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from apps.client_review import services as client_review
from apps.delivery.logic.packing import Parts
from apps.delivery.logic.preflight import Facts
from apps.delivery.models import Package
from apps.identity import services as identity
from apps.onboarding import services as onboarding
from apps.production import services as production
from apps.qc import services as qc
from apps.strategy import services as strategies
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.refs import ArtifactRef


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The other modules' words on one delivery."""

    client: Any
    engagement: Any
    bundle: Any
    calendar: Any
    strategy: Any
    brief: Any
    decision: Any
    qc: Any

    @property
    def branding(self) -> dict[str, Any]:
        """In whose name the package comes, with the brand as the brief has it."""
        brand = self.brief.content.get("brand") if self.brief else None
        named = {"client_name": self.client.name, "website": self.client.website, "language": self.engagement.language}
        return {**named, "brand": brand} if brand else named


def gather(*, actor: Actor, engagement_id: UUID, bundle: ArtifactRef, strategy: ArtifactRef, approval_id: UUID) -> Sources:
    """Read everything through the facades below; NotFound where one of them knows no such object."""
    drafts = production.get_bundle(actor=actor, bundle_id=bundle.id)
    plan = strategies.get_strategy(actor=actor, strategy_id=strategy.id)
    engagement = onboarding.get_engagement(actor=actor, engagement_id=engagement_id)
    return Sources(
        client=identity.get_client(actor=actor, client_id=engagement.client_id),
        engagement=engagement,
        bundle=drafts,
        calendar=production.get_calendar(actor=actor, calendar_id=drafts.calendar.id),
        strategy=plan,
        brief=onboarding.get_brief(actor=actor, brief_id=plan.brief.id),
        decision=client_review.get_decision(actor=actor, decision_id=approval_id),
        qc=_verdict(actor, bundle),
    )


def facts_of(sources: Sources, *, bundle: ArtifactRef, strategy: ArtifactRef, content: dict, document: bytes | None) -> Facts:
    """The sources as the pre-flight checks want them."""
    found = sources.strategy
    at = ArtifactRef(kind="strategy", id=found.id, version=found.version, sha256=found.sha256)
    return Facts(
        bundle=bundle,
        bundle_strategy=sources.bundle.strategy,
        content=content,
        decision_verdict=str(sources.decision.verdict),
        decision_subject=sources.decision.subject,
        decision_sha256=sources.decision.sha256,
        qc_verdict=str(sources.qc.verdict) if sources.qc else "",
        strategy=strategy,
        strategy_status=str(found.status) if at == strategy else "not the version that was asked for",
        client_name=sources.client.name,
        zone=sources.calendar.zone,
        document=document,
    )


def parts_of(package: Package, sources: Sources, *, content: dict, document: bytes) -> Parts:
    """The sources as the packer wants them."""
    decision, result = sources.decision, sources.qc
    bundle, strategy = package.bundle_ref, package.strategy_ref
    return Parts(
        package_id=package.id,
        version=package.version,
        engagement_id=package.engagement_id,
        client_id=package.client_id,
        title=f"{sources.client.name}: posts",
        content=content,
        zone=package.zone,
        stamp=decision.decided_at,
        document=document,
        artifacts=((bundle, "approved"), (strategy, str(sources.strategy.status))),
        lineage=(bundle, sources.bundle.calendar, strategy, sources.strategy.brief),
        approvals=(
            {
                "kind": "client",
                "id": str(decision.id),
                "status": "approved",
                "ref": decision.subject,
                "sha256": decision.sha256,
                "created_at": decision.decided_at,
            },
        ),
        qc=({"kind": "qc_result", "id": str(result.id), "ref": result.ref, "status": str(result.verdict)},),
        branding=sources.branding,
        provenance=sources.bundle.provenance,
    )


def _verdict(actor: Actor, ref: ArtifactRef) -> Any:
    try:
        return qc.get_result(actor=actor, ref=ref)
    except NotFound:
        return None
