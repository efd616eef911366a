"""Staff pages of billing. Only services change documents."""

from apps.billing.admin.invoices import InvoiceAdmin, QuoteAdmin
from apps.billing.admin.money import LedgerEntryAdmin, PaymentAdmin, StatementBatchAdmin, StatementLineAdmin, TermsAdmin

__all__ = [
    "InvoiceAdmin",
    "LedgerEntryAdmin",
    "PaymentAdmin",
    "QuoteAdmin",
    "StatementBatchAdmin",
    "StatementLineAdmin",
    "TermsAdmin",
]
