"""Files of leads: read, checked row by row, stored once, undone."""

from __future__ import annotations

import hashlib
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import importing
from apps.cam.services import import_rows, ledger
from apps.cam.services.import_rows import SHOWN, Tally
from apps.cam.services.mapping import to_batch
from kernel import clock, records
from kernel.actors import Actor
from kernel.db import alias_for, audit, command, query
from kernel.errors import Conflict
from kernel.pages import Page
from kernel.paging import page
from kernel.spreadsheets import csv_bytes
from kernel.text import one_line

SOURCE_FITS = 200


@command("cam", right="cam.write")
def import_leads(
    *,
    actor: Actor,
    data: bytes,
    file_name: str,
    campaign_id: UUID | None = None,
    campaign_name: str = "",
    mapping: dict[str, str] | None = None,
    dry_run: bool = False,
    every_row: bool = False,
    key: str = "",
) -> contracts.ImportReport:
    """Import a CSV or XLSX file of leads; `mapping` names the column of a field where the guess is wrong.

    Raises UnreadableFile for what is no table of leads and FileAlreadyImported for bytes imported before. `dry_run`
    changes nothing and answers what would happen. A campaign named by `campaign_name` is made, in draft, if there is none.
    `every_row`: the report's `outcomes` tell of all rows, else they are left empty.
    """
    digest = hashlib.sha256(data).hexdigest()
    campaign = models.Campaign.objects.reach(actor, campaign_id) if campaign_id else None
    if not dry_run:
        _refuse_known(digest, file_name)
    table = importing.read_table(data, file_name)
    header = importing.find_header(table.rows, mapping=mapping, file_name=file_name)
    parsed = importing.parse_rows(table, header, source=f"{header.layout} export “{file_name}”"[:SOURCE_FITS])
    if not parsed:
        raise contracts.UnreadableFile(
            f"“{file_name}” has a header but no rows.", remedy="Export the contacts again.", code="no_rows"
        )
    if campaign_name:
        campaign = _campaign_named(campaign_name, dry_run)
    batch = None if dry_run else _store_batch(actor, file_name, digest, campaign)
    tally = import_rows.take(parsed, campaign=campaign, batch=batch, every_row=every_row)
    report = _to_report(tally, parsed, table, header, batch, file_name, digest, dry_run)
    if batch is not None:
        _finish(batch, report, parsed, header)
        audit(subject=batch.id)
    return report


@command("cam", right="cam.write")
def undo_import(*, actor: Actor, batch_id: UUID, key: str = "") -> contracts.UndoReport:
    """Take back a batch: leads nobody has written to or worked with go, fields it filled are emptied again; others stay."""
    batch = models.ImportBatch.objects.reach(actor, batch_id, lock=True)
    if batch.state != "done":
        raise Conflict("This batch was undone already.")
    restored = sum(_restore(event) for event in models.LeadEvent.objects.filter(kind="filled", data__batch=str(batch.id)))
    untouched = [lead for lead in batch.leads.all() if not _touched(lead)]
    kept = batch.leads.count() - len(untouched)
    for lead in untouched:
        lead.delete()
    batch.state = "undone"
    batch.save(update_fields=["state"])
    audit(subject=batch.id)
    return contracts.UndoReport(batch_id=batch.id, removed=len(untouched), restored=restored, kept=kept)


@query("cam", right="cam.view")
def get_import_batch(*, actor: Actor, batch_id: UUID) -> contracts.ImportBatch:
    """One imported file; NotFound if the actor may not see it."""
    return to_batch(models.ImportBatch.objects.reach(actor, batch_id))


@query("cam", right="cam.view")
def list_import_batches(
    *, actor: Actor, filter: contracts.BatchFilter, order: str = "-created_at", cursor: str = "", limit: int = 50
) -> Page[contracts.ImportBatch]:
    """Imported files, newest first."""
    rows = models.ImportBatch.objects.visible_to(actor)
    if filter.state:
        rows = rows.filter(state=filter.state)
    return page(rows, to_batch, order=order, allowed=("-created_at", "created_at"), cursor=cursor, limit=limit)


@query("cam", right="cam.view")
def export_rejected_rows(*, actor: Actor, batch_id: UUID) -> bytes:
    """The refused rows of a batch as CSV: the cells as they stood, and why, to be mended and imported again."""
    batch = models.ImportBatch.objects.reach(actor, batch_id)
    header = batch.report.get("header", [])
    rows = []
    for error in batch.row_errors.order_by("row", "id"):
        cells = [*error.cells, *[""] * (len(header) - len(error.cells))]
        rows.append([error.row, error.message, error.remedy, *cells])
    return csv_bytes(["Row", "Error", "What to do", *header], rows)


def _refuse_known(digest: str, file_name: str) -> None:
    known = models.ImportBatch.objects.filter(sha256=digest, state="done").first()
    if known is not None:
        raise contracts.FileAlreadyImported(
            f"“{file_name}” was imported on {known.created_at:%Y-%m-%d} as “{known.file_name}” ({known.imported} leads).",
            field="file",
            remedy="Undo that batch first, or import another file.",
        )


def _store_batch(actor: Actor, file_name: str, digest: str, campaign: models.Campaign | None) -> models.ImportBatch:
    return models.ImportBatch.objects.create(
        file_name=file_name[:255], sha256=digest, campaign=campaign, created_by=actor.id, created_at=clock.now()
    )


def _campaign_named(name: str, dry_run: bool) -> models.Campaign | None:
    """The campaign of this name, made if there is none; a dry run makes none."""
    name = one_line(name, field="campaign", most=120)
    row = models.Campaign.objects.filter(name=name).first()
    if row is None and not dry_run:
        row = models.Campaign.objects.create(name=name, created_at=clock.now())
    return row


def _to_report(
    tally: Tally, parsed: list, table: importing.Table, header: importing.Header, batch: models.ImportBatch | None,
    file_name: str, digest: str, dry_run: bool,
) -> contracts.ImportReport:  # fmt: skip
    errors = [error for item in parsed if item.faults for error in item.errors()]
    return contracts.ImportReport(
        batch_id=batch.id if batch else None, file_name=file_name, sha256=digest, dry_run=dry_run, layout=header.layout,
        encoding=table.encoding, delimiter=table.delimiter, mapping=header.mapping(), unmapped=header.unmapped(),
        rows=len(parsed), imported=tally.imported, updated=tally.updated, unchanged=tally.unchanged, duplicates=tally.duplicates,
        rejected=tally.rejected, suppressed=tally.suppressed, flagged=tally.flagged, qualified=tally.qualified,
        errors=tuple(errors[:SHOWN]), diff=tuple(tally.diff), columns=header.by_header(), outcomes=tuple(tally.outcomes),
    )  # fmt: skip


def _finish(batch: models.ImportBatch, report: contracts.ImportReport, parsed: list, header: importing.Header) -> None:
    for name in ("rows", "imported", "updated", "unchanged", "duplicates", "rejected", "suppressed"):
        setattr(batch, name, getattr(report, name))
    batch.report = {
        "layout": report.layout, "encoding": report.encoding, "delimiter": report.delimiter, "mapping": report.mapping,
        "unmapped": list(report.unmapped), "header": header.cells, "flagged": report.flagged, "qualified": report.qualified,
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
            for item in parsed
            if item.faults
            for e in item.errors()
        ),
    )  # fmt: skip


def _touched(lead: models.Lead) -> bool:
    moved = lead.status not in ("NEW", "REVIEW", "DISQUALIFIED", "UNSUBSCRIBED")
    return (
        moved
        or lead.attempts.exclude(state__in=("pending", "held")).exists()
        or lead.inbound.exists()
        or lead.mails.exists()
        or hasattr(lead, "deal")
    )


def _restore(event: models.LeadEvent) -> int:
    lead = event.lead
    same = [n for n, v in event.data.get("values", {}).items() if str(getattr(lead, n)) == v]
    for name in same:
        setattr(lead, name, None if name in ("employees", "revenue") else "")
    lead.save(update_fields=same)
    ledger.note(lead, "undone", f"The import that filled in {', '.join(same)} was undone.")
    return 1
