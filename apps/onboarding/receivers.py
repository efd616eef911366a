"""What onboarding keeps of what others tell."""

from __future__ import annotations

from apps.onboarding import services
from apps.qc import signals as qc
from kernel.signals import on


@on(qc.QcPassed)
def note_pass(event: qc.QcPassed) -> None:
    """Keep PASS or WARN on the brief it judges."""
    if event.ref.kind == "brief":
        services.note_verdict(
            actor=event.actor, ref=event.ref, result_id=event.result_id, verdict=str(event.verdict), key=str(event.id)
        )


@on(qc.QcFailed)
def note_failure(event: qc.QcFailed) -> None:
    """Keep FAIL on the brief it judges."""
    if event.ref.kind == "brief":
        services.note_verdict(actor=event.actor, ref=event.ref, result_id=event.result_id, verdict="FAIL", key=str(event.id))
