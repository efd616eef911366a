"""The port facade of observability."""

from apps.observability.services.alerts import (
    acknowledge,
    consider,
    escalate_due,
    get_alert,
    list_alerts,
    list_waiting,
    raise_alert,
    resolve,
)
from apps.observability.services.audit import chain_facts, export_audit, list_audit, verify_audit
from apps.observability.services.health import list_modules, readiness

__all__ = [
    "get_alert",
    "acknowledge",
    "chain_facts",
    "consider",
    "escalate_due",
    "export_audit",
    "list_alerts",
    "list_audit",
    "list_modules",
    "list_waiting",
    "raise_alert",
    "readiness",
    "resolve",
    "verify_audit",
]
