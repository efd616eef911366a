"""The house writer: the caller's own composer over the brief's facts. Deterministic, free, always there."""

from __future__ import annotations

from apps.learning.contracts import Tools
from apps.learning.providers.port import Answer, Request
from kernel.money import Money


class HouseWriter:
    """Runs the composer that the request brings, with tools seeded by task and client."""

    name = "house"
    model = "house-1"
    tries = 1  # it would answer the same again

    def serves(self, profile: str) -> bool:
        """Every profile."""
        return True

    def ceiling(self, request: Request) -> Money:
        """Nothing."""
        return Money(minor=0, currency="EUR")

    def compose(self, request: Request) -> Answer:
        """The composer's answer."""
        tools = Tools(seed=request.seed, language=request.language, names=request.names)
        return Answer(content=request.house(tools, request.context), model=self.model, cost=Money(minor=0, currency="EUR"))
