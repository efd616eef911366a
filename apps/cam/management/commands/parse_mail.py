"""`manage.py parse_mail FOLDER OUT.jsonl`: what each mail file of a folder is, one line each; stores and sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.cam.logic.replies import MAX_BYTES, batch
from kernel.batch import WRONG, BatchCommand, lines_into


class Command(BatchCommand):
    """Parses and judges mail files. Exit code 0 done, 2 wrong call or unreadable."""

    help = "Parse and judge every .eml file of a folder, sorted by name; what cannot be read is parked with the reason."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("target", type=Path, metavar="OUT.jsonl")

    def look(self, *, target: Path, **options: Any) -> None:
        self.check_writable(target)

    def work(self, given: None, *, folder: Path, target: Path, **options: Any) -> None:
        parked = 0
        try:
            files = sorted(
                (f for f in folder.iterdir() if f.suffix.lower() == ".eml" and (f.is_file() or not f.exists())),
                key=lambda f: f.name,
            )
            with lines_into(target) as write:
                for file in files:
                    answer = self._judge(file)
                    write(batch.dumps(answer))
                    parked += answer["parked"] is not None
        except OSError as error:
            self.stop(WRONG, f"{error.filename or folder}: {error.strerror}.", "Give a folder of .eml files and a file to write.")
        self.stdout.write(f"{len(files)} mails read, {parked} of them parked: {target}")

    def _judge(self, file: Path) -> dict[str, Any]:
        """One unreadable file is parked; the rest goes on."""
        try:
            if file.stat().st_size > MAX_BYTES:
                return batch.parked(file.name, "larger than 50 MB: ask the sender for it in another way")
            return batch.judge_file(file.read_bytes(), file.name)
        except OSError as error:
            return batch.parked(file.name, f"cannot be read: {error.strerror}: check the file and its rights")
