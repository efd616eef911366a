"""Bytes to rows: encoding, delimiter, CSV or spreadsheet."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass

from apps.cam.contracts import UnreadableFile
from apps.cam.logic.importing.columns import MAX_PREAMBLE, weight
from apps.cam.logic.importing.records import read_records
from apps.cam.logic.importing.workbooks import read_workbook

DELIMITERS = (",", ";", "\t", "|")
MAX_BYTES = 200 * 1024 * 1024
_EXPORT = "Export the contacts as CSV or XLSX."
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a picture or recording"),
    (b"BM", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "an RTF document"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<!doctype html", "a web page"),
    (b"<?xml", "an XML document"),
)
"""First bytes of files that people choose by mistake."""
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32-le", "utf-32-le"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)

_CONTROLS = (*range(9), 11, 12, *range(14, 27), *range(28, 32))
"""Bytes that a text hardly has."""


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
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise UnreadableFile(f"“{file_name}” is empty.", remedy="Export the contacts again.", code="empty_file")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            f"“{file_name}” is larger than 200 MB.", remedy="Split it into several files.", code="file_too_large"
        )
    if data[:4] == b"PK\x03\x04" or data[:4] == b"\xd0\xcf\x11\xe0":
        return Table(rows=read_workbook(data, file_name), encoding="xlsx", delimiter="", ragged=False)
    if what := _kind_of(data):
        raise UnreadableFile(
            f"“{file_name}” is {what}, whatever its name says; it is no CSV or XLSX file.", remedy=_EXPORT, code="not_a_table"
        )
    text, encoding = _decode(data, file_name)
    delimiter, text = _delimiter(text)
    rows = read_records(text, delimiter=delimiter, file_name=file_name)
    return Table(rows=rows, encoding=encoding, delimiter=delimiter, ragged=True)


def _kind_of(data: bytes) -> str:
    start = data[:20].lstrip().lower()
    for mark, name in _OTHERS:
        if start.startswith(mark.lower()) and (mark not in (b"BM", b"RIFF") or b"\0" in data[:40]):
            return name
    return ""


def _decode(data: bytes, file_name: str) -> tuple[str, str]:
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, file_name), name
    head = data[:4000]
    if head.count(0) * 4 > len(head):
        encoding = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return _strict(data, encoding, file_name), encoding
    if sum(head.count(b) for b in _CONTROLS) * 33 > len(head):
        raise UnreadableFile(f"“{file_name}” is a binary file: it holds no text.", remedy=_EXPORT, code="not_a_table")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _decode_bytewise(data)


def _decode_bytewise(data: bytes) -> tuple[str, str]:
    """One byte a letter; but a file of UTF-8 with a few lines pasted from elsewhere is UTF-8 but for those."""
    lines = [line for line in data.split(b"\n") if not line.isascii()]
    broken = sum(not _is_utf8(line) for line in lines)
    if broken * 4 < len(lines):
        mended = (line.decode("utf-8") if _is_utf8(line) else _western(line) for line in data.split(b"\n"))
        return "\n".join(mended), "utf-8"
    # Five bytes that cp1252 leaves undefined are controls in latin-1: where they stand, it is latin-1, or nothing we know.
    return _western(data), "latin-1" if any(b in data for b in b"\x81\x8d\x8f\x90\x9d") else "cp1252"


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _strict(data: bytes, encoding: str, file_name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"“{file_name}” says it is {encoding} but byte {error.start} is not.",
            remedy="Export it again as UTF-8.",
            code="broken_encoding",
        ) from error


def _delimiter(text: str) -> tuple[str, str]:
    line = text[:50].partition("\n")[0]
    stated = line.strip().strip('"').lower()
    if stated.startswith("sep=") and len(stated) <= 5:
        mark = line[line.lower().index("sep=") + 4 :].strip('"\r') or ","
        return mark[0], text[text.index("\n") + 1 :] if "\n" in text else ""
    sample = text[:200_000]
    return max(DELIMITERS, key=lambda mark: _fit(sample, mark)), text


def _fit(sample: str, mark: str) -> tuple[int, float]:
    """How well a delimiter makes a table: fields that a row names, then columns of the commonest width × rows that have it."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark):
            rows += [row] if row else []
            if len(rows) > MAX_PREAMBLE:
                break
    except csv.Error:  # a cell as long as no cell is
        return 0, 0.0
    widths = [len(row) for row in rows]
    width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
    named = max((weight(row) for row in rows if len(row) > 1), default=0)
    return named, 0.0 if width < 2 else (width - 1) ** 0.5 * count / len(widths)
