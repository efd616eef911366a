"""Which column is what: header row, layout, mapping."""

from __future__ import annotations

import re
from dataclasses import dataclass

from apps.cam.contracts import UnknownColumns
from kernel.errors import InvalidInput

FIELDS: dict[str, tuple[str, ...]] = {
    "email": ("work email", "business email", "email address", "email", "e-mail", "e mail", "mail", "e-mail-adresse",
              "emailadresse", "geschaftliche e-mail", "email pro", "courriel", "correo electronico", "adresse e-mail",
              "corporate email", "professional email", "contact email", "e-mailadres"),
    "email_private": ("personal email", "private email", "home email", "private e-mail"),
    "linkedin_url": ("person linkedin url", "linkedin url", "linkedin", "linkedin profile", "profile url", "linkedin profile url",
                     "linkedin bio", "defaultprofileurl", "profileurl", "linkedin link", "salesnavigatorurl", "linkedin profil"),
    "full_name": ("name", "full name", "fullname", "contact name", "contact", "ansprechpartner", "nombre completo", "nom complet"),
    "first_name": ("first name", "firstname", "first", "given name", "vorname", "prenom", "nombre", "voornaam"),
    "last_name": ("last name", "lastname", "last", "surname", "family name", "nachname", "nom", "apellidos", "apellido", "achternaam"),
    "title": ("title", "job title", "jobtitle", "position", "role", "current title", "headline", "funktion", "poste", "cargo", "functie"),
    "seniority": ("seniority", "seniority level", "management level", "employment seniority"),
    "company": ("company", "company name", "companyname", "account name", "organization", "organisation", "associated company",
                "current company", "employer", "firma", "unternehmen", "firmenname", "societe", "entreprise", "empresa", "bedrijf",
                "company name for emails"),
    "website": ("website", "company website", "website url", "web", "domain", "company domain name", "company domain", "homepage",
                "webseite", "site web", "sitio web", "url"),
    "industry": ("industry", "company industry", "sector", "branche", "secteur", "sector industrial"),
    "keywords": ("keywords", "company keywords", "technologies", "tags", "signals", "notes", "schlagworte"),
    "employees": ("# employees", "employees", "number of employees", "employee count", "company size", "company headcount", "headcount",
                  "company employee count", "size", "mitarbeiter", "anzahl mitarbeiter", "mitarbeiterzahl", "effectif", "empleados"),
    "revenue": ("annual revenue", "revenue", "company revenue", "turnover", "umsatz", "jahresumsatz", "chiffre d'affaires",
                "company annual revenue", "ingresos"),
    "city": ("city", "person city", "ort", "stadt", "ville", "ciudad", "town", "plaats"),
    "region": ("state", "state/region", "region", "province", "county", "bundesland"),
    "country": ("country", "country/region", "person country", "land", "pays", "pais"),
    "location": ("location", "person location", "geography", "standort"),
    "language": ("language", "preferred language", "sprache", "langue", "idioma"),
    "phone": ("work direct phone", "phone", "phone number", "mobile phone", "corporate phone", "telefon", "direct phone", "tel"),
    "email_status": ("email status", "email verification", "email validity", "email confidence status"),
    "opted_out": ("do not contact", "opted out", "opt out", "opt-out", "unsubscribed", "unsubscribed from all email", "dnc",
                  "do not email", "email opt out", "marketing opt out", "opted out of email", "abgemeldet", "werbesperre"),
    "is_private": (),
}  # fmt: skip
"""Our field → headers that mean it, the best first."""
IGNORED = re.compile(r"\b(owner|secondary|tertiary|signature|besitzer|zustandig|assistant|cc)\b")
"""Columns about somebody else: never the lead's, whatever they hold."""
LAYOUTS = (
    ("Apollo", ("company name for emails", "person linkedin url", "# employees", "apollo contact id")),
    ("HubSpot", ("record id", "lifecycle stage", "associated company", "lead status", "contact owner")),
    ("LinkedIn Sales Navigator", ("defaultprofileurl", "salesnavigatorurl", "profile url", "connection degree", "profileurl")),
)
MAX_PREAMBLE = 20
TARGETS = frozenset(FIELDS) - {"is_private"}


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where the header stands (0-based), its cells, the layout, and field → column index."""

    index: int
    cells: list[str]
    layout: str
    columns: dict[str, int]

    def mapping(self) -> dict[str, str]:
        """Field → header text, as a person sees and edits it."""
        return {field: self.cells[i] for field, i in self.columns.items()}

    def unmapped(self) -> tuple[str, ...]:
        """The headers that are not read."""
        used = set(self.columns.values())
        return tuple(c for i, c in enumerate(self.cells) if i not in used and c.strip())


def find_header(rows: list[list[str]], *, mapping: dict[str, str] | None, file_name: str) -> Header:
    """The header row and what its columns mean; UnknownColumns if no row names an address or a profile."""
    guesses = [(len(_guess(row)), -i) for i, row in enumerate(rows[:MAX_PREAMBLE])]
    best, negative = max(guesses, default=(0, 0))
    index = -negative
    cells = [c.strip() for c in rows[index]] if rows else []
    columns = _guess(cells) if best else {}
    if mapping:
        index, cells, columns = _apply(rows, mapping, index, columns)
    if not {"email", "email_private", "linkedin_url"} & columns.keys():
        known = {field: cells[i] for field, i in columns.items()}
        raise UnknownColumns(
            f"“{file_name}” has no column known to hold e-mail addresses or LinkedIn profiles. {_told(cells, known)}",
            columns=tuple(c for c in cells if c),
            mapping=known,
            remedy="Name one column “Email” or “LinkedIn URL” in the header, or say which column is which.",
        )
    return Header(index=index, cells=cells, layout=_layout(cells), columns=columns)


def _told(cells: list[str], known: dict[str, str]) -> str:
    recognised = ", ".join(f"“{header}” is the {field.replace('_', ' ')}" for field, header in known.items())
    others = ", ".join(f"“{c[:40]}”" for c in cells if c and c not in known.values())
    parts = (f"Recognised: {recognised or 'nothing'}.", f"Not recognised: {others[:300] or 'nothing'}.")
    return " ".join(parts)


def key_of(header: str) -> str:
    """A header as it is compared: lower case, no accents, blanks for underscores."""
    text = header.replace("﻿", "").strip().lower().translate(str.maketrans("äöüéèêáíóúñç", "aoueeeaiounc"))
    return re.sub(r"\s+", " ", text.replace("_", " "))


def _guess(cells: list[str]) -> dict[str, int]:
    keys = [key_of(c) for c in cells]
    found: dict[str, int] = {}
    for field, names in FIELDS.items():
        for name in names:
            index = next((i for i, k in enumerate(keys) if k == name and not IGNORED.search(k) and i not in found.values()), None)
            if index is not None:
                found[field] = index
                break
    return found


def _apply(
    rows: list[list[str]], mapping: dict[str, str], index: int, guessed: dict[str, int]
) -> tuple[int, list[str], dict[str, int]]:
    if unknown := sorted(set(mapping) - TARGETS):
        raise InvalidInput(
            f"“{unknown[0]}” is no field of a lead.", field="mapping", remedy=f"Use: {', '.join(sorted(TARGETS))}."
        )
    wanted = {key_of(h) for h in mapping.values() if h}
    for i, row in enumerate(rows[:MAX_PREAMBLE]):
        if wanted <= {key_of(c) for c in row}:
            index = i
            break
    cells = [c.strip() for c in rows[index]]
    keys = [key_of(c) for c in cells]
    columns = {field: i for field, i in _guess(cells).items() if field not in mapping}
    for field, header in mapping.items():
        if header and key_of(header) not in keys:
            raise InvalidInput(
                f"The file has no column “{header}”.", field="mapping", remedy=f"Its columns: {', '.join(cells)[:300]}."
            )
        if header:
            columns[field] = keys.index(key_of(header))
    return index, cells, columns


def _layout(cells: list[str]) -> str:
    keys = {key_of(c) for c in cells}
    found, name = max((len(keys & set(marks)), name) for name, marks in LAYOUTS)
    return name if found else "by hand"
