"""A row to a lead, or to errors that name row, column and remedy."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from apps.cam.contracts import LeadIn, RowError
from apps.cam.logic import addresses, countries
from apps.cam.logic.importing import values
from apps.cam.logic.importing.columns import Header
from apps.cam.logic.importing.tables import Table

LIMITS = {
    "first_name": 80, "last_name": 80, "title": 160, "seniority": 40, "company": 160, "website": 200, "industry": 120,
    "city": 80, "region": 80, "phone": 60, "linkedin_url": 300,
}  # fmt: skip
MAX_EMPLOYEES = 3_000_000
MAX_REVENUE = 2_000_000_000_000
_FOOTER = re.compile(
    r"^(?:total|sum|summe|generated|exported|export|source|quelle|confidential|vertraulich|end of|ende|page|seite|rows?|records?|©|\*|#|--)",
    re.IGNORECASE,
)
_DEAD = frozenset({"invalid", "bounced", "undeliverable", "hard bounce"})
_OPTED_OUT = frozenset({"unsubscribed", "do not contact", "opted out", "do not email", "abgemeldet"})


@dataclass(kw_only=True)
class Parsed:
    """What one row gave: a lead or errors; `notes` say what was mended or dropped."""

    row: int
    cells: list[str]
    lead: LeadIn | None = None
    errors: list[RowError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_role: bool = False
    duplicate_of: int | None = None


class _Reader:
    """Reads the cells of one row by field name and collects what is wrong with them."""

    def __init__(self, header: Header, parsed: Parsed, comma_decimal: bool) -> None:
        self.header, self.parsed, self.comma_decimal = header, parsed, comma_decimal

    def column(self, name: str) -> str:
        index = self.header.columns.get(name)
        return self.header.cells[index] if index is not None else ""

    def raw(self, name: str) -> str:
        index = self.header.columns.get(name)
        return self.parsed.cells[index] if index is not None and index < len(self.parsed.cells) else ""

    def text(self, name: str) -> str:
        text, notes = values.clean(self.raw(name))
        self.parsed.notes += [f"{self.column(name)}: {note}" for note in notes]
        if "�" in text:
            self.fail(name, "broken_text", f"has unreadable characters (“{text[:40]}”)", "Export the file again as UTF-8.")
        if len(text) > LIMITS.get(name, 4000):
            self.fail(name, "too_long", f"is {len(text)} characters long, at most {LIMITS.get(name, 4000)} fit", "Shorten it.")
            return ""
        return text

    def number(self, name: str, most: int) -> int | None:
        text = self.text(name)
        try:
            value = values.number(text, comma_decimal=self.comma_decimal)
        except ValueError:
            self.fail(
                name, "not_a_number", f"is “{text[:40]}”, which is no number", "Write a number, e.g. 45, or leave it empty."
            )
            return None
        if value is not None and not 0 <= value <= most:
            self.fail(
                name, "impossible", f"is {value:,}, which cannot be", f"Write a number from 0 to {most:,}, or leave it empty."
            )
            return None
        return value

    def fail(self, name: str, code: str, message: str, remedy: str) -> None:
        column = self.column(name)
        self.parsed.errors.append(
            RowError(
                row=self.parsed.row,
                column=column,
                code=code,
                message=f"Row {self.parsed.row}: {column or name} {message}.",
                remedy=remedy,
            )
        )


def parse_rows(table: Table, header: Header, *, source: str) -> list[Parsed]:
    """All rows below the header but blank ones and footer lines; doubles within the file are marked."""
    numbered = [(i + 1, row) for i, row in enumerate(table.rows) if i > header.index]
    while numbered and _is_footer(numbered[-1][1], header):
        numbered.pop()
    body = [(number, row) for number, row in numbered if any(c.strip() for c in row)]
    samples = [
        row[i]
        for _, row in body[:500]
        for f in ("employees", "revenue")
        if (i := header.columns.get(f, -1)) >= 0 and i < len(row)
    ]
    comma_decimal = values.uses_comma_decimal([s for s in samples if s], delimiter=table.delimiter)
    widths = _widths(body, header) if table.ragged else frozenset()
    parsed = [_parse(number, row, widths, header, source, comma_decimal) for number, row in body]
    _mark_doubles(parsed)
    return parsed


def _widths(body: list[tuple[int, list[str]]], header: Header) -> frozenset[int]:
    """How many cells a row may have: as many as the header; also the commonest number, if that only adds empty cells."""
    common = Counter(len(row) for _, row in body).most_common(1)[0][0] if body else 0
    padded = all(not "".join(row[len(header.cells) :]).strip() for _, row in body if len(row) == common)
    return frozenset({len(header.cells), common} if common > len(header.cells) and padded else {len(header.cells)})


def _is_footer(row: list[str], header: Header) -> bool:
    filled = [c.strip() for c in row if c.strip()]
    if not filled:
        return True
    if any("@" in c or "linkedin.com" in c for c in filled):
        return False
    return len(filled) <= 2 and (len(filled) < len(header.columns) // 2 or bool(_FOOTER.match(filled[0])))


def _parse(number: int, row: list[str], widths: frozenset[int], header: Header, source: str, comma_decimal: bool) -> Parsed:
    parsed = Parsed(row=number, cells=row)
    reader = _Reader(header, parsed, comma_decimal)
    width = len(header.cells)
    if widths and len(row) not in widths:
        message = f"Row {number} has {len(row)} cells, the header has {width}."
        parsed.errors.append(
            RowError(
                row=number,
                column="",
                code="columns",
                message=message,
                remedy="Quote cells that contain the delimiter; add what is missing.",
            )
        )
        return parsed
    lead = _lead(reader, source)
    if not parsed.errors:
        parsed.lead = lead
        parsed.is_role = bool(lead.email) and addresses.is_role(lead.email)
        if parsed.is_role:
            parsed.notes.append(f"{lead.email} is a department's address")
    return parsed


def _lead(reader: _Reader, source: str) -> LeadIn:
    address = _address(reader)
    profile = _profile(reader)
    if not address and not profile and not reader.parsed.errors:
        reader.fail(
            "email", "no_contact", "is empty and there is no LinkedIn profile", "Fill in a work address or a LinkedIn URL."
        )
    first, last = reader.text("first_name"), reader.text("last_name")
    if not first and not last:
        first, last = values.split_name(reader.text("full_name"))
    city, region, country = _place(reader)
    status = reader.text("email_status").lower()
    return LeadIn(
        email=address, linkedin_url=profile, first_name=first, last_name=last, title=reader.text("title"),
        seniority=reader.text("seniority"), company=reader.text("company"), website=reader.text("website"),
        industry=reader.text("industry"), keywords=reader.text("keywords"), employees=reader.number("employees", MAX_EMPLOYEES),
        revenue=reader.number("revenue", MAX_REVENUE), city=city, region=region, country=country,
        language=reader.text("language")[:2].lower(), phone=reader.text("phone"), source=source,
        opted_out=values.truth(reader.text("opted_out")) or status in _OPTED_OUT,
    )  # fmt: skip


def _address(reader: _Reader) -> str:
    """Work before private address; of several in one cell the first."""
    stated = False
    for name in ("email", "email_private"):
        cell = reader.text(name)
        stated = stated or bool(cell)
        found = addresses.addresses_in(cell)
        if len(found) > 1:
            reader.parsed.notes.append(f"{reader.column(name)}: {len(found)} addresses, the first is taken")
        if found and reader.text("email_status").lower() in _DEAD:
            reader.parsed.notes.append(f"{reader.column(name)}: the source says that the address is dead; dropped")
            continue
        if found:
            return found[0]
        if cell and addresses.linkedin_path(reader.raw("linkedin_url")):
            reader.parsed.notes.append(
                f"{reader.column(name)}: “{cell[:60]}” is no usable address; dropped, the LinkedIn profile stands"
            )
            return ""
        if cell:
            message = f"is “{cell[:60]}”, which is no usable address"
            reader.fail(name, "bad_address", message, "Write it as name@example.com, or add a LinkedIn URL.")
            return ""
    return ""


def _profile(reader: _Reader) -> str:
    cell = reader.text("linkedin_url")
    if not cell:
        return ""
    path = addresses.linkedin_path(cell)
    if not path:
        reader.parsed.notes.append(f"{reader.column('linkedin_url')}: “{cell[:60]}” is no person's profile; dropped")
        return ""
    return f"https://www.linkedin.com/{path}"


def _place(reader: _Reader) -> tuple[str, str, str]:
    city, region, stated = reader.text("city"), reader.text("region"), reader.text("country")
    location = [p.strip() for p in reader.text("location").split(",") if p.strip()]
    if location and not stated and countries.code_of(location[-1]):
        stated = location.pop()
    if location and not city:
        city = location[0]
    country = countries.code_of(stated)
    if stated and not country:
        reader.parsed.notes.append(
            f"{reader.column('country') or 'Location'}: “{stated[:40]}” is no country known here; left empty"
        )
    return city, region, country


def _mark_doubles(parsed: list[Parsed]) -> None:
    seen: dict[str, int] = {}
    for item in parsed:
        if item.lead is None:
            continue
        marks = {
            addresses.mailbox(item.lead.email) if item.lead.email else "",
            addresses.linkedin_path(item.lead.linkedin_url),
        } - {""}
        first = min((seen[m] for m in marks if m in seen), default=None)
        if first is not None:
            item.duplicate_of = first
            message = f"Row {item.row} is the same person as row {first}."
            item.errors.append(
                RowError(row=item.row, column="", code="duplicate", message=message, remedy="Nothing: the first row counts.")
            )
        for mark in marks:
            seen.setdefault(mark, item.row)
