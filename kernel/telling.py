"""How the receivers of one app hear a batch of signals: in one transaction, once each, a poisoned one alone."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any
from uuid import UUID

from django.db import connections, transaction

from kernel import clock, context, records, telemetry, walls
from kernel.context import Frame
from kernel.db import alias_for
from kernel.models import InboxEntry, OutboxEvent

log = logging.getLogger("kernel.signals")


@dataclass(frozen=True)
class Receiver:
    """One receiving function, and the app whose transaction it runs in."""

    app: str
    name: str
    function: Callable[[Any], None]


Told = tuple[OutboxEvent, Any, Receiver]
"""A stored signal, its object, and one of its receivers."""


def tell(app: str, told: list[Told]) -> dict[UUID, str]:
    """Run an app's receivers in one transaction, an inbox row per event and receiver; returns what failed, by event.

    Each runs in a savepoint that is made when it first touches the database: many an event only concerns others.
    """
    using = alias_for(app)
    failures: dict[UUID, str] = {}
    try:
        with context.entered(Frame("batch", app)), walls.writing_as(app, using=using):
            heard = []
            for row, event, receiver in _unheard(told, using):
                try:
                    measured = telemetry.Measured("receiver", receiver=receiver.name, under=(row.correlation_id, str(row.id)))
                    with context.correlated(row.correlation_id), measured, SavepointWhenNeeded(using):
                        receiver.function(event)
                except Exception as error:
                    log.exception("signal failed", extra={"signal": row.name, "receiver": receiver.name})
                    failures[row.id] = f"{receiver.name}: {type(error).__name__}: {error}"
                else:
                    heard.append({"event_id": row.id, "receiver": receiver.name, "at": clock.now()})
            _note(heard, using)
    except Exception as error:  # the batch itself could not commit: every event of it is told again
        log.exception("signal batch failed", extra={"app": app})
        failures |= {row.id: f"{app}: {type(error).__name__}: {error}" for row, _, _ in told}
    return failures


def _note(heard: list[dict], using: str) -> None:
    records.write(using, [(InboxEntry, entry) for entry in heard])


def _unheard(told: list[Told], using: str) -> list[Told]:
    seen = InboxEntry.objects.using(using).filter(event_id__in={row.id for row, _, _ in told})
    done = set(seen.values_list("event_id", "receiver"))
    return [(row, event, receiver) for row, event, receiver in told if (row.id, receiver.name) not in done]


class SavepointWhenNeeded:
    """`transaction.atomic()` inside an open transaction, for the block, that begins with the block's first statement."""

    def __init__(self, using: str) -> None:
        self._connection, self._atomic = connections[using], None

    def __enter__(self) -> None:
        self._connection.execute_wrappers.append(self._begin)

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._connection.execute_wrappers.remove(self._begin)
        if self._atomic is not None:
            self._atomic.__exit__(kind, error, trace)

    def _begin(self, execute: Callable, sql: str, params: Any, many: bool, context_: dict) -> Any:
        if self._atomic is None:
            self._atomic = transaction.atomic(using=self._connection.alias)
            self._atomic.__enter__()
        return execute(sql, params, many, context_)
