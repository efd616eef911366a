"""Quotes for extras: offered, then accepted or declined by the client on exactly the bytes they saw."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from apps.billing import contracts, queries, signals
from apps.billing.contracts import InvoiceKind, LineIn, ProofKind, QuoteFilter, QuoteStatus
from apps.billing.models import Quote, RenderJob
from apps.billing.services import _common
from apps.billing.services.invoices import draft
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict, InvalidInput, StaleVersion
from kernel.ids import new_id
from kernel.pages import Page
from kernel.paging import page
from kernel.refs import content_hash, plain
from kernel.signals import publish


@command("billing", right="billing.write")
def create_quote(
    *,
    actor: Actor,
    client_id: UUID,
    engagement_id: UUID,
    title: str,
    lines: tuple[LineIn, ...],
    bill_to: contracts.BillTo,
    valid_days: int | None = None,
    key: str,
) -> contracts.Quote:
    """Offer extras; the worker mails the quote. What was offered never changes: another offer is another quote."""
    _common.check_client(actor, client_id)
    if not title.strip():
        raise InvalidInput("A quote needs a title.", field="title")
    days = queries.terms().quote_days if valid_days is None else valid_days
    if not 1 <= days <= 365:
        raise InvalidInput("A quote is valid for 1 to 365 days.", field="valid_days")
    recipient = _common.clean_bill_to(bill_to)
    sums = _common.compute(lines, recipient)
    now = clock.now()
    row = Quote(
        client_id=client_id,
        engagement_id=engagement_id,
        number=_common.next_number("Q", now.year),
        title=title.strip()[:200],
        currency=sums.net.currency,
        bill_to=recipient,
        supplier=_common.agency(),
        lines=[_stored_line(n, item) for n, item in enumerate(sums.lines, start=1)],
        taxes=[queries.from_tax(group) for group in sums.groups],
        net_minor=sums.net.minor,
        tax_minor=sums.tax.minor,
        total_minor=sums.total.minor,
        valid_until=now.date() + timedelta(days=days),
        created_at=now,
    )
    row.sha256 = content_hash(content(row))
    row.save()
    RenderJob.objects.create(client_id=client_id, quote=row, due_at=now)
    return queries.to_quote(row)


@command("billing", right="billing.pay")
def accept_quote(*, actor: Actor, quote_id: UUID, sha256: str, key: str) -> contracts.Quote:
    """The client orders what was offered: an EXTRA invoice is drafted whose lines name the quote.

    StaleVersion if `sha256` is not the offer's; Conflict after its last day; AlreadyDecided if it was answered before.
    """
    row = _decide(actor, quote_id, sha256, QuoteStatus.ACCEPTED)
    given = tuple(
        LineIn(
            description=line.description,
            quantity=line.quantity,
            unit_price=line.unit_price,
            tax_rate=line.tax_rate or None,
            proof_kind=ProofKind.QUOTE.value,
            proof_id=row.id,
            proof_sha256=row.sha256,
        )
        for line in queries.to_quote(row).lines
    )
    row.invoice = draft(
        client_id=row.client_id,
        engagement_id=row.engagement_id,
        kind=InvoiceKind.EXTRA,
        lines=given,
        bill_to=queries.to_bill_to(row.bill_to),
        due_days=None,
    )
    row.save(update_fields=["status", "decided_at", "decided_by", "invoice"])
    publish(
        signals.QuoteAccepted(
            quote_id=row.id,
            invoice_id=row.invoice_id,
            total=row.money(row.total_minor),
            engagement_id=row.engagement_id,
            client_id=row.client_id,
        )
    )
    return queries.to_quote(row)


@command("billing", right="billing.pay", why="reason")
def decline_quote(*, actor: Actor, quote_id: UUID, sha256: str, reason: str = "", key: str) -> contracts.Quote:
    """The client does not want what was offered."""
    row = _decide(actor, quote_id, sha256, QuoteStatus.DECLINED)
    row.save(update_fields=["status", "decided_at", "decided_by"])
    return queries.to_quote(row)


@query("billing", right="billing.view")
def get_quote(*, actor: Actor, quote_id: UUID) -> contracts.Quote:
    """One quote; NotFound if the actor may not see it."""
    return queries.to_quote(Quote.objects.all().reach(actor, quote_id))


@query("billing", right="billing.view")
def list_quotes(
    *, actor: Actor, filter: QuoteFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.Quote]:
    """Quotes the actor may see, newest first."""
    rows = Quote.objects.all().visible_to(actor)
    for name in ("client_id", "engagement_id", "status"):
        if (value := getattr(filter, name)) is not None:
            rows = rows.filter(**{name: value})
    return page(rows, queries.to_quote, order=order, allowed=("-created_at",), cursor=cursor, limit=limit)


def content(row: Quote) -> dict:
    """All that the offer says: what its hash covers and its PDF prints."""
    return {
        "kind": "QUOTE",
        "number": row.number,
        "title": row.title,
        "issued_on": row.created_at.date().isoformat(),
        "due_on": row.valid_until.isoformat(),
        "supplier": row.supplier,
        "bill_to": row.bill_to,
        "currency": row.currency,
        "lines": row.lines,
        "taxes": row.taxes,
        "net": row.net_minor,
        "tax": row.tax_minor,
        "total": row.total_minor,
        "engagement_id": plain(row.engagement_id),
    }


def _decide(actor: Actor, quote_id: UUID, sha256: str, status: QuoteStatus) -> Quote:
    row = Quote.objects.all().reach(actor, quote_id, lock=True)
    if sha256 != row.sha256:
        raise StaleVersion("This is not the quote you were shown.", field="sha256", remedy="Open it again.")
    if row.status == QuoteStatus.OPEN and clock.today() > row.valid_until:
        raise Conflict(f"Quote {row.number} was valid until {row.valid_until}.", remedy="Ask for a new one.")
    row.decide(status)
    row.decided_at, row.decided_by = clock.now(), actor.id
    audit(client_id=row.client_id, subject=row.id, after={"status": status.value, "sha256": sha256})
    return row


def _stored_line(position: int, item: object) -> dict:
    return {
        "id": str(new_id()),
        "position": position,
        "description": item.line.description.strip(),
        "quantity": f"{item.line.quantity.normalize():f}",
        "unit": item.line.unit_price.minor,
        "net": item.net.minor,
        "category": item.category.value,
        "rate": f"{item.rate.normalize():f}",
    }
