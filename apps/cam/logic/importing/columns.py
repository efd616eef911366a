"""Which column is what: header row, layout, mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from apps.cam.contracts import UnknownColumns
from apps.cam.logic import addresses
from apps.cam.logic.importing.headers import FIELDS, key_of, meaning
from kernel.errors import InvalidInput

LAYOUTS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Apollo", frozenset({"company name for emails", "person linkedin url", "apollo contact id", "apollo account id",
                          "primary email source", "email confidence", "seo description"})),
    ("HubSpot", frozenset({"record id", "lifecycle stage", "associated company", "contact owner", "lead status", "company domain name",
                           "marketing contact status", "unsubscribed from all email", "lifecycle phase", "datensatz id",
                           "associated company ids", "company owner"})),
    ("LinkedIn Sales Navigator", frozenset({"default profile url", "sales navigator url", "profile url", "connection degree",
                                            "shared connections count", "regular company url", "vmid", "defaultprofileurl",
                                            "salesnavigatorurl", "profileurl", "duration in role", "is premium", "current job",
                                            "company employee range", "linkedin url public", "linkedin url unique id"})),
    ("LinkedIn Connections", frozenset({"connected on"})),
    ("Salesforce", frozenset({"lead source", "lead status", "rating", "lead owner", "account name", "account owner", "company account", "mailing country",
                              "mailing city", "mailing street", "mailing state province", "lead id", "contact id", "account id",
                              "email opt out", "has opted out of email", "state province", "last modified date", "salutation"})),
    ("Pipedrive", frozenset({"person id", "person name", "person email", "person email work", "person email home", "person label",
                             "person email other", "person organization", "person owner", "person phone", "person phone work",
                             "open deals", "closed deals", "won deals", "lost deals",
                             "next activity date", "person open deals", "person job title", "deal title", "person marketing status"})),
)  # fmt: skip
"""Exporter → headers that only it writes, or hardly anybody else."""
MAX_PREAMBLE = 60
TARGETS = frozenset(FIELDS) - {"is_private"}
MANY = frozenset({"email", "email_private", "linkedin_url", "company", "website", "opted_out", "status"})
"""Fields read from several columns: the best that has something counts."""
CONTACT = frozenset({"email", "email_private", "linkedin_url"})
_LOOKED_AT = 200


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where the header stands (0-based), its cells, the layout, and field → column indices, the best first."""

    index: int
    cells: list[str]
    layout: str
    columns: dict[str, tuple[int, ...]]

    def mapping(self) -> dict[str, str]:
        """Field → header text, as a person sees and edits it."""
        return {field: self.cells[found[0]] for field, found in self.columns.items()}

    def unmapped(self) -> tuple[str, ...]:
        """The headers that are not read."""
        used = {i for found in self.columns.values() for i in found}
        return tuple(c for i, c in enumerate(self.cells) if i not in used and c.strip())

    def fingerprint(self) -> str:
        """What tells this layout from others, see `fingerprint`."""
        return fingerprint(self.cells)

    def by_header(self) -> dict[str, str | None]:
        """Header text → field, None for what is not read; a header that comes twice is numbered, a blank one left out."""
        fields = {i: field for field, found in self.columns.items() for i in found}
        told: dict[str, str | None] = {}
        for i, cell in enumerate(self.cells):
            name, count = cell, 1
            while name in told:
                count += 1
                name = f"{cell} ({count})"
            if cell:
                told[name] = fields.get(i)
        return told


def fingerprint(cells: Sequence[str]) -> str:
    """SHA-256 hex of a header's cells in their order; case, accents and punctuation do not count."""
    return hashlib.sha256("\x1f".join(key_of(cell) for cell in cells).encode()).hexdigest()


def fingerprints(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Those of all rows that may be the header."""
    return tuple(fingerprint(row) for row in rows[:MAX_PREAMBLE] if any(row) and len(row) <= 2_000)


def find_header(rows: list[list[str]], *, mapping: dict[str, str] | None, file_name: str) -> Header:
    """The header row and what its columns mean; UnknownColumns if no row names an address or a profile."""
    index = header_index(rows)
    cells = [" ".join(c.split()) for c in rows[index]] if rows else []
    columns = _guess(cells, rows[index + 1 : index + 1 + _LOOKED_AT]) if rows and weight(rows[index]) else {}
    if mapping:
        index, cells, columns = _apply(rows, mapping, index, columns)
    if not CONTACT & columns.keys():
        known = {field: cells[found[0]] for field, found in columns.items()}
        raise UnknownColumns(
            f"“{file_name}” has no column known to hold e-mail addresses or LinkedIn profiles. {_told(cells, known)}",
            columns=tuple(c for c in cells if c),
            mapping=known,
            remedy="Name one column “Email” or “LinkedIn URL” in the header, or say which column is which.",
        )
    return Header(index=index, cells=cells, layout=_layout(cells), columns=columns)


def header_index(rows: list[list[str]]) -> int:
    """The row among the first that looks most like a header; 0 if none does."""
    weights = [(weight(row), sum(bool(c.strip()) for c in row), -i) for i, row in enumerate(rows[:MAX_PREAMBLE])]
    return -max(weights, default=(0, 0, 0))[2]


def weight(row: Sequence[str]) -> int:
    """How many fields the row's cells name; none if a cell is an address or a profile, which no header is."""
    if len(row) > 2_000 or any("://" in c or ("@" in c and addresses.addresses_in(c)) for c in row):
        return 0
    found = {known[0] for c in row if c and len(c) < 80 and c.count(" ") < 6 and (known := meaning(key_of(c)))}
    return len(found) + (2 if CONTACT & found else 0)


def _told(cells: list[str], known: dict[str, str]) -> str:
    recognised = ", ".join(f"“{header}” is the {field.replace('_', ' ')}" for field, header in known.items())
    others = ", ".join(f"“{c[:40]}”" for c in cells if c and c not in known.values())
    parts = (f"Recognised: {recognised or 'nothing'}.", f"Not recognised: {others[:300] or 'nothing'}.")
    return " ".join(parts)


def _guess(cells: list[str], body: list[list[str]]) -> dict[str, tuple[int, ...]]:
    """Field → columns by their headers, corrected by what stands below them."""
    ranked: dict[str, list[tuple[bool, int, int]]] = {}
    for index, cell in enumerate(cells):
        if (known := meaning(key_of(cell))) is None:
            continue
        values = [row[index].strip() for row in body if index < len(row) and row[index].strip()]
        if (field := _by_content(known[0], values)) is None:
            continue
        ranked.setdefault(field, []).append((not values, known[1], index))
    if "email" in ranked and "full_name" not in ranked:  # names that are addresses stay names beside a column of addresses
        known_names = [r for r in ranked["email"] if (meaning(key_of(cells[r[2]])) or ("",))[0] == "full_name"]
        if known_names and len(known_names) < len(ranked["email"]):
            ranked["full_name"] = known_names
            ranked["email"] = [r for r in ranked["email"] if r not in known_names]
    found = {
        field: tuple(i for _, _, i in sorted(ranked[field])[: None if field in MANY else 1])
        for field in FIELDS
        if field in ranked
    }
    return _names(found, body)


def _by_content(field: str, values: list[str]) -> str | None:
    """A column of links is a profile or a website by where they lead; a column of names that holds addresses is the address."""
    if field == "website" and sum("linkedin.com/" in v for v in values) * 2 > len(values):
        return "linkedin_url" if sum(bool(addresses.linkedin_path(v)) for v in values) * 2 > len(values) else None
    if field == "full_name" and sum("@" in v for v in values) * 2 > len(values):
        return "email"
    return field


def _names(found: dict[str, tuple[int, ...]], body: list[list[str]]) -> dict[str, tuple[int, ...]]:
    """Beside a first name, “Name” is the last one; a lone first or last name of several words is the whole."""
    if "full_name" in found and "first_name" in found and "last_name" not in found:
        found["last_name"] = found.pop("full_name")
    alone = {"first_name", "last_name"} & found.keys()
    if len(alone) == 1 and "full_name" not in found:
        (field,) = alone
        values = [row[i].split() for row in body for i in found[field] if i < len(row)]
        if sum(len(v) > 1 for v in values) * 2 > sum(bool(v) for v in values):
            found["full_name"] = found.pop(field)
    return found


def _apply(
    rows: list[list[str]], mapping: dict[str, str], index: int, guessed: dict[str, tuple[int, ...]]
) -> tuple[int, list[str], dict[str, tuple[int, ...]]]:
    if unknown := sorted(set(mapping) - TARGETS):
        raise InvalidInput(
            f"“{unknown[0]}” is no field of a lead.", field="mapping", remedy=f"Use: {', '.join(sorted(TARGETS))}."
        )
    wanted = {key_of(h) for h in mapping.values() if h}
    for i, row in enumerate(rows[:MAX_PREAMBLE]):
        if wanted <= {key_of(c) for c in row}:
            index = i
            break
    cells = [" ".join(c.split()) for c in rows[index]]
    guessed = _guess(cells, rows[index + 1 : index + 1 + _LOOKED_AT])
    keys = [key_of(c) for c in cells]
    columns = {field: found for field, found in guessed.items() if field not in mapping}
    for field, header in mapping.items():
        if header and header not in cells and key_of(header) not in keys:
            raise InvalidInput(
                f"The file has no column “{header}”.", field="mapping", remedy=f"Its columns: {', '.join(cells)[:300]}."
            )
        if header:
            stated = cells.index(header) if header in cells else keys.index(key_of(header))
            before = guessed.get(field, ())
            columns[field] = before if before[:1] == (stated,) else (stated,)
    return index, cells, columns


def _layout(cells: list[str]) -> str:
    keys = {key_of(c) for c in cells}
    counts = [(len(keys & marks), -i, name) for i, (name, marks) in enumerate(LAYOUTS)]
    most, _, name = max(counts)
    return name if most else "by hand"
