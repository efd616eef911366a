"""`manage.py rescore_leads [--campaign NAME] [--dry-run]`: all leads scored again by the present profile, and what that changes.

Exit code 0: done, also where nothing changes. 1: there is no such campaign. 2: the call is wrong.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import CommandParser

from apps.cam import contracts, services
from kernel.actors import worker
from kernel.batch import REFUSED, BatchCommand, write_json
from kernel.text import counted


class Command(BatchCommand):
    """Scores leads again. Nothing is sent."""

    help = "Score all leads again by the present profile and say what changes. Nothing is sent."
    stores = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--campaign", default="", help="only the leads of the campaign of this name")
        parser.add_argument("--dry-run", action="store_true", help="say what would change and store nothing")
        parser.add_argument("--json", type=Path, default=None, metavar="REPORT", help="write the figures and examples here")

    def look(self, *, json: Path | None, **options: Any) -> None:
        self.check_writable(json)

    def work(self, given: None, *, campaign: str, dry_run: bool, json: Path | None, **options: Any) -> None:
        verb = services.preview_rescore if dry_run else services.rescore
        report = verb(actor=worker("cam"), campaign_id=self._campaign(campaign.strip()))
        write_json(json, report)
        would = "would change" if report.dry_run else "changed"
        self.stdout.write(f"{counted(report.leads, 'lead')} scored again, {report.changed} {would}.")
        for move, number in (*report.tiers.items(), *report.verdicts.items()):
            self.stdout.write(f"  {move}: {number}")
        for example in report.examples[:10]:
            self.stdout.write(f"{example.who}: {'; '.join(example.why) or example.after}")

    def _campaign(self, name: str) -> UUID | None:
        if not name:
            return None
        cursor: str | None = ""
        while cursor is not None:
            page = services.list_campaigns(actor=worker("cam"), filter=contracts.CampaignFilter(), cursor=cursor)
            found = next((campaign.id for campaign in page.items if campaign.name == name), None)
            if found is not None:
                return found
            cursor = page.next_cursor
        return self.stop(REFUSED, f"There is no campaign “{name}”.", "Give its name as the admin shows it.")
