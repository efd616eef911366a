"""Sequences, mailboxes, attempts, the mails that came of them, and the caps they count against."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.cam.models.base import agency
from apps.cam.models.leads import Campaign, Lead
from kernel.ids import new_id
from kernel.models import DueRow, due_index

CHANNELS = [
    ("email", "E-mail"),
    ("linkedin", "LinkedIn (task)"),
    ("twitter", "X, once Twitter (task)"),
    ("contact_form", "Contact form (task)"),
]
PERIODS = [("minute", "Minute"), ("hour", "Hour"), ("day", "Day")]


class Sequence(models.Model):
    """A named series of contacts; `tier` is the tier it is chosen for when the campaign names none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    tier = models.CharField(max_length=4, blank=True)
    active = models.BooleanField(default=True)
    objects = agency()

    class Meta:
        db_table = "cam_sequences"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class SequenceStep(models.Model):
    """One contact of a sequence: `day` counts from the first contact (day 0)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, default="email", choices=CHANNELS)
    objects = agency()

    class Meta:
        db_table = "cam_sequence_steps"
        ordering = ("sequence", "number")
        constraints = [models.UniqueConstraint(fields=["sequence", "number"], name="cam_steps_once")]

    def __str__(self) -> str:
        return f"step {self.number}, day {self.day}"


class SequenceVersion(models.Model):
    """A sequence as one save left it (`data`), with the step ids that it had; number 1 is how it was found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sequence = models.ForeignKey(Sequence, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    note = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=320, blank=True)
    at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_sequence_versions"
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["sequence", "number"], name="cam_sequence_versions_once")]

    def __str__(self) -> str:
        return f"version {self.number}"


class StepText(models.Model):
    """Subject and body of a step in one language and variant; {placeholders} only, each must have a value.

    Active variants share the leads by their weights; 0 gets none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(SequenceStep, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    variant = models.CharField(max_length=1, default="A")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    weight = models.PositiveSmallIntegerField(default=1)
    active = models.BooleanField(default=True)
    objects = agency()

    class Meta:
        db_table = "cam_templates"
        constraints = [models.UniqueConstraint(fields=["step", "language", "variant"], name="cam_templates_once")]

    def __str__(self) -> str:
        return f"{self.language} {self.variant}: {self.subject}"


class Mailbox(models.Model):
    """An address we write from; `first_used_on` starts its warm-up (5 mails on the first day, 5 more each day)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    address = models.CharField(max_length=320, unique=True)
    display_name = models.CharField(max_length=120)
    daily_cap = models.PositiveIntegerField(default=20)
    warmup_start = models.PositiveIntegerField(default=5)
    warmup_step = models.PositiveIntegerField(default=5)
    first_used_on = models.DateField(null=True, blank=True)
    active = models.BooleanField(default=True)
    objects = agency()

    class Meta:
        db_table = "cam_mailboxes"
        verbose_name_plural = "mailboxes"
        ordering = ("address",)

    def __str__(self) -> str:
        return self.address


class SendingDomain(models.Model):
    """A domain we write from, as its records were seen at the last check; `findings` are those of SPF, DKIM and DMARC."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=253, unique=True)
    passed = models.BooleanField(default=False)
    checked_at = models.DateTimeField()
    findings = models.JSONField(default=list)
    objects = agency()

    class Meta:
        db_table = "cam_sending_domains"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Attempt(DueRow):
    """One planned or made contact. `order_key` orders what falls due at one moment: better leads first, then by identity."""

    STATES = ("pending", "held", "queued", "sent", "skipped", "failed", "dead")
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="attempts")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="attempts")
    mailbox = models.ForeignKey(Mailbox, null=True, blank=True, on_delete=models.SET_NULL)
    sequence = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField()
    channel = models.CharField(max_length=12, default="email", choices=CHANNELS)
    order_key = models.CharField(max_length=80, editable=False)
    reserved_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_attempts"
        indexes = [due_index("cam_attempts_due"), models.Index(fields=["lead", "state"], name="cam_attempts_lead")]
        constraints = [
            models.UniqueConstraint(
                fields=["lead"], condition=Q(state__in=["pending", "held", "queued"]), name="cam_attempts_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} step {self.step}"


class OutboundEmail(models.Model):
    """The mail of an attempt as cam remembers it; its bytes lie with the mail door (`mail_id`).

    Mails taken over from an original AICMO have neither; a provider may have sent them under an id of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    attempt = models.OneToOneField(Attempt, null=True, blank=True, on_delete=models.CASCADE, related_name="mail")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="mails")
    mail_id = models.UUIDField(null=True, db_index=True)
    to_email = models.CharField(max_length=320)
    subject = models.CharField(max_length=400)
    text = models.TextField()
    message_id_header = models.CharField(max_length=250, db_index=True)
    provider_message_id = models.CharField(max_length=250, blank=True, db_index=True)
    sequence_number = models.PositiveSmallIntegerField()
    variant = models.CharField(max_length=1, default="A")
    status = models.CharField(max_length=10, default="queued")
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_outbound_emails"

    def __str__(self) -> str:
        return self.subject


class Timer(DueRow):
    """Something to be done with a lead when its time has come; kind is no_reply."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="timers")
    kind = models.CharField(max_length=20)
    objects = agency()

    class Meta:
        db_table = "cam_timers"
        indexes = [due_index("cam_timers_due")]
        constraints = [models.UniqueConstraint(fields=["lead", "kind"], condition=Q(state="pending"), name="cam_timers_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_at}"


class SendCounter(models.Model):
    """How many contacts were let through in a calendar minute, hour or day (UTC); scope is all, mailbox:<id> or channel:<name>.

    Raised in the transaction that lets one through.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=60)
    period = models.CharField(max_length=6, default="day", choices=PERIODS)
    starts_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)
    objects = agency()

    class Meta:
        db_table = "cam_send_counters"
        constraints = [models.UniqueConstraint(fields=["scope", "period", "starts_at"], name="cam_counters_once_a_period")]

    def __str__(self) -> str:
        return f"{self.scope} {self.period} {self.starts_at}: {self.count}"
