"""Dates and times as people read them. Machine-readable forms (API, files, idempotency keys) stay ISO 8601."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "de": ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
}


def day(value: date, language: str, zone: tzinfo | None = None) -> str:
    """“13 December 2025”, in German “13. Dezember 2025”; an aware moment is the day it is in `zone`. Else English."""
    if isinstance(value, datetime) and value.tzinfo is not None and zone is not None:
        value = value.astimezone(zone)
    german = language[:2] == "de"
    return f"{value.day}{'.' if german else ''} {_MONTHS['de' if german else 'en'][value.month - 1]} {value.year}"


def moment(value: datetime, language: str, zone: tzinfo) -> str:
    """“13 December 2025, 14:30 CET”: an aware moment in `zone`, which is named."""
    there = value.astimezone(zone)
    return f"{day(there, language)}, {there:%H:%M} {there:%Z}"
