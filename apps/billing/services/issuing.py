"""Issuing: the number, the frozen content, the booking, the reminders and the PDF's job, in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from apps.billing import contracts, queries, signals
from apps.billing.contracts import InvoiceClosed, InvoiceHeld, InvoiceStatus
from apps.billing.logic import proofs
from apps.billing.models import Invoice, Line, Reminder, RenderJob
from apps.billing.services import _common, ledger
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command
from kernel.refs import ArtifactRef, content_hash, plain
from kernel.signals import publish

SERIES = {"CREDIT": "CN"}
"""Number series by kind; all invoices share INV."""


@command("billing", right="billing.issue")
def issue(*, actor: Actor, invoice_id: UUID, key: str) -> contracts.Invoice:
    """Give a draft its number and freeze it; it is owed from now on and its PDF is made and mailed by the worker.

    InvoiceHeld names the line without proof; InvoiceClosed if it is no draft.
    """
    row = queries.reach_invoice(actor, invoice_id, lock=True)
    lines = list(row.lines.all())
    _check(row, lines)
    seal(row, lines)
    ledger.book(
        invoice=row,
        on=row.issued_at.date(),
        sides={ledger.RECEIVABLES: row.total_minor, ledger.REVENUE: -row.net_minor, ledger.VAT: -row.tax_minor},
    )
    _plan_reminders(row)
    audit(after={"number": row.number, "total": row.total_minor, "currency": row.currency})
    publish(
        signals.InvoiceIssued(
            invoice_id=row.id,
            number=row.number,
            kind=row.kind,
            total=row.money(row.total_minor),
            due_on=row.due_on,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
            ref=ArtifactRef(kind="invoice", id=row.id, version=1, sha256=row.sha256),
            parents=_parents(lines),
        )
    )
    if row.total_minor == 0:
        _settle_nothing_owed(row)
    return queries.to_invoice(row, lines)


def seal(row: Invoice, lines: list[Line]) -> None:
    """Number, date, supplier and hash go onto the document and it is stored; from now on triggers guard it."""
    now = clock.now()
    row.supplier = _common.agency()
    row.issued_at, row.due_on = now, now.date() + timedelta(days=row.due_days)
    row.number = _common.next_number(SERIES.get(row.kind, "INV"), now.year)
    row.sha256 = content_hash(content(row, lines))
    row.move(InvoiceStatus.ISSUED)
    row.save()
    Line.objects.filter(invoice=row).update(frozen=True)
    RenderJob.objects.create(client_id=row.client_id, invoice=row, due_at=now)


def content(row: Invoice, lines: list[Line]) -> dict:
    """All that the document says: what its hash covers and its PDF prints."""
    return {
        "kind": row.kind,
        "number": row.number,
        "corrects": row.corrects.number if row.corrects_id else "",
        "issued_on": row.issued_at.date().isoformat(),
        "due_on": row.due_on.isoformat(),
        "supplier": row.supplier,
        "bill_to": row.bill_to,
        "currency": row.currency,
        "lines": [_common.line_data(line) for line in lines],
        "taxes": row.taxes,
        "net": row.net_minor,
        "tax": row.tax_minor,
        "total": row.total_minor,
        "note": row.note,
        "engagement_id": plain(row.engagement_id),
    }


def _check(row: Invoice, lines: list[Line]) -> None:
    if row.status != InvoiceStatus.DRAFT:
        raise InvoiceClosed(f"Invoice {row} is {row.status}, not a draft.", field="invoice_id")
    if reason := proofs.held(lines, queries.to_bill_to(row.bill_to)):
        raise InvoiceHeld(reason, field="lines", remedy="Complete the draft, then issue it.")
    if row.total_minor < 0:
        raise InvoiceHeld("The total is negative.", field="lines", remedy="Credit the earlier invoice instead.")


def _parents(lines: list[Line]) -> tuple[ArtifactRef, ...]:
    seen = {(line.proof_kind, line.proof_id, line.proof_sha256) for line in lines if line.proof_sha256}
    return tuple(ArtifactRef(kind=kind, id=id_, version=1, sha256=sha256) for kind, id_, sha256 in sorted(seen, key=str))


def _plan_reminders(row: Invoice) -> None:
    """A row per step: the day after the due date, then the house's dunning days, each at 08:00 UTC."""
    if row.total_minor == 0:
        return
    steps = enumerate((1, *queries.terms().dunning_days))
    Reminder.objects.bulk_create(
        Reminder(
            client_id=row.client_id,
            invoice=row,
            level=level,
            days=days,
            due_at=datetime.combine(row.due_on + timedelta(days=days), time(8), tzinfo=UTC),
        )
        for level, days in steps
    )


def _settle_nothing_owed(row: Invoice) -> None:
    row.move(InvoiceStatus.PAID)
    row.save(update_fields=["status"])
    publish(
        signals.PaymentReceived(
            invoice_id=row.id,
            payment_id=None,
            kind=row.kind,
            amount=row.money(0),
            open=row.money(0),
            paid_in_full=True,
            received_on=row.issued_at.date(),
            late_days=0,
            engagement_id=row.engagement_id,
            client_id=row.client_id,
        )
    )
