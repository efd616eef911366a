"""Bytes to rows: encoding, delimiter, CSV or spreadsheet."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

import python_calamine

from apps.cam.contracts import UnreadableFile

DELIMITERS = (",", ";", "\t", "|")
MAX_BYTES = 200 * 1024 * 1024
_EXPORT = "Export the contacts as CSV or XLSX."
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "a database"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)
"""First bytes of files that people choose by mistake."""
csv.field_size_limit(10 * 1024 * 1024)


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of a file; a row's number is its position + 1, as a spreadsheet counts."""

    rows: list[list[str]]
    encoding: str
    delimiter: str
    ragged: bool
    """Whether rows may differ in length (CSV): then a wrong number of cells is an error."""


def read_table(data: bytes, file_name: str) -> Table:
    """The file as rows of text; UnreadableFile says why it is no table."""
    if not data.strip():
        raise UnreadableFile(f"“{file_name}” is empty.", field="file", remedy="Export the contacts again.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(f"“{file_name}” is larger than 200 MB.", field="file", remedy="Split it into several files.")
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        return _read_workbook(data, file_name)
    if what := next((name for mark, name in _OTHERS if data[: len(mark)].lower() == mark.lower()), ""):
        raise UnreadableFile(
            f"“{file_name}” is {what}, whatever its name says; it is no CSV or XLSX file.", field="file", remedy=_EXPORT
        )
    text, encoding = _decode(data, file_name)
    delimiter, text = _delimiter(text)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return Table(rows=rows, encoding=encoding, delimiter=delimiter, ragged=True)


def _decode(data: bytes, file_name: str) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, encoding, file_name), encoding
    head = data[:4000]
    if head.count(0) > len(head) // 4:
        return _strict(data, "utf-16-le" if head[1:2] == b"\0" else "utf-16-be", file_name), "utf-16"
    if 0 in head:
        raise UnreadableFile(f"“{file_name}” is a binary file: it holds no text.", field="file", remedy=_EXPORT)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; they become U+FFFD, which the row checks report.
        return data.decode("cp1252", errors="replace"), "cp1252"


def _strict(data: bytes, encoding: str, file_name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"“{file_name}” says it is {encoding} but byte {error.start} is not.",
            field="file",
            remedy="Export it again as UTF-8.",
        ) from error


def _delimiter(text: str) -> tuple[str, str]:
    if text[:4].lower() == "sep=" and len(text) > 4:
        line, _, rest = text.partition("\n")
        return line.rstrip("\r")[4:5] or ",", rest
    sample = text[:40_000]
    return max(DELIMITERS, key=lambda mark: _fit(sample, mark)), text


def _fit(sample: str, mark: str) -> float:
    """How well a delimiter makes a table: columns of the commonest width, times the share of rows that have it."""
    widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if row]
    widths = widths[:60]
    width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    return 0.0 if width < 2 else (width - 1) ** 0.5 * count / len(widths)


def _read_workbook(data: bytes, file_name: str) -> Table:
    if data[:2] == b"PK" and not _holds_sheets(data):
        raise UnreadableFile(
            f"“{file_name}” is a ZIP archive or another Office document, no spreadsheet.", field="file", remedy=_EXPORT
        )
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = [book.get_sheet_by_name(s.name).to_python(skip_empty_area=False) for s in book.sheets_metadata if _is_visible(s)]
    except Exception as error:  # calamine raises many kinds for broken and encrypted books
        raise UnreadableFile(
            f"“{file_name}” could not be read as a spreadsheet ({type(error).__name__}).",
            field="file",
            remedy="Remove its password or save it again as XLSX or CSV.",
        ) from error
    rows = max(sheets, key=len, default=[])
    if not rows:
        raise UnreadableFile(f"“{file_name}” has no rows.", field="file", remedy="Export the contacts again.")
    return Table(rows=[[_text(c) for c in row] for row in rows], encoding="xlsx", delimiter="", ragged=False)


def _holds_sheets(data: bytes) -> bool:
    """Whether a ZIP is a workbook; a broken one may be, and is told as broken."""
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        return True
    return any(name.startswith("xl/") or name == "content.xml" for name in names)


def _is_visible(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.visible == python_calamine.SheetVisibleEnum.Visible and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
