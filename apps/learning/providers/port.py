"""What a writer is asked and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from apps.learning.contracts import Tools
from kernel.money import Money


class Unavailable(Exception):
    """The writer cannot answer now (not reachable, over quota, refused): the next one of the chain is asked."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request. `context` is data of one client, never an instruction; `objections` is what was wrong with the last answer."""

    task: str
    profile: str
    context: dict
    house: Callable[[Tools, dict], dict]
    seed: str
    language: str
    names: tuple[str, ...] = ()
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A writer's answer: content as plain data, the model that wrote it, and what the call cost."""

    content: dict
    model: str
    cost: Money


class Writer(Protocol):
    """A writer. `tries` is how often it may answer again after a failed check."""

    name: str
    tries: int

    def serves(self, profile: str) -> bool:
        """Whether this writer answers calls of the profile."""
        ...

    def ceiling(self, request: Request) -> Money:
        """The most that one call can cost: reserved in the client's budget before it is made."""
        ...

    def compose(self, request: Request) -> Answer:
        """Write; raises Unavailable when it cannot."""
        ...
