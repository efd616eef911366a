"""`manage.py import_leads FILE --campaign NAME`: a CSV or XLSX file of leads into a campaign; nothing is sent.

Exit code 0: done, refused rows included. 1: the file is refused. 2: the call is wrong or the path cannot be read.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.cam import contracts, services
from kernel.actors import worker
from kernel.batch import REFUSED, WRONG, BatchCommand, code_of, printable, write_json
from kernel.errors import DomainError, InvalidInput

COUNTED = {"created": "created", "updated": "updated", "duplicate": "duplicates", "refused": "refused"}
"""Verdict of a row → the report's count of such rows."""


class Command(BatchCommand):
    """Reads, checks and imports a CSV or XLSX file."""

    help = "Import a CSV or XLSX file of leads into a campaign. Nothing is sent."
    stores = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or XLSX, as exported or made by hand")
        parser.add_argument("--campaign", default=None, help="the campaign's name; made, in draft, if there is none")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument("--guess", action="store_true", help="guess the columns, whatever is remembered for this header")
        parser.add_argument("--json", type=Path, default=None, metavar="REPORT", help="write what became of every row here")

    def look(self, *, file: Path, campaign: str | None, json: Path | None, **options: Any) -> bytes:
        self.check_writable(json)
        if campaign is not None and not campaign.strip():
            self._refuse(json, WRONG, InvalidInput("A campaign needs a name.", field="campaign", remedy="Write --campaign NAME."))
        try:
            return self.read(file)
        except OSError as error:
            write_json(json, report_of(None, code="unreadable_path", message=printable(str(error))))
            self.stop(WRONG, printable(str(error)), "Give the path of a CSV or XLSX file.")

    def work(
        self,
        given: bytes,
        *,
        file: Path,
        campaign: str | None,
        dry_run: bool,
        guess: bool = False,
        json: Path | None,
        **options: Any,
    ) -> None:
        try:
            found = services.import_leads(
                actor=worker("cam"), data=given, file_name=printable(file.name), campaign_name=(campaign or "").strip(),
                dry_run=dry_run, every_row=True, use_remembered=not guess,
            )  # fmt: skip
        except DomainError as error:
            self._refuse(json, WRONG if error.field == "campaign" else REFUSED, error)
        except Exception as error:
            write_json(json, report_of(None, code="internal_error", message=f"{type(error).__name__}: nothing was stored."))
            raise
        write_json(json, report_of(found))
        self._tell(found)

    def _refuse(self, json: Path | None, code: int, error: DomainError) -> None:
        told = report_of(None, code=code_of(error), message=f"{error.detail} {error.remedy}".strip())
        if isinstance(error, contracts.UnknownColumns):
            fields = {header: field for field, header in error.mapping.items()}
            told["mapping"] = {header: fields.get(header) for header in error.columns}
        write_json(json, told)
        self.stop(code, error.detail, error.remedy)

    def _tell(self, report: contracts.ImportReport) -> None:
        for error in report.errors:
            self.stdout.write(f"{error.message} {error.remedy}")
        if report.remembered_at is not None:
            self.stdout.write(
                f"Columns are mapped as remembered from {report.remembered_at:%Y-%m-%d}; --guess reads them by guess."
            )
        done = "would be" if report.dry_run else "were"
        self.stdout.write(
            f"{report.file_name} ({report.layout}, {report.encoding}): {contracts.rows_in_words(report)}. Of the new ones "
            f"{report.qualified} {done} qualified, {report.suppressed} suppressed."
        )


def report_of(found: contracts.ImportReport | None, *, code: str = "", message: str = "") -> dict[str, Any]:
    """What `--json` writes; of a refused file all but `error` is empty."""
    outcomes = found.outcomes if found else ()
    counts = Counter(outcome.verdict for outcome in outcomes)
    return {
        "layout": found.layout if found else None,
        "encoding": found.encoding if found else None,
        "delimiter": (found.delimiter or None) if found else None,
        "mapping": found.columns if found else {},
        "rows_total": len(outcomes),
        **{name: counts[verdict] for verdict, name in COUNTED.items()},
        "error": {"code": code, "message": message} if code else None,
        "rows": outcomes,
    }
