"""What billing says and takes: DTOs, filters, enums, errors."""

from apps.billing.contracts.documents import (
    BillTo,
    CreditLine,
    Document,
    Invoice,
    InvoiceFilter,
    InvoiceKind,
    InvoiceStatus,
    Line,
    LineIn,
    PayTo,
    ProofKind,
    Quote,
    QuoteFilter,
    QuoteStatus,
    TaxCategory,
    TaxGroup,
)
from apps.billing.contracts.errors import (
    InvoiceClosed,
    InvoiceHeld,
    StatementUnreadable,
)
from apps.billing.contracts.money import (
    AccountBalance,
    BillingStatus,
    BillingTerms,
    Payment,
    StatementIssue,
    StatementLine,
    StatementReport,
    TrialBalance,
)

CONTRACT_VERSION = "1.0"

__all__ = [
    "CONTRACT_VERSION",
    "AccountBalance",
    "BillTo",
    "BillingStatus",
    "BillingTerms",
    "CreditLine",
    "Document",
    "Invoice",
    "InvoiceClosed",
    "InvoiceFilter",
    "InvoiceHeld",
    "InvoiceKind",
    "InvoiceStatus",
    "Line",
    "LineIn",
    "PayTo",
    "Payment",
    "ProofKind",
    "Quote",
    "QuoteFilter",
    "QuoteStatus",
    "StatementIssue",
    "StatementLine",
    "StatementReport",
    "StatementUnreadable",
    "TaxCategory",
    "TaxGroup",
    "TrialBalance",
]
