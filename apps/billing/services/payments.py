"""Payments as finance records them: partial, full, more than asked, twice."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from apps.billing import contracts, queries, signals
from apps.billing.contracts import InvoiceClosed, InvoiceKind
from apps.billing.models import Invoice, Payment, Reminder
from apps.billing.services import ledger
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import InvalidInput
from kernel.money import Money
from kernel.pages import Page
from kernel.paging import page
from kernel.signals import publish

METHODS = ("bank", "card", "cash", "direct_debit", "credit")


@command("billing", right="billing.issue")
def record_payment(
    *,
    actor: Actor,
    invoice_id: UUID,
    amount: Money,
    method: str = "bank",
    reference: str = "",
    received_on: date | None = None,
    key: str,
) -> contracts.Payment:
    """Record money that came in. What the invoice does not need becomes the client's credit balance.

    InvoiceClosed for a draft or credit note; InvalidInput for an amount not above zero, another currency, a later day.
    """
    row = queries.reach_invoice(actor, invoice_id, lock=True)
    day = received_on or clock.today()
    _check(row, amount, method, day)
    return queries.to_payment(take(row, amount.minor, method=method, reference=reference, day=day, by=actor.id))


def take(row: Invoice, minor: int, *, method: str, reference: str, day: date, by: UUID | None) -> Payment:
    """Book an amount against a locked invoice and tell payment_received (inside a running command)."""
    applied = min(minor, row.open_minor)
    payment = Payment.objects.create(
        client_id=row.client_id,
        invoice=row,
        currency=row.currency,
        amount_minor=minor,
        applied_minor=applied,
        surplus_minor=minor - applied,
        method=method,
        reference=reference.strip()[:200],
        received_on=day,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    source = ledger.CREDIT_BALANCES if method == "credit" else ledger.BANK
    sides = {source: minor, ledger.RECEIVABLES: -applied}
    sides[ledger.CREDIT_BALANCES] = sides.get(ledger.CREDIT_BALANCES, 0) - (minor - applied)
    ledger.book(invoice=row, on=day, sides=sides, payment_id=payment.id)
    row.paid_minor += applied
    if applied or not row.open_minor:
        row.settle(at=clock.now())
    row.save(update_fields=["paid_minor", "status"])
    if not row.open_minor:
        stop_reminders(row)
    audit(subject=payment.id, after={"invoice": row.number, "applied": applied, "surplus": minor - applied})
    publish(
        signals.PaymentReceived(
            invoice_id=row.id,
            payment_id=payment.id,
            kind=row.kind,
            amount=row.money(minor),
            open=row.money(row.open_minor),
            paid_in_full=row.open_minor == 0,
            received_on=day,
            late_days=max((day - row.due_on).days, 0),
            engagement_id=row.engagement_id,
            client_id=row.client_id,
        )
    )
    return payment


@query("billing", right="billing.view")
def list_payments(*, actor: Actor, invoice_id: UUID) -> tuple[contracts.Payment, ...]:
    """The payments of one invoice, oldest first."""
    row = queries.reach_invoice(actor, invoice_id)
    return tuple(queries.to_payment(p) for p in row.payments.order_by("received_on", "id"))


@query("billing", right="billing.view")
def list_all_payments(
    *, actor: Actor, filter: contracts.PaymentFilter, order: str = "-recorded_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Payment]:
    """The payments the actor may see, over all invoices; order -recorded_at or recorded_at."""
    rows, allowed, since = Payment.objects.visible_to(actor), ("-recorded_at", "recorded_at"), filter.updated_since
    wanted = {"client_id": filter.client_id, "invoice_id": filter.invoice_id, "method": filter.method}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    return page(rows, queries.to_payment, order=order, allowed=allowed, cursor=cursor, limit=limit, actor=actor, since=since)


def stop_reminders(row: Invoice) -> None:
    """No further reminder of this invoice leaves."""
    Reminder.objects.filter(invoice=row, state="pending").update(state="stopped")


def check_takes_money(row: Invoice) -> None:
    """InvoiceClosed unless money can be booked against this invoice."""
    if row.issued_at is None or row.kind == InvoiceKind.CREDIT:
        raise InvoiceClosed(f"{row} is no issued invoice; no payment can be booked on it.", field="invoice_id")


def _check(row: Invoice, amount: Money, method: str, day: date) -> None:
    check_takes_money(row)
    if amount.currency != row.currency:
        raise InvalidInput(f"Invoice {row.number} is in {row.currency}, not {amount.currency}.", field="amount")
    if amount.minor <= 0:
        raise InvalidInput("A payment is more than nothing.", field="amount")
    if method not in METHODS or method == "credit":
        raise InvalidInput(f"A payment's method is one of {', '.join(METHODS[:-1])}.", field="method")
    if day > clock.today():
        raise InvalidInput("A payment cannot have come in after today.", field="received_on")
