"""The states of an engagement and the moves among them, as a table."""

from __future__ import annotations

from itertools import pairwise

from kernel.errors import IllegalTransition

LINE = (
    "CREATED",
    "INTAKE_COMPLETE",
    "STRATEGY_GENERATED",
    "STRATEGY_APPROVED",
    "CAMPAIGN_DEFINED",
    "CREATIVE_GENERATED",
)
MOVES: dict[str, tuple[str, ...]] = {
    **{before: (after,) for before, after in pairwise(LINE)},
    "CREATIVE_GENERATED": ("QC_FAILED", "QC_APPROVED"),
    "QC_FAILED": ("CREATIVE_GENERATED", "QC_APPROVED"),
    "QC_APPROVED": ("DELIVERED", "CREATIVE_GENERATED"),
    "DELIVERED": (),
    "ON_HOLD": (),
    "CANCELLED": (),
}
"""From → to. ON_HOLD and CANCELLED are reachable from any open state; ON_HOLD returns to the state it left."""

CLOSED = ("CANCELLED",)


def may_move(before: str, after: str, *, held: str = "") -> bool:
    """Whether the table lists this move; `held` is the state that ON_HOLD left."""
    if before in CLOSED:
        return False
    if after == "CANCELLED":
        return True
    if after == "ON_HOLD":
        return before != "ON_HOLD"
    if before == "ON_HOLD":
        return after == held
    return after in MOVES[before]


def check_move(before: str, after: str, *, held: str = "") -> None:
    """Raise IllegalTransition, which names the moves there are, unless the table lists this one."""
    if after not in MOVES:
        raise IllegalTransition(f"No engagement state is called {after}.", remedy=f"There are {', '.join(MOVES)}.")
    if not may_move(before, after, held=held):
        listed = ", ".join(m for m in MOVES if may_move(before, m, held=held)) or "none"
        raise IllegalTransition(
            f"An engagement does not move from {before} to {after}.",
            remedy=f"From {before} it moves to {listed}; out of order it needs an override with a reason.",
        )
