"""Kernel tables. They stand in every database, because their rows commit with the change of the app they belong to."""

from django.db import models
from django.db.models import Q

from kernel import context
from kernel.ids import new_id


class DueRow(models.Model):
    """Work that must happen: due when `due_at` (business clock), `retry_at` and `lease_until` (database clock) have passed.

    `attempt` is counted at the claim; `token` is the fencing token: every later write names it. The correlation id is that of
    the click or event that made the row: its work goes on under it. BACKOFF_SECONDS is
    the wait after the first, second … failed attempt; without it the wait doubles (kernel.claims).
    """

    CLAIMABLE = ("pending",)
    MAX_ATTEMPTS = 8
    BACKOFF_SECONDS: tuple[float, ...] = ()
    due_at = models.DateTimeField(null=True, blank=True)
    retry_at = models.DateTimeField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    leased_by = models.CharField(max_length=80, blank=True, editable=False)
    state = models.CharField(max_length=20, default="pending")
    attempt = models.PositiveIntegerField(default=0, editable=False)
    token = models.PositiveIntegerField(default=0, editable=False)
    last_error = models.TextField(blank=True, editable=False)
    correlation_id = models.CharField(max_length=64, blank=True, default=context.given_correlation_id, editable=False)

    class Meta:
        abstract = True


def due_index(name: str) -> models.Index:
    """The index that keeps "what is due" cheap however many rows are done; put it in each DueRow's Meta.indexes."""
    return models.Index(fields=["due_at", "id"], condition=Q(state="pending"), name=name)


class ClockRow(models.Model):
    """The stored clock (one row, with identity): frozen at a moment, or shifted."""

    frozen_at = models.DateTimeField(null=True)
    offset_seconds = models.IntegerField(default=0)

    class Meta:
        db_table = "kernel_clock"


class OutboxEvent(DueRow):
    """A signal waiting for its receivers; lies in the publisher's database."""

    MAX_ATTEMPTS = 12
    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    payload = models.JSONField()
    occurred_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_outbox"
        verbose_name = "signal"
        indexes = [
            models.Index(fields=["id"], condition=Q(state="pending"), name="kernel_outbox_pending"),
            models.Index(fields=["name", "occurred_at"], name="kernel_outbox_name"),
            models.Index(fields=["id"], condition=Q(state="dead"), name="kernel_outbox_dead"),
        ]


class InboxEntry(models.Model):
    """One row per (event, receiver) that has taken effect; lies in the receiver's database."""

    id = models.UUIDField(primary_key=True, default=new_id)
    event_id = models.UUIDField()
    receiver = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_inbox"
        constraints = [models.UniqueConstraint(fields=["event_id", "receiver"], name="kernel_inbox_once")]


class CommandKey(models.Model):
    """The stored answer of a command under its idempotency key; after `expires_at`, if it has one, it may be forgotten."""

    id = models.UUIDField(primary_key=True, default=new_id)
    command = models.CharField(max_length=120)
    key = models.CharField(max_length=200)
    arguments_hash = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_keys"
        constraints = [models.UniqueConstraint(fields=["command", "key"], name="kernel_keys_once")]
        indexes = [models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="kernel_keys_expiring")]


class Tombstone(models.Model):
    """A deleted row of a table that integrators keep a copy of; lies where the row lay. `kind` is the model's label."""

    id = models.UUIDField(primary_key=True, default=new_id)
    kind = models.CharField(max_length=80)
    object_id = models.UUIDField()
    client_id = models.UUIDField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "kernel_tombstones"
        indexes = [models.Index(fields=["kind", "changed_at", "object_id"], name="kernel_tombstones_since")]


class AuditFact(models.Model):
    """What one command did: who, what, when, why. Append-only but for `chained`, which observability sets."""

    id = models.UUIDField(primary_key=True, default=new_id)
    app = models.CharField(max_length=40)
    command = models.CharField(max_length=120)
    actor_kind = models.CharField(max_length=12)
    actor_id = models.UUIDField(null=True)
    impersonator = models.UUIDField(null=True)
    client_id = models.UUIDField(null=True, db_index=True)
    subject = models.CharField(max_length=120, blank=True)
    why = models.TextField(blank=True)
    key = models.CharField(max_length=200, blank=True)
    correlation_id = models.CharField(max_length=64)
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    chained = models.BooleanField(default=False)

    class Meta:
        db_table = "kernel_audit_facts"
        indexes = [models.Index(fields=["id"], condition=Q(chained=False), name="kernel_audit_unchained")]


class Effect(models.Model):
    """The ledger of irreversible acts: `at_risk` is committed before the act, `done` or `refused` after it."""

    id = models.UUIDField(primary_key=True, default=new_id)
    app = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    client_id = models.UUIDField(null=True, db_index=True)
    state = models.CharField(max_length=12, default="at_risk")
    ref = models.CharField(max_length=400, blank=True)
    reason = models.TextField(blank=True)
    attempt = models.PositiveIntegerField(default=1)
    at_risk_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_effects"
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="kernel_effects_once"),
            models.CheckConstraint(condition=Q(state__in=["at_risk", "done", "refused", "unknown"]), name="kernel_effects_state"),
        ]
        indexes = [
            models.Index(fields=["at_risk_at"], condition=Q(state="at_risk"), name="kernel_effects_at_risk"),
            models.Index(fields=["at_risk_at"], condition=Q(state="unknown"), name="kernel_effects_unknown"),
        ]


class Switch(models.Model):
    """A control flag (one table, with identity): paused, killed or proof, for a scope; "" is everything."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=20)
    scope = models.CharField(max_length=120, blank=True)
    on = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    set_by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_switches"
        verbose_name_plural = "switches"
        constraints = [models.UniqueConstraint(fields=["name", "scope"], name="kernel_switches_once")]


class WorkerBeat(models.Model):
    """A worker's sign of life (one table, with identity), by the database's clock; `calls` is what its providers answered."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=40)
    host = models.CharField(max_length=120)
    calls = models.JSONField(default=dict)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    stopped = models.BooleanField(default=False)

    class Meta:
        db_table = "kernel_workers"


class Slot(models.Model):
    """One firing of something that recurs, at the moment it was planned for: whoever stores the row does it, nobody else."""

    id = models.UUIDField(primary_key=True, default=new_id)
    name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_slots"
        constraints = [models.UniqueConstraint(fields=["name", "at"], name="kernel_slots_once")]
        indexes = [models.Index(fields=["at"], name="kernel_slots_at")]


class Installation(models.Model):
    """Which installation this is (one row); `begun_at`: since when it keeps a journal of what left (kernel.restored)."""

    id = models.UUIDField(primary_key=True)
    begun_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "kernel_installation"


class Undeliverable(models.Model):
    """Keyed hashes of addresses that no mail of any purpose may reach (with identity): hard bounces and the erased."""

    id = models.UUIDField(primary_key=True, default=new_id)
    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        db_table = "kernel_undeliverable"


class Mail(DueRow):
    """A mail on its way or gone; `purpose` is outreach, service or answer (a person wrote it).

    Lies in the database of the app that queued it.
    """

    MAX_ATTEMPTS = 6
    id = models.UUIDField(primary_key=True, default=new_id)
    app = models.CharField(max_length=40)
    purpose = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    sender = models.CharField(max_length=320)
    recipient = models.CharField(max_length=320)
    recipient_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True, default="")
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=250, unique=True)
    reference = models.CharField(max_length=400, blank=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "kernel_mails"
        constraints = [
            models.UniqueConstraint(fields=["app", "key"], name="kernel_mails_once"),
            models.CheckConstraint(condition=Q(purpose__in=["outreach", "service", "answer"]), name="kernel_mails_purpose"),
        ]
        indexes = [
            due_index("kernel_mails_due"),
            models.Index(fields=["id"], condition=Q(state="dead"), name="kernel_mails_dead"),
        ]
