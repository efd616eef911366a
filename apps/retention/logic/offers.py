"""Which offer the measures suggest."""

from __future__ import annotations

from dataclasses import dataclass

from apps.retention.logic.health import Measured


@dataclass(frozen=True, kw_only=True)
class OfferRule:
    """Offer `offer` where `measure` is at least (">=") or at most ("<=") `threshold`, over enough observations."""

    offer: str
    reason: str
    measure: str
    op: str
    threshold: float
    observations: int


def first_offer(rules: tuple[OfferRule, ...], measured: dict[str, Measured], *, band: str) -> tuple[OfferRule, Measured] | None:
    """The first rule that the measures meet; None where none does, or where the client may leave: nothing is sold then."""
    if band == "high":
        return None
    for rule in rules:
        found = measured.get(rule.measure)
        if found is None or found.observations < rule.observations:
            continue
        if found.value >= rule.threshold if rule.op == ">=" else found.value <= rule.threshold:
            return rule, found
    return None
