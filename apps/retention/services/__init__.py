"""The port facade of retention."""

from apps.retention.services.health import assess_renewal_risk, detect_upsell, get_health, list_assessments, list_waiting
from apps.retention.services.lifecycle import (
    get_lifecycle_state,
    list_accounts,
    note_engagement,
    note_work_begun,
    observe,
    set_lifecycle,
    tell_renewals,
)

__all__ = [
    "assess_renewal_risk",
    "detect_upsell",
    "get_health",
    "get_lifecycle_state",
    "list_accounts",
    "list_assessments",
    "list_waiting",
    "note_engagement",
    "note_work_begun",
    "observe",
    "set_lifecycle",
    "tell_renewals",
]
