"""Payments, bank statements, the ledger, and where a client stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from apps.billing.contracts.documents import Invoice
from kernel.money import Money


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Money that came in (or, negative, went back). `surplus` is what the invoice did not need: the client's credit."""

    id: UUID
    client_id: UUID
    invoice_id: UUID
    amount: Money
    applied: Money
    surplus: Money
    method: str
    reference: str
    received_on: date
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class PaymentFilter:
    """Which payments; empty fields do not restrict. Payments are never deleted: one taken back is reversed by another."""

    client_id: UUID | None = None
    invoice_id: UUID | None = None
    method: str = ""
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StatementIssue:
    """A line of a bank statement that was not booked, and why."""

    line: int
    field: str
    message: str


@dataclass(frozen=True, kw_only=True)
class StatementReport:
    """What a bank statement brought: `booked` payments, `unmatched` lines kept for a person, the rest explained."""

    batch_id: UUID
    file_name: str
    lines: int
    booked: int
    unmatched: int
    duplicates: int
    ignored: int
    issues: tuple[StatementIssue, ...]
    payments: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """A line of a bank statement as it was kept."""

    id: UUID
    line: int
    booked_on: date
    amount: Money
    payer: str
    reference: str
    state: str
    reason: str
    payment_id: UUID | None


@dataclass(frozen=True, kw_only=True)
class BillingStatus:
    """Where an engagement (or a whole client) stands with money. One currency."""

    client_id: UUID
    engagement_id: UUID | None
    currency: str
    drafted: Money
    invoiced: Money
    credited: Money
    paid: Money
    open: Money
    overdue: Money
    credit_balance: Money
    late_days: int = 0
    invoices: tuple[Invoice, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class AccountBalance:
    """One account of the ledger: sums of its debits and credits."""

    account: str
    name: str
    debit: Money
    credit: Money


@dataclass(frozen=True, kw_only=True)
class TrialBalance:
    """The ledger's accounts in one currency; debits equal credits, or `balanced` is False."""

    currency: str
    rows: tuple[AccountBalance, ...]
    debit: Money
    credit: Money
    balanced: bool


@dataclass(frozen=True, kw_only=True)
class BillingTerms:
    """The house's terms, one place, editable by staff: share of the deposit in per cent, days to pay, dunning days."""

    deposit_percent: int
    due_days: int
    dunning_days: tuple[int, ...]
    quote_days: int
