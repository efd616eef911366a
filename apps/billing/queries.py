"""Rows to DTOs, and the rows an actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from apps.billing import contracts
from apps.billing.contracts import BillTo, InvoiceKind, InvoiceStatus, TaxCategory, TaxGroup
from apps.billing.logic import proofs
from apps.billing.models import Invoice, Line, Payment, Quote, Terms
from apps.billing.models.invoices import OWED
from kernel.actors import Actor
from kernel.money import Money

HIDDEN_FROM_CLIENTS = (InvoiceStatus.DRAFT, InvoiceStatus.DISCARDED)


def visible_invoices(actor: Actor) -> QuerySet[Invoice]:
    """Invoices the actor may see; drafts only for those who write or issue them."""
    rows = Invoice.objects.all().visible_to(actor)
    if actor.may("billing.write") or actor.is_inside:
        return rows
    return rows.exclude(status__in=HIDDEN_FROM_CLIENTS)


def reach_invoice(actor: Actor, invoice_id: UUID, *, lock: bool = False) -> Invoice:
    """One visible invoice, or NotFound."""
    rows = visible_invoices(actor)
    return rows.reach(actor, invoice_id, lock=lock)


def owed(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    """Those on which money is still expected."""
    return rows.filter(status__in=[s.value for s in OWED]).exclude(kind=InvoiceKind.CREDIT)


def terms() -> Terms:
    """The house's terms; the defaults where nobody changed them."""
    return Terms.objects.filter(pk=1).first() or Terms()


def to_invoice(row: Invoice, lines: Iterable[Line] | None = None) -> contracts.Invoice:
    """The DTO of an invoice with its lines."""
    found = list(row.lines.all() if lines is None else lines)
    bill_to = to_bill_to(row.bill_to)
    draft = row.status == InvoiceStatus.DRAFT
    return contracts.Invoice(
        id=row.id,
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        kind=InvoiceKind(row.kind),
        status=InvoiceStatus(row.status),
        number=row.number,
        corrects_id=row.corrects_id,
        bill_to=bill_to,
        lines=tuple(to_line(line, row.currency) for line in found),
        taxes=tuple(to_tax(t, row.currency) for t in row.taxes),
        net=row.money(row.net_minor),
        tax=row.money(row.tax_minor),
        total=row.money(row.total_minor),
        paid=row.money(row.paid_minor),
        credited=row.money(row.credited_minor),
        open=row.money(row.open_minor),
        held=proofs.held(found, bill_to) if draft else "",
        created_at=row.created_at,
        issued_at=row.issued_at,
        due_on=row.due_on,
        sha256=row.sha256,
        pdf_ready=bool(row.pdf_sha256),
        pay_reference=row.number,
        pay_to=_pay_to(row.supplier),
        note=row.note,
    )


def _pay_to(supplier: dict[str, str]) -> contracts.PayTo | None:
    if not supplier:
        return None
    return contracts.PayTo(
        holder=supplier["name"], iban=supplier["iban"], bic=supplier.get("bic", ""), bank=supplier.get("bank", "")
    )


def to_line(row: Line, currency: str) -> contracts.Line:
    """The DTO of a line."""
    return contracts.Line(
        id=row.id,
        position=row.position,
        description=row.description,
        quantity=row.quantity.normalize() if row.quantity % 1 else Decimal(int(row.quantity)),
        unit_price=Money(minor=row.unit_minor, currency=currency),
        net=Money(minor=row.net_minor, currency=currency),
        tax_category=TaxCategory(row.tax_category),
        tax_rate=row.tax_rate,
        proof_kind=row.proof_kind,
        proof_id=row.proof_id,
        proof_sha256=row.proof_sha256,
    )


def to_tax(stored: dict[str, Any], currency: str) -> TaxGroup:
    """The DTO of a stored tax group."""
    return TaxGroup(
        category=TaxCategory(stored["category"]),
        rate=Decimal(stored["rate"]),
        net=Money(minor=stored["net"], currency=currency),
        tax=Money(minor=stored["tax"], currency=currency),
        reason=stored["reason"],
    )


def from_tax(group: TaxGroup) -> dict[str, Any]:
    """A tax group as it is stored."""
    return {
        "category": group.category.value,
        "rate": f"{group.rate.normalize():f}",
        "net": group.net.minor,
        "tax": group.tax.minor,
        "reason": group.reason,
    }


def to_bill_to(stored: dict[str, str]) -> BillTo:
    """The DTO of a stored recipient."""
    return BillTo(**{name: stored.get(name, "") for name in ("name", "email", "address", "country", "vat_id", "language")})


def to_payment(row: Payment) -> contracts.Payment:
    """The DTO of a payment."""
    return contracts.Payment(
        id=row.id,
        client_id=row.client_id,
        invoice_id=row.invoice_id,
        amount=Money(minor=row.amount_minor, currency=row.currency),
        applied=Money(minor=row.applied_minor, currency=row.currency),
        surplus=Money(minor=row.surplus_minor, currency=row.currency),
        method=row.method,
        reference=row.reference,
        received_on=row.received_on,
        recorded_at=row.recorded_at,
    )


def to_quote(row: Quote) -> contracts.Quote:
    """The DTO of a quote."""
    lines = tuple(
        contracts.Line(
            id=UUID(line["id"]),
            position=line["position"],
            description=line["description"],
            quantity=Decimal(line["quantity"]),
            unit_price=row.money(line["unit"]),
            net=row.money(line["net"]),
            tax_category=TaxCategory(line["category"]),
            tax_rate=Decimal(line["rate"]),
            proof_kind="",
            proof_id=None,
            proof_sha256="",
        )
        for line in row.lines
    )
    return contracts.Quote(
        id=row.id,
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        number=row.number,
        title=row.title,
        status=contracts.QuoteStatus(row.status),
        bill_to=to_bill_to(row.bill_to),
        lines=lines,
        taxes=tuple(to_tax(t, row.currency) for t in row.taxes),
        net=row.money(row.net_minor),
        tax=row.money(row.tax_minor),
        total=row.money(row.total_minor),
        valid_until=row.valid_until,
        sha256=row.sha256,
        created_at=row.created_at,
        invoice_id=row.invoice_id,
    )
