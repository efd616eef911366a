"""Payments, bank statements and the double-entry ledger. All append-only."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kernel.changes import Changing, changed_index
from kernel.ids import new_id
from kernel.scoping import scoped

ACCOUNTS = {
    "1200": "Bank",
    "1400": "Receivables",
    "1700": "Clients' credit balances",
    "1776": "VAT collected",
    "8400": "Revenue",
}
"""The chart of accounts that invoices and payments move (numbers as in SKR03; 1700 for surplus payments)."""


class Payment(Changing):
    """Money in, or back (negative). `applied` went against the invoice, `surplus` into the client's credit balance."""

    id = models.UUIDField(primary_key=True, default=new_id)
    client_id = models.UUIDField(db_index=True)
    invoice = models.ForeignKey("billing.Invoice", on_delete=models.PROTECT, related_name="payments")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    applied_minor = models.BigIntegerField()
    surplus_minor = models.BigIntegerField(default=0)
    method = models.CharField(max_length=20)
    reference = models.CharField(max_length=200, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversed_by")
    received_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True, blank=True)
    objects = scoped(scope_field="invoice_id")

    class Meta:
        db_table = "billing_payments"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount_minor=models.F("applied_minor") + models.F("surplus_minor")), name="billing_payments_split"
            ),
        ]
        indexes = [
            changed_index("billing_payments_changed"),
            models.Index(fields=["-recorded_at", "-id"], name="billing_payments_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} on {self.received_on}"


class LedgerEntry(models.Model):
    """One side of a booking. The entries of one `booking_id` balance."""

    id = models.UUIDField(primary_key=True, default=new_id)
    booking_id = models.UUIDField(db_index=True)
    account = models.CharField(max_length=10)
    currency = models.CharField(max_length=3)
    debit_minor = models.BigIntegerField(default=0)
    credit_minor = models.BigIntegerField(default=0)
    client_id = models.UUIDField(db_index=True)
    invoice_id = models.UUIDField(db_index=True)
    payment_id = models.UUIDField(null=True, blank=True)
    booked_on = models.DateField()
    at = models.DateTimeField()
    objects = scoped(scope_field="invoice_id")

    class Meta:
        db_table = "billing_ledger"
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(debit_minor__gt=0, credit_minor=0) | Q(debit_minor=0, credit_minor__gt=0),
                name="billing_ledger_one_side",
            )
        ]
        indexes = [models.Index(fields=["account", "currency"], name="billing_ledger_account")]

    def __str__(self) -> str:
        return f"{self.account}: {self.debit_minor or -self.credit_minor} {self.currency}"


class StatementBatch(models.Model):
    """An imported bank statement; the same bytes are imported once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, unique=True)
    report = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    imported_by = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "billing_statements"
        verbose_name = "bank statement"

    def __str__(self) -> str:
        return self.file_name


class StatementLine(models.Model):
    """A line of a statement: booked, unmatched (a person assigns it) or ignored. `fingerprint` makes it count once."""

    id = models.UUIDField(primary_key=True, default=new_id)
    batch = models.ForeignKey(StatementBatch, on_delete=models.PROTECT, related_name="lines")
    line = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, unique=True)
    booked_on = models.DateField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()
    payer = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="statement_line")

    class Meta:
        db_table = "billing_statement_lines"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["booked", "unmatched", "ignored"]), name="billing_statement_lines_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.booked_on} {self.payer} {self.amount_minor} {self.currency}"
