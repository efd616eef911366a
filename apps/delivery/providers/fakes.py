"""A publisher for tests and rehearsals: keeps a history, fails on demand, answers lookups by marker."""

from __future__ import annotations

from collections.abc import Callable

from apps.delivery.providers.port import Order, Posted


class FakePublisher:
    """`script` holds what the next calls do: an exception is raised; `(exception,)` too, but after the post has gone out.

    `before` is called with each order; `blind` makes `lookup` unable to tell.
    """

    def __init__(self) -> None:
        self.posted: dict[str, Order] = {}
        self.history: list[tuple[str, str]] = []
        self.script: list[Exception | tuple[Exception] | None] = []
        self.blind = False
        self.before: Callable[[Order], None] | None = None

    def publish(self, order: Order) -> Posted:
        self.history.append(("publish", order.key))
        if self.before is not None:
            self.before(order)
        step = self.script.pop(0) if self.script else None
        if isinstance(step, Exception):
            raise step
        self.posted[order.marker] = order
        if isinstance(step, tuple):
            raise step[0]
        return Posted(url=self._url(order))

    def lookup(self, order: Order) -> Posted | None:
        self.history.append(("lookup", order.key))
        if self.blind:
            raise LookupError("the channel cannot be asked")
        return Posted(url=self._url(order)) if order.marker in self.posted else None

    def _url(self, order: Order) -> str:
        return f"https://{order.channel}.example/{order.key}"
