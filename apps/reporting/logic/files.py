"""A CSV file of metrics: date, channel, post_key (may be missing), metric, value; every bad cell is named."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from apps.reporting.contracts import MetricsUnreadable, RowError

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
COLUMNS = ("date", "channel", "post_key", "metric", "value")
_NAMES = {
    "day": "date",
    "datum": "date",
    "tag": "date",
    "kanal": "channel",
    "post": "post_key",
    "metrik": "metric",
    "wert": "value",
}


@dataclass(frozen=True, kw_only=True)
class MetricRow:
    """One measured value; `line` is its line in the file."""

    line: int
    day: date
    channel: str
    post_key: str
    metric: str
    value: Decimal


def parse(data: bytes, *, known: Collection[str], today: date) -> tuple[list[MetricRow], list[RowError]]:
    """Good rows and bad ones; MetricsUnreadable if the file is no such table at all."""
    if len(data) > MAX_BYTES:
        raise MetricsUnreadable(f"The file is larger than {MAX_BYTES // 1024 // 1024} MB.", field="data")
    text = _text(data)
    head = text.split("\n", 1)[0]
    table = list(csv.reader(io.StringIO(text), delimiter=max(",;\t", key=head.count)))
    if len(table) > MAX_ROWS + 1:
        raise MetricsUnreadable(f"The file has more than {MAX_ROWS} rows.", field="data")
    places = _places(table[0] if table else [])
    rows: list[MetricRow] = []
    errors: list[RowError] = []
    seen: dict[tuple, int] = {}
    for line, cells in enumerate(table[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        found = _row(line, cells, places, known, today)
        if isinstance(found, RowError):
            errors.append(found)
            continue
        identity = (found.day, found.channel, found.post_key, found.metric)
        if identity in seen:
            errors.append(
                RowError(
                    line=line, field="metric", message=f"The same day, channel, post and metric stand in line {seen[identity]}."
                )
            )
            continue
        seen[identity] = line
        rows.append(found)
    return rows, errors


def _row(line: int, cells: list[str], places: dict[str, int], known: Collection[str], today: date) -> MetricRow | RowError:
    value = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
    day = _day(value["date"])
    if day is None:
        return RowError(line=line, field="date", message=f"“{value['date'][:40]}” is no date (2025-12-31).")
    if day > today:
        return RowError(line=line, field="date", message=f"{day} is after today.")
    metric = re.sub(r"[\s-]+", "_", value["metric"].lower())
    if metric not in known:
        return RowError(line=line, field="metric", message=f"“{value['metric'][:40]}” is not in the metric dictionary.")
    try:
        number = Decimal(value["value"].replace(" ", ""))
        if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
            raise InvalidOperation
    except InvalidOperation:
        return RowError(line=line, field="value", message=f"“{value['value'][:40]}” is no number (1234.5).")
    if number < 0:
        return RowError(line=line, field="value", message="A measured value is not negative.")
    channel, post_key = value.get("channel", "").lower()[:60], value.get("post_key", "")[:120]
    return MetricRow(line=line, day=day, channel=channel, post_key=post_key, metric=metric, value=round(number, 4))


def _text(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise MetricsUnreadable("The file is not text.", field="data", remedy="Export the table as CSV.")
    return text


def _places(head: list[str]) -> dict[str, int]:
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in head]
    names = [_NAMES.get(name, name) for name in names]
    missing = [name for name in ("date", "metric", "value") if name not in names]
    if missing:
        raise MetricsUnreadable(
            f"The first line has no column “{missing[0]}”.", field=missing[0], remedy=f"Columns: {', '.join(COLUMNS)}."
        )
    return {name: names.index(name) for name in COLUMNS if name in names}


def _day(text: str) -> date | None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None
