"""One file of leads: read, judged row by row, stored once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import importing
from apps.cam.services import import_rows, layouts
from apps.cam.services.import_rows import SHOWN, Tally
from kernel import clock, records
from kernel.actors import Actor
from kernel.db import alias_for, audit, command, query
from kernel.text import one_line

_SOURCE_FITS = 200


@dataclass(frozen=True, kw_only=True)
class File:
    """A file as it was read: its table, what its columns are, what its rows give."""

    name: str
    sha256: str
    table: importing.Table
    header: importing.Header
    parsed: list[importing.Parsed]
    chosen: dict[str, str] | None = None
    """The mapping that a person gave, where the guess would have been another."""
    remembered_at: datetime | None = None
    """When somebody chose the mapping that it is read by; None where it is given or guessed."""


def read_file(
    data: bytes, name: str, mapping: dict[str, str] | None, recall: Callable[[tuple[str, ...]], layouts.Remembered | None]
) -> File:
    """The file's rows; UnreadableFile for what is no table of leads. Outside of transactions, so it keeps nobody waiting.

    `recall` answers what is remembered for one of these headers, and is asked where no mapping is given.
    """
    table = importing.read_table(data, name)
    known = recall(importing.fingerprints(table.rows)) if mapping is None else None
    chosen = mapping if mapping and _differs(table, mapping, name) else None
    if known is not None:
        mapping = known.mapping
    header = importing.find_header(table.rows, mapping=mapping, file_name=name)
    parsed = importing.parse_rows(table, header, source=f"{header.layout} export “{name}”"[:_SOURCE_FITS])
    if not parsed:
        raise contracts.UnreadableFile(f"“{name}” has a header but no rows.", remedy="Export the contacts again.", code="no_rows")
    return File(
        name=name, sha256=hashlib.sha256(data).hexdigest(), table=table, header=header, parsed=parsed, chosen=chosen,
        remembered_at=known.at if known else None,
    )  # fmt: skip


def _differs(table: importing.Table, mapping: dict[str, str], name: str) -> bool:
    """Whether the mapping says something else than the guess."""
    try:
        guessed = importing.find_header(table.rows, mapping=None, file_name=name)
    except contracts.UnknownColumns:
        return True
    return importing.find_header(table.rows, mapping=mapping, file_name=name).columns != guessed.columns


@command("cam", right="cam.write")
def import_leads(
    *, actor: Actor, sha256: str, file_name: str, campaign_id: UUID | None, campaign_name: str, every_row: bool, at_hand: File,
    key: str = "",
) -> contracts.ImportReport:  # fmt: skip
    """Store what the file brings; FileAlreadyImported for bytes imported before."""
    _refuse_known(sha256, file_name)
    campaign = _campaign(actor, campaign_id, campaign_name)
    if campaign is None and campaign_name:
        name = one_line(campaign_name, field="campaign", most=120)
        campaign = models.Campaign.objects.create(name=name, created_at=clock.now())
    batch = models.ImportBatch.objects.create(
        file_name=file_name[:255], sha256=sha256, campaign=campaign, created_by=actor.id, created_at=clock.now()
    )
    tally = import_rows.take(at_hand.parsed, campaign=campaign, batch=batch, every_row=every_row)
    report = _to_report(tally, at_hand, batch)
    _finish(batch, report, at_hand)
    if at_hand.chosen is not None:
        layouts.remember(actor, at_hand.header, at_hand.chosen)
    audit(subject=batch.id)
    return report


@query("cam", right="cam.write")
def preview_leads(
    *, actor: Actor, campaign_id: UUID | None, campaign_name: str, every_row: bool, at_hand: File
) -> contracts.ImportReport:
    """What importing the file would do; also for one that was imported before."""
    campaign = _campaign(actor, campaign_id, campaign_name)
    return _to_report(import_rows.take(at_hand.parsed, campaign=campaign, batch=None, every_row=every_row), at_hand, None)


def _campaign(actor: Actor, campaign_id: UUID | None, name: str) -> models.Campaign | None:
    """The campaign by id (NotFound) or by name (None), None if neither is given."""
    if campaign_id:
        return models.Campaign.objects.reach(actor, campaign_id)
    name = one_line(name, field="campaign", most=120, empty=True)
    return models.Campaign.objects.visible_to(actor).filter(name=name).first() if name else None


def _refuse_known(digest: str, file_name: str) -> None:
    known = models.ImportBatch.objects.filter(sha256=digest, state="done").first()
    if known is not None:
        raise contracts.FileAlreadyImported(
            f"“{file_name}” was imported on {known.created_at:%Y-%m-%d} as “{known.file_name}” ({known.imported} leads).",
            field="file",
            remedy="Undo that batch first, or import another file.",
        )


def _to_report(tally: Tally, file: File, batch: models.ImportBatch | None) -> contracts.ImportReport:
    errors = [error for item in file.parsed if item.faults for error in item.errors()]
    header = file.header
    return contracts.ImportReport(
        batch_id=batch.id if batch else None, file_name=file.name, sha256=file.sha256, dry_run=batch is None,
        layout=header.layout,
        encoding=file.table.encoding, delimiter=file.table.delimiter, mapping=header.mapping(), unmapped=header.unmapped(),
        rows=len(file.parsed), imported=tally.imported, updated=tally.updated, unchanged=tally.unchanged,
        duplicates=tally.duplicates, rejected=tally.rejected, suppressed=tally.suppressed, flagged=tally.flagged,
        qualified=tally.qualified, errors=tuple(errors[:SHOWN]), diff=tuple(tally.diff), columns=header.by_header(),
        outcomes=tuple(tally.outcomes), fingerprint=header.fingerprint(), remembered_at=file.remembered_at,
    )  # fmt: skip


def _finish(batch: models.ImportBatch, report: contracts.ImportReport, file: File) -> None:
    for name in ("rows", "imported", "updated", "unchanged", "duplicates", "rejected", "suppressed"):
        setattr(batch, name, getattr(report, name))
    batch.report = {
        "layout": report.layout, "encoding": report.encoding, "delimiter": report.delimiter, "mapping": report.mapping,
        "unmapped": list(report.unmapped), "header": file.header.cells, "flagged": report.flagged, "qualified": report.qualified,
    }  # fmt: skip
    batch.save()
    records.write(
        alias_for("cam"),
        (
            (
                models.BatchRowError,
                {"batch_id": batch.id, "row": e.row, "column": e.column[:120], "code": e.code, "message": e.message,
                 "remedy": e.remedy, "cells": item.cells},
            )
            for item in file.parsed
            if item.faults
            for e in item.errors()
        ),
    )  # fmt: skip
