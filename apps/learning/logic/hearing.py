"""Which signals of the other modules go into the event log, in which group, and what of them is worth remembering. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

from apps.learning.contracts import EventGroup
from kernel.money import Money
from kernel.refs import ArtifactRef, plain

GROUPS: dict[str, EventGroup] = {
    "cam": EventGroup.CAM,
    "onboarding": EventGroup.INTAKE,
    "strategy": EventGroup.STRATEGY,
    "production": EventGroup.CREATIVES,
    "qc": EventGroup.CREATIVES,
    "client_review": EventGroup.CLIENT_PORTAL,
    "delivery": EventGroup.EXECUTION,
    "reporting": EventGroup.ANALYTICS,
    "billing": EventGroup.PM,
    "retention": EventGroup.PERFORMANCE,
    "orchestration": EventGroup.PM,
}
"""Publishing module → group of its events."""
EXCEPTIONS: dict[str, EventGroup] = {
    "cam.client_signed": EventGroup.PITCH,
    "onboarding.agreement_signed": EventGroup.PACKS,
    "delivery.post_published": EventGroup.MEDIA,
    "reporting.metrics_collected": EventGroup.PERFORMANCE,
}
_WORDS_KEPT = frozenset(
    {"verdict", "kind", "status", "state", "band", "pack", "channel", "classification", "step", "task", "writer"}
)
"""Text fields whose values are names of ours, never personal data."""
_ENVELOPE = frozenset({"id", "actor", "at", "correlation_id", "client_id"})


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something to remember about a client."""

    topic: str
    text: str
    confidence: int


def group_of(name: str) -> EventGroup | None:
    """The group of a signal's wire name ("qc.qc_failed.v1"), None if it is not logged."""
    return EXCEPTIONS.get(name.rsplit(".v", 1)[0]) or GROUPS.get(name.split(".")[0])


def data_of(event: Any) -> dict:
    """What the log keeps of a signal: ids, figures, dates and refs; text only where it is a name of ours."""
    kept = {}
    for field in dataclasses.fields(event):
        value = getattr(event, field.name)
        if field.name in _ENVELOPE or value is None:
            continue
        if isinstance(value, UUID | int | float | Decimal | date | ArtifactRef | Money | Enum) or (
            isinstance(value, str) and field.name in _WORDS_KEPT
        ):
            kept[field.name] = plain(value)
    return kept


def facts_of(name: str, event: Any) -> tuple[Fact, ...]:
    """What a signal teaches about its client: objections of the gate, wishes and decisions of the client."""
    fact = name.rsplit(".v", 1)[0].split(".")[-1]
    notes = [note.strip() for note in getattr(event, "notes", ()) if note.strip()]
    if fact == "qc_failed":
        return tuple(
            Fact(topic="quality", text=f"Quality control held back {_ref(event)}: {note}", confidence=60) for note in notes
        )
    if fact == "revision_requested":
        return tuple(
            Fact(topic="wishes", text=f"The client asked to change {_ref(event)}: {note}", confidence=80) for note in notes
        )
    if fact == "client_approved":
        return (Fact(topic="decisions", text=f"The client approved {_ref(event)}.", confidence=90),)
    if fact == "payment_received" and getattr(event, "paid_in_full", False):
        return (Fact(topic="payments", text=f"The client paid the {str(event.kind).lower()} invoice in full.", confidence=100),)
    if fact == "churn_risk_detected" and getattr(event, "sentence", ""):
        return (Fact(topic="health", text=event.sentence, confidence=60),)
    return ()


def _ref(event: Any) -> str:
    ref = getattr(event, "ref", None) or getattr(event, "subject", None)
    return f"the {ref.kind.replace('_', ' ')} v{ref.version}" if ref is not None else "a piece of work"
