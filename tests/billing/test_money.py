"""Payments, credit notes, the ledger: partial, over, twice, back; debits equal credits after each."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.billing import services
from apps.billing.contracts import CreditLine, InvoiceClosed, InvoiceKind, InvoiceStatus, ProofKind
from apps.billing.models import Invoice
from apps.billing.services import ledger
from kernel.db import alias_for
from kernel.errors import AlreadyDecided, Forbidden, InvalidInput, NotFound
from kernel.models import OutboxEvent
from kernel.money import Money
from kernel.testing import client_user, staff
from tests.billing.factories import FINANCE, PROOF, draft, eur, issued, line, now, pay


def balance():
    found = services.trial_balance(actor=FINANCE)
    assert found.balanced
    return {row.account: row.debit.minor - row.credit.minor for row in found.rows}


def told(name):
    rows = OutboxEvent.objects.using(alias_for("billing")).filter(name=f"billing.{name}.v1").order_by("id")
    return [row.payload for row in rows]


def test_issuing_books_receivable_revenue_and_vat():
    issued(line(100_00))

    assert balance() == {"1400": 119_00, "8400": -100_00, "1776": -19_00}


def test_a_partial_and_then_the_rest_pay_an_invoice():
    invoice = issued(line(100_00))
    pay(invoice, 19_00)
    assert now(invoice).status is InvoiceStatus.PARTIALLY_PAID

    pay(invoice, 100_00)

    assert now(invoice).status is InvoiceStatus.PAID and balance()["1400"] == 0 and balance()["1200"] == 119_00
    assert [p["paid_in_full"] for p in told("payment_received")] == [False, True]


def test_what_is_paid_too_much_or_twice_is_the_clients_credit():
    invoice = issued(line(100_00))
    pay(invoice, 120_00)

    again = pay(invoice, 119_00)

    status = services.get_billing_status(actor=FINANCE, client_id=invoice.client_id)
    assert again.applied.minor == 0 and again.surplus.minor == 119_00
    assert status.credit_balance.minor == 120_00 and balance()["1700"] == -120_00 and now(invoice).paid.minor == 119_00


def test_a_credit_balance_pays_the_next_invoice():
    invoice = issued(line(100_00))
    pay(invoice, 200_00)
    following = issued(line(50_00), client_id=invoice.client_id)

    used = services.use_credit(actor=FINANCE, invoice_id=following.id, key="k")

    assert used.amount.minor == 59_50 and now(following).status is InvoiceStatus.PAID and balance()["1700"] == -(81_00 - 59_50)


def test_a_returned_payment_is_owed_again():
    invoice = issued(line(100_00))
    paid = pay(invoice, 119_00)

    services.reverse_payment(actor=FINANCE, payment_id=paid.id, reason="returned", key="k")

    assert now(invoice).open.minor == 119_00 and now(invoice).status is InvoiceStatus.ISSUED
    assert balance()["1200"] == 0 and told("payment_failed")[0]["reason"] == "returned"
    with pytest.raises(AlreadyDecided):
        services.reverse_payment(actor=FINANCE, payment_id=paid.id, reason="again", key="k2")


def test_a_credit_note_is_a_new_document_and_closes_the_invoice():
    invoice = issued(line(100_00))

    note = services.credit(actor=FINANCE, invoice_id=invoice.id, reason="Wrong pack", key="k")

    assert note.number == "CN-2025-00001" and note.kind is InvoiceKind.CREDIT and note.total == invoice.total
    assert now(invoice).status is InvoiceStatus.CREDITED and set(balance().values()) == {0}
    assert now(invoice).sha256 == invoice.sha256
    with pytest.raises(InvoiceClosed):
        services.credit(actor=FINANCE, invoice_id=invoice.id, reason="again", key="k2")


def test_crediting_a_paid_invoice_leaves_a_credit_balance():
    invoice = issued(line(100_00))
    pay(invoice, 119_00)

    services.credit(actor=FINANCE, invoice_id=invoice.id, reason="Goodwill", key="k")

    assert balance() == {"1200": 119_00, "1400": 0, "1700": -119_00, "1776": 0, "8400": 0}


@given(minor=st.integers(1, 10_000), parts=st.lists(st.integers(1, 30), min_size=1, max_size=4))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_partial_credits_add_up_to_the_invoice_to_the_cent(minor, parts):
    invoice = issued(line(minor, str(sum(parts))), line(minor * 3 + 1, "0.5"))
    for part in parts[:-1]:
        wanted = (CreditLine(line_id=invoice.lines[0].id, quantity=Decimal(part)),)
        services.credit(actor=FINANCE, invoice_id=invoice.id, reason="part", lines=wanted, key="")

    services.credit(actor=FINANCE, invoice_id=invoice.id, reason="rest", key="")

    assert now(invoice).credited == invoice.total and now(invoice).status is InvoiceStatus.CREDITED


def test_more_than_a_line_has_cannot_be_credited():
    invoice = issued(line(100_00, "2"))

    for quantity in ("3", "-1", "0"):
        wanted = (CreditLine(line_id=invoice.lines[0].id, quantity=Decimal(quantity)),)
        with pytest.raises(InvalidInput, match="left to credit"):
            services.credit(actor=FINANCE, invoice_id=invoice.id, reason="x", lines=wanted, key="")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": eur(0)}, "amount"),
        ({"amount": Money(minor=1, currency="USD")}, "amount"),
        ({"method": "gold"}, "method"),
        ({"received_on": date(2026, 1, 1)}, "received_on"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_by_name(values, field):
    invoice = issued()

    with pytest.raises(InvalidInput) as refusal:
        services.record_payment(**({"actor": FINANCE, "invoice_id": invoice.id, "amount": eur(1), "key": ""} | values))

    assert refusal.value.field == field


def test_nothing_is_booked_on_a_draft_and_only_by_finance():
    with pytest.raises(InvoiceClosed):
        pay(draft(), 1)
    with pytest.raises(Forbidden):
        services.record_payment(actor=staff("billing.view", "billing.pay"), invoice_id=issued().id, amount=eur(1), key="")


def test_a_booking_that_does_not_balance_is_refused():
    with pytest.raises(ledger.Unbalanced):
        ledger.book(invoice=Invoice(), on=date(2025, 12, 13), sides={"1200": 1, "1400": -2})


def test_the_final_invoice_takes_the_issued_deposit_off():
    client_id, engagement_id = uuid4(), uuid4()
    plan = {
        "actor": FINANCE,
        "engagement_id": engagement_id,
        "description": "Campaign",
        "price": eur(1000_01),
        "proof_kind": ProofKind.AGREEMENT,
        "proof_id": PROOF["proof_id"],
        "proof_sha256": PROOF["proof_sha256"],
    }
    lines = services.plan_lines(kind=InvoiceKind.DEPOSIT, **plan)
    deposit = issued(*lines, client_id=client_id, engagement_id=engagement_id, kind=InvoiceKind.DEPOSIT)

    final = issued(*services.plan_lines(kind=InvoiceKind.FINAL, **plan), client_id=client_id, engagement_id=engagement_id)

    assert deposit.net.minor == 500_01 and deposit.number in final.lines[1].description
    assert deposit.net.minor + final.net.minor == 1000_01


def test_a_final_invoice_over_nothing_is_paid_at_once():
    invoice = issued(line(100_00), line(100_00, "-1", proof_kind="invoice"))

    assert now(invoice).status is InvoiceStatus.PAID and told("payment_received")[0]["paid_in_full"] is True


def test_clients_see_no_drafts_and_nothing_of_others():
    mine = draft()
    theirs = staff("billing.view", clients=frozenset({uuid4()}))
    person = client_user(mine.client_id, "billing.view", "billing.pay")

    for actor in (theirs, person):
        with pytest.raises(NotFound):
            services.get_invoice(actor=actor, invoice_id=mine.id)


def test_the_status_tells_open_overdue_and_how_late(harness):
    invoice = issued(line(100_00))
    harness.advance(days=20)

    status = services.get_billing_status(actor=FINANCE, engagement_id=invoice.engagement_id)

    assert (status.invoiced.minor, status.open.minor, status.overdue.minor, status.late_days) == (119_00, 119_00, 119_00, 6)
