"""What drafts are made from: the approved strategy, its brief, the calendar, checked for being current."""

from __future__ import annotations

from uuid import UUID

from apps.onboarding import services as onboarding
from apps.production import contracts
from apps.production.models import Calendar
from apps.strategy import services as strategies
from kernel.actors import Actor
from kernel.errors import NotFound
from kernel.refs import ArtifactRef


def approved_strategy(actor: Actor, strategy: ArtifactRef, engagement_id: UUID):
    """The strategy if exactly this version is approved; DraftNotReady or NotFound otherwise."""
    found = strategies.get_strategy(actor=actor, strategy_id=strategy.id)
    if found.engagement_id != engagement_id or not actor.sees(found.client_id):
        raise NotFound("There is no such strategy of this engagement.")
    if (found.version, found.sha256) != (strategy.version, strategy.sha256):
        raise contracts.DraftNotReady(f"{strategy} is not the version that stands.", remedy="Use the approved version.")
    if str(found.status) != "approved":
        raise contracts.DraftNotReady(f"The strategy is {found.status}, not approved.", remedy="Have it approved first.")
    return found


def brief_of(actor: Actor, strategy) -> dict:
    """The content of the brief a strategy was made from."""
    return onboarding.get_brief(actor=actor, brief_id=strategy.brief.id).content


def check_lineage(actor: Actor, row) -> None:
    """DraftNotReady unless the row names the current approved strategy."""
    approved_strategy(actor, row.strategy_ref(), row.engagement_id)


def writing_context(actor: Actor, calendar: Calendar) -> dict:
    """What a writer is given: contents of brief, strategy and calendar, and the strategy's reference."""
    ref = calendar.strategy_ref()
    strategy = strategies.get_strategy(actor=actor, strategy_id=ref.id)
    brief = brief_of(actor, strategy)
    return {
        "brief": brief,
        "strategy": strategy.content,
        "calendar": calendar.content,
        "strategy_ref": {"kind": ref.kind, "id": str(ref.id), "version": ref.version, "sha256": ref.sha256},
        "language": calendar.content["language"],
    }
