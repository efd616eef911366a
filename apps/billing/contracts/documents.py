"""Invoices, credit notes and quotes: what they hold and how they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kernel.money import Money
from kernel.refs import ArtifactRef


class InvoiceKind(StrEnum):
    """DEPOSIT before the work, FINAL after it, EXTRA for what was ordered besides; CREDIT is a credit note."""

    DEPOSIT = "DEPOSIT"
    FINAL = "FINAL"
    EXTRA = "EXTRA"
    CREDIT = "CREDIT"


class InvoiceStatus(StrEnum):
    """Where an invoice stands. A discarded draft never had a number."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    ISSUED = "issued"
    PARTIALLY_PAID = "partially_paid"
    OVERDUE = "overdue"
    PAID = "paid"
    CREDITED = "credited"


class QuoteStatus(StrEnum):
    """A quote is open until the client answers or its date passes."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"


class ProofKind(StrEnum):
    """What a line bills: a signed agreement, an approval, recorded time, an accepted quote, an earlier invoice."""

    AGREEMENT = "agreement"
    APPROVAL = "approval"
    TIME = "time"
    QUOTE = "quote"
    INVOICE = "invoice"


class TaxCategory(StrEnum):
    """The codes of EN 16931 (UNTDID 5305) that apply to services."""

    STANDARD = "S"
    REVERSE_CHARGE = "AE"
    OUTSIDE_SCOPE = "O"
    ZERO = "Z"


@dataclass(frozen=True, kw_only=True)
class LineIn:
    """A line to bill. `unit_price` is net; `tax_rate` in per cent, None takes the rate of the country's table.

    Where no domestic VAT is due (reverse charge, outside the scope) the rate does not apply. A line without proof may
    be drafted but holds its invoice.
    """

    description: str
    quantity: Decimal = Decimal(1)
    unit_price: Money
    tax_rate: Decimal | None = None
    proof_kind: str = ""
    proof_id: UUID | None = None
    proof_sha256: str = ""


@dataclass(frozen=True, kw_only=True)
class BillTo:
    """Who pays. `country` is an ISO 3166 code or an English or German country name."""

    name: str
    email: str
    address: str = ""
    country: str = ""
    vat_id: str = ""
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class CreditLine:
    """How much of an invoice's line is taken back."""

    line_id: UUID
    quantity: Decimal


@dataclass(frozen=True, kw_only=True)
class Line:
    """A billed line: `net` = quantity × unit price, rounded once, half up."""

    id: UUID
    position: int
    description: str
    quantity: Decimal
    unit_price: Money
    net: Money
    tax_category: TaxCategory
    tax_rate: Decimal
    proof_kind: str
    proof_id: UUID | None
    proof_sha256: str


@dataclass(frozen=True, kw_only=True)
class TaxGroup:
    """VAT of all lines with one category and rate: `tax` = rate × sum of nets, rounded once (BR-CO-17)."""

    category: TaxCategory
    rate: Decimal
    net: Money
    tax: Money
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PayTo:
    """The account an invoice is paid to."""

    holder: str
    iban: str
    bic: str = ""
    bank: str = ""


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """An invoice or a credit note. `held` says why it cannot be issued ("" = it can, or was)."""

    id: UUID
    client_id: UUID
    engagement_id: UUID
    kind: InvoiceKind
    status: InvoiceStatus
    number: str
    corrects_id: UUID | None
    bill_to: BillTo
    lines: tuple[Line, ...]
    taxes: tuple[TaxGroup, ...]
    net: Money
    tax: Money
    total: Money
    paid: Money
    credited: Money
    open: Money
    held: str
    created_at: datetime
    issued_at: datetime | None
    due_on: date | None
    sha256: str
    pdf_ready: bool
    pay_reference: str = ""
    pay_to: PayTo | None = None
    note: str = ""

    @property
    def ref(self) -> ArtifactRef:
        """The reference that lineage uses."""
        return ArtifactRef(kind="invoice", id=self.id, version=1, sha256=self.sha256)


@dataclass(frozen=True, kw_only=True)
class InvoiceFilter:
    """Which invoices; empty fields do not restrict. `text` searches number and recipient."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    kind: InvoiceKind | None = None
    status: InvoiceStatus | None = None
    open_only: bool = False
    text: str = ""
    updated_since: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class QuoteFilter:
    """Which quotes; empty fields do not restrict."""

    client_id: UUID | None = None
    engagement_id: UUID | None = None
    status: QuoteStatus | None = None


@dataclass(frozen=True, kw_only=True)
class Quote:
    """An offer for extras; accepting it makes an EXTRA invoice whose lines name the quote."""

    id: UUID
    client_id: UUID
    engagement_id: UUID
    number: str
    title: str
    status: QuoteStatus
    bill_to: BillTo
    lines: tuple[Line, ...]
    taxes: tuple[TaxGroup, ...]
    net: Money
    tax: Money
    total: Money
    valid_until: date
    sha256: str
    created_at: datetime
    invoice_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A file to hand out."""

    file_name: str
    content_type: str
    sha256: str
    data: bytes
