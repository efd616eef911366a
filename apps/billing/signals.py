"""The facts billing tells."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kernel.money import Money
from kernel.refs import ArtifactRef
from kernel.signals import Signal, signal


@signal("billing.invoice_drafted.v1")
class InvoiceDrafted(Signal):
    """An invoice lies ready for finance to issue; `held` says what it still lacks."""

    invoice_id: UUID
    kind: str
    total: Money
    engagement_id: UUID
    client_id: UUID
    held: str = ""


@signal("billing.invoice_issued.v1")
class InvoiceIssued(Signal):
    """An invoice has its number and is owed. `ref` is its exact content, `parents` what its lines bill."""

    invoice_id: UUID
    number: str
    kind: str
    total: Money
    due_on: date
    engagement_id: UUID
    client_id: UUID
    ref: ArtifactRef
    parents: tuple[ArtifactRef, ...] = ()


@signal("billing.invoice_discarded.v1")
class InvoiceDiscarded(Signal):
    """A draft was thrown away; it never had a number."""

    invoice_id: UUID
    kind: str
    engagement_id: UUID
    client_id: UUID


@signal("billing.invoice_credited.v1")
class InvoiceCredited(Signal):
    """A credit note corrects an invoice; `in_full` when nothing of it is owed any more by way of credit."""

    invoice_id: UUID
    credit_note_id: UUID
    number: str
    amount: Money
    in_full: bool
    engagement_id: UUID
    client_id: UUID


@signal("billing.payment_received.v1")
class PaymentReceived(Signal):
    """Money came in for an invoice. `paid_in_full` when nothing is open any more; `late_days` counts from the due date.

    `payment_id` is None when an invoice over nothing was issued: it is paid at once.
    """

    invoice_id: UUID
    payment_id: UUID | None
    kind: str
    amount: Money
    open: Money
    paid_in_full: bool
    received_on: date
    late_days: int
    engagement_id: UUID
    client_id: UUID


@signal("billing.payment_failed.v1")
class PaymentFailed(Signal):
    """A payment went back (returned debit, chargeback): the amount is owed again."""

    invoice_id: UUID
    payment_id: UUID
    amount: Money
    reason: str
    engagement_id: UUID
    client_id: UUID


@signal("billing.invoice_overdue.v1")
class InvoiceOverdue(Signal):
    """An invoice was not paid in time. `level` 0 is the day after the due date, 1-4 the dunning levels."""

    invoice_id: UUID
    number: str
    level: int
    days: int
    open: Money
    engagement_id: UUID
    client_id: UUID


@signal("billing.quote_accepted.v1")
class QuoteAccepted(Signal):
    """The client ordered extras; the draft invoice for them lies ready."""

    quote_id: UUID
    invoice_id: UUID
    total: Money
    engagement_id: UUID
    client_id: UUID
