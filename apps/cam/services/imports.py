"""Files of leads: read, checked row by row, stored once, undone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from apps.cam import contracts, models
from apps.cam.logic import addresses, importing
from apps.cam.services import leads, ledger, planning
from apps.cam.services.mapping import settings_now, to_batch
from kernel import clock
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict
from kernel.pages import Page
from kernel.paging import page
from kernel.spreadsheets import csv_bytes

FILLABLE = (
    "linkedin_url", "first_name", "last_name", "title", "seniority", "company", "website", "industry", "keywords", "employees",
    "revenue", "city", "region", "country", "phone",
)  # fmt: skip
SHOWN = 500
"""So many errors and row differences are answered; all errors are stored with the batch."""


@dataclass
class _Tally:
    """What became of the rows."""

    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicates: int = 0
    rejected: int = 0
    suppressed: int = 0
    flagged: int = 0
    qualified: int = 0
    diff: list[contracts.RowDiff] = field(default_factory=list)


@command("cam", right="cam.write")
def import_leads(
    *,
    actor: Actor,
    data: bytes,
    file_name: str,
    campaign_id: UUID | None = None,
    mapping: dict[str, str] | None = None,
    dry_run: bool = False,
    key: str = "",
) -> contracts.ImportReport:
    """Import a CSV or XLSX file of leads; `mapping` names the column of a field where the guess is wrong.

    Raises UnreadableFile for what is no table of leads and FileAlreadyImported for bytes imported before. `dry_run`
    changes nothing and answers what would happen.
    """
    digest = hashlib.sha256(data).hexdigest()
    campaign = models.Campaign.objects.reach(actor, campaign_id) if campaign_id else None
    if not dry_run:
        _refuse_known(digest, file_name)
    table = importing.read_table(data, file_name)
    header = importing.find_header(table.rows, mapping=mapping, file_name=file_name)
    parsed = importing.parse_rows(table, header, source=f"{header.layout} export “{file_name}”")
    if not parsed:
        raise contracts.UnreadableFile(
            f"“{file_name}” has a header but no rows.", field="file", remedy="Export the contacts again."
        )
    batch = None if dry_run else _store_batch(actor, file_name, digest, campaign)
    tally = _take(parsed, campaign, batch, dry_run)
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


def _take(
    parsed: list[importing.Parsed], campaign: models.Campaign | None, batch: models.ImportBatch | None, dry_run: bool
) -> _Tally:
    tally, settings = _Tally(), settings_now()
    known = _known([p.lead for p in parsed if p.lead is not None])
    for item in parsed:
        if item.duplicate_of is not None:
            tally.duplicates += 1
            _show(tally, item, "duplicate", {}, (item.errors[-1].message,))
        elif item.lead is None:
            tally.rejected += 1
            _show(tally, item, "refused", {}, tuple(e.message for e in item.errors))
        elif (row := _find(known, item.lead)) is not None:
            _merge(tally, item, row, batch)
        else:
            _create(tally, item, campaign, batch, settings)
    return tally


def _known(found: list[contracts.LeadIn]) -> dict[str, models.Lead]:
    """The stored leads that these may be, by identity hash and by LinkedIn path."""
    hashes = [addresses.identity_hash(lead.email, lead.linkedin_url) for lead in found]
    links = [lead.linkedin_url for lead in found if lead.linkedin_url]
    known: dict[str, models.Lead] = {}
    for name, values in (("linkedin_url", links), ("identity_hash", hashes)):
        for start in range(0, len(values), 500):
            for row in models.Lead.objects.filter(**{f"{name}__in": values[start : start + 500]}):
                known[getattr(row, name)] = row
    return known


def _find(known: dict[str, models.Lead], lead: contracts.LeadIn) -> models.Lead | None:
    return known.get(addresses.identity_hash(lead.email, lead.linkedin_url)) or known.get(lead.linkedin_url or "-")


def _merge(tally: _Tally, item: importing.Parsed, row: models.Lead, batch: models.ImportBatch | None) -> None:
    """A known person: empty fields are filled, nothing is overwritten, an opt-out counts."""
    lead = item.lead
    filled = {n: getattr(lead, n) for n in FILLABLE if getattr(lead, n) not in ("", None) and getattr(row, n) in ("", None)}
    tally.updated += bool(filled)
    tally.unchanged += not filled
    tally.suppressed += lead.opted_out
    _show(tally, item, "update" if filled else "unchanged", {n: ("", str(v)) for n, v in filled.items()}, tuple(item.notes))
    if batch is None:
        return
    if filled:
        for name, value in filled.items():
            setattr(row, name, value)
        row.save(update_fields=list(filled))
        text = f"“{batch.file_name}” filled in {', '.join(filled)}."
        ledger.note(row, "filled", text, batch=str(batch.id), values={n: str(v) for n, v in filled.items()})
    if lead.opted_out:
        if row.email:
            ledger.add_suppression(address=row.email, reason="opted out in the source")
        ledger.call_off(row, "opted out in the source")
        ledger.advance(row, contracts.LeadStatus.UNSUBSCRIBED, "opted out in the source")


def _create(
    tally: _Tally, item: importing.Parsed, campaign: models.Campaign | None, batch: models.ImportBatch | None, settings: dict
) -> None:
    row = leads.build_lead(item.lead, campaign=campaign, batch=batch, settings=settings)
    tally.imported += 1
    tally.flagged += item.is_role
    tally.qualified += row.verdict == "qualified"
    notes = (*item.notes, leads.score_text(row))
    changes = {n: ("", str(getattr(item.lead, n))) for n in ("email", *FILLABLE) if getattr(item.lead, n) not in ("", None)}
    suppressed = item.lead.opted_out or (batch is None and ledger.suppression_of(row.email) is not None)
    if batch is not None:
        row.save()
        suppressed = leads.tell_new(row, item.lead.opted_out, f"Imported from “{batch.file_name}”, row {item.row}.")
        planning.enrol(row, campaign)
    tally.suppressed += suppressed
    _show(tally, item, "new", changes, (*notes, "suppressed: nothing will be sent") if suppressed else notes)


def _show(tally: _Tally, item: importing.Parsed, action: str, changes: dict, notes: tuple[str, ...]) -> None:
    if len(tally.diff) >= SHOWN:
        return
    lead = item.lead
    who = (lead.email or lead.linkedin_url) if lead else ""
    tally.diff.append(contracts.RowDiff(row=item.row, action=action, who=who, changes=changes, notes=notes))


def _to_report(
    tally: _Tally, parsed: list, table: importing.Table, header: importing.Header, batch: models.ImportBatch | None,
    file_name: str, digest: str, dry_run: bool,
) -> contracts.ImportReport:  # fmt: skip
    errors = [error for item in parsed for error in item.errors]
    return contracts.ImportReport(
        batch_id=batch.id if batch else None, file_name=file_name, sha256=digest, dry_run=dry_run, layout=header.layout,
        encoding=table.encoding, delimiter=table.delimiter, mapping=header.mapping(), unmapped=header.unmapped(),
        rows=len(parsed), imported=tally.imported, updated=tally.updated, unchanged=tally.unchanged, duplicates=tally.duplicates,
        rejected=tally.rejected, suppressed=tally.suppressed, flagged=tally.flagged, qualified=tally.qualified,
        errors=tuple(errors[:SHOWN]), diff=tuple(tally.diff),
    )  # fmt: skip


def _finish(batch: models.ImportBatch, report: contracts.ImportReport, parsed: list, header: importing.Header) -> None:
    for name in ("rows", "imported", "updated", "unchanged", "duplicates", "rejected", "suppressed"):
        setattr(batch, name, getattr(report, name))
    batch.report = {
        "layout": report.layout, "encoding": report.encoding, "delimiter": report.delimiter, "mapping": report.mapping,
        "unmapped": list(report.unmapped), "header": header.cells, "flagged": report.flagged, "qualified": report.qualified,
    }  # fmt: skip
    batch.save()
    models.BatchRowError.objects.bulk_create(
        models.BatchRowError(
            batch=batch, row=e.row, column=e.column[:120], code=e.code, message=e.message, remedy=e.remedy, cells=item.cells
        )
        for item in parsed
        for e in item.errors
    )


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
