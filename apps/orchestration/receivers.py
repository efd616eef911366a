"""What orchestration hears: the deal that starts a journey, the facts that move it, every artifact for the lineage."""

from __future__ import annotations

from dataclasses import fields

from apps.billing import signals as billing
from apps.cam import signals as cam
from apps.client_review import signals as client_review
from apps.delivery import signals as delivery
from apps.observability import signals as observability
from apps.onboarding import signals as onboarding
from apps.orchestration import services
from apps.orchestration.logic.client_journey import HEARD
from apps.orchestration.services import ancestry, told
from apps.production import signals as production
from apps.qc import signals as qc
from apps.reporting import signals as reporting
from apps.retention import signals as retention
from apps.strategy import signals as strategy
from kernel.actors import worker
from kernel.refs import plain
from kernel.signals import Signal, known, on

ENVELOPE = {"id", "actor", "at", "correlation_id", "engagement_id", "client_id"}
TELLERS = (onboarding, strategy, production, qc, client_review, delivery, reporting, billing)
"""Modules whose signals may name artifacts."""


@on(cam.ClientSigned)
def start_journey(event: cam.ClientSigned) -> None:
    """A signed deal starts its journey."""
    services.start_journey(
        actor=event.actor or worker("orchestration"),
        deal_id=event.deal_id,
        lead_id=event.lead_id,
        company=event.company,
        website=event.website,
        country=event.country,
        language=event.language,
        contact_name=event.contact_name,
        contact_email=event.contact_email,
        pack=event.pack,
        price=event.price,
        key=str(event.id),
    )


def move_journey(event: Signal) -> None:
    """The engagement's journey hears the fact."""
    data = {f.name: plain(getattr(event, f.name)) for f in fields(event) if f.name not in ENVELOPE}
    services.hear(
        actor=event.actor or worker("orchestration"),
        engagement_id=event.engagement_id,
        name=event.signal_name.rsplit(".", 1)[0],
        data=data,
        event_id=event.id,
        key=str(event.id),
    )


def note_artifact(event: Signal) -> None:
    """The lineage keeps the version that the signal tells of."""
    found = ancestry.read_off(event)
    if found is None:
        return
    services.note_artifact(
        actor=event.actor or worker("orchestration"),
        **found,
        told_by=event.signal_name,
        engagement_id=getattr(event, "engagement_id", None),
        client_id=getattr(event, "client_id", None),
        key=str(event.id),
    )


@on(retention.RenewalDue)
def propose_renewal(event: retention.RenewalDue) -> None:
    """The talk about a renewal enters the action queue."""
    told.propose_renewal(
        actor=event.actor or worker("orchestration"),
        engagement_id=event.engagement_id,
        client_id=event.client_id,
        renewal_on=event.renewal_on,
        key=str(event.id),
    )


@on(retention.UpsellSuggested)
def propose_offer(event: retention.UpsellSuggested) -> None:
    """An offer that the data suggests enters the action queue."""
    told.propose_offer(
        actor=event.actor or worker("orchestration"),
        engagement_id=event.engagement_id,
        client_id=event.client_id,
        offer=event.offer,
        reason=event.reason,
        key=str(event.id),
    )


@on(observability.AlertRaised)
def tell_of_alert(event: observability.AlertRaised) -> None:
    """People of the agency hear of an alert."""
    told.tell_of_alert(
        actor=event.actor or worker("orchestration"),
        alert_id=event.alert_id,
        subject=event.subject,
        message=event.message,
        severity=event.severity,
        client_id=event.client_id,
        level=0,
        key=str(event.id),
    )


@on(observability.AlertEscalated)
def tell_of_escalation(event: observability.AlertEscalated) -> None:
    """An alert that nobody took is told to those who steer the house."""
    told.tell_of_alert(
        actor=event.actor or worker("orchestration"),
        alert_id=event.alert_id,
        subject=event.subject,
        message=event.message,
        severity=event.severity,
        client_id=event.client_id,
        level=event.level,
        key=str(event.id),
    )


def _artifact_signals() -> list[type[Signal]]:
    kinds = [kind for teller in TELLERS for kind in vars(teller).values() if isinstance(kind, type)]
    named = [kind for kind in kinds if issubclass(kind, Signal) and hasattr(kind, "signal_name")]
    return [kind for kind in dict.fromkeys(named) if {f.name for f in fields(kind)} & {"ref", "subject"}]


def _moving_signals() -> list[type[Signal]]:
    """The signals that the journey's rules name; the definition is the one list of them."""
    return [kind for name, kind in known().items() if name.rsplit(".", 1)[0] in HEARD]


for _kind in _moving_signals():
    on(_kind)(move_journey)
for _kind in _artifact_signals():
    on(_kind)(note_artifact)
