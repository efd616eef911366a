"""The port facade of observability."""

from apps.observability.services.alerts import (
    acknowledge,
    clear,
    consider,
    escalate_due,
    list_alerts,
    list_waiting,
    raise_alert,
    resolve,
)
from apps.observability.services.audit import chain_facts, export_audit, list_audit, verify_audit
from apps.observability.services.diagnosis import diagnose
from apps.observability.services.health import list_modules, readiness, show_metrics
from apps.observability.services.watching import list_watches, watch

__all__ = [
    "acknowledge",
    "chain_facts",
    "clear",
    "consider",
    "diagnose",
    "escalate_due",
    "export_audit",
    "list_alerts",
    "list_audit",
    "list_modules",
    "list_waiting",
    "list_watches",
    "raise_alert",
    "readiness",
    "resolve",
    "show_metrics",
    "verify_audit",
    "watch",
]
