"""Spreadsheets to rows of text: the sheet that looks like leads, formulas as their text where nothing was computed."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import python_calamine

from apps.cam.contracts import UnreadableFile
from apps.cam.logic.importing.columns import MAX_PREAMBLE, weight

MAX_UNPACKED = 1024 * 1024 * 1024
MAX_CELLS = 40_000_000
_EXPORT = "Export the contacts as CSV or XLSX."


def read_workbook(data: bytes, file_name: str) -> list[list[str]]:
    """The rows of the visible sheet that names most fields, the largest of those; UnreadableFile says why there is none."""
    if data[:2] == b"PK":
        _check_archive(data, file_name)
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        sheets = {s.name: _rows(book.get_sheet_by_name(s.name)) for s in book.sheets_metadata if _is_visible(s)}
    except Exception as error:  # calamine raises many kinds for broken and encrypted books
        raise UnreadableFile(
            f"“{file_name}” could not be read as a spreadsheet ({type(error).__name__}).",
            remedy="Remove its password or save it again as XLSX or CSV.",
            code="broken_spreadsheet",
        ) from error
    name, rows = max(sheets.items(), key=lambda item: _looks(item[1]), default=("", []))
    if not rows:
        raise UnreadableFile(f"“{file_name}” has no rows.", remedy="Export the contacts again.", code="no_rows")
    rows = [[_text(c) for c in row] for row in rows]
    return _with_formulas(data, name, rows) if data[:2] == b"PK" else rows


def _check_archive(data: bytes, file_name: str) -> None:
    """A ZIP must be a workbook, and no bomb; a broken one is told as broken by its reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names, size = archive.namelist(), sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        return
    if not any(name.startswith("xl/") or name == "content.xml" for name in names):
        raise UnreadableFile(
            f"“{file_name}” is a ZIP archive or another Office document, no spreadsheet.", remedy=_EXPORT, code="not_a_table"
        )
    if size > MAX_UNPACKED:
        raise UnreadableFile(
            f"“{file_name}” unpacks to more than 1 GB.", remedy="Split it into several files.", code="file_too_large"
        )


def _rows(sheet: python_calamine.CalamineSheet) -> list[list[object]]:
    if sheet.total_height * sheet.total_width > MAX_CELLS:
        raise ValueError("the sheet has cells far away from the others")
    return sheet.to_python(skip_empty_area=False)


def _looks(rows: list[list[object]]) -> tuple[int, int]:
    return max((weight([str(c) for c in row]) for row in rows[:MAX_PREAMBLE]), default=0), len(rows)


def _with_formulas(data: bytes, name: str, rows: list[list[str]]) -> list[list[str]]:
    """Cells whose formula nobody computed hold its text; where a value stands, that is what a person sees."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
            if not any(b"<f" in archive.read(n) for n in sheets):
                return rows
        _fill_formulas(data, name, rows)
    except Exception:  # noqa: S110 - a book that only one reader can read: what that one read stands, without formulas
        pass
    return rows


def _fill_formulas(data: bytes, name: str, rows: list[list[str]]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    for row, cells in zip(rows, book[name].iter_rows(), strict=False):
        for cell in cells:
            index = getattr(cell, "column", 0) - 1
            if getattr(cell, "data_type", "") == "f" and 0 <= index < len(row) and not row[index]:
                row[index] = str(cell.value)
    book.close()


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
