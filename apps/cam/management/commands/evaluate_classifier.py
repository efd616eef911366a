"""`manage.py evaluate_classifier [FILE]`: the classifier against labelled replies; exit code 1 below the goals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.cam.logic.replies import batch, evaluating
from apps.learning import services as learning
from kernel import providers
from kernel.actors import worker
from kernel.batch import REFUSED, WRONG, BatchCommand
from kernel.errors import DomainError

SETS = Path(__file__).parents[2] / "data" / "replies"
TASK = "cam.classify_reply"
HOUSE = "house"
GIVEN = ("received_at", "subject", "body", "headers")


class Command(BatchCommand):
    """Measures the classifier, and on request a model beside it. Exit code 0 goals met, 1 not, 2 wrong call or unreadable."""

    help = "Print confusion matrix, F1 and macro-F1 on labelled replies; without FILE on the sets that nothing was learned from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="JSONL of replies with label and resume_date")
        parser.add_argument("--model", action="store_true", help="also ask the configured writer, where it is a model")

    def look(self, *, model: bool, **options: Any) -> None:
        self.stores = model  # learning keeps what a model answers

    def work(self, given: None, *, file: Path | None, model: bool, **options: Any) -> None:
        files = [file] if file else [SETS / "measure.jsonl", SETS / "blind.jsonl"]
        missed = []
        for path in files:
            rows = self._rows(path)
            score = evaluating.measure(rows, batch.judge_reply)
            self.stdout.write(evaluating.report(score, path.name) + "\n")
            missed += [f"{path.name}: {text}" for text in score.missed]
            if model:
                self._compare(rows, path.name)
        if missed:
            self.stop(REFUSED, "\n".join(f"goal missed in {text}" for text in missed))

    def _rows(self, path: Path) -> list[dict[str, Any]]:
        try:
            with path.open("rb") as lines:
                return evaluating.read_set(lines)
        except OSError as error:
            self.stop(WRONG, f"{path}: {error.strerror}.", "Give a JSONL file of labelled replies.")
        except ValueError as error:
            self.stop(WRONG, f"{path}: {error}.")

    def _compare(self, rows: list[dict[str, Any]], name: str) -> None:
        writers = [w.name for w in providers.chain("learning.writer") if w.name != HOUSE]
        if not writers:
            self.stdout.write("No model is configured (learning.writer knows only the house writer): nothing to compare.\n")
            return
        score = evaluating.measure(rows, _asking(self.stderr.write))
        self.stdout.write(evaluating.report(score, f"{name}, judged by {', '.join(writers)}") + "\n")


def _asking(tell: Callable[[str], Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """A judge that asks learning's gateway; what it does not answer counts as NEUTRAL, to review, and is told."""

    def judge(row: dict[str, Any]) -> dict[str, Any]:
        try:
            draft = learning.generate(
                actor=worker("cam"), task=TASK, client_id=None, key=f"evaluate:{row.get('id')}",
                check=_objections, prompt_version="1", house=lambda tools, context: {},
                context={"labels": list(evaluating.LABELS), **{key: row.get(key) for key in GIVEN}},
            )  # fmt: skip
        except DomainError as error:
            tell(f"{row.get('id')}: no answer of the model ({error.detail[:160]})")
            return {"label": "NEUTRAL", "resume_date": None, "review": True}
        content = draft.content
        return {"label": content["label"], "resume_date": content.get("resume_date"), "review": bool(content.get("review"))}

    return judge


def _objections(content: dict[str, Any]) -> list[str]:
    if content.get("label") in evaluating.LABELS:
        return []
    return [f"label must be one of {', '.join(evaluating.LABELS)}"]
