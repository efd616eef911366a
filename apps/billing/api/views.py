"""API of billing: invoices, payments, credit notes, quotes, bank statements, the ledger's balance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from drf_spectacular.utils import extend_schema

from apps.billing import contracts, services
from kernel.errors import InvalidInput
from kernel.money import Money
from kernel.web.api import ApiView
from kernel.web.schema import form_with_file, list_schema


@dataclass(frozen=True, kw_only=True)
class InvoiceIn:
    """A draft to make."""

    client_id: UUID
    engagement_id: UUID
    kind: contracts.InvoiceKind
    lines: tuple[contracts.LineIn, ...]
    bill_to: contracts.BillTo
    due_days: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PaymentIn:
    """Money that came in."""

    amount: Money
    method: str = "bank"
    reference: str = ""
    received_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CreditIn:
    """What to take back; no lines: all that is left."""

    reason: str
    lines: tuple[contracts.CreditLine, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuoteIn:
    """An offer to make."""

    client_id: UUID
    engagement_id: UUID
    title: str
    lines: tuple[contracts.LineIn, ...]
    bill_to: contracts.BillTo
    valid_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class PaymentList:
    """All payments of one invoice."""

    items: tuple[contracts.Payment, ...]


class InvoicesView(ApiView):
    """Invoices."""

    rights = {"GET": "billing.view", "POST": "billing.write"}

    @list_schema(contracts.Invoice, contracts.InvoiceFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_invoices, contracts.InvoiceFilter)

    @extend_schema(request=InvoiceIn, responses={201: contracts.Invoice})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(InvoiceIn)
        made = services.create_invoice(
            actor=self.actor,
            client_id=given.client_id,
            engagement_id=given.engagement_id,
            kind=given.kind,
            lines=given.lines,
            bill_to=given.bill_to,
            due_days=given.due_days,
            note=given.note,
            key=self.key,
        )
        return self.answer(made, status=201, location=f"/api/v1/billing/invoices/{made.id}/")


class InvoiceView(ApiView):
    """One invoice."""

    right = "billing.view"

    @extend_schema(responses=contracts.Invoice)
    def get(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        found = services.get_invoice(actor=self.actor, invoice_id=invoice_id)
        return self.answer(found)


class IssueView(ApiView):
    """Give a draft its number."""

    right = "billing.issue"

    def current(self, invoice_id: UUID) -> Any:
        return services.get_invoice(actor=self.actor, invoice_id=invoice_id)

    @extend_schema(request=None, responses=contracts.Invoice)
    def post(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        issued = services.issue(actor=self.actor, invoice_id=invoice_id, key=self.key)
        return self.answer(issued, tagged=True)


class CreditView(ApiView):
    """Take an issued invoice back, in whole or in part."""

    right = "billing.issue"

    @extend_schema(request=CreditIn, responses={201: contracts.Invoice})
    def post(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        given = self.body(CreditIn)
        note = services.credit(actor=self.actor, invoice_id=invoice_id, reason=given.reason, lines=given.lines, key=self.key)
        return self.answer(note, status=201, location=f"/api/v1/billing/invoices/{note.id}/")


class PaymentsView(ApiView):
    """The payments of an invoice."""

    rights = {"GET": "billing.view", "POST": "billing.issue"}

    @extend_schema(responses=PaymentList)
    def get(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        return self.answer(PaymentList(items=services.list_payments(actor=self.actor, invoice_id=invoice_id)))

    @extend_schema(request=PaymentIn, responses={201: contracts.Payment})
    def post(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        given = self.body(PaymentIn)
        paid = services.record_payment(
            actor=self.actor,
            invoice_id=invoice_id,
            amount=given.amount,
            method=given.method,
            reference=given.reference,
            received_on=given.received_on,
            key=self.key,
        )
        return self.answer(paid, status=201)


class AllPaymentsView(ApiView):
    """Payments over all invoices."""

    right = "billing.view"

    @list_schema(contracts.Payment, contracts.PaymentFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_all_payments, contracts.PaymentFilter)


class PdfView(ApiView):
    """An invoice's PDF."""

    right = "billing.view"

    @extend_schema(responses={(200, "application/pdf"): bytes})
    def get(self, request: HttpRequest, invoice_id: UUID) -> HttpResponse:
        document = services.get_document(actor=self.actor, invoice_id=invoice_id)
        return self.file(document.data, name=document.file_name, content_type=document.content_type)


class QuotesView(ApiView):
    """Quotes."""

    rights = {"GET": "billing.view", "POST": "billing.write"}

    @list_schema(contracts.Quote, contracts.QuoteFilter)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.listing(services.list_quotes, contracts.QuoteFilter)

    @extend_schema(request=QuoteIn, responses={201: contracts.Quote})
    def post(self, request: HttpRequest) -> HttpResponse:
        given = self.body(QuoteIn)
        made = services.create_quote(
            actor=self.actor,
            client_id=given.client_id,
            engagement_id=given.engagement_id,
            title=given.title,
            lines=given.lines,
            bill_to=given.bill_to,
            valid_days=given.valid_days,
            key=self.key,
        )
        return self.answer(made, status=201, tagged=True, location=f"/api/v1/billing/quotes/{made.id}/")


class QuoteView(ApiView):
    """One quote."""

    right = "billing.view"

    @extend_schema(responses=contracts.Quote)
    def get(self, request: HttpRequest, quote_id: UUID) -> HttpResponse:
        found = services.get_quote(actor=self.actor, quote_id=quote_id)
        return self.answer(found)


class AcceptView(ApiView):
    """The client orders what was offered: If-Match names its hash."""

    right = "billing.pay"

    def current(self, quote_id: UUID) -> Any:
        return services.get_quote(actor=self.actor, quote_id=quote_id)

    @extend_schema(request=None, responses=contracts.Quote)
    def post(self, request: HttpRequest, quote_id: UUID) -> HttpResponse:
        done = services.accept_quote(actor=self.actor, quote_id=quote_id, sha256=self.matched(), key=self.key)
        return self.answer(done, tagged=True)


class StatementsView(ApiView):
    """Bank statements: a CSV as multipart field `file`."""

    right = "billing.issue"

    @extend_schema(
        request=form_with_file(),
        responses={201: contracts.StatementReport},
    )
    def post(self, request: HttpRequest) -> HttpResponse:
        name, data = self.upload(most=5_000_000)
        report = services.import_statement(actor=self.actor, data=data, file_name=name, key=self.key)
        return self.answer(report, status=201)


class TermsView(ApiView):
    """The house's terms of payment."""

    right = "billing.view"

    @extend_schema(responses=contracts.BillingTerms)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(services.get_terms(actor=self.actor))


class TrialBalanceView(ApiView):
    """The ledger's accounts; `currency` in the query string, EUR without it."""

    right = "billing.issue"

    @extend_schema(responses=contracts.TrialBalance)
    def get(self, request: HttpRequest) -> HttpResponse:
        return self.answer(services.trial_balance(actor=self.actor, currency=_currency(request)))


class StatusView(ApiView):
    """Where a client stands with money; `currency` in the query string, EUR without it."""

    right = "billing.view"

    @extend_schema(responses=contracts.BillingStatus)
    def get(self, request: HttpRequest, client_id: UUID) -> HttpResponse:
        status = services.get_billing_status(actor=self.actor, client_id=client_id, currency=_currency(request))
        return self.answer(status)


def _currency(request: HttpRequest) -> str:
    given = request.GET.get("currency", "EUR").upper()
    if not re.fullmatch(r"[A-Z]{3}", given):
        raise InvalidInput("A currency is three letters, e.g. EUR.", field="currency")
    return given
