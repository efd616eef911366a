"""What strategy hears: which brief holds, and what quality control says of a version."""

from __future__ import annotations

from apps.onboarding.signals import BriefApproved
from apps.qc.signals import QcFailed, QcPassed
from apps.strategy import services
from kernel.signals import on


@on(BriefApproved)
def note_brief(event: BriefApproved) -> None:
    """Flag what rests on an older brief."""
    services.note_brief(
        actor=event.actor, engagement_id=event.engagement_id, client_id=event.client_id, brief=event.ref, key=str(event.id)
    )


@on(QcPassed)
def note_pass(event: QcPassed) -> None:
    """Keep the verdict on our own versions."""
    if event.ref.kind == "strategy":
        services.note_verdict(
            actor=event.actor,
            ref=event.ref,
            result_id=event.result_id,
            verdict=event.verdict,
            score=event.score,
            notes=event.notes,
            key=str(event.id),
        )


@on(QcFailed)
def note_failure(event: QcFailed) -> None:
    """Keep the refusal of our own versions, with its notes."""
    if event.ref.kind == "strategy":
        services.note_verdict(
            actor=event.actor,
            ref=event.ref,
            result_id=event.result_id,
            verdict="FAIL",
            score=event.score,
            notes=event.notes,
            key=str(event.id),
        )
