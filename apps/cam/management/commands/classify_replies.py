"""`manage.py classify_replies IN.jsonl OUT.jsonl`: the class of each reply, one line each; stores and sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.cam.logic.replies import batch
from kernel.batch import WRONG, BatchCommand, lines_into


class Command(BatchCommand):
    """Judges replies that stand in a file. Exit code 0 done, 2 wrong call or unreadable."""

    help = "Judge replies: a line in {id, received_at, subject, body, headers}, a line out {id, label, confidence, reason, …}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, metavar="IN.jsonl")
        parser.add_argument("target", type=Path, metavar="OUT.jsonl")

    def look(self, *, source: Path, target: Path, **options: Any) -> None:
        self.check_writable(target)
        if target.exists() and source.exists() and source.samefile(target):
            self.stop(WRONG, f"{target} is the file that is read.", "Name another one for the answers.")

    def work(self, given: None, *, source: Path, target: Path, **options: Any) -> None:
        lines = review = 0
        try:
            with source.open("rb") as incoming, lines_into(target) as write:
                for number, line in enumerate(incoming, start=1):
                    if not line.strip():
                        continue
                    answer = batch.judge_line(line, number)
                    write(batch.dumps(answer))
                    lines, review = lines + 1, review + answer["review"]
        except OSError as error:
            self.stop(WRONG, f"{error.filename or source}: {error.strerror}.", "Give a file to read and a file to write.")
        self.stdout.write(f"{lines} replies judged, {review} of them wait for a person: {target}")
