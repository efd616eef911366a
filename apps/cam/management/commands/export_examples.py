"""`manage.py export_examples OUT.jsonl`: what people decided about answers, in the form of the shipped evaluation set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.cam import services
from apps.cam.logic.replies import batch
from kernel.actors import worker
from kernel.batch import WRONG, BatchCommand, lines_into


class Command(BatchCommand):
    """Writes the kept decisions; `evaluate_classifier OUT.jsonl` measures on them. Exit code 0 done, 2 wrong call."""

    help = "Write every decision of a person about an answer: {id, received_at, subject, body, headers, label, resume_date}."
    stores = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, metavar="OUT.jsonl")

    def look(self, *, target: Path, **options: Any) -> None:
        self.check_writable(target)

    def work(self, given: None, *, target: Path, **options: Any) -> None:
        number = 0
        try:
            with lines_into(target) as write:
                for line in services.export_examples(actor=worker("cam")):
                    write(batch.dumps(line))
                    number += 1
        except OSError as error:
            self.stop(WRONG, f"{error.filename or target}: {error.strerror}.", "Name a file in a folder that exists.")
        self.stdout.write(f"{number} decisions of people written: {target}")
