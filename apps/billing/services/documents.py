"""The PDFs: made by the worker after the commit, stored by content, announced by mail."""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings

from apps.billing import contracts, queries
from apps.billing.contracts import InvoiceKind
from apps.billing.logic import texts
from apps.billing.models import Invoice, Quote, RenderJob
from apps.billing.services import issuing, quotes
from apps.identity import services as identity
from kernel import claims, clock, documents, files, mail
from kernel.actors import Actor, worker
from kernel.claims import LostLease
from kernel.db import INTERNAL, command, query
from kernel.errors import Conflict
from kernel.money import digits
from kernel.refs import content_hash

log = logging.getLogger(__name__)
TEMPLATE = "billing/invoice.typ"


@query("billing", right="billing.view")
def get_document(*, actor: Actor, invoice_id: UUID | None = None, quote_id: UUID | None = None) -> contracts.Document:
    """The PDF of an issued invoice, a credit note or a quote; Conflict while the worker has not made it yet."""
    if quote_id is not None:
        row: Invoice | Quote = Quote.objects.all().reach(actor, quote_id)
    else:
        row = queries.reach_invoice(actor, invoice_id)
    if not row.pdf_sha256:
        raise Conflict("The PDF is not made yet.", remedy="An issued document has its PDF within a minute: try again.")
    return contracts.Document(
        file_name=f"{row.number}.pdf",
        content_type="application/pdf",
        sha256=row.pdf_sha256,
        data=files.get("billing", row.pdf_sha256),
    )


def render_due(*, actor: Actor) -> int:
    """Make the PDFs that are due; returns how many jobs were taken."""
    rows = claims.claim(RenderJob, limit=10, lease_seconds=120)
    for row in rows:
        try:
            _render(row)
        except LostLease:
            log.warning("render lease lost", extra={"job": str(row.id)})
        except Exception as error:
            log.exception("render failed", extra={"job": str(row.id)})
            claims.fail(row, f"{type(error).__name__}: {error}")
    return len(rows)


def _render(job: RenderJob) -> None:
    """The second beat: render, store and get the reader's link, all outside any transaction; then record."""
    acting = worker("billing", client_id=job.client_id)
    printed = _printed(actor=acting, job_id=job.id)
    pdf = documents.render_pdf(template=TEMPLATE, data=printed["data"], created=datetime.fromisoformat(printed["created"]))
    digest = files.put("billing", pdf)
    if job.invoice_id:
        email = printed["data"]["bill_to"]["email"]
        link = share_link(client_id=job.client_id, invoice_id=job.invoice_id, email=email, occasion=job.id)
    else:
        link = f"{settings.AICMO_PUBLIC_URL.rstrip('/')}/portal/billing/quotes/{job.quote_id}/"
    _record(actor=acting, job_id=job.id, token=job.token, sha256=digest, link=link)


@query("billing", right=INTERNAL)
def _printed(*, actor: Actor, job_id: UUID) -> dict:
    """What the template prints, checked against the hash that was sealed."""
    job = RenderJob.objects.select_related("invoice", "quote").get(pk=job_id)
    row = job.invoice or job.quote
    data = issuing.content(row, list(row.lines.all())) if job.invoice_id else quotes.content(row)
    if content_hash(data) != row.sha256:
        raise AssertionError(f"{row.number} no longer has the content it was sealed with")
    created = row.issued_at if job.invoice_id else row.created_at
    extra = {"language": row.bill_to["language"], "digits": digits(row.currency), "sha256": row.sha256}
    return {"data": {**data, **extra}, "created": created.isoformat()}


@command("billing", right=INTERNAL)
def _record(*, actor: Actor, job_id: UUID, token: int, sha256: str, link: str) -> bool:
    """The third beat: the PDF's hash goes onto the document, and the mail that brings it is queued."""
    job = RenderJob.objects.get(pk=job_id)
    if job.token != token:
        raise LostLease(f"render job {job_id} was claimed by another worker")
    row = (
        Invoice.objects.select_for_update(of=("self",)).get(pk=job.invoice_id)
        if job.invoice_id
        else Quote.objects.get(pk=job.quote_id)
    )
    row.pdf_sha256 = sha256
    row.save(update_fields=["pdf_sha256"])
    subject, text = _mail_of(row, link)
    mail.queue(
        app="billing",
        purpose="service",
        to=row.bill_to["email"],
        to_name=row.bill_to["name"],
        subject=subject,
        text=text,
        key=f"document:{row.id}",
        client_id=row.client_id,
    )
    claims.settle(job)
    return True


def _mail_of(row: Invoice | Quote, link: str) -> tuple[str, str]:
    language = row.bill_to["language"]
    if isinstance(row, Quote):
        return texts.quote_mail(facts_of(row, link=link), row.title, language)
    made = texts.credit_mail if row.kind == InvoiceKind.CREDIT else texts.invoice_mail
    return made(facts_of(row, link=link), language)


def facts_of(row: Invoice | Quote, *, link: str) -> texts.Facts:
    """What a mail may say of this document."""
    due = row.valid_until if isinstance(row, Quote) else row.due_on
    return texts.Facts(
        name=row.bill_to["name"],
        agency=row.supplier["name"],
        number=row.number,
        amount=str(row.money(row.total_minor)),
        open=str(row.money(row.total_minor if isinstance(row, Quote) else row.open_minor)),
        due_on=due,
        link=link,
        iban=row.supplier["iban"],
        days=max((clock.today() - due).days, 0),
    )


def share_link(*, client_id: UUID, invoice_id: UUID, email: str, occasion: UUID) -> str:
    """The address at which the reader of the mail sees this one invoice without signing in; the same for the same occasion,
    the row that has the mail written. Not inside a command."""
    issued = identity.issue_share_link(
        actor=worker("billing", client_id=client_id),
        client_id=client_id,
        app="billing",
        object_id=invoice_id,
        action="view_invoice",
        email=email,
        occasion=str(occasion),
    )
    return issued.url
