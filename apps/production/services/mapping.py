"""Rows to DTOs."""

from __future__ import annotations

from datetime import date

from apps.production import contracts
from apps.production.models import Bundle, Calendar, DraftJob, TimeEntry


def to_slot(stored: dict) -> contracts.Slot:
    """A stored slot as its DTO."""
    return contracts.Slot(
        key=stored["key"],
        day=date.fromisoformat(stored["day"]),
        at=stored["at"],
        channel=stored["channel"],
        pillar=stored["pillar"],
        idea=stored["idea"],
        format=stored["format"],
    )


def to_calendar(row: Calendar) -> contracts.Calendar:
    """A calendar row as its DTO."""
    return contracts.Calendar(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        status=row.status,
        strategy=row.strategy_ref(),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        zone=row.zone,
        channels=tuple(row.content["channels"]),
        slots=tuple(to_slot(stored) for stored in row.content["slots"]),
        created_at=row.created_at,
    )


def to_job(row: DraftJob) -> contracts.Job:
    """A writing job as its DTO."""
    return contracts.Job(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        reason=row.reason,
        state=row.state,
        attempt=row.attempt,
        error=row.last_error,
        bundle_id=row.bundle_id,
        created_at=row.created_at,
    )


def to_bundle(row: Bundle) -> contracts.Bundle:
    """A bundle row as its DTO."""
    return contracts.Bundle(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        version=row.version,
        sha256=row.sha256,
        status=row.status,
        content=row.content,
        strategy=row.strategy_ref(),
        calendar=row.calendar_ref(),
        previous=row.previous_ref(),
        reason=row.reason,
        provenance=row.provenance,
        notes=tuple(row.notes),
        qc_verdict=row.qc_verdict,
        created_at=row.created_at,
    )


def to_time_entry(row: TimeEntry) -> contracts.TimeEntry:
    """A time entry as its DTO."""
    return contracts.TimeEntry(
        id=row.id,
        engagement_id=row.engagement_id,
        client_id=row.client_id,
        person=row.person,
        worked_on=row.worked_on,
        minutes=row.minutes,
        activity=row.activity,
        created_at=row.created_at,
    )
