"""The one writer of CSV: cells that a spreadsheet would run as a formula come out as text."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*( ?%)?")
_UNSEEN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
_LEADERS = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """The cell's text; with a leading apostrophe if a spreadsheet would take it for a formula. Plain numbers stay."""
    text = "" if value is None else str(value)
    if _NUMBER.fullmatch(text.strip()):
        return text
    # Full-width signs, and signs behind blanks and invisible characters, are read as formulas too.
    first = next((c for c in text if c in "\t\r\n" or unicodedata.category(c) not in _UNSEEN), "")
    return f"'{text}" if unicodedata.normalize("NFKC", first)[:1] in _LEADERS else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> bytes:
    """A CSV file in UTF-8 with a byte order mark, so that spreadsheets read umlauts; line ends are CRLF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return "\ufeff".encode() + out.getvalue().encode()
