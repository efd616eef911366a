"""Corrections: credit notes, the client's credit balance, payments that went back. Nothing is deleted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from apps.billing import contracts, queries, signals
from apps.billing.contracts import InvoiceClosed, InvoiceKind, InvoiceStatus
from apps.billing.models import Invoice, Line, Payment, Reminder
from apps.billing.services import issuing, ledger
from apps.billing.services.payments import check_takes_money, stop_reminders, take
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command
from kernel.errors import AlreadyDecided, InvalidInput
from kernel.money import Money, round_half_up
from kernel.signals import publish


@command("billing", right="billing.issue", why="reason")
def credit(
    *, actor: Actor, invoice_id: UUID, reason: str, lines: tuple[contracts.CreditLine, ...] = (), key: str
) -> contracts.Invoice:
    """Issue a credit note: over all that is not credited yet, or over the given quantities of lines.

    The open amount falls; what was already paid becomes the client's credit balance. Returns the credit note.
    """
    row = queries.reach_invoice(actor, invoice_id, lock=True)
    check_takes_money(row)
    if not reason.strip():
        raise InvalidInput("A credit note says why.", field="reason")
    quantities = _quantities(row, lines)
    note = _write_note(row, quantities, reason.strip())
    was_open = row.open_minor
    row.credited_minor += note.total_minor
    row.settle(at=clock.now())
    row.save(update_fields=["credited_minor", "status"])
    from_open = min(was_open, note.total_minor)
    ledger.book(
        invoice=note,
        on=note.issued_at.date(),
        sides={
            ledger.REVENUE: note.net_minor,
            ledger.VAT: note.tax_minor,
            ledger.RECEIVABLES: -from_open,
            ledger.CREDIT_BALANCES: from_open - note.total_minor,
        },
    )
    if not row.open_minor:
        stop_reminders(row)
    audit(subject=note.id, after={"number": note.number, "corrects": row.number, "total": note.total_minor})
    publish(
        signals.InvoiceCredited(
            invoice_id=row.id,
            credit_note_id=note.id,
            number=note.number,
            amount=note.money(note.total_minor),
            in_full=row.status == InvoiceStatus.CREDITED,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
        )
    )
    return queries.to_invoice(note)


@command("billing", right="billing.issue")
def use_credit(*, actor: Actor, invoice_id: UUID, key: str) -> contracts.Payment:
    """Pay an open invoice from the client's credit balance, as far as it reaches."""
    row = queries.reach_invoice(actor, invoice_id, lock=True)
    check_takes_money(row)
    minor = min(row.open_minor, ledger.credit_balance(row.client_id, row.currency))
    if minor <= 0:
        raise InvoiceClosed("There is nothing to settle: no credit balance, or nothing open.", field="invoice_id")
    payment = take(row, minor, method="credit", reference="credit balance", day=clock.today(), by=actor.id)
    return queries.to_payment(payment)


@command("billing", right="billing.issue", why="reason")
def reverse_payment(*, actor: Actor, payment_id: UUID, reason: str, key: str) -> contracts.Payment:
    """Record that a payment went back (returned debit, chargeback): the amount is owed again and dunning goes on."""
    payment = Payment.objects.all().reach(actor, payment_id)
    row = queries.reach_invoice(actor, payment.invoice_id, lock=True)
    if payment.reverses_id or Payment.objects.filter(reverses=payment).exists():
        raise AlreadyDecided("This payment was taken back already.", field="payment_id")
    day = clock.today()
    back = _store_reversal(payment, day, actor)
    source = ledger.CREDIT_BALANCES if payment.method == "credit" else ledger.BANK
    sides = {source: -payment.amount_minor, ledger.RECEIVABLES: payment.applied_minor}
    sides[ledger.CREDIT_BALANCES] = sides.get(ledger.CREDIT_BALANCES, 0) + payment.surplus_minor
    ledger.book(invoice=row, on=day, sides=sides, payment_id=back.id)
    row.paid_minor -= payment.applied_minor
    row.settle(at=clock.now())
    row.save(update_fields=["paid_minor", "status"])
    if row.open_minor:
        Reminder.objects.filter(invoice=row, state="stopped", due_at__gt=clock.now()).update(state="pending")
    publish(
        signals.PaymentFailed(
            invoice_id=row.id,
            payment_id=payment.id,
            amount=row.money(payment.amount_minor),
            reason=reason,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
        )
    )
    return queries.to_payment(back)


def _store_reversal(payment: Payment, day: date, actor: Actor) -> Payment:
    return Payment.objects.create(
        client_id=payment.client_id,
        invoice_id=payment.invoice_id,
        currency=payment.currency,
        amount_minor=-payment.amount_minor,
        applied_minor=-payment.applied_minor,
        surplus_minor=-payment.surplus_minor,
        method=payment.method,
        reference=payment.reference,
        reverses=payment,
        received_on=day,
        recorded_at=clock.now(),
        recorded_by=actor.id,
    )


def _quantities(row: Invoice, wanted: tuple[contracts.CreditLine, ...]) -> list[tuple[Line, Decimal, bool]]:
    """(line, quantity to credit, whether nothing of it remains) for each line that is credited."""
    lines = {line.id: line for line in row.lines.all()}
    left = {id_: line.quantity - sum(c.quantity for c in line.corrections.all()) for id_, line in lines.items()}
    if unknown := [w for w in wanted if w.line_id not in lines]:
        raise InvalidInput(f"Invoice {row.number} has no line {unknown[0].line_id}.", field="lines")
    asked = {w.line_id: w.quantity for w in wanted} if wanted else {id_: q for id_, q in left.items() if q}
    if not asked:
        raise InvoiceClosed(f"Invoice {row.number} is credited in full already.", field="invoice_id")
    for id_, quantity in asked.items():
        if not quantity or abs(quantity) > abs(left[id_]) or (quantity > 0) != (left[id_] > 0):
            line = lines[id_]
            raise InvalidInput(f"Line {line.position} has {left[id_].normalize():f} left to credit.", field="lines")
    return [(line, asked[id_], asked[id_] == left[id_]) for id_, line in lines.items() if id_ in asked]


def _write_note(row: Invoice, quantities: list[tuple[Line, Decimal, bool]], reason: str) -> Invoice:
    """The credit note with its number: positive amounts, each line naming the invoice it takes back."""
    lines = [_note_line(row, line, quantity, rest) for line, quantity, rest in quantities]
    groups = _note_taxes(row, lines, finished=_finishes(row, quantities))
    net, tax = sum(line.net_minor for line in lines), sum(g["tax"] for g in groups)
    if net + tax <= 0:
        raise InvalidInput("A credit note is over more than nothing.", field="lines")
    note = Invoice.objects.create(
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        kind=InvoiceKind.CREDIT,
        corrects=row,
        currency=row.currency,
        bill_to=row.bill_to,
        bill_to_name=row.bill_to_name,
        taxes=groups,
        net_minor=net,
        tax_minor=tax,
        total_minor=net + tax,
        due_days=0,
        note=reason,
        created_at=clock.now(),
    )
    for position, line in enumerate(lines, start=1):
        line.invoice, line.position = note, position
    Line.objects.bulk_create(lines)
    issuing.seal(note, lines)
    return note


def _note_line(row: Invoice, line: Line, quantity: Decimal, rest: bool) -> Line:
    # The last credit takes what is left to the cent, so that several partial ones add up to the line.
    left = line.net_minor - sum(c.net_minor for c in line.corrections.all())
    net = left if rest else round_half_up(quantity * line.unit_minor)
    return Line(
        description=line.description,
        quantity=quantity,
        unit_minor=line.unit_minor,
        net_minor=net,
        tax_category=line.tax_category,
        tax_rate=line.tax_rate,
        proof_kind="invoice",
        proof_id=row.id,
        proof_sha256=row.sha256,
        corrects=line,
    )


def _finishes(row: Invoice, quantities: list[tuple[Line, Decimal, bool]]) -> bool:
    whole = {line.id for line, _, rest in quantities if rest}
    others = [line for line in row.lines.all() if line.id not in whole]
    return all(line.quantity == sum(c.quantity for c in line.corrections.all()) for line in others)


def _note_taxes(row: Invoice, lines: list[Line], *, finished: bool) -> list[dict]:
    """The VAT of the credit note; the note that finishes an invoice takes the rest of each group's VAT to the cent."""
    earlier = [t for note in row.credit_notes.all() for t in note.taxes]
    groups = []
    for tax in row.taxes:
        key = (tax["category"], tax["rate"])
        mine = [line for line in lines if (line.tax_category, f"{line.tax_rate.normalize():f}") == key]
        done = sum(t["tax"] for t in earlier if (t["category"], t["rate"]) == key)
        net = sum(line.net_minor for line in mine)
        owed = tax["tax"] - done if finished else Money(minor=net, currency=row.currency).percent(tax["rate"]).minor
        if mine or (finished and owed):
            groups.append({**tax, "net": net, "tax": owed})
    return groups
