"""`manage.py train_classifier [--folds N]`: learns the weights of reply words from the labelled replies that are shipped."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from django.core.management.base import CommandParser

from apps.cam.contracts import ReplyClass
from apps.cam.logic.replies import batch, evaluating, evidence, weights
from kernel.batch import WRONG, BatchCommand, write_whole


class Command(BatchCommand):
    """Learns from every `train_*.jsonl` and the mended set, never from those that measure. Exit code 0 done, 2 wrong call."""

    help = (
        "Learn the weights of reply words from the shipped replies, and with --folds tell how well unseen ones would be judged."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folds", type=int, default=0, metavar="N", help="first judge each of N parts by the others' weights"
        )

    def look(self, *, folds: int, **options: Any) -> None:
        if folds and not 2 <= folds <= 20:
            self.stop(WRONG, f"--folds {folds}: 2 to 20 parts can be made.", "Give a number from 2 to 20.")

    def work(self, given: None, *, folds: int, **options: Any) -> None:
        samples = self._samples()
        if folds:
            self._judge_unseen(samples, folds)
        model = replace(weights.train(samples), learned_from=weights.digest(weights.lessons()))
        write_whole(weights.FILE, weights.stored(model))
        self.stdout.write(f"{len(samples)} replies learned, {len(model.table)} features weighed: {weights.FILE.name}")

    def _samples(self) -> list[weights.Sample]:
        found = []
        for path in weights.lessons():
            try:
                with path.open("rb") as lines:
                    rows = evaluating.read_set(lines)
            except (OSError, ValueError) as error:
                self.stop(WRONG, f"{path.name}: {error}.")
            read = evidence.without_rules if path.stem == weights.MENDED else frozenset
            found += [(read(seen), ReplyClass(row["label"])) for row in rows if (seen := batch.evidence_in(row)) is not None]
        if not found:
            self.stop(WRONG, f"There is no train_*.jsonl in {weights.FOLDER.name}.", "Put labelled replies there.")
        return found

    def _judge_unseen(self, samples: list[weights.Sample], folds: int) -> None:
        matrix: Counter[tuple[str, str]] = Counter()
        for part in range(folds):
            model = weights.train([s for i, s in enumerate(samples) if i % folds != part])
            for seen, label in samples[part::folds]:
                chances = model.probabilities(seen)
                matrix[label.value, max(chances, key=lambda c: chances[c]).value] += 1
        score = evaluating.Score(matrix=matrix, days=(0, 0), sure=(0, 0))
        self.stdout.write(evaluating.report(score, f"weights alone, {folds} parts, each judged by the others"))
