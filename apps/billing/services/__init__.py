"""The port facade of billing."""

from apps.billing.services.credits import credit, reverse_payment, use_credit
from apps.billing.services.documents import get_document, render_due
from apps.billing.services.invoices import create_invoice, discard_draft, plan_lines, update_draft
from apps.billing.services.issuing import issue
from apps.billing.services.ledger import trial_balance
from apps.billing.services.payments import list_all_payments, list_payments, record_payment
from apps.billing.services.quotes import accept_quote, create_quote, decline_quote, get_quote, list_quotes
from apps.billing.services.reading import get_billing_status, get_invoice, get_terms, list_invoices, list_waiting
from apps.billing.services.reminders import remind_due
from apps.billing.services.statements import assign_statement_line, import_statement, list_statement_lines

__all__ = [
    "accept_quote",
    "assign_statement_line",
    "create_invoice",
    "create_quote",
    "credit",
    "decline_quote",
    "discard_draft",
    "get_billing_status",
    "get_document",
    "get_invoice",
    "get_quote",
    "get_terms",
    "import_statement",
    "issue",
    "list_all_payments",
    "list_invoices",
    "list_payments",
    "list_quotes",
    "list_statement_lines",
    "list_waiting",
    "plan_lines",
    "record_payment",
    "remind_due",
    "render_due",
    "reverse_payment",
    "trial_balance",
    "update_draft",
    "use_credit",
]
