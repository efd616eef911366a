"""`manage.py classify_replies IN.jsonl OUT.jsonl`: the class of each reply, one line each; stores and sends nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from apps.cam.logic.replies import batch


class Command(BaseCommand):
    """Judges replies that stand in a file. Exit code 0 done, 2 wrong call or unreadable."""

    help = "Judge replies: a line in {id, received_at, subject, body, headers}, a line out {id, label, confidence, reason, …}."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, metavar="IN.jsonl")
        parser.add_argument("target", type=Path, metavar="OUT.jsonl")

    def handle(self, *args: Any, source: Path, target: Path, **options: Any) -> None:
        lines = review = 0
        try:
            if target.exists() and source.samefile(target):
                self._refuse(f"{target} is the file that is read: name another one for the answers.")
            with source.open("rb") as incoming, target.open("wb") as answers:
                for number, line in enumerate(incoming, start=1):
                    if not line.strip():
                        continue
                    answer = batch.judge_line(line, number)
                    answers.write(batch.dumps(answer))
                    lines, review = lines + 1, review + answer["review"]
        except OSError as error:
            self._refuse(f"{error.filename or source}: {error.strerror}. Give a file to read and a file to write.")
        self.stdout.write(f"{lines} replies judged, {review} of them wait for a person: {target}")

    def _refuse(self, text: str) -> None:
        self.stderr.write(text)
        sys.exit(2)
