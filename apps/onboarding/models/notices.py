"""Mails that must leave for a client: invitations and reminders, one due row each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from apps.onboarding.models.engagements import Engagement
from kernel.ids import new_id
from kernel.models import DueRow, due_index
from kernel.scoping import scoped

KINDS = (
    "agreement_invite",
    "agreement_reminder",
    "agreement_expiry",
    "intake_invite",
    "intake_reminder",
    "intake_overdue",
    "items_returned",
)


class Notice(DueRow):
    """A mail or a deadline that falls due; stopped, not sent, when what it asks for has been done meanwhile."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="notices")
    subject_id = models.UUIDField(help_text="The agreement or the intake it is about.")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in KINDS])
    number = models.PositiveSmallIntegerField(default=0, help_text="First, second, third reminder.")
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was stopped.")
    settled_at = models.DateTimeField(null=True, blank=True)
    mail_id = models.UUIDField(null=True, blank=True)
    objects = scoped(scope_field="engagement_id")

    class Meta:
        db_table = "onboarding_notices"
        indexes = [due_index("onboarding_notices_due")]
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "kind", "number"], name="onboarding_notice_once"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="onboarding_notice_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()
