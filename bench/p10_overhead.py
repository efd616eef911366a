"""P10 on PostgreSQL: what a command and a query cost beside the same ORM code in one transaction.

The command also checks the right, finds and remembers its key and stores an audit fact; the reference, signed in as the
tables' owner, does nothing but the change.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from bench import _database
from bench._figures import Count, Figures, compare, must_be

ROUNDS = {"ci": 15, "full": 31}
CALLS = {"ci": 40, "full": 300}
COMMAND_GOAL, QUERY_GOAL = 1.5, 1.3


def run(*, scale: str) -> Figures:
    """Ratios of the smallest command (one row written) and of a list of 50; commits, flushes and statements of each."""
    figures = measured(scale, _database.as_owner)
    figures.counts = gates(scale)
    return figures


def gates(scale: str) -> list[Count]:
    """Commits of a command; its WAL flushes and statements beyond its plain code."""
    command, plain = _commands()
    command()  # what is made once per process is no part of it
    one = _database.counted(command)
    with _database.as_owner():
        plain()
        alone = _database.counted(plain)
    return [
        Count(what="commits of a command", value=one.commits, limit=1),
        Count(what="WAL flushes of a command beyond its plain code", value=one.flushes - alone.flushes, limit=0),
        Count(what="statements of a command beyond its plain code", value=one.statements - alone.statements, limit=3),
    ]


def measured(scale: str, plainly: Callable[[], AbstractContextManager] = nullcontext) -> Figures:
    """The two ratios on whatever database is the default."""
    calls, rounds = CALLS[scale], ROUNDS[scale]
    command, plain = _commands()
    query, same = _queries()

    def alone(call: Callable[[], object]) -> float:
        with plainly():
            return _seconds(call, calls)

    written = compare("command", lambda: _seconds(command, calls), lambda: alone(plain), rounds=rounds, goal=COMMAND_GOAL)
    must_be(_rows("plain"), (written.rounds + 1) * calls, "rows of plain code")
    must_be(_rows("command"), (written.rounds + 1) * calls, "rows of commands")
    must_be(query(), same(), "the page of 50")
    read = compare("query", lambda: _seconds(query, calls), lambda: _seconds(same, calls), rounds=rounds, goal=QUERY_GOAL)
    return Figures(ratios=[written, read])


def _commands() -> tuple[Callable[[], object], Callable[[], object]]:
    from django.db import transaction

    from apps.learning import services
    from apps.learning.models import EventLine
    from apps.learning.services.events import _to_event
    from kernel import clock
    from kernel.actors import worker
    from kernel.ids import new_id

    actor = worker("learning")

    def command() -> object:
        return services.log_event(actor=actor, group="analytics", name="command", client_id=None, data={"n": 1}, key=new_id().hex)

    def plain() -> object:
        with transaction.atomic():
            row = EventLine.objects.create(group="analytics", name="plain", client_id=None, data={"n": 1}, at=clock.now())
            return _to_event(row)

    return command, plain


def _queries() -> tuple[Callable[[], object], Callable[[], object]]:
    from apps.learning import contracts, services
    from kernel.actors import worker

    actor, plain = worker("learning"), inspect.unwrap(services.list_events)
    wanted = contracts.EventFilter(name="command")
    return lambda: services.list_events(actor=actor, filter=wanted), lambda: plain(actor=actor, filter=wanted)


def _rows(name: str) -> int:
    from apps.learning.models import EventLine

    return EventLine.objects.filter(name=name).count()


def _seconds(call: Callable[[], object], calls: int) -> float:
    started = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - started) / calls
