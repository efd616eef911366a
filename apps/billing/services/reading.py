"""What others and the pages read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.billing import contracts, queries
from apps.billing.contracts import BillingStatus, InvoiceFilter, InvoiceKind, InvoiceStatus, QuoteStatus
from apps.billing.models import Invoice, Quote, StatementLine
from apps.billing.services import ledger
from kernel import clock, dates
from kernel.actors import Actor
from kernel.db import query
from kernel.errors import InvalidInput, NotFound
from kernel.money import Money
from kernel.pages import Page, Waiting
from kernel.paging import NEWEST, page

WAITING_LIMIT = 50


@query("billing", right="billing.view")
def get_invoice(*, actor: Actor, invoice_id: UUID) -> contracts.Invoice:
    """One invoice with its lines; NotFound if the actor may not see it (clients see no drafts)."""
    return queries.to_invoice(queries.reach_invoice(actor, invoice_id))


@query("billing", right="billing.view")
def list_invoices(
    *, actor: Actor, filter: InvoiceFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Invoice]:
    """Invoices the actor may see, newest first (`order` is "-created_at" or "created_at")."""
    rows = _filtered(queries.visible_invoices(actor), filter).prefetch_related("lines")
    since, to_dto = filter.updated_since, queries.to_invoice
    return page(rows, to_dto, order=order, allowed=NEWEST, cursor=cursor, limit=limit, actor=actor, since=since)


@query("billing", right="billing.view")
def get_billing_status(
    *, actor: Actor, engagement_id: UUID | None = None, client_id: UUID | None = None, currency: str = "EUR"
) -> BillingStatus:
    """Where an engagement or a client stands: drafted, invoiced, credited, paid, open, overdue, in gross amounts.

    `late_days` is the longest that an open invoice is overdue, or that a paid one was paid late.
    """
    if (engagement_id is None) == (client_id is None):
        raise InvalidInput("Name an engagement or a client.", field="engagement_id")
    if actor.scope is not None or (client_id is not None and not actor.sees(client_id)):
        raise NotFound("There is no such client account.")
    rows = Invoice.objects.all().visible_to(actor).filter(currency=currency).exclude(status=InvoiceStatus.DISCARDED)
    rows = rows.filter(engagement_id=engagement_id) if engagement_id else rows.filter(client_id=client_id)
    found = list(rows.order_by("created_at", "id").prefetch_related("lines", "payments"))
    owner = client_id or (found[0].client_id if found else None)
    real = [row for row in found if row.kind != InvoiceKind.CREDIT]
    issued = [row for row in real if row.issued_at is not None]
    today = clock.today()
    late = [row for row in issued if row.open_minor and row.due_on < today]
    return BillingStatus(
        client_id=owner or UUID(int=0),
        engagement_id=engagement_id,
        currency=currency,
        drafted=_sum((r.total_minor for r in real if r.issued_at is None), currency),
        invoiced=_sum((r.total_minor for r in issued), currency),
        credited=_sum((r.credited_minor for r in issued), currency),
        paid=_sum((r.paid_minor for r in issued), currency),
        open=_sum((r.open_minor for r in issued), currency),
        overdue=_sum((r.open_minor for r in late), currency),
        credit_balance=Money(minor=ledger.credit_balance(owner, currency) if owner else 0, currency=currency),
        late_days=max((_late_days(row) for row in issued), default=0),
        invoices=tuple(queries.to_invoice(row) for row in found if actor.is_inside or row.issued_at is not None),
    )


@query("billing", right="billing.view")
def get_terms(*, actor: Actor) -> contracts.BillingTerms:
    """The house's terms of payment."""
    row = queries.terms()
    return contracts.BillingTerms(
        deposit_percent=row.deposit_percent,
        due_days=row.due_days,
        dunning_days=tuple(row.dunning_days),
        quote_days=row.quote_days,
    )


@query("billing", right="anyone")
def list_waiting(*, actor: Actor) -> tuple[Waiting, ...]:
    """What waits: for finance drafts, overdue invoices and unmatched money; for clients what they can pay or order."""
    if actor.is_inside:
        return _waiting_for_finance(actor) if actor.may("billing.issue") else ()
    return _waiting_for_client(actor) if actor.may("billing.pay") else ()


def _filtered(rows: QuerySet[Invoice], wanted: InvoiceFilter) -> QuerySet[Invoice]:
    for name in ("client_id", "engagement_id", "kind", "status"):
        value = getattr(wanted, name)
        if value is not None:
            rows = rows.filter(**{name: value})
    if wanted.open_only:
        rows = queries.owed(rows)
    if wanted.text.strip():
        rows = rows.filter(Q(number__icontains=wanted.text.strip()) | Q(bill_to_name__icontains=wanted.text.strip()))
    return rows


def _late_days(row: Invoice) -> int:
    if row.open_minor:
        return max((clock.today() - row.due_on).days, 0)
    paid_on = max((p.received_on for p in row.payments.all()), default=row.due_on)
    return max((paid_on - row.due_on).days, 0)


def _sum(minors: Any, currency: str) -> Money:
    return Money(minor=sum(minors), currency=currency)


def _waiting_for_finance(actor: Actor) -> tuple[Waiting, ...]:
    rows = Invoice.objects.all().visible_to(actor)
    drafts = rows.filter(status=InvoiceStatus.DRAFT).order_by("created_at").prefetch_related("lines")[:WAITING_LIMIT]
    late = queries.owed(rows).filter(due_on__lt=clock.today()).order_by("due_on")[:WAITING_LIMIT]
    found = [
        Waiting(
            app="billing",
            kind="invoice_draft",
            title=f"Issue the {row.kind.lower()} invoice for {row.bill_to_name}",
            detail=queries.to_invoice(row).held or f"{row.money(row.total_minor)} incl. VAT",
            url=f"/admin/billing/invoice/{row.id}/change/",
            right="billing.issue",
            client_id=row.client_id,
            since=row.created_at,
        )
        for row in drafts
    ]
    found += [
        Waiting(
            app="billing",
            kind="invoice_overdue",
            title=f"{row.number} of {row.bill_to_name} is {(clock.today() - row.due_on).days} days overdue",
            detail=f"{row.money(row.open_minor)} open",
            url=f"/admin/billing/invoice/{row.id}/change/",
            right="billing.issue",
            client_id=row.client_id,
            since=row.issued_at + timedelta(days=(row.due_on - row.issued_at.date()).days),
        )
        for row in late
    ]
    return (*found, *_unmatched(actor))


def _unmatched(actor: Actor) -> tuple[Waiting, ...]:
    if actor.clients is not None:
        return ()
    lines = StatementLine.objects.filter(state="unmatched").select_related("batch").order_by("booked_on")[:WAITING_LIMIT]
    return tuple(
        Waiting(
            app="billing",
            kind="unmatched_money",
            title=f"Assign {Money(minor=line.amount_minor, currency=line.currency)} from {line.payer or 'an unknown payer'}",
            detail=line.reason,
            url=f"/admin/billing/statementline/{line.id}/change/",
            right="billing.issue",
            since=line.batch.imported_at,
        )
        for line in lines
    )


def _waiting_for_client(actor: Actor) -> tuple[Waiting, ...]:
    invoices = queries.owed(Invoice.objects.all().visible_to(actor)).order_by("due_on")[:WAITING_LIMIT]
    quotes = Quote.objects.all().visible_to(actor).filter(status=QuoteStatus.OPEN, valid_until__gte=clock.today())
    found = [
        Waiting(
            app="billing",
            kind="invoice_to_pay",
            title=f"Pay invoice {row.number}",
            detail=f"{row.money(row.open_minor)}, due on {dates.day(row.due_on, 'en')}",
            url=f"/portal/billing/{row.id}/",
            right="billing.pay",
            client_id=row.client_id,
            since=row.issued_at,
        )
        for row in invoices
    ]
    found += [
        Waiting(
            app="billing",
            kind="quote_to_answer",
            title=f"Answer the quote “{row.title}”",
            detail=f"{row.money(row.total_minor)}, valid until {dates.day(row.valid_until, 'en')}",
            url=f"/portal/billing/quotes/{row.id}/",
            right="billing.pay",
            client_id=row.client_id,
            since=row.created_at,
        )
        for row in quotes.order_by("created_at")[:WAITING_LIMIT]
    ]
    return tuple(found)


__all__ = ["get_billing_status", "get_invoice", "get_terms", "list_invoices", "list_waiting"]
