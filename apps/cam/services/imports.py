"""Files of leads: imported, listed, undone."""

from __future__ import annotations

from uuid import UUID

from apps.cam import contracts, models
from apps.cam.services import import_store, layouts, ledger
from apps.cam.services.mapping import to_batch
from kernel.actors import Actor
from kernel.db import audit, command, query
from kernel.errors import Conflict
from kernel.pages import Page
from kernel.paging import page
from kernel.spreadsheets import csv_bytes


def import_leads(
    *,
    actor: Actor,
    data: bytes,
    file_name: str,
    campaign_id: UUID | None = None,
    campaign_name: str = "",
    mapping: dict[str, str] | None = None,
    use_remembered: bool = True,
    dry_run: bool = False,
    every_row: bool = False,
    key: str = "",
) -> contracts.ImportReport:
    """Import a CSV or XLSX file of leads; `mapping` names the column of a field where the guess is wrong.

    A mapping that differs from the guess is remembered for files with the same header, once one is imported by it, and used for
    them where none is given, unless `use_remembered` is false.

    Raises UnreadableFile for what is no table of leads and FileAlreadyImported for bytes imported before. `dry_run`
    stores nothing and answers what would happen. A campaign named by `campaign_name` is made, in draft, if there is none.
    `every_row`: the report's `outcomes` tell of all rows, else they are left empty. Read before the transaction begins.
    """
    actor.require("cam.write")

    def recall(fingerprints: tuple[str, ...]) -> layouts.Remembered | None:
        return layouts.find_layout(actor=actor, fingerprints=fingerprints) if use_remembered else None

    file = import_store.read_file(data, file_name, mapping, recall)
    wanted = {"campaign_id": campaign_id, "campaign_name": campaign_name, "every_row": every_row}
    if dry_run:
        return import_store.preview_leads(actor=actor, at_hand=file, **wanted)
    return import_store.import_leads(actor=actor, sha256=file.sha256, file_name=file_name, at_hand=file, key=key, **wanted)


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
