"""Drafts: made by the journey or by hand, edited until finance issues them."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from apps.billing import contracts, queries, signals
from apps.billing.contracts import BillTo, InvoiceClosed, InvoiceKind, InvoiceStatus, LineIn, ProofKind
from apps.billing.models import Invoice
from apps.billing.services import _common
from kernel import clock
from kernel.actors import Actor
from kernel.db import command, query
from kernel.errors import InvalidInput
from kernel.money import Money
from kernel.signals import publish


@command("billing", right="billing.write")
def create_invoice(
    *,
    actor: Actor,
    client_id: UUID,
    engagement_id: UUID,
    kind: InvoiceKind,
    lines: tuple[LineIn, ...],
    bill_to: BillTo,
    due_days: int | None = None,
    note: str = "",
    key: str,
) -> contracts.Invoice:
    """Draft an invoice over net prices; finance issues it. `due_days` None takes the house's terms.

    InvalidInput names the line or field that cannot be billed. A line without proof is kept but holds the invoice.
    """
    _common.check_client(actor, client_id)
    kind = InvoiceKind(kind)
    if kind is InvoiceKind.CREDIT:
        raise InvalidInput("A credit note is made by crediting an invoice.", field="kind")
    row = draft(
        client_id=client_id, engagement_id=engagement_id, kind=kind, lines=lines, bill_to=bill_to, due_days=due_days, note=note
    )
    return queries.to_invoice(row)


def draft(
    *,
    client_id: UUID,
    engagement_id: UUID,
    kind: InvoiceKind,
    lines: tuple[LineIn, ...],
    bill_to: BillTo,
    due_days: int | None,
    note: str = "",
) -> Invoice:
    """Store a draft with its sums and tell invoice_drafted (inside a running command)."""
    if due_days is not None and not 0 <= due_days <= 365:
        raise InvalidInput("Days to pay are between 0 and 365.", field="due_days")
    recipient = _common.clean_bill_to(bill_to)
    sums = _common.compute(lines, recipient)
    row = Invoice.objects.create(
        client_id=client_id,
        engagement_id=engagement_id,
        kind=kind.value,
        currency=sums.net.currency,
        bill_to=recipient,
        bill_to_name=recipient["name"],
        taxes=[queries.from_tax(group) for group in sums.groups],
        net_minor=sums.net.minor,
        tax_minor=sums.tax.minor,
        total_minor=sums.total.minor,
        due_days=queries.terms().due_days if due_days is None else due_days,
        note=note.strip()[:2000],
        created_at=clock.now(),
    )
    _common.write_lines(row, sums)
    publish(
        signals.InvoiceDrafted(
            invoice_id=row.id,
            kind=row.kind,
            total=sums.total,
            engagement_id=engagement_id,
            client_id=client_id,
            held=queries.to_invoice(row).held,
        )
    )
    return row


@command("billing", right="billing.write")
def update_draft(
    *,
    actor: Actor,
    invoice_id: UUID,
    lines: tuple[LineIn, ...] | None = None,
    bill_to: BillTo | None = None,
    due_days: int | None = None,
    key: str = "",
) -> contracts.Invoice:
    """Change a draft's lines, recipient or days to pay; what is None stays. InvoiceClosed if it is no draft any more."""
    row = _reach_draft(actor, invoice_id)
    if bill_to is not None:
        row.bill_to = _common.clean_bill_to(bill_to)
        row.bill_to_name = row.bill_to["name"]
    if due_days is not None:
        if not 0 <= due_days <= 365:
            raise InvalidInput("Days to pay are between 0 and 365.", field="due_days")
        row.due_days = due_days
    sums = _common.compute(lines if lines is not None else _as_given(row), row.bill_to)
    row.currency = sums.net.currency
    row.taxes = [queries.from_tax(group) for group in sums.groups]
    row.net_minor, row.tax_minor, row.total_minor = sums.net.minor, sums.tax.minor, sums.total.minor
    row.save()
    _common.write_lines(row, sums)
    return queries.to_invoice(row)


@command("billing", right="billing.write", why="reason")
def discard_draft(*, actor: Actor, invoice_id: UUID, reason: str, key: str = "") -> contracts.Invoice:
    """Throw a draft away; it never had a number, so none is missing."""
    row = _reach_draft(actor, invoice_id)
    row.move(InvoiceStatus.DISCARDED)
    row.save(update_fields=["status"])
    publish(signals.InvoiceDiscarded(invoice_id=row.id, kind=row.kind, engagement_id=row.engagement_id, client_id=row.client_id))
    return queries.to_invoice(row)


@query("billing", right="billing.view")
def plan_lines(
    *,
    actor: Actor,
    engagement_id: UUID,
    kind: InvoiceKind,
    description: str,
    price: Money,
    proof_kind: ProofKind,
    proof_id: UUID,
    proof_sha256: str,
) -> tuple[LineIn, ...]:
    """The lines that bill a pack's net price under the house's terms.

    DEPOSIT: the deposit's share of the price. FINAL: the price, less each deposit of this engagement that was issued.
    """
    proof = {"proof_kind": ProofKind(proof_kind).value, "proof_id": proof_id, "proof_sha256": proof_sha256}
    if InvoiceKind(kind) is InvoiceKind.DEPOSIT:
        share = queries.terms().deposit_percent
        return (LineIn(description=f"{description}: deposit of {share} %", unit_price=price.percent(share), **proof),)
    whole = LineIn(description=description, unit_price=price, **proof)
    if InvoiceKind(kind) is not InvoiceKind.FINAL:
        return (whole,)
    return (whole, *(_less(row) for row in _deposits(actor, engagement_id, price.currency)))


def _deposits(actor: Actor, engagement_id: UUID, currency: str) -> list[Invoice]:
    rows = (
        Invoice.objects.all().visible_to(actor).filter(engagement_id=engagement_id, kind=InvoiceKind.DEPOSIT, currency=currency)
    )
    dead = (InvoiceStatus.DISCARDED, InvoiceStatus.DRAFT, InvoiceStatus.CREDITED)
    return list(rows.exclude(status__in=dead).order_by("issued_at", "id"))


def _less(deposit: Invoice) -> LineIn:
    """The deduction of a deposit: its net, taken back at its own rate."""
    return LineIn(
        description=f"Less deposit invoice {deposit.number}",
        quantity=Decimal(-1),
        unit_price=deposit.money(deposit.net_minor),
        proof_kind=ProofKind.INVOICE.value,
        proof_id=deposit.id,
        proof_sha256=deposit.sha256,
    )


def _reach_draft(actor: Actor, invoice_id: UUID) -> Invoice:
    row = queries.reach_invoice(actor, invoice_id, lock=True)
    if row.status != InvoiceStatus.DRAFT:
        raise InvoiceClosed(f"Invoice {row} is {row.status}, not a draft.", field="invoice_id", remedy="Credit it instead.")
    return row


def _as_given(row: Invoice) -> tuple[LineIn, ...]:
    """The stored lines as they were given; a rate of 0 asks for the table's again when the recipient changes."""
    return tuple(
        LineIn(
            description=line.description,
            quantity=line.quantity,
            unit_price=row.money(line.unit_minor),
            tax_rate=line.tax_rate or None,
            proof_kind=line.proof_kind,
            proof_id=line.proof_id,
            proof_sha256=line.proof_sha256,
        )
        for line in row.lines.all()
    )
