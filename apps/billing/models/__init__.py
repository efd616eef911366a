"""Tables of billing."""

from apps.billing.models.invoices import TRANSITIONS, Counter, Invoice, Line
from apps.billing.models.payments import ACCOUNTS, LedgerEntry, Payment, StatementBatch, StatementLine
from apps.billing.models.quotes import Quote
from apps.billing.models.terms import Terms
from apps.billing.models.work import Reminder, RenderJob

__all__ = [
    "ACCOUNTS",
    "TRANSITIONS",
    "Counter",
    "Invoice",
    "LedgerEntry",
    "Line",
    "Payment",
    "Quote",
    "Reminder",
    "RenderJob",
    "StatementBatch",
    "StatementLine",
    "Terms",
]
