"""Invoices and quotes: drafts to issue, payments to record, credit notes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse

from apps.billing import models, queries, services
from apps.billing.admin._forms import BillToForm, PaymentForm, ReasonForm, shown_money
from apps.billing.contracts import BillTo, InvoiceKind, InvoiceStatus
from kernel.errors import DomainError
from kernel.money import Money, from_decimal
from kernel.web.acts import sentence
from kernel.web.admin import ModuleAdmin, ModuleTabular, act
from kernel.web.portal import file_response


class LineInline(ModuleTabular):
    """The lines of an invoice with what they bill."""

    model = models.Line
    area = "billing"
    fk_name = "invoice"
    fields = ("position", "description", "count", "unit", "rate", "net", "proof")
    readonly_fields = fields
    show_change_link = False

    @admin.display(description="quantity")
    def count(self, row: models.Line) -> str:
        return f"{row.quantity.normalize():f}"

    @admin.display(description="unit price")
    def unit(self, row: models.Line) -> str:
        return str(row.invoice.money(row.unit_minor))

    @admin.display(description="VAT")
    def rate(self, row: models.Line) -> str:
        return f"{row.tax_rate.normalize():f} % ({row.tax_category})"

    @admin.display(description="net")
    def net(self, row: models.Line) -> str:
        return str(row.invoice.money(row.net_minor))

    @admin.display(description="proof")
    def proof(self, row: models.Line) -> str:
        return f"{row.proof_kind} {row.proof_sha256[:12] or row.proof_id}" if row.proof_kind else "none: holds the invoice"


class PaymentInline(ModuleTabular):
    """The payments of an invoice."""

    model = models.Payment
    area = "billing"
    fields = ("received_on", "shown", "applied", "surplus", "method", "reference")
    readonly_fields = fields

    @admin.display(description="amount")
    def shown(self, row: models.Payment) -> str:
        return shown_money(row, row.amount_minor)

    @admin.display(description="on this invoice")
    def applied(self, row: models.Payment) -> str:
        return shown_money(row, row.applied_minor)

    @admin.display(description="to the credit balance")
    def surplus(self, row: models.Payment) -> str:
        return shown_money(row, row.surplus_minor)


class ReminderInline(ModuleTabular):
    """What is planned and done about late payment."""

    model = models.Reminder
    area = "billing"
    fields = ("level", "days", "due_at", "state")
    readonly_fields = fields
    show_change_link = False


def _draft(row: models.Invoice) -> bool:
    return row.status == InvoiceStatus.DRAFT


def _issued(row: models.Invoice) -> bool:
    return row.issued_at is not None and row.kind != InvoiceKind.CREDIT


@admin.register(models.Invoice)
class InvoiceAdmin(ModuleAdmin):
    """Invoices and credit notes, newest first."""

    read_only = True
    list_display = ("label", "bill_to_name", "kind", "status", "total", "still_open", "due_on", "created_at")
    list_filter = ("status", "kind", "currency", "due_on")
    search_fields = ("number", "bill_to_name")
    ordering = ("-created_at",)
    actions = ("issue_selected",)
    inlines = (LineInline, PaymentInline, ReminderInline)
    fields = (
        ("label", "kind", "status"),
        ("held", "corrects"),
        ("recipient", "supplier_shown"),
        ("net", "tax", "total"),
        ("paid", "credited", "still_open"),
        ("created_at", "issued_at", "due_on"),
        ("client_id", "engagement_id"),
        ("sha256", "pdf_sha256"),
        "note",
    )
    readonly_fields = (
        *("label", "held", "recipient", "supplier_shown", "net", "tax", "total", "paid", "credited", "still_open"),
        *("kind", "status", "corrects", "created_at", "issued_at", "due_on", "client_id", "engagement_id"),
        *("sha256", "pdf_sha256", "note"),
    )

    @admin.display(description="number", ordering="number")
    def label(self, row: models.Invoice) -> str:
        return row.number or "draft"

    @admin.display(description="held because")
    def held(self, row: models.Invoice) -> str:
        return queries.to_invoice(row).held or "–"

    @admin.display(description="bill to")
    def recipient(self, row: models.Invoice) -> str:
        return ", ".join(v for v in (row.bill_to.get(k, "") for k in ("name", "address", "country", "vat_id", "email")) if v)

    @admin.display(description="supplier")
    def supplier_shown(self, row: models.Invoice) -> str:
        return row.supplier.get("name", "the agency, at the day of issue")

    @admin.display(description="net")
    def net(self, row: models.Invoice) -> Money:
        return row.money(row.net_minor)

    @admin.display(description="VAT")
    def tax(self, row: models.Invoice) -> Money:
        return row.money(row.tax_minor)

    @admin.display(description="total", ordering="total_minor")
    def total(self, row: models.Invoice) -> Money:
        return row.money(row.total_minor)

    @admin.display(description="received")
    def paid(self, row: models.Invoice) -> Money:
        return row.money(row.paid_minor)

    @admin.display(description="credited")
    def credited(self, row: models.Invoice) -> Money:
        return row.money(row.credited_minor)

    @admin.display(description="open")
    def still_open(self, row: models.Invoice) -> Money:
        return row.money(row.open_minor)

    @act("Issue", right="billing.issue", when=_draft, confirm="It gets its number, cannot be changed any more, and is mailed.")
    def issue(self, request: HttpRequest, row: models.Invoice, key: str) -> str:
        return f"{services.issue(actor=request.actor, invoice_id=row.pk, key=key).number} is issued."

    @act("Change the recipient", right="billing.write", when=_draft, form=BillToForm)
    def readdress(self, request: HttpRequest, row: models.Invoice, key: str, **given: str) -> str:
        services.update_draft(actor=request.actor, invoice_id=row.pk, bill_to=BillTo(**given), key=key)
        return "The recipient is changed; VAT was computed again."

    @act("Discard", right="billing.write", when=_draft, form=ReasonForm, danger=True)
    def discard(self, request: HttpRequest, row: models.Invoice, key: str, reason: str) -> str:
        services.discard_draft(actor=request.actor, invoice_id=row.pk, reason=reason, key=key)
        return "The draft is discarded."

    @act("Record a payment", right="billing.issue", when=_issued, form=PaymentForm)
    def record_payment(
        self, request: HttpRequest, row: models.Invoice, key: str, amount: Decimal, received_on: date, method: str, reference: str
    ) -> str:
        paid = services.record_payment(
            actor=request.actor,
            invoice_id=row.pk,
            amount=from_decimal(amount, row.currency),
            method=method,
            reference=reference,
            received_on=received_on,
            key=key,
        )
        more = f" {paid.surplus} more than was open: the client's credit balance." if paid.surplus.minor else ""
        return f"{paid.amount} recorded.{more}"

    @act("Use the credit balance", right="billing.issue", when=lambda row: _issued(row) and row.open_minor > 0)
    def use_credit(self, request: HttpRequest, row: models.Invoice, key: str) -> str:
        return f"{services.use_credit(actor=request.actor, invoice_id=row.pk, key=key).amount} settled from the credit balance."

    @act(
        "Credit in full",
        right="billing.issue",
        when=lambda row: _issued(row) and row.status != InvoiceStatus.CREDITED,
        form=ReasonForm,
        danger=True,
    )
    def credit(self, request: HttpRequest, row: models.Invoice, key: str, reason: str) -> str:
        note = services.credit(actor=request.actor, invoice_id=row.pk, reason=reason, key=key)
        return f"Credit note {note.number} over {note.total} is issued."

    @act("PDF", right="billing.view", when=lambda row: bool(row.pdf_sha256))
    def pdf(self, request: HttpRequest, row: models.Invoice, key: str) -> HttpResponse:
        document = services.get_document(actor=request.actor, invoice_id=row.pk)
        return file_response(document.data, name=document.file_name, content_type=document.content_type)

    @admin.action(description="Issue the selected drafts")
    def issue_selected(self, request: HttpRequest, rows: Any) -> None:
        for row in rows.order_by("created_at"):
            try:
                issued = services.issue(actor=request.actor, invoice_id=row.pk, key=f"admin:issue:{row.pk}")
                messages.success(request, f"{issued.number} is issued.")
            except DomainError as error:
                messages.error(request, f"{row}: {sentence(error)}")


@admin.register(models.Quote)
class QuoteAdmin(ModuleAdmin):
    """Quotes, newest first."""

    read_only = True
    list_display = ("number", "title", "status", "total", "valid_until", "created_at")
    list_filter = ("status", "valid_until")
    search_fields = ("number", "title")
    ordering = ("-created_at",)

    @admin.display(description="total", ordering="total_minor")
    def total(self, row: models.Quote) -> Money:
        return row.money(row.total_minor)
