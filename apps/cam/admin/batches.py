"""Imported files: what became of their rows, the refused ones, undo."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from apps.cam import contracts, services
from apps.cam.models import (
    BatchRowError,
    ImportBatch,
)
from kernel.text import counted
from kernel.web.admin import ModuleAdmin, ModuleTabular, act
from kernel.web.portal import file_response


class ErrorRows(ModuleTabular):
    """The refused rows."""

    model = BatchRowError
    fields = ("row", "column", "code", "message", "remedy")
    show_change_link = False


@admin.register(ImportBatch)
class ImportBatchAdmin(ModuleAdmin):
    """Imported files, newest first."""

    agency_wide = True
    read_only = True
    list_display = ("file_name", "state", "read", "new", "known", "repeated", "refused", "created_at")
    list_filter = ("state",)
    search_fields = ("file_name", "sha256")
    ordering = ("-created_at",)
    inlines = (ErrorRows,)
    fields = (
        *(
            "file_name",
            "state",
            "campaign",
            "created_at",
            "told",
            ("imported", "updated", "unchanged"),
            ("duplicates", "rejected"),
        ),
        *("suppressed", "read_as", "columns", "fingerprint"),
    )
    readonly_fields = ("told", "read_as", "columns", "fingerprint")

    @admin.display(description="Rows read", ordering="rows")
    def read(self, row: ImportBatch) -> int:
        return row.rows

    @admin.display(description="New", ordering="imported")
    def new(self, row: ImportBatch) -> int:
        return contracts.row_counts(row)["new"]

    @admin.display(description="Known before")
    def known(self, row: ImportBatch) -> int:
        return contracts.row_counts(row)["known before"]

    @admin.display(description="Repeated in the file", ordering="duplicates")
    def repeated(self, row: ImportBatch) -> int:
        return contracts.row_counts(row)["repeated in the file"]

    @admin.display(description="Refused", ordering="rejected")
    def refused(self, row: ImportBatch) -> int:
        return contracts.row_counts(row)["refused"]

    @admin.display(description="Rows")
    def told(self, row: ImportBatch) -> str:
        return contracts.rows_in_words(row)

    @admin.display(description="Read as")
    def read_as(self, row: ImportBatch) -> str:
        return f"{row.report.get('layout', '')}, {row.report.get('encoding', '')}"

    @admin.display(description="Columns")
    def columns(self, row: ImportBatch) -> str:
        return "; ".join(f"{header} → {field}" for field, header in row.report.get("mapping", {}).items())

    @admin.display(description="SHA-256")
    def fingerprint(self, row: ImportBatch) -> str:
        return f"{row.sha256[:16]}…"

    @act("Download the refused rows", right="cam.view", when=lambda row: row.row_errors.exists())
    def rejected(self, request: HttpRequest, row: ImportBatch, key: str) -> HttpResponse:
        data = services.export_rejected_rows(actor=request.actor, batch_id=row.pk)
        return file_response(data, name=f"refused-{row.file_name}.csv", content_type="text/csv; charset=utf-8")

    @act(
        "Undo this import", right="cam.write", danger=True, when=lambda row: row.state == "done",
        confirm="Leads of this file that nobody has written to or worked with are removed; the others stay.",
    )  # fmt: skip
    def undo(self, request: HttpRequest, row: ImportBatch, key: str) -> str:
        done = services.undo_import(actor=request.actor, batch_id=row.pk, key=key)
        return (
            f"{counted(done.removed, 'lead')} removed, {done.restored} restored, {done.kept} kept because they were worked with."
        )
