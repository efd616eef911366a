"""The one hook for both: what is measured is counted and timed, and a span where traces are on."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from kernel import metrics, traces
from kernel.errors import DomainError

P = ParamSpec("P")
R = TypeVar("R")

KINDS: dict[str, tuple[Any, Any, str]] = {
    "command": (metrics.COMMANDS, metrics.COMMAND_SECONDS, "internal"),
    "query": (metrics.QUERIES, metrics.QUERY_SECONDS, "internal"),
    "receiver": (metrics.RECEIVERS, metrics.RECEIVER_SECONDS, "consumer"),
    "sweep": (metrics.SWEEPS, metrics.SWEEP_SECONDS, "internal"),
    "provider": (metrics.PROVIDERS, metrics.PROVIDER_SECONDS, "client"),
    "fetch": (metrics.FETCHES, metrics.FETCH_SECONDS, "client"),
}
"""What is measured → its counter (with `outcome`), its histogram, and what kind of span it is."""


class Measured:
    """A block that is counted, timed and traced. Set `outcome` inside where an exception does not tell it."""

    __slots__ = ("_kind", "_labels", "_span", "_started", "_traced", "outcome")

    def __init__(self, kind: str, *, at: traces.Place | None = None, under: Any = None, **labels: str) -> None:
        self._kind, self._labels, self.outcome = kind, labels, ""
        if kind == "sweep" or not traces.on():
            # Sweeps find nothing most of the time: what they find is a span each, they themselves are none.
            self._span = traces.apart()
        else:
            self._span = traces.span(" ".join((kind, *labels.values())), labels, kind=KINDS[kind][2], at=at, under=under)

    def __enter__(self) -> Measured:
        self._traced = self._span.__enter__()
        self._started = time.perf_counter()
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: Any) -> None:
        seconds = time.perf_counter() - self._started
        outcome = self.outcome or outcome_of(error)
        counter, histogram, _ = KINDS[self._kind]
        count(counter, **self._labels, outcome=outcome)
        observe(histogram, seconds, **self._labels)
        if self._traced is not None:
            self._traced.set_attribute("outcome", outcome)
        self._span.__exit__(kind, error, trace)


def outcome_of(error: BaseException | None) -> str:
    """ok; refused for an error that a caller can understand; failed for the rest."""
    if error is None:
        return "ok"
    return "refused" if isinstance(error, DomainError) or getattr(error, "is_answer", False) else "failed"


def count(counter: Any, number: int = 1, **labels: str) -> None:
    """Add to a counter. A full disk or a lost file never stops the work that is counted."""
    try:
        _series(counter, *labels.items()).inc(number)
    except (OSError, ValueError):
        return


def observe(histogram: Any, seconds: float, **labels: str) -> None:
    """Add to a histogram, on the same terms."""
    try:
        _series(histogram, *labels.items()).observe(seconds)
    except (OSError, ValueError):
        return


@functools.lru_cache(maxsize=4096)
def _series(metric: Any, *labels: tuple[str, str]) -> Any:
    """One series of a metric; the library checks the labels anew at each call."""
    return metric.labels(**dict(labels))


def observed(kind: str, name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Measure every call of a function."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            with Measured(kind, **{kind: name}):
                return function(*args, **kwargs)

        return call

    return decorate


__all__ = ["KINDS", "Measured", "count", "observe", "observed", "outcome_of"]
