"""Outgoing webhooks: who hears what, what a message says, how it is signed (Standard Webhooks 1.0)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any
from uuid import UUID

from kernel.refs import ArtifactRef, plain

SECRET_PREFIX = "whsec_"  # noqa: S105 - how secrets begin, none itself
SECRET_BYTES = 32
TEST_EVENT = "webhook.test"
CLIENTS_HEAR = (
    *("billing.invoice_issued.*", "billing.invoice_credited.*", "billing.invoice_overdue.*", "billing.payment_*"),
    *("billing.quote_accepted.*", "client_review.*", "delivery.delivered.*", "delivery.post_published.*", "delivery.publish_*"),
    *("onboarding.*", "production.bundle_approved.*", "reporting.report_generated.*", "strategy.strategy_approved.*"),
)
"""What an endpoint of a client may hear; the rest (leads, quality control, risks, alerts) is the agency's own business."""


def wants(patterns: Iterable[str], name: str) -> bool:
    """Whether one of an endpoint's patterns ("*" stands for anything) covers an event's name."""
    return any(fnmatchcase(name, pattern) for pattern in patterns)


OF_ENDPOINTS = "observability.webhook_"
"""Told by alerts and the API: an endpoint that hears of its own end or beginning would answer itself."""


def may_hear(name: str, *, whole_agency: bool) -> bool:
    """Whether an endpoint of this kind may hear of such an event at all; never of an endpoint's own state."""
    if name.startswith(OF_ENDPOINTS):
        return False
    return whole_agency or name == TEST_EVENT or wants(CLIENTS_HEAR, name)


def thin(values: dict[str, Any]) -> dict[str, Any]:
    """A signal's ids and references to artifacts as JSON; texts, names, amounts and addresses stay here."""
    return {name: plain(value) for name, value in values.items() if _is_reference(value)}


def message_body(name: str, at: datetime, data: dict[str, Any]) -> str:
    """The JSON that is sent and signed, byte for byte the same at each try."""
    content = {"type": name, "timestamp": plain(at), "data": data}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def new_secret(random: bytes) -> str:
    """A signing secret as Standard Webhooks writes it: `whsec_` and base64."""
    return SECRET_PREFIX + base64.b64encode(random).decode()


def signature(secret: str, *, message_id: str, timestamp: int, body: str) -> str:
    """`v1,` and base64 of HMAC-SHA256 over "id.timestamp.body"; `timestamp` in seconds since 1970."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    signed = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(secrets: Iterable[str], *, message_id: str, timestamp: int, body: str) -> dict[str, str]:
    """The headers of one try, with one signature per valid secret."""
    signatures = [signature(s, message_id=message_id, timestamp=timestamp, body=body) for s in secrets]
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def _is_reference(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return bool(value) and all(_is_reference(part) for part in value)
    return isinstance(value, UUID | ArtifactRef)
