"""`manage.py import_leads FILE`: import a file of leads, or say what is wrong with it (exit code 2)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.cam import contracts, services
from kernel.actors import worker
from kernel.errors import DomainError


class Command(BaseCommand):
    """Reads, checks and imports a CSV or XLSX file."""

    help = "Import a CSV or XLSX file of leads. --dry-run shows what would happen and stores nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--campaign", default="", help="name of the campaign the leads belong to")

    def handle(self, *args: Any, file: Path, dry_run: bool, campaign: str, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            self._refuse(f"{file} cannot be read: {error.strerror}.", "Give the path of a CSV or XLSX file.")
        try:
            campaign_id = self._campaign(campaign) if campaign else None
            report = services.import_leads(
                actor=worker("cam"), data=data, file_name=file.name, campaign_id=campaign_id, dry_run=dry_run
            )
        except DomainError as error:
            self._refuse(error.detail, error.remedy)
        self._tell(report)

    def _campaign(self, name: str) -> Any:
        cursor = ""
        while True:
            page = services.list_campaigns(
                actor=worker("cam"), filter=contracts.CampaignFilter(), order="name", cursor=cursor, limit=200
            )
            found = next((c.id for c in page.items if c.name == name), None)
            if found or not page.next_cursor:
                break
            cursor = page.next_cursor
        if found is None:
            self._refuse(f"There is no campaign “{name}”.", "Make it first, or leave --campaign out.")
        return found

    def _tell(self, report: contracts.ImportReport) -> None:
        for error in report.errors:
            self.stdout.write(f"{error.message} {error.remedy}")
        done = "would be" if report.dry_run else "were"
        self.stdout.write(
            f"{report.file_name} ({report.layout}, {report.encoding}): {contracts.rows_in_words(report)}. Of the new ones "
            f"{report.qualified} {done} qualified, {report.suppressed} suppressed."
        )

    def _refuse(self, text: str, remedy: str) -> None:
        self.stderr.write(f"{text} {remedy}".strip())
        sys.exit(2)
