"""Campaigns, leads, where they came from, what happened to them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from apps.cam.contracts import AddressVerdict, CampaignMode, CampaignStatus, LeadStatus, Tier
from apps.cam.models.base import agency
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition
from kernel.ids import new_id

LEAD_MOVES: dict[str, frozenset[str]] = {
    "NEW": frozenset({"REVIEW", "DISQUALIFIED", "CONTACTED", "REPLIED", "QUALIFIED", "LOST", "BOUNCED", "UNSUBSCRIBED"}),
    "REVIEW": frozenset({"NEW", "DISQUALIFIED", "REPLIED", "QUALIFIED", "LOST", "BOUNCED", "UNSUBSCRIBED"}),
    "DISQUALIFIED": frozenset({"NEW", "REVIEW", "REPLIED", "QUALIFIED", "UNSUBSCRIBED"}),
    "CONTACTED": frozenset({"REPLIED", "QUALIFIED", "LOST", "NO_REPLY", "BOUNCED", "UNSUBSCRIBED"}),
    "NO_REPLY": frozenset({"CONTACTED", "REPLIED", "QUALIFIED", "LOST", "BOUNCED", "UNSUBSCRIBED"}),
    "REPLIED": frozenset({"QUALIFIED", "LOST", "BOUNCED", "UNSUBSCRIBED"}),
    "QUALIFIED": frozenset({"WON", "LOST", "UNSUBSCRIBED"}),
    "LOST": frozenset({"REPLIED", "QUALIFIED", "UNSUBSCRIBED"}),
    "BOUNCED": frozenset({"REPLIED", "QUALIFIED", "UNSUBSCRIBED"}),
    "UNSUBSCRIBED": frozenset(),
    "WON": frozenset(),
}
"""From each status the statuses a lead may move to."""

CAMPAIGN_MOVES: dict[str, frozenset[str]] = {
    "DRAFT": frozenset({"ACTIVE", "STOPPED"}),
    "ACTIVE": frozenset({"PAUSED", "COMPLETED", "STOPPED"}),
    "PAUSED": frozenset({"ACTIVE", "STOPPED"}),
    "COMPLETED": frozenset({"ACTIVE"}),
    "STOPPED": frozenset(),
}


def choices(kind: type) -> list[tuple[str, str]]:
    """Model choices from a StrEnum."""
    return [(item.value, item.value.replace("_", " ").capitalize()) for item in kind]


class Campaign(Changing):
    """One outreach campaign. `icp` overrides parts of the agency's ideal customer profile; `killed` stops it for good."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120, unique=True)
    status = models.CharField(max_length=12, default="DRAFT", choices=choices(CampaignStatus))
    mode = models.CharField(max_length=12, default="LIVE", choices=choices(CampaignMode))
    sequence = models.CharField(max_length=40, blank=True)
    icp = models.JSONField(default=dict, blank=True)
    proof_address = models.EmailField(blank=True)
    why = models.TextField(blank=True)
    metrics = models.JSONField(default=dict, blank=True, editable=False)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = agency()

    class Meta:
        db_table = "cam_campaigns"
        indexes = [changed_index("cam_campaigns_changed")]

    def __str__(self) -> str:
        return self.name

    def move(self, status: CampaignStatus, *, at: datetime, why: str = "") -> None:
        """Change the status; IllegalTransition for a move that the table does not list."""
        if status.value not in CAMPAIGN_MOVES[self.status]:
            raise IllegalTransition(f"The campaign “{self.name}” is {self.status} and cannot become {status.value}.")
        self.status, self.why = status.value, why
        if status is CampaignStatus.ACTIVE:
            self.started_at, self.ended_at = self.started_at or at, None
        if status in (CampaignStatus.COMPLETED, CampaignStatus.STOPPED):
            self.ended_at = at
        self.save()


class ImportBatch(models.Model):
    """One imported file. `state` is done or undone; `report` keeps mapping, encoding and layout."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=10, default="done")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL)
    rows = models.PositiveIntegerField(default=0)
    imported = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    duplicates = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    suppressed = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict)
    created_by = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_import_batches"
        verbose_name_plural = "import batches"
        constraints = [models.UniqueConstraint(fields=["sha256"], condition=Q(state="done"), name="cam_import_once")]

    def __str__(self) -> str:
        return self.file_name


class BatchRowError(models.Model):
    """A row that was refused, with its cells as they stood, so that it can be mended and imported again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="row_errors")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    message = models.TextField()
    remedy = models.TextField(blank=True)
    cells = models.JSONField(default=list)
    objects = agency()

    class Meta:
        db_table = "cam_batch_row_errors"
        verbose_name = "refused row"

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"


class Lead(Changing):
    """A person at a firm. `identity_hash` is SHA-256 of the normalised address, else of the LinkedIn path."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    batch = models.ForeignKey(ImportBatch, null=True, blank=True, on_delete=models.SET_NULL, related_name="leads")
    identity_hash = models.CharField(max_length=64, unique=True, editable=False)
    status = models.CharField(max_length=14, default="NEW", choices=choices(LeadStatus))
    email = models.CharField(max_length=320, blank=True, db_index=True)
    linkedin_url = models.CharField(max_length=300, blank=True)
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=160, blank=True)
    seniority = models.CharField(max_length=40, blank=True)
    company = models.CharField(max_length=160, blank=True)
    website = models.CharField(max_length=200, blank=True)
    industry = models.CharField(max_length=120, blank=True)
    keywords = models.TextField(blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    revenue = models.BigIntegerField(null=True, blank=True)
    city = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    language = models.CharField(max_length=5, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=200, blank=True)
    is_role_address = models.BooleanField(default=False)
    email_verdict = models.CharField(max_length=8, blank=True, choices=choices(AddressVerdict))
    email_verdict_reason = models.CharField(max_length=300, blank=True)
    email_checked_at = models.DateTimeField(null=True, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_source = models.CharField(max_length=200, blank=True)
    icp = models.FloatField(default=0)
    opportunity = models.FloatField(default=0)
    score = models.FloatField(default=0)
    tier = models.CharField(max_length=4, blank=True, choices=choices(Tier))
    grade = models.CharField(max_length=1, blank=True)
    verdict = models.CharField(max_length=10, blank=True)
    verdict_reason = models.CharField(max_length=40, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)
    sequence = models.CharField(max_length=40, blank=True)
    sequence_started_at = models.DateTimeField(null=True, blank=True)
    mailbox = models.ForeignKey("cam.Mailbox", null=True, blank=True, on_delete=models.SET_NULL)
    last_contacted_at = models.DateTimeField(null=True, blank=True)
    last_replied_at = models.DateTimeField(null=True, blank=True)
    last_auto_reply_at = models.DateTimeField(null=True, blank=True)
    legacy_id = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_leads"
        indexes = [
            changed_index("cam_leads_changed"),
            models.Index(fields=["status", "-created_at"], name="cam_leads_status"),
            models.Index(fields=["-created_at", "-id"], name="cam_leads_new"),
            models.Index(fields=["-score", "-id"], name="cam_leads_best"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(email="") | ~Q(linkedin_url=""), name="cam_leads_reachable"),
            models.CheckConstraint(condition=Q(status__in=list(LEAD_MOVES)), name="cam_leads_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.company})" if self.company else self.name

    @property
    def name(self) -> str:
        """First and last name, or what else names the person."""
        return name_of(self)

    def may_move(self, status: LeadStatus) -> bool:
        """Whether the transition table lists the move."""
        return status.value in LEAD_MOVES[self.status]

    def move(self, status: LeadStatus) -> str:
        """Change the status and answer the one before; IllegalTransition for a move that the table does not list."""
        if not self.may_move(status):
            raise IllegalTransition(f"A lead that is {self.status} cannot become {status.value}.")
        before, self.status = self.status, status.value
        return before


def name_of(row: Lead) -> str:
    """First and last name of a lead or a row of its columns, or what else names the person."""
    return " ".join(p for p in (row.first_name, row.last_name) if p) or row.email or row.linkedin_url


class LeadClaim(models.Model):
    """A personal sentence for a lead's mails ({personal_line}): without its source and a recent day no mail leaves with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="claims")
    text = models.CharField(max_length=300)
    source_url = models.CharField(max_length=500, blank=True)
    found_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_lead_claims"
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.text


class LeadEvent(models.Model):
    """One line of a lead's history; `data` holds what an undo needs."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    text = models.TextField()
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_lead_events"
        ordering = ("at", "id")

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"


class Suppression(models.Model):
    """Nothing may be sent to it: kind address, domain or hash (keyed hash of an address, which survives erasure).

    `made_by` is the mail that alone made it: a person may say that it was no demand to stop. Empty where anything else stands
    behind it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=[("address", "Address"), ("domain", "Domain"), ("hash", "Keyed hash")])
    value = models.CharField(max_length=320)
    client_id = models.UUIDField(null=True, blank=True, db_index=True)
    reason = models.CharField(max_length=120)
    made_by = models.UUIDField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_suppressions"
        constraints = [
            models.UniqueConstraint(fields=["kind", "value"], condition=Q(client_id=None), name="cam_suppressions_once"),
            models.UniqueConstraint(fields=["kind", "value", "client_id"], name="cam_suppressions_client_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Deal(models.Model):
    """A yes: pack and price agreed with a person, at a moment; one per lead."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lead = models.OneToOneField(Lead, on_delete=models.PROTECT, related_name="deal")
    pack = models.CharField(max_length=60)
    price_minor = models.BigIntegerField()
    price_currency = models.CharField(max_length=3)
    signer_name = models.CharField(max_length=160)
    signer_email = models.CharField(max_length=320)
    closed_by = models.UUIDField(null=True, blank=True)
    agreed_at = models.DateTimeField()
    objects = agency()

    class Meta:
        db_table = "cam_deals"
        constraints = [models.CheckConstraint(condition=Q(price_minor__gt=0), name="cam_deals_price")]

    def __str__(self) -> str:
        return f"{self.lead.company}: {self.pack}"
