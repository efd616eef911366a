"""Durable signals: written with the change, told at least once to every receiver, applied once by each."""

from __future__ import annotations

import fnmatch
import functools
import importlib
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar, dataclass_transform
from uuid import UUID

from django.db import connections
from pydantic import TypeAdapter

from kernel import claims, clock, context, crashes, metrics, records, telemetry, telling, traces, walls
from kernel.actors import Actor, worker
from kernel.db import alias_for, owning
from kernel.ids import new_id
from kernel.models import OutboxEvent
from kernel.refs import field_names, plain
from kernel.telling import Receiver

log = logging.getLogger(__name__)
T = TypeVar("T", bound=type)
LEASE_SECONDS = 60
BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Signal:
    """Base of all signals. `publish` sets id, actor, time and correlation id; the teller leaves them alone."""

    id: UUID | None = None
    actor: Actor | None = None
    at: datetime | None = None
    correlation_id: str = ""


_types: dict[str, type[Signal]] = {}
_adapters: dict[str, TypeAdapter] = {}
_receivers: dict[str, list[Receiver]] = defaultdict(list)
_patterns: list[tuple[str, Receiver]] = []


@dataclass_transform(kw_only_default=True, frozen_default=True)
def signal(name: str) -> Callable[[T], T]:
    """Declare a signal class by its wire name `<app>.<fact>.v<n>`; makes it a frozen keyword-only dataclass."""

    def register(cls: T) -> T:
        if name in _types and _types[name].__module__ != cls.__module__:
            raise ValueError(f"signal {name} is declared twice")
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.signal_name = name
        _types[name] = made
        return made

    return register


def on(what: type[Signal] | str) -> Callable[[Callable], Callable]:
    """Register a receiver for a signal class, or for all whose name matches a pattern such as "billing.*".

    The receiver runs in the transaction of the app in whose `receivers` module it stands; it does database work only.
    """

    def register(function: Callable) -> Callable:
        parts = function.__module__.split(".")
        app = parts[1] if parts[0] == "apps" else parts[0]
        receiver = Receiver(app, f"{function.__module__}.{function.__qualname__}", function)
        if isinstance(what, str):
            _patterns.append((what, receiver))
        else:
            _receivers[what.signal_name].append(receiver)
        return function

    return register


def publish(event: Signal) -> UUID:
    """Store the signal in the open transaction of the app that tells it; returns the event's id."""
    app = _teller(event)
    event_id, told = _told(event, app)
    name = event.signal_name
    if traces.on():
        at = (told["correlation_id"], str(event_id))
        with traces.span(f"publish {name}", {"signal": name}, kind="producer", at=at):
            records.soon(alias_for(app), (OutboxEvent, told))
    else:
        records.soon(alias_for(app), (OutboxEvent, told))
    telemetry.count(metrics.SIGNALS, signal=name, outcome="published")
    return event_id


def publish_all(events: Sequence[Signal]) -> None:
    """Store many signals of one app at once, in their order, as `publish` would store each."""
    if traces.on():  # each has a span of its own, on which its receivers' spans hang
        for event in events:
            publish(event)
        return
    if not events:
        return
    app, counts = _teller(events[0]), Counter(event.signal_name for event in events)
    if other := {name for name in counts if name.partition(".")[0] != app}:
        raise RuntimeError(f"{min(other)} must be published inside a command of its own app")
    records.soon_all(alias_for(app), [(OutboxEvent, _told(event, app)[1]) for event in events])
    for name, number in counts.items():
        telemetry.count(metrics.SIGNALS, number, signal=name, outcome="published")


def _teller(event: Signal) -> str:
    """The app whose signal it is, which must be writing."""
    app = event.signal_name.partition(".")[0]
    if context.writing() != app:
        raise RuntimeError(f"{event.signal_name} must be published inside a command of {app}")
    return app


def _told(event: Signal, app: str) -> tuple[UUID, dict]:
    """The event's id and the outbox's row."""
    frame = context.current_command()
    actor = event.actor or (frame.actor if frame else worker(app))
    event_id, at, correlation_id = event.id or new_id(), event.at or clock.now(), context.correlation_id()
    envelope = {"id": str(event_id), "actor": _travelling(actor), "at": plain(at), "correlation_id": correlation_id}
    payload = {n: envelope[n] if n in envelope else plain(getattr(event, n)) for n in field_names(type(event))}
    return event_id, {
        "id": event_id, "name": event.signal_name, "payload": payload, "correlation_id": correlation_id, "occurred_at": at,
    }  # fmt: skip


@functools.lru_cache(maxsize=1024)
def _travelling(actor: Actor) -> dict:
    """The actor as a signal carries it: no personal data, nothing that is out of date when it is told."""
    return plain(replace(actor, name="", rights=frozenset(), scope=None))


def relay(*, limit: int = BATCH) -> int:
    """Tell what is pending, in every database; returns the number of events taken."""
    context.refuse_in_transaction("relay")
    return sum(_relay_one(alias, limit) for alias in databases())


def pending() -> int:
    """How many events still wait for a receiver (dead letters not counted)."""
    return sum(OutboxEvent.objects.using(alias).filter(state="pending").count() for alias in databases())


def drive_again(event_ids: list[UUID]) -> int:
    """Give dead letters another full round of attempts; returns how many."""
    driven = 0
    for alias in databases():
        rows = OutboxEvent.objects.using(alias).filter(id__in=event_ids, state="dead")
        with owning(walls.KERNEL, using=alias):
            driven += rows.update(state="pending", attempt=0, retry_at=None, lease_until=None)
    return driven


def load(name: str, payload: dict) -> Signal:
    """The signal object of a stored payload; an unknown name raises LookupError."""
    if name not in _types:
        raise LookupError(f"no signal is called {name}")
    if name not in _adapters:
        _adapters[name] = TypeAdapter(_types[name])
    return _adapters[name].validate_python(payload)


def receivers_of(name: str) -> list[Receiver]:
    """All receivers that hear this name."""
    return [*_receivers[name], *(r for pattern, r in _patterns if fnmatch.fnmatch(name, pattern))]


def known() -> dict[str, type[Signal]]:
    """Wire name → class of every declared signal."""
    return dict(_types)


def subscriptions() -> dict[str, list[Receiver]]:
    """Wire name → its receivers, patterns left out: what the drawing of the house shows."""
    return {name: list(found) for name, found in _receivers.items() if found}


def receivers_in(app: str) -> int:
    """How many receivers an app has."""
    listed = [r for found in _receivers.values() for r in found] + [r for _, r in _patterns]
    return len({r.name for r in listed if r.app == app})


def databases() -> list[str]:
    return [alias for alias in connections if alias_for_kernel(alias)]


def alias_for_kernel(alias: str) -> bool:
    """Whether the kernel's tables stand in this database (all of ours; a test's foreign database may not)."""
    return not connections[alias].settings_dict.get("AICMO_FOREIGN", False)


def _relay_one(alias: str, limit: int) -> int:
    rows = claims.claim(OutboxEvent, using=alias, limit=limit, lease_seconds=LEASE_SECONDS, order_by=("id",))
    if not rows:
        return 0
    failures: dict[UUID, str] = {}
    per_app: dict[str, list[tuple[OutboxEvent, Signal, Receiver]]] = defaultdict(list)
    for row in rows:
        try:
            event = load(row.name, row.payload)
        except Exception as error:  # a name or payload nobody here understands: a failed attempt, never dropped
            failures[row.id] = f"{type(error).__name__}: {error}"
            continue
        for receiver in receivers_of(row.name):
            per_app[receiver.app].append((row, event, receiver))
    for app, told in per_app.items():
        failures |= telling.tell(app, told)
        crashes.point(f"signals: told to {app}")
    _settle(alias, rows, failures)
    return len(rows)


def _settle(alias: str, rows: list[OutboxEvent], failures: dict[UUID, str]) -> None:
    by_token: dict[int, list[UUID]] = defaultdict(list)
    for row in rows:
        if row.id in failures:
            try:
                dead = claims.fail(row, failures[row.id], using=alias)
            except claims.LostLease:  # whoever holds it now tells it; the others of the batch are settled
                log.warning("signal lease lost", extra={"signal": row.name})
                continue
            telemetry.count(metrics.SIGNALS, signal=_counted(row), outcome="dead" if dead else "failed")
        else:
            lag = max((clock.now() - row.occurred_at).total_seconds(), 0.0)
            telemetry.count(metrics.SIGNALS, signal=row.name, outcome="told")
            telemetry.observe(metrics.SIGNAL_LAG, lag, signal=row.name)
            by_token[row.token].append(row.id)
    with owning(walls.KERNEL, using=alias):
        for token, ids in by_token.items():
            OutboxEvent.objects.using(alias).filter(id__in=ids, token=token, state="pending").update(
                state="done", done_at=clock.now(), lease_until=None, last_error=""
            )


def _counted(row: OutboxEvent) -> str:
    """The name to count under; a stored name that nobody here declares is no label."""
    return row.name if row.name in _types else "unknown"


def import_modules(names: tuple[str, ...]) -> None:
    """Import the signal modules of apps by name, so that stored events of all of them can be loaded."""
    for name in names:
        importlib.import_module(f"apps.{name}.signals")
