"""What production keeps of what others tell."""

from __future__ import annotations

from apps.client_review import signals as client_review
from apps.production import services
from apps.qc import signals as qc
from apps.strategy import signals as strategy
from kernel.signals import on

_KINDS = ("draft_bundle",)


@on(qc.QcPassed)
def note_pass(event: qc.QcPassed) -> None:
    """Keep the verdict on a bundle."""
    if event.ref.kind in _KINDS:
        services.note_verdict(actor=event.actor, ref=event.ref, verdict=event.verdict, key=str(event.id))


@on(qc.QcFailed)
def note_failure(event: qc.QcFailed) -> None:
    """Keep the verdict on a bundle."""
    if event.ref.kind in _KINDS:
        services.note_verdict(actor=event.actor, ref=event.ref, verdict="FAIL", key=str(event.id))


@on(client_review.ClientApproved)
def approve_bundle(event: client_review.ClientApproved) -> None:
    """The client's approval reaches the bundle it was given for."""
    if event.subject.kind in _KINDS:
        services.approve(actor=event.actor, bundle=event.subject, key=str(event.id))


@on(strategy.StrategyApproved)
def flag_outdated(event: strategy.StrategyApproved) -> None:
    """What was approved under an older strategy needs a look."""
    services.flag_outdated(actor=event.actor, strategy=event.ref, engagement_id=event.engagement_id, key=str(event.id))
