"""Payments, bank statements, the ledger, the terms."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html

from apps.billing import models, services
from apps.billing.admin._forms import AssignForm, ReasonForm, StatementForm, shown_money
from kernel.web.admin import ModuleAdmin, ModuleTabular, act


@admin.register(models.Payment)
class PaymentAdmin(ModuleAdmin):
    """Payments, newest first."""

    read_only = True
    list_display = ("received_on", "amount", "invoice", "method", "reference")
    list_filter = ("method", "received_on")
    search_fields = ("reference", "invoice__number")
    list_select_related = ("invoice",)
    ordering = ("-recorded_at",)

    @admin.display(description="amount", ordering="amount_minor")
    def amount(self, row: models.Payment) -> str:
        return shown_money(row, row.amount_minor)

    @act(
        "Take back",
        right="billing.issue",
        form=ReasonForm,
        danger=True,
        when=lambda row: row.amount_minor > 0 and row.reverses_id is None,
    )
    def take_back(self, request: HttpRequest, row: models.Payment, key: str, reason: str) -> str:
        services.reverse_payment(actor=request.actor, payment_id=row.pk, reason=reason, key=key)
        return "The payment is taken back; the amount is owed again."


class StatementLineInline(ModuleTabular):
    """The lines of a statement."""

    model = models.StatementLine
    area = "billing"
    fields = ("line", "booked_on", "payer", "reference", "state", "reason")
    readonly_fields = fields


@admin.register(models.StatementBatch)
class StatementBatchAdmin(ModuleAdmin):
    """Bank statements: adding one imports it."""

    read_only = True
    view_right = "billing.issue"
    list_display = ("file_name", "imported_at", "booked", "unmatched")
    ordering = ("-imported_at",)
    search_fields = ("file_name",)
    inlines = (StatementLineInline,)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.actor.may("billing.issue")

    def form_for(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().form_for(request, obj, change, **(kwargs | ({} if obj else {"form": StatementForm, "fields": None})))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("file_name", "imported_at", "booked", "unmatched", "sha256") if obj else ("file",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("file_name", "imported_at", "booked", "unmatched", "sha256") if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: models.StatementBatch, form: Any, change: bool) -> None:
        given = form.cleaned_data["file"]
        report = services.import_statement(actor=request.actor, data=given.read(), file_name=given.name, key="")
        obj.pk, obj.file_name = report.batch_id, report.file_name
        told = f"{report.booked} booked, {report.unmatched} to assign, {report.duplicates} seen before, {report.ignored} ignored."
        messages.info(request, told)
        for issue in report.issues[:20]:
            messages.warning(request, f"Line {issue.line}, {issue.field}: {issue.message}")

    @admin.display(description="booked")
    def booked(self, row: models.StatementBatch) -> int:
        return row.report.get("booked", 0)

    @admin.display(description="unmatched at import")
    def unmatched(self, row: models.StatementBatch) -> int:
        return row.report.get("unmatched", 0)


@admin.register(models.StatementLine)
class StatementLineAdmin(ModuleAdmin):
    """Lines of bank statements; unmatched ones are assigned here."""

    read_only = True
    view_right = "billing.issue"
    list_display = ("booked_on", "payer", "amount", "reference", "state", "reason")
    list_filter = ("state", "booked_on")
    search_fields = ("payer", "reference")
    ordering = ("-booked_on", "-id")

    @admin.display(description="amount", ordering="amount_minor")
    def amount(self, row: models.StatementLine) -> str:
        return shown_money(row, row.amount_minor)

    @act("Assign to an invoice", right="billing.issue", when=lambda row: row.state == "unmatched", form=AssignForm)
    def assign(self, request: HttpRequest, row: models.StatementLine, key: str, number: str) -> str:
        found = models.Invoice.objects.all().visible_to(request.actor).filter(number__iexact=number.strip()).first()
        invoice_id = found.pk if found else row.pk
        paid = services.assign_statement_line(actor=request.actor, line_id=row.pk, invoice_id=invoice_id, key=key)
        return f"{paid.amount} is booked on {number.strip()}."


@admin.register(models.LedgerEntry)
class LedgerEntryAdmin(ModuleAdmin):
    """The ledger."""

    read_only = True
    view_right = "billing.issue"
    list_display = ("booked_on", "account_name", "debit", "credit", "invoice_id")
    list_filter = ("account", "currency", "booked_on")
    ordering = ("-at", "-id")

    @admin.display(description="account", ordering="account")
    def account_name(self, row: models.LedgerEntry) -> str:
        return format_html("{} {}", row.account, models.ACCOUNTS.get(row.account, ""))

    @admin.display(description="debit")
    def debit(self, row: models.LedgerEntry) -> str:
        return shown_money(row, row.debit_minor) if row.debit_minor else ""

    @admin.display(description="credit")
    def credit(self, row: models.LedgerEntry) -> str:
        return shown_money(row, row.credit_minor) if row.credit_minor else ""


@admin.register(models.Terms)
class TermsAdmin(ModuleAdmin):
    """The house's terms of payment: one row."""

    agency_wide = True
    write_right = "billing.issue"
    list_display = ("__str__", "deposit_percent", "due_days", "dunning_days", "quote_days")
    fields = ("deposit_percent", "due_days", "dunning_days", "quote_days")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not models.Terms.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
