"""`manage.py import_legacy_cam DATABASE`: take over what an original AICMO knew about leads. Sends nothing."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections

from apps.cam import acl_legacy


class Command(BaseCommand):
    """Exit code 0: taken over; 1: it is no database of an original AICMO; 2: the call was wrong, or it cannot be read."""

    help = "Take over campaigns, leads and mails of an original AICMO: a SQLite file or a postgresql:// URL. Nothing is sent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("database", help="SQLite file, or postgresql://user:password@host/name")
        parser.add_argument("--json", type=Path, metavar="REPORT", help="where to write the report; standard output without")

    def handle(self, *args: Any, database: str, json: Path | None, **options: Any) -> None:
        findings, problem, code = acl_legacy.Findings(), "", 0
        try:
            source = acl_legacy.open_database(database)
            try:
                prepare_database()
                acl_legacy.take_over(source, findings)
            finally:
                source.close()
        except acl_legacy.NotAnOriginal as error:
            problem, code = str(error), 1
        except acl_legacy.Unreadable as error:
            problem, code = str(error), 2
        self._report(findings, json)
        if problem:
            self.stderr.write(problem)
            sys.exit(code)

    def _report(self, findings: acl_legacy.Findings, path: Path | None) -> None:
        written = json.dumps(findings.report(), ensure_ascii=False, indent=1)
        told = self.stderr if path is None else self.stdout
        told.write("\n".join(findings.lines()))
        if path is None:
            self.stdout.write(written)
            return
        try:
            path.write_text(written, encoding="utf-8")
        except OSError as error:
            self.stderr.write(f"The report cannot be written to {path}: {error.strerror}.")
            sys.exit(2)


def prepare_database() -> None:
    """Make and migrate the embedded databases that are missing or behind."""
    for alias in connections:
        if connections[alias].vendor == "sqlite":
            call_command("migrate", database=alias, verbosity=0, interactive=False)
