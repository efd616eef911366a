"""What replies with known classes taught: a linear model (multinomial logistic regression) over words and the rules' own verdict.

The weights are a file beside the replies they were learned from; `manage.py train_classifier` writes it anew.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.cam.contracts import ReplyClass

FOLDER = Path(__file__).parents[2] / "data" / "replies"
FILE = FOLDER / "weights.json.gz"
LABELS = tuple(ReplyClass)
MENDED = "mend"
"""The set that the rules were mended on: they know it by heart, so only its words are learned from."""
SCALE = 100
"""Weights are stored as hundredths: finer digits change no verdict and make the file three times as large."""
Sample = tuple[frozenset[str], ReplyClass]


@dataclass(frozen=True, kw_only=True)
class Model:
    """`table` holds the weight of each feature for each label, in the order of LABELS, in hundredths.

    `learned_from` is the SHA-256 over the files of replies that it was learned from.
    """

    table: Mapping[str, Sequence[int]]
    learned_from: str = ""

    def probabilities(self, features: Iterable[str]) -> dict[ReplyClass, float]:
        """How probable each class is; they add up to 1."""
        sums = [0.0] * len(LABELS)
        for row in (self.table[name] for name in sorted(features) if name in self.table):
            for i, weight in enumerate(row):
                sums[i] += weight / SCALE
        return dict(zip(LABELS, _softmax(sums), strict=True))

    def telling(self, features: Iterable[str], label: ReplyClass, *, most: int = 3) -> list[str]:
        """The words that speak most for a label against the mean of all, strongest first."""
        place = LABELS.index(label)
        gains = [
            (row[place] - sum(row) / len(row), name[2:].replace("_", " "))
            for name in features
            if name.startswith(("w:", "p:")) and (row := self.table.get(name))
        ]
        return [name for gain, name in sorted(gains, key=lambda g: (-g[0], g[1]))[:most] if gain > 0]


@functools.cache
def shipped() -> Model:
    """The model that is shipped with the code; OSError if its file is missing."""
    with gzip.open(FILE, "rt", encoding="utf-8") as stored:
        return Model(**json.load(stored))


def lessons() -> list[Path]:
    """The files of labelled replies that weights are learned from; none of them is used to measure."""
    return sorted([*FOLDER.glob("train_*.jsonl"), *FOLDER.glob(f"{MENDED}.jsonl")])


def digest(files: Iterable[Path]) -> str:
    """SHA-256 over the bytes of files, one after the other."""
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.read_bytes())
    return whole.hexdigest()


def stored(model: Model) -> bytes:
    """A model as its file holds it; the same model gives the same bytes."""
    kept = {"learned_from": model.learned_from, "table": dict(sorted(model.table.items()))}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def train(
    samples: Sequence[Sample], *, epochs: int = 30, rate: float = 0.15, decay: float = 0.0005, least: int = 2, seed: int = 7
) -> Model:
    """Fit by AdaGrad on shuffled samples; features seen in fewer than `least` samples are left out. The same input gives the same model.

    `decay` is the L2 penalty per step. The weights of the last two thirds of the epochs are averaged, which keeps the last samples
    from weighing most.
    """
    counted = Counter(name for features, _ in samples for name in features)
    names = sorted(name for name, n in counted.items() if n >= least)
    index = {name: i for i, name in enumerate(names)}
    rows = [([index[n] for n in sorted(f) if n in index], LABELS.index(label)) for f, label in samples]
    width = len(LABELS)
    weights = [[0.0] * width for _ in names]
    squares = [[1e-6] * width for _ in names]
    totals = [[0.0] * width for _ in names]
    order, shuffle, kept = list(range(len(rows))), random.Random(seed), 0
    for epoch in range(epochs):
        shuffle.shuffle(order)
        for place in order:
            features, label = rows[place]
            sums = [0.0] * width
            for f in features:
                for i, value in enumerate(weights[f]):
                    sums[i] += value
            errors = _softmax(sums)
            errors[label] -= 1.0
            for f in features:
                row, square = weights[f], squares[f]
                for i in range(width):
                    step = errors[i] + decay * row[i]
                    square[i] += step * step
                    row[i] -= rate * step / math.sqrt(square[i])
        if epoch * 3 >= epochs:
            kept += 1
            for row, total in zip(weights, totals, strict=True):
                for i in range(width):
                    total[i] += row[i]
    return Model(table={name: [round(SCALE * v / kept) for v in totals[i]] for name, i in index.items() if any(totals[i])})


def _softmax(sums: Sequence[float]) -> list[float]:
    top = max(sums)
    parts = [math.exp(value - top) for value in sums]
    whole = sum(parts)
    return [part / whole for part in parts]
