"""A row to a lead, or to errors that name row, column and remedy."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

from apps.cam.contracts import LeadIn, RowError
from apps.cam.logic import addresses, countries
from apps.cam.logic.importing import values
from apps.cam.logic.importing.columns import Header
from apps.cam.logic.importing.headers import SUBSCRIBED, key_of

LIMITS = {
    "first_name": 80, "last_name": 80, "title": 160, "seniority": 40, "company": 160, "website": 200, "industry": 120,
    "city": 80, "region": 80, "phone": 60, "linkedin_url": 300,
}  # fmt: skip
VITAL = frozenset({"first_name", "last_name", "full_name", "title", "company"})
"""Fields that must be right as they are; of others what does not fit or cannot be read is cut or left out, with a note."""
MAX_CELL = 8_000
MAX_EMPLOYEES = 3_000_000
MAX_REVENUE = 2_000_000_000_000
_NAMES = frozenset({"first_name", "last_name", "full_name"})
_DEAD = frozenset({"invalid", "bounced", "undeliverable", "hard bounce", "hard bounced"})


REPEATED = 80
"""Cells up to this length are remembered once cleaned: titles, firms, countries come again and again."""
_clean_again = functools.lru_cache(maxsize=20_000)(values.clean)
_number_again = functools.lru_cache(maxsize=5_000)(values.number)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a row: the column (empty for the row as a whole), what is said of it, what to do."""

    column: str
    code: str
    text: str
    remedy: str


@dataclass(kw_only=True)
class Parsed:
    """What one row gave: a lead or faults; `notes` say what was mended or dropped, `read` holds the cells of a refused one too.

    `row` is its place in the file, `number` counts leads' rows alone, from 1; `duplicate_of` is the number of an earlier row.
    """

    row: int
    number: int
    cells: list[str]
    read: LeadIn = field(default_factory=LeadIn)
    lead: LeadIn | None = None
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_role: bool = False
    duplicate_of: int | None = None

    def errors(self) -> list[RowError]:
        """The faults as they are told outside, by the row's place in the file."""
        return [
            RowError(row=self.row, column=f.column, code=f.code, message=f"Row {self.row}: {f.text}.", remedy=f.remedy)
            for f in self.faults
        ]

    def reason(self) -> str:
        """Why it was refused and what to do, by the row's number."""
        return " ".join(f"Row {self.number}: {f.text}. {f.remedy}" for f in self.faults)


class Reader:
    """Reads the cells of one row by field name and collects what is wrong with them."""

    def __init__(self, header: Header, parsed: Parsed, comma_decimal: bool) -> None:
        self.header, self.parsed, self.comma_decimal = header, parsed, comma_decimal

    def column(self, name: str) -> str:
        """The header of the field's first column."""
        return self.header.cells[found[0]] if (found := self.header.columns.get(name)) else ""

    def cell(self, index: int) -> str:
        """The cell as it stands; "" where the row ends before."""
        return self.parsed.cells[index] if index < len(self.parsed.cells) else ""

    def texts(self, name: str) -> list[tuple[int, str]]:
        """Column index and cleaned cell of all columns of the field."""
        return [(i, self._clean(i, name)) for i in self.header.columns.get(name, ())]

    def text(self, name: str) -> str:
        """The first cleaned cell of the field that says something."""
        if name not in self.header.columns:
            return ""
        text = next((text for _, text in self.texts(name) if text), "")
        if "�" in text:
            self.fail(name, "broken_text", f"has unreadable characters (“{text[:40]}”)", "Export the file again as UTF-8.")
        most = LIMITS.get(name, 4000)
        if len(text) > most and name in VITAL:
            self.fail(name, "too_long", f"is {len(text)} characters long, at most {most} fit", "Shorten it.")
            return ""
        if len(text) > most:
            self.note(f"{self.column(name)}: {len(text)} characters, at most {most} fit")
            return "" if name == "website" else text[:most].strip()
        return text

    def _clean(self, index: int, name: str) -> str:
        cell = self.cell(index)
        if not cell:
            return ""
        text, notes = (_clean_again if len(cell) <= REPEATED else values.clean)(cell[:MAX_CELL], name=name in _NAMES)
        if notes:
            self.parsed.notes += [f"{self.header.cells[index]}: {note}" for note in notes]
        return text

    def employees(self) -> int | None:
        """How many people work there; None if that is empty or wrong."""
        text, most = self.text("employees"), MAX_EMPLOYEES
        try:
            value = _number_again(text, comma_decimal=self.comma_decimal, whole=True)
        except (ValueError, OverflowError):
            self.fail(
                "employees",
                "not_a_number",
                f"is “{text[:40]}”, which is no number",
                "Write a number, e.g. 45, or leave it empty.",
            )
            return None
        if value is not None and not 0 <= value <= most:
            self.fail(
                "employees",
                "impossible",
                f"is {value:,}, which cannot be",
                f"Write a number from 0 to {most:,}, or leave it empty.",
            )
            return None
        return value

    def revenue(self) -> int | None:
        """The yearly revenue; what is no sum is left out, for a lead is a lead without it."""
        text = self.text("revenue")
        try:
            value = _number_again(text, comma_decimal=self.comma_decimal)
        except (ValueError, OverflowError):
            value = -1
        if value is not None and not 0 <= value <= MAX_REVENUE:
            self.note(f"{self.column('revenue')}: “{text[:40]}” is no sum; left empty")
            return None
        return value

    def note(self, text: str) -> None:
        """Remember what was mended or dropped."""
        self.parsed.notes.append(text)

    def fail(self, name: str, code: str, text: str, remedy: str, *, column: str = "") -> None:
        """Refuse the row."""
        column = column or self.column(name)
        self.parsed.faults.append(Fault(column=column, code=code, text=f"{column or name} {text}", remedy=remedy))


def read_lead(reader: Reader, source: str) -> LeadIn:
    """What the row says of its lead; the reader holds what is wrong with it."""
    address, profile = _address(reader), _profile(reader)
    first, last = reader.text("first_name"), reader.text("last_name")
    if not first and not last:
        first, last = values.split_name(reader.text("full_name"))
    city, region, country = _place(reader)
    return LeadIn(
        email=address, linkedin_url=profile, first_name=first, last_name=last, title=reader.text("title"),
        seniority=reader.text("seniority"), company=reader.text("company"), website=reader.text("website"),
        industry=reader.text("industry"), keywords=reader.text("keywords"),
        employees=reader.employees(), revenue=reader.revenue(),
        city=city, region=region, country=country, language=reader.text("language")[:2].lower(), phone=reader.text("phone"),
        source=source, opted_out=_opted_out(reader),
    )  # fmt: skip


def _address(reader: Reader) -> str:
    """Work before private address; of several in one cell the first. An unusable one is no fault where a profile stands."""
    dead = reader.text("email_status").lower() in _DEAD
    has_profile = any(addresses.linkedin_path(text) for _, text in reader.texts("linkedin_url"))
    bad: list[tuple[str, str]] = []
    dropped = ""
    for name in ("email", "email_private"):
        for index, cell in reader.texts(name):
            column, found = reader.header.cells[index], addresses.addresses_in(cell)
            if found and dead and name == "email":
                dropped = f"is “{found[0]}”, of which the source says that it is dead"
                reader.note(f"{column}: the source says that the address is dead; dropped")
                continue
            if found:
                if len(found) > 1:
                    reader.note(f"{column}: {len(found)} addresses, the first is taken")
                return found[0]
            if cell:
                bad.append((column, cell))
    if has_profile:
        for column, cell in bad:
            reader.note(f"{column}: “{cell[:60]}” is no usable address; dropped, the LinkedIn profile stands")
        return ""
    if bad:
        column, cell = bad[0]
        message = f"is “{cell[:60]}”, which is no usable address"
        reader.fail("email", "bad_address", message, "Write it as name@example.com, or add a LinkedIn URL.", column=column)
    else:
        name = "email" if reader.column("email") else "email_private" if reader.column("email_private") else "linkedin_url"
        message = dropped or "is empty and there is no LinkedIn profile"
        reader.fail(name, "no_contact", message, "Fill in a work address or a LinkedIn URL.")
    return ""


def _profile(reader: Reader) -> str:
    for index, cell in reader.texts("linkedin_url"):
        path = addresses.linkedin_path(cell)
        if path and len(path) <= LIMITS["linkedin_url"] - 30:
            return f"https://www.linkedin.com/{path}"
        if cell:
            reader.note(f"{reader.header.cells[index]}: “{cell[:60]}” is no person's profile; dropped")
    return ""


def _opted_out(reader: Reader) -> bool:
    """Whether any column says that this person wants no mail."""
    for index, text in reader.texts("opted_out"):
        if values.opted_out(text, inverse=bool(SUBSCRIBED.search(key_of(reader.header.cells[index])))):
            return True
    return any(values.says_opted_out(text) for name in ("email_status", "status") for _, text in reader.texts(name))


def _place(reader: Reader) -> tuple[str, str, str]:
    city, region, stated = reader.text("city"), reader.text("region"), reader.text("country")
    location = [p.strip() for p in reader.text("location").split(",") if p.strip()]
    if location and not stated and countries.code_of(location[-1]):
        stated = location.pop()
    if location and not city:
        city = location[0][: LIMITS["city"]]
    country = countries.code_of(stated)
    if stated and not country:
        reader.note(f"{reader.column('country') or 'Location'}: “{stated[:40]}” is no country known here; left empty")
    return city, region, country
