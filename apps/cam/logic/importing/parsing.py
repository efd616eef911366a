"""The rows of a table: which are rows of leads at all, what each gives, which repeat another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from apps.cam.logic import addresses
from apps.cam.logic.importing import values
from apps.cam.logic.importing.columns import CONTACT, Header
from apps.cam.logic.importing.headers import key_of
from apps.cam.logic.importing.rows import Fault, Parsed, Reader, read_lead
from apps.cam.logic.importing.tables import Table
from kernel.text import counted

_FOOTER = re.compile(
    r"^(?:grand total|sub-?totals?|totals?|sum|summe|gesamt\w*|insgesamt|anzahl|count|generated|created (?:by|on|at)|exported|export"
    r"|source|quelle|fuente|confidential|vertraulich|confidentiel|confidencial|copyright|\(c\)|©|end of|ende|eof|end|fin|\*\*\*|page|seite"
    r"|página|rows?|records?|datensätze|filtered|filter|stand|as of|report|bericht|printed|downloaded|erstellt|exportiert|généré|exporté"
    r"|generado|exportado|total général|nombre de|número de|#|--|==|~~|__|note:|notes:|hinweis"
    r"|\(?\d+ (?:rows?|records?|contacts?|leads?|results?|zeilen|kontakte|datensätze|lignes?|filas?|contactos))(?![\w@])",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"\b(vorname|nachname|firma|unternehmen|mitarbeiter\w*|umsatz|land|branche|prenom|nom|societe|entreprise|effectifs?|pays|nombre"
    r"|apellidos?|empresa|empleados|pais|achternaam|voornaam|bedrijf|cognome|azienda)\b"
)


def parse_rows(table: Table, header: Header, *, source: str) -> list[Parsed]:
    """All rows below the header but blank ones, footers and the header said again; doubles within the file are marked."""
    body = list(_body(table, header))
    comma_decimal = _uses_comma(body, header, table.delimiter)
    widths = _widths(body, header) if table.ragged else frozenset()
    parsed = [
        _parse(Parsed(row=row, number=number, cells=cells), widths, header, source, comma_decimal)
        for number, (row, cells) in enumerate(body, 1)
    ]
    _mark_doubles(parsed)
    return parsed


def _body(table: Table, header: Header) -> Iterator[tuple[int, list[str]]]:
    end = len(table.rows)
    while end > header.index + 1 and _is_footer(table.rows[end - 1], header, table.ragged):
        end -= 1
    for index in range(header.index + 1, end):
        cells = table.rows[index]
        again = cells[:1] == table.rows[header.index][:1] and [" ".join(c.split()) for c in cells] == header.cells
        if not again and any(c.strip() for c in cells):
            yield index + 1, cells


def _uses_comma(body: list[tuple[int, list[str]]], header: Header, delimiter: str) -> bool:
    indices = [i for name in ("revenue", "employees") for i in header.columns.get(name, ())]
    samples = [row[i] for i in indices for _, row in body[:500] if i < len(row) and row[i]]
    foreign = bool(_FOREIGN.search(" ".join(key_of(c) for c in header.cells)))
    return values.uses_comma_decimal(samples, delimiter=delimiter, foreign=foreign)


def _widths(body: list[tuple[int, list[str]]], header: Header) -> frozenset[int]:
    """How many cells a row may have: as many as the header; also the commonest number, if that adds or leaves out empty cells."""
    common = Counter(len(row) for _, row in body).most_common(1)[0][0] if body else 0
    padded = all(not "".join(row[len(header.cells) :]).strip() for _, row in body if len(row) == common)
    if common < len(header.cells):
        return frozenset(range(max(common, 1), len(header.cells) + 1))
    return frozenset({len(header.cells), common} if padded else {len(header.cells)})


def _is_footer(row: list[str], header: Header, ragged: bool) -> bool:
    """A line below the rows that speaks of the file: a total, who made it and when. What may be a lead is none."""
    filled = [c.strip() for c in row if c.strip()]
    if not filled:
        return True
    speaks = bool(_FOOTER.match(filled[0])) and not addresses.normalise(filled[0])
    contacts = (row[i].strip() for name in CONTACT for i in header.columns.get(name, ()) if i < len(row))
    if any(addresses.addresses_in(c) or addresses.linkedin_path(c) for c in contacts if not (speaks and c == filled[0])):
        return False
    if speaks:
        return len(filled) <= max(3, len(header.columns) // 3)
    # A line of text alone, not padded to the table's width, or a sentence in the first cell and nothing else.
    alone = len(filled) == 1 and len(header.cells) > 2 and bool(row[0].strip())
    return alone and ((ragged and len(row) == 1) or len(filled[0].split()) > 3 or ":" in filled[0])


def _parse(parsed: Parsed, widths: frozenset[int], header: Header, source: str, comma_decimal: bool) -> Parsed:
    if widths and len(parsed.cells) not in widths:
        text = f"it has {counted(len(parsed.cells), 'cell')}, the header has {len(header.cells)}"
        remedy = "Quote cells that contain the delimiter; add what is missing."
        parsed.faults.append(Fault(column="", code="columns", text=text, remedy=remedy))
        return parsed
    parsed.read = lead = read_lead(Reader(header, parsed, comma_decimal), source)
    parsed.notes = list(dict.fromkeys(parsed.notes))
    if not parsed.faults:
        parsed.lead = lead
        parsed.is_role = bool(lead.email) and addresses.is_role(lead.email)
        if parsed.is_role:
            parsed.notes.append(f"{lead.email} is a role address: a department's, not a person's")
    return parsed


def _mark_doubles(parsed: list[Parsed]) -> None:
    """Rows of one mailbox or one profile are one person: the first counts, the others name it."""
    seen: dict[str, Parsed] = {}
    for item in parsed:
        if item.lead is None:
            continue
        profile = addresses.linkedin_path(item.lead.linkedin_url)
        marks = {addresses.mailbox(item.lead.email) if item.lead.email else "", profile} - {""}
        first = min((seen[m] for m in marks if m in seen), key=lambda p: p.number, default=None)
        if first is not None:
            mark_double(item, first.number, row=first.row)
            if item.lead.opted_out and not first.lead.opted_out:
                first.lead = replace(first.lead, opted_out=True)
                first.notes.append(f"row {item.number}, the same person, opted out")
        for mark in marks:
            seen.setdefault(mark, first or item)


def mark_double(item: Parsed, number: int, *, row: int = 0) -> None:
    """The row repeats the one of this number (`row`: its place in the file, where that is known)."""
    item.duplicate_of = number
    text = f"it is the same person as row {row}" if row else f"it is the same stored lead as the file's lead no. {number}"
    item.faults.append(Fault(column="", code="duplicate", text=text, remedy="Nothing: the first row counts."))
