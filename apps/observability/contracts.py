"""What observability says and takes: alerts, the audit report, readiness, the register of modules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from kernel.errors import Conflict

CONTRACT_VERSION = "1.2"


class Severity(StrEnum):
    """How soon a person must look: info never mails, warning within a day, critical within the hour."""

    INFO = "info"
    WARNING = "warning"
    CRITICAL = "critical"


class AlertState(StrEnum):
    """open until a person acknowledges it; resolved when its cause is gone."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True, kw_only=True)
class Alert:
    """Something a person should know. The same (kind, subject) while open is the same alert, counted again."""

    id: UUID
    kind: str
    subject: str
    message: str
    severity: Severity
    state: AlertState
    count: int
    escalations: int
    client_id: UUID | None
    first_at: datetime
    last_at: datetime
    acknowledged_by: UUID | None = None
    acknowledged_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Watch:
    """One rule of the watchdog: its limit in `unit`, and the subjects of its alerts that still stand."""

    name: str
    meaning: str
    limit: float
    unit: str
    severity: Severity
    active: bool
    standing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AlertFilter:
    """Which alerts; empty fields do not filter."""

    states: tuple[AlertState, ...] = ()
    severities: tuple[Severity, ...] = ()
    kind: str = ""
    client_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AuditReport:
    """Whether the audit chain holds. `broken_at` is the first entry's number that does not fit, `reason` why."""

    ok: bool
    entries: int
    unchained: int
    broken_at: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class AuditEntry:
    """One link of the chain: who did what, when and why; personal data only as keyed hashes."""

    number: int
    fact_id: UUID
    app: str
    command: str
    actor_kind: str
    actor_id: UUID | None
    client_id: UUID | None
    subject: str
    why: str
    correlation_id: str
    at: datetime
    hash: str


@dataclass(frozen=True, kw_only=True)
class AuditFilter:
    """Which audit entries; empty fields do not filter."""

    app: str = ""
    command: str = ""
    actor_id: UUID | None = None
    client_id: UUID | None = None
    subject: str = ""
    correlation_id: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing readiness looks at."""

    name: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """Whether this process can take work, and what was looked at."""

    ready: bool
    checks: tuple[Check, ...]


@dataclass(frozen=True, kw_only=True)
class ModuleHealth:
    """One module as the register shows it. `health` is healthy, degraded or unhealthy, with the reason in `detail`."""

    name: str
    title: str
    purpose: str
    version: str
    health: str
    detail: str
    verbs: int
    signals: int
    sweeps: tuple[str, ...]
    open_work: int
    dead_work: int
    critical: tuple[str, ...] = ()
    tables: int = 0
    receivers: int = 0
    migrations_missing: tuple[str, ...] = ()


class State(StrEnum):
    """ok; warning: it works, but not as it should; failed: something does not work."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Examined:
    """One thing that was looked at, and what to do if it is not ok."""

    area: str
    name: str
    state: State
    detail: str = ""
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """Whether an installation is in order (nothing failed), thing by thing and module by module."""

    ok: bool
    examined: tuple[Examined, ...]
    modules: tuple[ModuleHealth, ...]
    at: datetime


class DeliveryState(StrEnum):
    """pending until delivered (done) or given up (dead); held while its endpoint is off."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"
    HELD = "held"


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """An endpoint that hears of events: of one client, or (client_id None) of the whole agency.

    `events` are names or patterns such as "delivery.*". `failing_since` is the first failed try since the last good one.
    `off_reason` says why it is not active. Two secrets are valid until `old_secret_until`.
    """

    id: UUID
    client_id: UUID | None
    url: str
    events: tuple[str, ...]
    description: str
    active: bool
    off_reason: str
    version: int
    created_at: datetime
    failing_since: datetime | None = None
    old_secret_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class WebhookWithSecret:
    """An endpoint with its signing secret, which is shown this once."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True, kw_only=True)
class WebhookFilter:
    """Which endpoints; empty fields do not filter."""

    client_id: UUID | None = None
    active: bool | None = None


@dataclass(frozen=True, kw_only=True)
class WebhookDelivery:
    """One event on its way to one endpoint. `message_id` is the webhook-id header, the same at every try and replay.

    `tries` counts all tries ever; `last_status` is the HTTP status of the last answer (None: there was none),
    `last_answer` its beginning; `retry_at` when it is tried again.
    """

    id: UUID
    webhook_id: UUID
    client_id: UUID | None
    message_id: str
    type: str
    state: DeliveryState
    tries: int
    last_status: int | None
    last_answer: str
    last_error: str
    created_at: datetime
    tried_at: datetime | None = None
    retry_at: datetime | None = None
    delivered_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class DeliveryFilter:
    """Which deliveries; empty fields do not filter."""

    webhook_id: UUID | None = None
    states: tuple[DeliveryState, ...] = ()
    type: str = ""
    since: datetime | None = None


class WebhookOff(Conflict):
    """The endpoint is not active."""

    title = "The webhook is off"


class AlertClosed(Conflict):
    """The alert was acknowledged or resolved before."""

    title = "The alert is no longer open"
