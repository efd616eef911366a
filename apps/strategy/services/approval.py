"""The gate: what quality control said, which brief holds, and the approval itself."""

from __future__ import annotations

from uuid import UUID

from apps.onboarding import services as onboarding
from apps.strategy import contracts, signals
from apps.strategy.contracts import Status
from apps.strategy.logic.validate import problems
from apps.strategy.models import CurrentBrief, Strategy
from apps.strategy.services.mapping import to_strategy
from kernel import clock
from kernel.actors import Actor
from kernel.db import INTERNAL, audit, command
from kernel.errors import AlreadyDecided, StaleVersion
from kernel.refs import ArtifactRef, content_hash
from kernel.signals import publish


@command("strategy", right="strategy.approve")
def approve(*, actor: Actor, strategy_id: UUID, sha256: str, key: str) -> contracts.Strategy:
    """Approve exactly the version with this sha256; strategy_approved tells it, the version approved before is archived.

    Demands, in this order: content valid (ContentInvalid); lineage present and fresh, and quality control of this exact
    version not FAIL (NotApprovable); legal transition. StaleVersion if the caller saw other bytes.
    """
    row = Strategy.objects.all().reach(actor, strategy_id, lock=True)
    if sha256 != row.sha256:
        raise StaleVersion("This is not the version you looked at.", field="sha256", remedy="Read the strategy again.")
    if row.status == Status.APPROVED:
        raise AlreadyDecided(f"Strategy v{row.version} is approved already.")
    _demand_valid_content(row)
    _demand_fresh_lineage(actor, row)
    _demand_verdict(row)
    for old in Strategy.objects.select_for_update(of=("self",)).filter(engagement_id=row.engagement_id, status=Status.APPROVED):
        old.move(Status.ARCHIVED)
    before = row.status
    row.approve(by=actor.id, at=clock.now())
    ids = {"engagement_id": row.engagement_id, "client_id": row.client_id}
    publish(signals.StrategyApproved(ref=row.ref(), parents=(row.brief(),), **ids))
    audit(client_id=row.client_id, subject=row.id, before=before, after=row.status)
    return to_strategy(row)


@command("strategy", right=INTERNAL)
def note_verdict(
    *, actor: Actor, ref: ArtifactRef, result_id: UUID, verdict: str, score: int, notes: tuple[str, ...] = (), key: str
) -> None:
    """Keep quality control's verdict if it is about exactly the bytes of one of our versions; else it is nobody's."""
    row = Strategy.objects.select_for_update(of=("self",)).filter(pk=ref.id, sha256=ref.sha256).first()
    if row is not None and ref.kind == "strategy":
        row.judge(verdict=verdict, score=score, result_id=result_id, notes=list(notes))
        audit(client_id=row.client_id, subject=row.id, after=verdict)


@command("strategy", right=INTERNAL)
def note_brief(*, actor: Actor, engagement_id: UUID, client_id: UUID, brief: ArtifactRef, key: str) -> int:
    """A brief was approved: it is the one to build on; approved strategies built on another are flagged. Returns how many."""
    current = CurrentBrief.objects.filter(pk=engagement_id).first()
    if current is not None and current.brief_version > brief.version:
        return 0
    values = {"client_id": client_id, "brief_id": brief.id, "brief_version": brief.version, "brief_sha256": brief.sha256}
    current, _ = CurrentBrief.objects.update_or_create(engagement_id=engagement_id, defaults=values | {"at": clock.now()})
    flagged = 0
    for row in Strategy.objects.select_for_update(of=("self",)).filter(engagement_id=engagement_id, status=Status.APPROVED):
        if not current.is_the_parent_of(row):
            row.move(Status.FLAGGED)
            ids = {"engagement_id": row.engagement_id, "client_id": row.client_id}
            publish(signals.StrategyFlagged(ref=row.ref(), parents=(row.brief(),), **ids))
            flagged += 1
    audit(client_id=client_id, subject=engagement_id)
    return flagged


def _demand_valid_content(row: Strategy) -> None:
    found = problems(row.content)
    if content_hash(row.content) != row.sha256:
        found = ["the stored content does not have the stored hash", *found]
    if found:
        raise contracts.ContentInvalid("; ".join(found[:8]), remedy="Have a new version written.")


def _demand_fresh_lineage(actor: Actor, row: Strategy) -> None:
    brief = onboarding.get_brief(actor=actor, brief_id=row.brief_id)
    current = CurrentBrief.objects.filter(pk=row.engagement_id).first()
    stale = current is not None and not current.is_the_parent_of(row)
    if str(brief.status) != "approved" or brief.sha256 != row.brief_sha256 or stale:
        raise contracts.NotApprovable(
            f"Strategy v{row.version} was written from brief v{row.brief_version}, which is not the approved one.",
            remedy="Have a new version written from the brief that holds now.",
        )


def _demand_verdict(row: Strategy) -> None:
    if not row.verdict:
        raise contracts.NotApprovable(
            f"Quality control has not judged strategy v{row.version}.", remedy="Wait for its verdict; it follows by itself."
        )
    if row.verdict == "FAIL":
        notes = "; ".join(row.qc_notes[:3])
        raise contracts.NotApprovable(f"Quality control refused strategy v{row.version}: {notes}", remedy="Have it revised.")
