"""What delivery keeps of other modules' facts."""

from __future__ import annotations

from apps.client_review.signals import ClientApproved
from apps.delivery import services
from apps.qc.signals import QcFailed, QcPassed
from kernel.signals import on


@on(QcPassed)
def keep_pass(event: QcPassed) -> None:
    """A manifest passed."""
    if event.ref.kind == "delivery_package":
        services.keep_verdict(actor=event.actor, ref=event.ref, verdict=event.verdict, key=str(event.id))


@on(QcFailed)
def keep_fail(event: QcFailed) -> None:
    """A manifest failed."""
    if event.ref.kind == "delivery_package":
        services.keep_verdict(actor=event.actor, ref=event.ref, verdict="FAIL", key=str(event.id))


@on(ClientApproved)
def flag_older_packages(event: ClientApproved) -> None:
    """A newer bundle is approved: packages of older ones need a look."""
    if event.subject.kind == "draft_bundle":
        services.flag_packages(
            actor=event.actor,
            engagement_id=event.engagement_id,
            client_id=event.client_id,
            bundle=event.subject,
            key=str(event.id),
        )
