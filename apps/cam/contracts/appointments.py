"""Talks with leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class AppointmentState(StrEnum):
    """`proposed` waits for the lead's answer; `confirmed` and `declined` are it; the rest is what became of the talk."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    HELD = "held"
    NO_SHOW = "no_show"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """A talk with a lead; `place` is a room, a telephone number or a link, `sequence` the version last sent."""

    id: UUID
    lead_id: UUID
    campaign_id: UUID | None
    state: AppointmentState
    starts_at: datetime
    minutes: int
    place: str
    attendee: str
    organiser_name: str
    organiser_address: str
    uid: str
    sequence: int
    why: str
    created_at: datetime


@dataclass(frozen=True, kw_only=True)
class AppointmentFilter:
    """Which appointments to list."""

    lead_id: UUID | None = None
    campaign_id: UUID | None = None
    state: AppointmentState | None = None
