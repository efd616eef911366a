"""`manage.py import_legacy_cam DATABASE`: take over what an original AICMO knew about leads; nothing is sent.

Exit code 0: done, refused rows included. 1: it is no database of an original AICMO. 2: the call is wrong or it cannot be read.
"""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import CommandParser

from apps.cam import acl_legacy
from kernel.batch import REFUSED, WRONG, BatchCommand, write_whole


class Command(BatchCommand):
    """Reads an original's database and takes over campaigns, leads and their history."""

    help = "Take over campaigns, leads and mails of an original AICMO: a SQLite file or a postgresql:// URL. Nothing is sent."
    stores = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("database", metavar="DATABASE", help="a SQLite file, or postgresql://user:password@host/name")
        parser.add_argument("--json", type=Path, metavar="REPORT", help="where to write the report; standard output without")

    def look(self, *, database: str, json: Path | None = None, **options: Any) -> acl_legacy.Source:
        self.check_writable(json)
        try:
            return acl_legacy.open_database(database)
        except (acl_legacy.NotAnOriginal, acl_legacy.Unreadable) as error:
            self._refuse(error, acl_legacy.Findings(), json)

    def work(self, given: acl_legacy.Source, *, json: Path | None = None, **options: Any) -> None:
        findings = acl_legacy.Findings()
        with closing(given):
            try:
                acl_legacy.take_over(given, findings)
            except acl_legacy.Unreadable as error:
                self._refuse(error, findings, json)
            except BaseException:
                self._report(findings, json)
                raise
        self._report(findings, json)

    def _refuse(self, error: Exception, findings: acl_legacy.Findings, path: Path | None) -> NoReturn:
        self._report(findings, path)
        self.stop(REFUSED if isinstance(error, acl_legacy.NotAnOriginal) else WRONG, str(error))

    def _report(self, findings: acl_legacy.Findings, path: Path | None) -> None:
        written = json.dumps(findings.report(), ensure_ascii=False, indent=1)
        if path is not None:
            write_whole(path, f"{written}\n".encode())
        (self.stderr if path is None else self.stdout).write("\n".join(findings.lines()))
        if path is None:
            self.stdout.write(written)
