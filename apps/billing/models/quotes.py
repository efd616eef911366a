"""Quotes for extras. What was offered never changes; only its state does."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from apps.billing.contracts import QuoteStatus
from kernel.errors import AlreadyDecided
from kernel.ids import new_id
from kernel.money import Money
from kernel.scoping import scoped


class Quote(models.Model):
    """An offer with its lines as JSON (they are frozen from the start); `sha256` covers all that was offered."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    status = models.CharField(max_length=10, default=QuoteStatus.OPEN, choices=[(s.value, s.value) for s in QuoteStatus])
    currency = models.CharField(max_length=3)
    bill_to = models.JSONField()
    supplier = models.JSONField()
    lines = models.JSONField()
    taxes = models.JSONField()
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    valid_until = models.DateField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    invoice = models.OneToOneField("billing.Invoice", null=True, blank=True, on_delete=models.PROTECT, related_name="quote")
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    objects = scoped()

    class Meta:
        db_table = "billing_quotes"
        constraints = [
            models.CheckConstraint(condition=Q(total_minor=F("net_minor") + F("tax_minor")), name="billing_quotes_total"),
            models.CheckConstraint(condition=Q(status__in=[s.value for s in QuoteStatus]), name="billing_quotes_status"),
        ]
        indexes = [models.Index(fields=["-created_at", "-id"], name="billing_quotes_newest")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def money(self, minor: int) -> Money:
        """An amount in this quote's currency."""
        return Money(minor=minor, currency=self.currency)

    def decide(self, status: QuoteStatus) -> None:
        """Leave the open state (in memory); AlreadyDecided if it was left before."""
        if self.status != QuoteStatus.OPEN:
            raise AlreadyDecided(f"Quote {self.number} is {self.status}.", field="status")
        self.status = status
