"""Rows into DTOs."""

from __future__ import annotations

from uuid import UUID

from apps.orchestration import contracts
from apps.orchestration.models import Action, Artifact, Journey, Policy, Slot, SwitchChange, Wait
from kernel import clock
from kernel.refs import ArtifactRef

REF_ORDER = ("agreement", "brief", "strategy", "calendar", "draft_bundle", "delivery_package", "report", "invoice")


def to_journey(row: Journey, wait: Wait | None) -> contracts.Journey:
    """A journey with what it waits for now."""
    refs = row.facts.get("refs", {})
    return contracts.Journey(
        id=row.id,
        definition=row.definition,
        deal_id=row.deal_id,
        lead_id=row.lead_id,
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        company=row.company,
        pack=row.pack,
        state=contracts.JourneyState(row.state),
        engagement_state=contracts.EngagementState(row.engagement_state),
        step=row.step,
        reason=row.reason,
        wait=to_wait(wait) if wait else None,
        refs=tuple(to_ref(refs[kind]) for kind in REF_ORDER if kind in refs),
        qc_rounds=row.facts.get("qc_rounds", 0),
        client_rounds=row.facts.get("client_rounds", 0),
        contracted_rounds=row.facts.get("contracted_rounds", 0),
        started_at=row.started_at,
        changed_at=row.changed_at,
        ended_at=row.ended_at,
    )


def to_wait(row: Wait) -> contracts.Wait:
    """A wait; overdue by the business clock."""
    return contracts.Wait(
        for_whom=row.for_whom,
        for_what=row.for_what,
        since=row.since,
        due_at=row.expected_by,
        reminders=row.reminders,
        overdue=row.ended_at is None and row.expected_by is not None and row.expected_by <= clock.now(),
    )


def to_ref(data: dict) -> ArtifactRef:
    """A reference from its stored form."""
    return ArtifactRef(kind=data["kind"], id=UUID(str(data["id"])), version=data["version"], sha256=data["sha256"])


def to_action(row: Action) -> contracts.Action:
    """An action of the queue."""
    return contracts.Action(
        id=row.id,
        kind=row.kind,
        title=row.title,
        effect=row.effect,
        payload=row.payload,
        sha256=row.sha256,
        mode=contracts.PolicyMode(row.mode),
        state=contracts.ActionState(row.state),
        client_id=row.client_id,
        journey_id=row.journey_id,
        reversible=row.reversible,
        reason=row.reason,
        result=row.result,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        expires_at=row.expires_at,
        created_at=row.created_at,
    )


def to_policy(row: Policy) -> contracts.Policy:
    """A policy."""
    return contracts.Policy(kind=row.kind, title=row.title, mode=contracts.PolicyMode(row.mode), days=row.days)


def to_change(row: SwitchChange) -> contracts.SwitchChange:
    """One change of a switch."""
    return contracts.SwitchChange(
        id=row.id, name=row.name, scope=row.scope, on=row.on, reason=row.reason, set_by=row.set_by, at=row.at
    )


def to_node(row: Artifact) -> contracts.LineageNode:
    """A node of the lineage."""
    return contracts.LineageNode(
        ref=row.ref(), engagement_id=row.engagement_id, client_id=row.client_id, told_by=row.told_by, at=row.told_at
    )


def to_slot(row: Slot) -> contracts.Slot:
    """One run of a schedule."""
    return contracts.Slot(id=row.id, name=row.schedule.name, slot_at=row.slot_at, state=row.state, result=row.result)
