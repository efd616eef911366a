"""Verdicts on variants and shares of a yes: known values, bounds that hold whatever the input, no reward for peeking."""

import random
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.cam.logic import attribution, experiments
from apps.cam.logic.attribution import Model
from apps.cam.logic.experiments import Arm

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)


def arm(name: str, people: int, positive: int) -> Arm:
    """Positive answers spread evenly over the people."""
    return Arm(name=name, answers=tuple((i + 1) * positive // people > i * positive // people for i in range(people)))


def exact(a: int, n: int, b: int, m: int) -> float:
    """The same sum in whole numbers: every table of these margins that is no likelier than the one seen."""
    ways = [comb(n, k) * comb(m, a + b - k) for k in range(max(0, a + b - m), min(a + b, n) + 1)]
    return float(Fraction(sum(w for w in ways if w <= comb(n, a) * comb(m, b)), comb(n + m, a + b)))


def test_fisher_has_the_value_of_the_lady_who_tasted_tea():
    assert experiments.fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


@given(st.integers(1, 90), st.integers(1, 90), st.data())
def test_fisher_is_the_exact_sum(n, m, data):
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))

    assert experiments.fisher(a, n, b, m) == pytest.approx(exact(a, n, b, m), rel=1e-6)


def test_wilson_has_the_known_value_and_holds_its_share():
    assert experiments.wilson(10, 20, 0.95) == pytest.approx((0.29930, 0.70070), abs=1e-4)
    assert experiments.wilson(0, 30, 0.95) == pytest.approx((0, 0.11351), abs=1e-4)
    assert experiments.wilson(0, 0, 0.95) == (0, 1)


def test_newcombe_has_the_published_interval():
    # Newcombe (1998), 56/70 against 48/80: .0524 to .3339.
    assert experiments.newcombe(56, 70, 48, 80, 0.95) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_holm_steps_down():
    assert experiments.holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])


def test_below_thirty_people_nothing_is_said_however_clear_it_looks():
    found = experiments.judge([arm("A", 29, 29), arm("B", 40, 0)])

    assert (found.kind, found.winner, found.missing) == ("undecided", "", {"A": 1})
    assert "1 more of A" in found.why


def test_a_clear_difference_is_found_at_thirty():
    found = experiments.judge([arm("A", 30, 2), arm("B", 30, 15)])

    assert (found.kind, found.winner, found.look, found.people_at_look) == ("better", "B", 1, 30)


def test_higher_confidence_wants_more():
    arms = [arm("A", 30, 3), arm("B", 30, 12)]

    assert experiments.fisher(3, 30, 12, 30) == pytest.approx(0.01533, abs=1e-5)
    assert [experiments.judge(arms, confidence=c).kind for c in experiments.CONFIDENCES] == ["better", "better", "undecided"]


def test_undecided_says_how_many_more_until_the_next_look():
    found = experiments.judge([arm("A", 45, 5), arm("B", 70, 9)])

    assert (found.kind, found.look, found.missing) == ("undecided", 1, {"A": 15})
    assert "next look at 60" in found.why


def test_people_between_two_looks_change_nothing():
    same = tuple([False] * 30)
    before = experiments.judge([Arm(name="A", answers=same), Arm(name="B", answers=same)])
    after = experiments.judge([Arm(name="A", answers=same + (False,) * 29), Arm(name="B", answers=same + (True,) * 29)])

    assert before.kind == after.kind == "undecided" and before.pairs == after.pairs


def test_a_verdict_stays():
    early = (True,) * 15 + (False,) * 15
    arms = [Arm(name="A", answers=(False,) * 60), Arm(name="B", answers=early + (False,) * 30)]

    assert experiments.judge(arms).people_at_look == 30


def test_equal_variants_are_called_equal_once_the_margin_is_sure():
    few, many = ([arm(name, n, n // 20) for name in "AB"] for n in (240, 3840))

    assert experiments.judge(few).kind == "undecided" and experiments.judge(many).kind == "no_difference"


def test_many_variants_need_more_than_two():
    two = [arm("A", 30, 4), arm("B", 30, 13)]
    assert experiments.judge(two, confidence=0.95).kind == "better"

    assert experiments.judge([*two, arm("C", 30, 4), arm("D", 30, 4)], confidence=0.95).kind == "undecided"


def test_one_variant_and_an_unknown_confidence():
    assert experiments.judge([arm("A", 99, 9)]).kind == "undecided"
    with pytest.raises(ValueError, match="confidence"):
        experiments.judge([arm("A", 30, 1), arm("B", 30, 1)], confidence=0.8)


def test_looking_again_and_again_does_not_raise_the_error():
    """1000 campaigns without a difference, looked at up to 480 people each: wrong winners stay under the 10 % allowed."""
    draw, wrong = random.Random(4), 0
    for _ in range(1000):
        arms = [Arm(name=name, answers=tuple(draw.random() < 0.3 for _ in range(480))) for name in "AB"]
        wrong += experiments.judge(arms, confidence=0.90).kind == "better"

    assert 10 < wrong <= 100


@given(st.sampled_from(list(Model)), st.lists(st.integers(0, 4000), min_size=1, max_size=30), st.integers(0, 100))
def test_shares_of_a_yes_sum_to_the_whole(model, days, wait):
    touches = [T0 + timedelta(hours=h) for h in sorted(days)]
    shares = attribution.credits(model, touches, touches[-1] + timedelta(days=wait))

    assert sum(shares) == 1000 and len(shares) == len(touches) and min(shares) >= 0


@pytest.mark.parametrize(
    ("model", "shares"),
    [
        (Model.FIRST_TOUCH, [1000, 0, 0, 0]),
        (Model.LAST_TOUCH, [0, 0, 0, 1000]),
        (Model.LINEAR, [250, 250, 250, 250]),
        (Model.TIME_DECAY, [67, 133, 267, 533]),
        (Model.POSITION_BASED, [400, 100, 100, 400]),
    ],
)
def test_the_five_models_on_four_weekly_contacts(model, shares):
    assert attribution.credits(model, [T0 + timedelta(days=7 * n) for n in range(4)], T0 + timedelta(days=30)) == shares


def test_short_ways_and_another_half_life():
    two, at = [T0, T0 + timedelta(days=1)], T0 + timedelta(days=2)

    assert attribution.credits(Model.POSITION_BASED, two, at) == [500, 500]
    assert attribution.credits(Model.POSITION_BASED, two[:1], at) == [1000] and attribution.credits(Model.LINEAR, [], at) == []
    assert attribution.credits(Model.TIME_DECAY, two, at, half_life=timedelta(days=1)) == [333, 667]
    with pytest.raises(ValueError, match="order"):
        attribution.credits(Model.LINEAR, two[::-1], at)
    with pytest.raises(ValueError, match="half-life"):
        attribution.credits(Model.LINEAR, two, at, half_life=timedelta(0))
