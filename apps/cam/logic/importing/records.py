"""Lines to records: quoted cells over several lines are one cell, but a quote that nobody closed costs its own line only."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from apps.cam.contracts import UnreadableFile
from apps.cam.logic.importing.columns import header_index

MAX_LINE = 4 * 1024 * 1024
MAX_CELL = 1024 * 1024
csv.field_size_limit(MAX_LINE)


def read_records(text: str, *, delimiter: str, file_name: str) -> list[list[str]]:
    """The records of a CSV text; UnreadableFile if a line is longer than a table's can be."""
    lines = io.StringIO(text, newline="").readlines()
    if any(len(line) > MAX_LINE for line in lines):
        number = next(i for i, line in enumerate(lines) if len(line) > MAX_LINE) + 1
        raise UnreadableFile(
            f"Line {number} of “{file_name}” has more than {MAX_LINE:,} characters: that is no row of a table.",
            remedy="Export the contacts again, one line each.",
            code="line_too_long",
        )
    if '"' not in text:
        return list(csv.reader(lines, delimiter=delimiter))
    widths = _widths(lines, delimiter)
    records: list[list[str]] = []
    start = 0
    while start < len(lines):
        start = _read_on(lines, start, delimiter, widths, records)
    return records


def _read_on(lines: list[str], start: int, delimiter: str, widths: frozenset[int], records: list[list[str]]) -> int:
    """Read from line `start` to the end or to a quote left open, which ends at its line; the line to go on with."""
    lines_left = iter(range(start, len(lines)))
    taken = start

    def feed() -> Iterator[str]:
        nonlocal taken
        for i in lines_left:
            taken = i + 1
            yield lines[i]

    reader, first = csv.reader(feed(), delimiter=delimiter), start
    while True:
        try:
            record = next(reader, None)
        except csv.Error:  # a cell longer than any: its quote was not closed
            record, taken = [], first + 2
        if record is None:
            return len(lines)
        if taken - first > 1 and _is_broken(record, lines[first + 1 : min(taken, first + 200)], delimiter, widths):
            records.append(_unquoted(lines[first], delimiter))
            return first + 1
        records.append(record)
        first = taken


def _is_broken(record: list[str], swallowed: list[str], delimiter: str, widths: frozenset[int]) -> bool:
    """Whether a record over several lines is none: it does not fit the table, but lines that it took in would."""
    if len(record) in widths and max(map(len, record)) < MAX_CELL:
        return False
    return not record or any(len(_alone(line, delimiter)) in widths for line in swallowed)


def _widths(lines: list[str], delimiter: str) -> frozenset[int]:
    """How many cells a record may well have: as many as the header, or as most of the first ones."""
    sample: list[list[str]] = []
    try:
        sample += (record for record in csv.reader(lines[:300], delimiter=delimiter) if record)
    except csv.Error:  # a cell longer than any: the records before it tell enough
        pass
    if not sample:
        return frozenset({1})
    common = Counter(map(len, sample)).most_common(1)[0][0]
    return frozenset({len(sample[header_index(sample)]), common})


def _alone(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _unquoted(line: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes do not pair."""
    return [cell.strip('"') for cell in line.rstrip("\r\n").split(delimiter)]
