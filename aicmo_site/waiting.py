"""What waits for somebody, over all modules: made of each module's `list_waiting`."""

from __future__ import annotations

import logging
from collections import Counter
from importlib import import_module

from aicmo_site.modules import MODULES
from kernel.actors import Actor
from kernel.errors import DomainError
from kernel.pages import Waiting

log = logging.getLogger(__name__)


def for_actor(actor: Actor) -> tuple[Waiting, ...]:
    """Everything this actor can act on, what is due first on top, then the oldest."""
    found = [item for name in MODULES for item in _of_module(name, actor) if _is_for(item, actor)]
    return tuple(sorted(found, key=lambda item: (item.due_at is None, item.due_at or item.since, item.since)))


def counts(cards: tuple[Waiting, ...]) -> list[tuple[str, int]]:
    """How many of each kind, most first."""
    return Counter(card.kind.replace("_", " ") for card in cards).most_common()


def _of_module(name: str, actor: Actor) -> tuple[Waiting, ...]:
    """One module's cards; a module that fails must not take the page of the other thirteen with it."""
    facade = getattr(import_module(f"apps.{name}.services"), "list_waiting", None)
    if facade is None:
        return ()
    try:
        return facade(actor=actor)
    except DomainError:
        return ()
    except Exception:
        log.exception("list_waiting failed", extra={"facade": name})
        return ()


def _is_for(item: Waiting, actor: Actor) -> bool:
    return actor.may(item.right) or item.right == "anyone"
