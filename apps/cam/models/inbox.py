"""What came in, what waits for a person, who was told, which worker lives."""

from __future__ import annotations

from django.db import models

from apps.cam.contracts import ReplyClass, ReviewKind
from apps.cam.models.base import agency
from apps.cam.models.conversations import Thread
from apps.cam.models.leads import Lead, choices
from apps.cam.models.outreach import OutboundEmail
from kernel.ids import new_id
from kernel.models import DueRow, due_index


class InboundEmail(DueRow):
    """One mail that came in, stored once by its fingerprint; its raw bytes are a file of the house (`raw_sha256`).

    `state` is pending (to be classified), done or parked (too large or broken: a person looks).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.CharField(max_length=40)
    provider_uid = models.CharField(max_length=250)
    fingerprint = models.CharField(max_length=64, unique=True)
    raw_sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="inbound")
    outbound = models.ForeignKey(OutboundEmail, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.SET_NULL, related_name="inbound")
    threaded_by = models.CharField(max_length=20, blank=True)
    from_email = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=400, blank=True)
    message_id_header = models.CharField(max_length=400, blank=True)
    body_text = models.TextField(blank=True)
    new_text = models.TextField(blank=True)
    facts = models.JSONField(default=dict, blank=True)
    classification = models.CharField(max_length=10, blank=True, choices=choices(ReplyClass))
    confidence = models.FloatField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    resume_date = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_inbound_emails"
        indexes = [due_index("cam_inbound_due"), models.Index(fields=["-received_at", "id"], name="cam_inbound_time")]

    def __str__(self) -> str:
        return self.subject or "(no subject)"


class InboxPlace(models.Model):
    """How far an inbox that puts nothing away was read: it changes with the mail that was stored, never before."""

    provider = models.CharField(primary_key=True, max_length=40)
    place = models.CharField(max_length=100)
    at = models.DateTimeField()

    class Meta:
        db_table = "cam_inbox_places"

    def __str__(self) -> str:
        return f"{self.provider}: {self.place}"


class ReviewItem(models.Model):
    """Something a person has to judge; state open, approved, skipped or rejected."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=16, choices=choices(ReviewKind))
    state = models.CharField(max_length=10, default="open")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews")
    inbound = models.ForeignKey(InboundEmail, null=True, blank=True, on_delete=models.CASCADE, related_name="reviews")
    attempt_id = models.UUIDField(null=True, blank=True)
    suggested = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_review_items"

    def __str__(self) -> str:
        return self.title


class HumanAlert(DueRow):
    """A person is to be told; once per (kind, subject)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=160)
    message = models.TextField()
    severity = models.CharField(max_length=10, default="info")
    lead = models.ForeignKey(Lead, null=True, blank=True, on_delete=models.SET_NULL, related_name="alerts")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_human_alert_logs"
        verbose_name = "alert"
        indexes = [due_index("cam_alerts_due")]
        constraints = [models.UniqueConstraint(fields=["kind", "subject"], name="cam_alerts_once")]

    def __str__(self) -> str:
        return self.message[:80]


class WorkerHeartbeat(models.Model):
    """One worker's last sign of life, by the database's clock; state RUNNING, STOPPED or DEAD."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    worker_id = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=8, default="RUNNING")
    cycles = models.PositiveIntegerField(default=0)
    last_report = models.JSONField(default=dict, blank=True)
    beat_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_worker_heartbeats"

    def __str__(self) -> str:
        return f"{self.worker_id} {self.state}"
