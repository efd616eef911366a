"""The port facade of observability."""

from apps.observability.services.alerts import (
    acknowledge,
    clear,
    consider,
    escalate_due,
    get_alert,
    list_alerts,
    list_waiting,
    raise_alert,
    resolve,
)
from apps.observability.services.audit import chain_facts, export_audit, list_audit, verify_audit
from apps.observability.services.deliveries import (
    forget_deliveries,
    get_delivery,
    list_deliveries,
    note_event,
    replay_delivery,
    replay_since,
    send_test_event,
)
from apps.observability.services.diagnosis import diagnose
from apps.observability.services.health import list_modules, readiness, show_metrics
from apps.observability.services.sending import send_webhooks
from apps.observability.services.watching import list_watches, watch
from apps.observability.services.webhooks import (
    create_webhook,
    delete_webhook,
    get_webhook,
    list_event_types,
    list_webhooks,
    rotate_webhook_secret,
    update_webhook,
)

__all__ = [
    "acknowledge",
    "chain_facts",
    "clear",
    "consider",
    "create_webhook",
    "delete_webhook",
    "diagnose",
    "escalate_due",
    "export_audit",
    "forget_deliveries",
    "get_alert",
    "get_delivery",
    "get_webhook",
    "list_alerts",
    "list_audit",
    "list_deliveries",
    "list_event_types",
    "list_modules",
    "list_waiting",
    "list_watches",
    "list_webhooks",
    "note_event",
    "raise_alert",
    "readiness",
    "replay_delivery",
    "replay_since",
    "resolve",
    "rotate_webhook_secret",
    "send_test_event",
    "send_webhooks",
    "show_metrics",
    "update_webhook",
    "verify_audit",
    "watch",
]
