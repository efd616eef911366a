"""Which contact a yes is owed to: five models; the credits of one person sum to exactly 1000 thousandths.

FIRST_TOUCH and LAST_TOUCH give all to one contact; LINEAR the same to each; TIME_DECAY half as much for every half-life a
contact lies before the yes; POSITION_BASED 40 % to the first, 40 % to the last, 20 % shared by those between (two contacts:
half each; one: all).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise

from apps.cam.contracts import AttributionModel as Model

WHOLE = 1000
HALF_LIFE = timedelta(days=7)


def credits(model: Model, touches: Sequence[datetime], at: datetime, *, half_life: timedelta = HALF_LIFE) -> list[int]:
    """Thousandths for each contact, in the order given (oldest first); they sum to 1000. No contact: nothing.

    `at` is the moment of the yes. ValueError for contacts out of order or after it, or a half-life of nothing.
    """
    if not touches:
        return []
    if any(b < a for a, b in pairwise(touches)) or touches[-1] > at:
        raise ValueError("contacts must be in order of time and none after the yes")
    if half_life <= timedelta(0):
        raise ValueError("the half-life must be longer than nothing")
    return apportion(_weights(model, touches, half_life), WHOLE)


def apportion(weights: Sequence[Fraction], whole: int) -> list[int]:
    """Whole numbers in the ratio of the weights that sum to `whole` (largest remainder; of equal ones the earlier)."""
    total = sum(weights)
    exact = [weight * whole / total for weight in weights]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for index in by_rest[: whole - sum(shares)]:
        shares[index] += 1
    return shares


def _weights(model: Model, touches: Sequence[datetime], half_life: timedelta) -> list[Fraction]:
    count = len(touches)
    if model is Model.FIRST_TOUCH:
        return [Fraction(1)] + [Fraction(0)] * (count - 1)
    if model is Model.LAST_TOUCH:
        return [Fraction(0)] * (count - 1) + [Fraction(1)]
    if model is Model.TIME_DECAY:
        # Counted back from the last contact: only ratios matter, and years before the yes would underflow otherwise.
        return [Fraction(2.0 ** (-((touches[-1] - touch) / half_life))) for touch in touches]
    if model is Model.POSITION_BASED and count > 2:
        between = Fraction(20, count - 2)
        return [Fraction(40), *([between] * (count - 2)), Fraction(40)]
    return [Fraction(1)] * count
