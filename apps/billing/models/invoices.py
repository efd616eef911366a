"""Invoices and credit notes with their lines, and the counters their numbers come from."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from apps.billing.contracts import InvoiceKind, InvoiceStatus
from kernel.changes import Changing, changed_index
from kernel.errors import IllegalTransition
from kernel.ids import new_id
from kernel.money import Money
from kernel.scoping import scoped

S = InvoiceStatus
TRANSITIONS: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.ISSUED, S.DISCARDED}),
    S.ISSUED: frozenset({S.PARTIALLY_PAID, S.PAID, S.OVERDUE, S.CREDITED}),
    S.PARTIALLY_PAID: frozenset({S.ISSUED, S.PAID, S.OVERDUE, S.CREDITED}),
    S.OVERDUE: frozenset({S.PAID, S.CREDITED}),
    S.PAID: frozenset({S.ISSUED, S.PARTIALLY_PAID, S.OVERDUE, S.CREDITED}),
    S.CREDITED: frozenset(),
    S.DISCARDED: frozenset(),
}
"""Legal moves. A returned payment takes an invoice back from paid."""

OWED = (S.ISSUED, S.PARTIALLY_PAID, S.OVERDUE)
"""States in which money is still expected."""


class Counter(models.Model):
    """The last number given in a series and year; locked by the transaction that issues."""

    id = models.UUIDField(primary_key=True, default=new_id)
    series = models.CharField(max_length=10)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "billing_counters"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="billing_counters_once")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


class Invoice(Changing):
    """A draft, an issued invoice or a credit note. Once issued, a trigger refuses changes of all but status and sums paid."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    engagement_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value.lower()) for k in InvoiceKind])
    status = models.CharField(max_length=16, default=S.DRAFT, choices=[(s.value, s.value.replace("_", " ")) for s in S])
    number = models.CharField(max_length=30, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    currency = models.CharField(max_length=3)
    bill_to = models.JSONField()
    bill_to_name = models.CharField(max_length=200)
    supplier = models.JSONField(default=dict, blank=True)
    taxes = models.JSONField(default=list)
    net_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField()
    total_minor = models.BigIntegerField()
    paid_minor = models.BigIntegerField(default=0)
    credited_minor = models.BigIntegerField(default=0)
    due_days = models.PositiveIntegerField(default=14)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    objects = scoped()

    class Meta:
        db_table = "billing_invoices"
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="billing_invoices_number"),
            models.CheckConstraint(condition=Q(total_minor=F("net_minor") + F("tax_minor")), name="billing_invoices_total"),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True, number="") | (Q(issued_at__isnull=False) & ~Q(number="") & ~Q(sha256="")),
                name="billing_invoices_numbered",
            ),
            models.CheckConstraint(condition=Q(paid_minor__gte=0, credited_minor__gte=0), name="billing_invoices_sums"),
            models.CheckConstraint(condition=Q(status__in=[s.value for s in S]), name="billing_invoices_status"),
        ]
        indexes = [
            changed_index("billing_invoices_changed"),
            models.Index(fields=["-created_at", "-id"], name="billing_invoices_newest"),
            models.Index(fields=["status", "due_on"], name="billing_invoices_status_due"),
        ]

    def __str__(self) -> str:
        return self.number or f"Draft for {self.bill_to_name}"

    def money(self, minor: int) -> Money:
        """An amount in this invoice's currency."""
        return Money(minor=minor, currency=self.currency)

    @property
    def open_minor(self) -> int:
        """What is still owed; nothing for drafts, credit notes and discarded drafts."""
        if self.issued_at is None or self.kind == InvoiceKind.CREDIT:
            return 0
        return max(self.total_minor - self.paid_minor - self.credited_minor, 0)

    def move(self, status: InvoiceStatus) -> None:
        """Change the state (in memory); IllegalTransition if the table does not list the move."""
        if status == self.status:
            return
        if status not in TRANSITIONS[self.status]:
            raise IllegalTransition(f"Invoice {self} is {self.status}; it cannot become {status.value}.", field="status")
        self.status = status

    def settle(self, *, at: datetime) -> None:
        """Set the state that the sums imply: paid, credited, partly paid, overdue or issued."""
        if self.open_minor == 0:
            self.move(S.CREDITED if self.credited_minor >= self.total_minor else S.PAID)
        elif self.due_on is not None and at.date() > self.due_on and self.status in (S.OVERDUE, S.PAID):
            self.move(S.OVERDUE)
        elif self.status != S.OVERDUE:
            self.move(S.PARTIALLY_PAID if self.paid_minor else S.ISSUED)


class Line(models.Model):
    """One line of an invoice. `frozen` is set when it is issued: from then on a trigger refuses any change."""

    id = models.UUIDField(primary_key=True, default=new_id)
    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    description = models.TextField()
    quantity = models.DecimalField(max_digits=18, decimal_places=6)
    unit_minor = models.BigIntegerField()
    net_minor = models.BigIntegerField()
    tax_category = models.CharField(max_length=2)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2)
    proof_kind = models.CharField(max_length=20, blank=True)
    proof_id = models.UUIDField(null=True, blank=True)
    proof_sha256 = models.CharField(max_length=64, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    frozen = models.BooleanField(default=False)

    class Meta:
        db_table = "billing_lines"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["invoice", "position"], name="billing_lines_position")]

    def __str__(self) -> str:
        return f"{self.position}. {self.description}"
