"""Rows that a worker holds, and the context in which each row's work is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from kernel import context, traces
from kernel.ids import new_id
from kernel.models import DueRow

M = TypeVar("M", bound=DueRow)


class Claimed(list[M]):
    """Rows that this worker holds. Walking them does each row's work under the correlation id, and in the trace, of its maker."""

    def __iter__(self) -> Iterator[M]:
        return _Walk(super().__iter__())


class _Walk(Iterator[M]):
    """Between two rows the ids change. A walk that is left early keeps them until the sweep ends: it has its own around it."""

    def __init__(self, rows: Iterator[M]) -> None:
        self._rows, self._work = rows, None

    def __next__(self) -> M:
        self._leave()
        row = next(self._rows)
        self._work = working_on(row)
        self._work.__enter__()
        return row

    def __del__(self) -> None:
        if self._work is not None:
            self._work.abandon()

    def _leave(self) -> None:
        if self._work is not None:
            work, self._work = self._work, None
            work.__exit__(None, None, None)


class working_on:
    """One row's work: everything in the block carries the correlation id and the trace of what made the row."""

    def __init__(self, row: DueRow) -> None:
        table = row._meta.db_table
        self._id = row.correlation_id or new_id().hex
        under = (self._id, "") if row.correlation_id else ""
        # Signals are told in batches: each receiver has a span of its own.
        traced = traces.on() and table != "kernel_outbox"
        self._span = traces.span(f"work {table}", {"table": table}, kind="consumer", under=under) if traced else None

    def __enter__(self) -> None:
        self._before = context.swap_correlation(self._id)
        if self._span is not None:
            self._span.__enter__()

    def __exit__(self, *error: Any) -> None:
        if self._span is not None:
            self._span.__exit__(*error)
        context.swap_correlation(self._before)

    def abandon(self) -> None:
        if self._span is not None:
            self._span.abandon()
