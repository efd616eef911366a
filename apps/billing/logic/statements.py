"""Bank statements as CSV: found header, found delimiter, amounts in both spellings; then which invoice a line pays."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID

from apps.billing.contracts import StatementIssue, StatementUnreadable

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 20_000
_HEAD = {
    "date": {"date", "booking date", "value date", "booked on", "buchungstag", "valutadatum", "datum", "wertstellung"},
    "amount": {"amount", "betrag", "value", "umsatz", "amount (eur)", "betrag (eur)", "betrag (€)"},
    "reference": {"reference", "purpose", "description", "remittance information", "verwendungszweck", "buchungstext", "details"},
    "payer": {
        "payer",
        "name",
        "counterparty",
        "sender",
        "auftraggeber",
        "beguenstigter/zahlungspflichtiger",
        "zahlungspflichtiger",
    },
    "currency": {"currency", "währung", "waehrung"},
}
_DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y/%m/%d")


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """One line of the statement; `line` is its number in the file."""

    line: int
    booked_on: date
    amount: Decimal
    currency: str
    payer: str
    reference: str


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An issued invoice a line may pay."""

    id: UUID
    number: str
    name: str
    currency: str
    open_minor: int


@dataclass(frozen=True, kw_only=True)
class Match:
    """The invoice a line pays, or why there is none."""

    invoice_id: UUID | None
    reason: str


def parse(data: bytes, *, currency: str = "EUR") -> tuple[list[StatementRow], list[StatementIssue]]:
    """Rows and per-line problems; StatementUnreadable if it is no table with date, amount and reference."""
    if len(data) > MAX_BYTES:
        raise StatementUnreadable(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.", field="data")
    table = list(csv.reader(io.StringIO(_text(data)), delimiter=_delimiter(_text(data))))
    if len(table) > MAX_LINES:
        raise StatementUnreadable(f"The file has more than {MAX_LINES} lines.", field="data")
    start, columns = _header(table)
    rows, issues = [], []
    for number, cells in enumerate(table[start + 1 :], start=start + 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(number, cells, columns, currency))
        except _CellError as error:
            issues.append(StatementIssue(line=number, field=error.field, message=str(error)))
    return rows, issues


def match(row: StatementRow, minor: int, candidates: Sequence[Candidate]) -> Match:
    """By invoice number in the reference, else by the one open invoice of this payer with exactly this amount."""
    numbers = numbers_in(row.reference)
    named = [c for c in candidates if c.number in numbers]
    if len(named) == 1:
        if named[0].currency != row.currency:
            return Match(invoice_id=None, reason=f"{named[0].number} is in {named[0].currency}, the payment in {row.currency}")
        return Match(invoice_id=named[0].id, reason=f"names {named[0].number}")
    if named:
        return Match(invoice_id=None, reason=f"names several invoices: {', '.join(c.number for c in named)}")
    equal = [c for c in candidates if c.currency == row.currency and c.open_minor == minor and minor > 0]
    by_name = [c for c in equal if _squeeze(c.name) and _squeeze(c.name) in _squeeze(row.payer)]
    if len(by_name) == 1:
        return Match(invoice_id=by_name[0].id, reason=f"amount and payer fit {by_name[0].number}")
    if by_name:
        return Match(invoice_id=None, reason=f"amount and payer fit several: {', '.join(c.number for c in by_name)}")
    return Match(invoice_id=None, reason="no invoice number in the reference, and no open invoice of this payer over this amount")


def numbers_in(reference: str) -> list[str]:
    """The invoice numbers that a reference may hold, spelled as we spell them (INV-2025-00012 from “inv 2025 12”)."""
    found = re.findall(r"INV[^0-9A-Za-z]{0,3}(\d{4})[^0-9A-Za-z]{0,3}(\d{1,9})(?!\d)", reference, re.IGNORECASE)
    return sorted({f"INV-{year}-{int(count):05d}" for year, count in found})


def amount_of(text: str) -> Decimal:
    """A written amount: 1.234,56 and 1,234.56 and -12 and 12,5; InvalidOperation if it is none."""
    cleaned = re.sub(r"[\s\u00a0'’€$£]|EUR|USD|GBP|CHF", "", text)
    sign = ""
    if cleaned[-1:] in "+-" and cleaned:
        cleaned, sign = cleaned[:-1], cleaned[-1]
    if "," in cleaned and "." in cleaned:
        group = "." if cleaned.rindex(",") > cleaned.rindex(".") else ","
        cleaned = cleaned.replace(group, "")
    elif cleaned.count(",") > 1 or cleaned.count(".") > 1:
        cleaned = cleaned.replace(",", "").replace(".", "")
    cleaned = cleaned.replace(",", ".")
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,3})?", cleaned):
        raise InvalidOperation(text)
    return Decimal(cleaned) * (-1 if sign == "-" else 1)


class _CellError(ValueError):
    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def _text(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise StatementUnreadable("The file is neither UTF-8 nor Windows-1252 text.", field="data")
    if "\x00" in text:
        raise StatementUnreadable("The file is not text.", field="data", remedy="Export the statement as CSV.")
    return text


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:20])
    return max(";,\t", key=head.count)


def _header(table: list[list[str]]) -> tuple[int, dict[str, int]]:
    for index, cells in enumerate(table[:20]):
        names = [cell.strip().lower() for cell in cells]
        columns = {
            field: names.index(next(n for n in names if n in known)) for field, known in _HEAD.items() if known & set(names)
        }
        if "date" in columns and "amount" in columns:
            if "reference" not in columns and "payer" not in columns:
                break
            return index, columns
    raise StatementUnreadable(
        "No header line with date, amount and reference was found in the first 20 lines.",
        field="data",
        remedy="The first line names the columns: date; amount; currency; payer; reference.",
    )


def _row(number: int, cells: list[str], columns: dict[str, int], currency: str) -> StatementRow:
    def cell(field: str) -> str:
        at = columns.get(field, -1)
        return cells[at].strip() if 0 <= at < len(cells) else ""

    try:
        amount = amount_of(cell("amount"))
    except (InvalidOperation, IndexError):
        raise _CellError("amount", f"“{cell('amount')[:40]}” is no amount.") from None
    code = cell("currency").upper() or currency
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise _CellError("currency", f"“{code[:10]}” is no currency code.")
    return StatementRow(
        line=number,
        booked_on=_date(cell("date")),
        amount=amount,
        currency=code,
        payer=cell("payer")[:200],
        reference=cell("reference")[:400],
    )


def _date(text: str) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise _CellError("date", f"“{text[:40]}” is no date (2025-12-31 or 31.12.2025).")


def _squeeze(text: str) -> str:
    return re.sub(r"[^0-9a-zäöüß]", "", text.lower())
