"""Bank statements: each line is booked once, kept for a person, or ignored; every line is accounted for."""

from __future__ import annotations

import hashlib
from collections import Counter
from uuid import UUID

from django.db.models import F, Q

from apps.billing import contracts, queries
from apps.billing.contracts import InvoiceKind, StatementIssue, StatementReport
from apps.billing.logic import statements
from apps.billing.models import Invoice, StatementBatch, StatementLine
from apps.billing.services.payments import check_takes_money, take
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import AlreadyDecided, Conflict, Forbidden, InvalidInput, NotFound
from kernel.money import Money, from_decimal
from kernel.refs import content_hash


@command("billing", right="billing.issue")
def import_statement(*, actor: Actor, data: bytes, file_name: str, key: str) -> StatementReport:
    """Book the incoming payments of a bank statement (CSV) on the invoices they name.

    A line is matched by the invoice number in its reference, else by amount and payer; what matches nothing waits for
    a person. The same file is refused (Conflict); a line seen in an earlier file is a duplicate. StatementUnreadable
    says what is wrong with the file. All or nothing: one transaction.
    """
    _for_the_house(actor)
    digest = hashlib.sha256(data).hexdigest()
    if earlier := StatementBatch.objects.filter(sha256=digest).first():
        raise Conflict(f"This file was imported already, as {earlier.file_name}.", field="data")
    rows, issues = statements.parse(data)
    batch = StatementBatch.objects.create(
        file_name=file_name.strip()[:200] or "statement.csv", sha256=digest, imported_at=clock.now(), imported_by=actor.id
    )
    kept = _new_lines(batch, rows)
    duplicates = len(rows) - len(kept)
    for line, row in kept:
        _handle(line, row, actor, issues)
    counts = Counter(line.state for line, _ in kept)
    report = StatementReport(
        batch_id=batch.id,
        file_name=batch.file_name,
        lines=len(rows) + sum(1 for i in issues if i.field != "match"),
        booked=counts["booked"],
        unmatched=counts["unmatched"],
        duplicates=duplicates,
        ignored=counts["ignored"],
        issues=tuple(issues),
        payments=tuple(line.payment_id for line, _ in kept if line.payment_id),
    )
    batch.report = {"booked": report.booked, "unmatched": report.unmatched, "duplicates": duplicates, "lines": report.lines}
    batch.save(update_fields=["report"])
    audit(subject=batch.id, after=batch.report)
    return report


@command("billing", right="billing.issue")
def assign_statement_line(*, actor: Actor, line_id: UUID, invoice_id: UUID, key: str = "") -> contracts.Payment:
    """Book an unmatched line of a statement on the invoice a person names."""
    _for_the_house(actor)
    line = StatementLine.objects.select_for_update(of=("self",)).filter(pk=line_id).first()
    if line is None:
        raise NotFound("There is no such statement line.")
    if line.state != "unmatched":
        raise AlreadyDecided(f"This line is {line.state} already.", field="line_id")
    row = queries.reach_invoice(actor, invoice_id, lock=True)
    check_takes_money(row)
    if row.currency != line.currency:
        raise InvalidInput(f"Invoice {row.number} is in {row.currency}, the payment in {line.currency}.", field="invoice_id")
    payment = take(
        row, line.amount_minor, method="bank", reference=line.reference, day=min(line.booked_on, clock.today()), by=actor.id
    )
    line.payment, line.state, line.reason = payment, "booked", f"assigned to {row.number}"
    line.save(update_fields=["payment", "state", "reason"])
    return queries.to_payment(payment)


@query("billing", right="billing.issue")
def list_statement_lines(*, actor: Actor, batch_id: UUID | None = None, state: str = "") -> tuple[contracts.StatementLine, ...]:
    """The newest 500 lines of one statement or of all; `state` is booked, unmatched or ignored."""
    _for_the_house(actor)
    rows = StatementLine.objects.order_by("-booked_on", "-id")
    rows = rows.filter(batch_id=batch_id) if batch_id else rows
    rows = rows.filter(state=state) if state else rows
    return tuple(
        contracts.StatementLine(
            id=row.id,
            line=row.line,
            booked_on=row.booked_on,
            amount=Money(minor=row.amount_minor, currency=row.currency),
            payer=row.payer,
            reference=row.reference,
            state=row.state,
            reason=row.reason,
            payment_id=row.payment_id,
        )
        for row in rows[:500]
    )


def _for_the_house(actor: Actor) -> None:
    if actor.clients is not None:
        raise Forbidden("A bank statement is the house's, not one client's.")


def _new_lines(batch: StatementBatch, rows: list[statements.StatementRow]) -> list[tuple[StatementLine, statements.StatementRow]]:
    """A line per row not seen before: the same line may stand twice in a file (paid twice), but files may overlap."""
    seen: Counter[str] = Counter()
    made = []
    for row in rows:
        base = content_hash([row.booked_on, str(row.amount), row.currency, row.payer, row.reference])
        seen[base] += 1
        made.append((f"{content_hash([base, seen[base]])}", row))
    known = set(StatementLine.objects.filter(fingerprint__in=[f for f, _ in made]).values_list("fingerprint", flat=True))
    return [
        (
            StatementLine(
                batch=batch,
                line=row.line,
                fingerprint=fingerprint,
                booked_on=row.booked_on,
                currency=row.currency,
                amount_minor=from_decimal(row.amount, row.currency).minor,
                payer=row.payer,
                reference=row.reference,
            ),
            row,
        )
        for fingerprint, row in made
        if fingerprint not in known
    ]


def _handle(line: StatementLine, row: statements.StatementRow, actor: Actor, issues: list[StatementIssue]) -> None:
    if line.amount_minor <= 0:
        line.state, line.reason = "ignored", "money out"
    elif line.booked_on > clock.today():
        line.state, line.reason = "unmatched", "booked after today"
    else:
        found = statements.match(row, line.amount_minor, _candidates(row.currency, line.amount_minor, row.reference))
        line.state, line.reason = "unmatched", found.reason[:300]
        if found.invoice_id is not None:
            invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=found.invoice_id)
            line.payment = take(
                invoice, line.amount_minor, method="bank", reference=line.reference, day=line.booked_on, by=actor.id
            )
            line.state = "booked"
    if line.state == "unmatched":
        issues.append(StatementIssue(line=line.line, field="match", message=line.reason))
    line.save()


def _candidates(currency: str, minor: int, reference: str) -> list[statements.Candidate]:
    """Issued invoices whose number the reference may name, and those open over exactly this amount."""
    issued = Invoice.objects.filter(issued_at__isnull=False).exclude(kind=InvoiceKind.CREDIT)
    open_now = F("total_minor") - F("paid_minor") - F("credited_minor")
    named = Q(number__in=statements.numbers_in(reference))
    rows = issued.annotate(open_now=open_now).filter(named | Q(currency=currency, open_now=minor))
    return [
        statements.Candidate(
            id=row.id, number=row.number, name=row.bill_to_name, currency=row.currency, open_minor=row.open_minor
        )
        for row in rows
    ]
