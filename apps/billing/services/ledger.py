"""The double-entry ledger: every booking balances, nothing is ever changed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Sum

from apps.billing.contracts import AccountBalance, TrialBalance
from apps.billing.models import ACCOUNTS, Invoice, LedgerEntry
from kernel import clock
from kernel.actors import Actor
from kernel.db import query
from kernel.ids import new_id
from kernel.money import Money

BANK, RECEIVABLES, CREDIT_BALANCES, VAT, REVENUE = "1200", "1400", "1700", "1776", "8400"


class Unbalanced(AssertionError):
    """Debits and credits of a booking differ: the booking is refused."""


def book(*, invoice: Invoice, on: date, sides: dict[str, int], payment_id: UUID | None = None) -> UUID:
    """Store one booking; `sides` is account → minor units, debits positive, credits negative. Unbalanced if they differ."""
    if sum(sides.values()):
        raise Unbalanced(f"booking for invoice {invoice.id} is off by {sum(sides.values())}")
    booking_id, at = new_id(), clock.now()
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            booking_id=booking_id,
            account=account,
            currency=invoice.currency,
            debit_minor=max(minor, 0),
            credit_minor=max(-minor, 0),
            client_id=invoice.client_id,
            invoice_id=invoice.id,
            payment_id=payment_id,
            booked_on=on,
            at=at,
        )
        for account, minor in sides.items()
        if minor
    )
    return booking_id


def credit_balance(client_id: UUID, currency: str) -> int:
    """What the agency owes this client, in minor units: surplus payments and credits not yet used."""
    sums = LedgerEntry.objects.filter(client_id=client_id, currency=currency, account=CREDIT_BALANCES).aggregate(
        debit=Sum("debit_minor"), credit=Sum("credit_minor")
    )
    return (sums["credit"] or 0) - (sums["debit"] or 0)


@query("billing", right="billing.issue")
def trial_balance(*, actor: Actor, currency: str = "EUR", until: date | None = None) -> TrialBalance:
    """The ledger's accounts in one currency, up to and including `until` (None: all bookings)."""
    rows = LedgerEntry.objects.all().visible_to(actor).filter(currency=currency)
    if until is not None:
        rows = rows.filter(booked_on__lte=until)
    sums = rows.values("account").annotate(debit=Sum("debit_minor"), credit=Sum("credit_minor")).order_by("account")
    balances = tuple(
        AccountBalance(
            account=row["account"],
            name=ACCOUNTS.get(row["account"], row["account"]),
            debit=Money(minor=row["debit"], currency=currency),
            credit=Money(minor=row["credit"], currency=currency),
        )
        for row in sums
    )
    debit, credit = sum(b.debit.minor for b in balances), sum(b.credit.minor for b in balances)
    return TrialBalance(
        currency=currency,
        rows=balances,
        debit=Money(minor=debit, currency=currency),
        credit=Money(minor=credit, currency=currency),
        balanced=debit == credit,
    )
