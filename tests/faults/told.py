"""A signal and two receivers whose effects are rows, for `faults.signals`. They run under the role that tests' receivers have."""

from __future__ import annotations

from django.db import connections

from kernel import signals
from kernel.db import alias_for


@signals.signal("qc.fault_told.v1")
class FaultTold(signals.Signal):
    """Told by fault runs only; the first receiver cannot bear a poisonous one."""

    number: int
    poison: bool = False


@signals.on(FaultTold)
def take_first(event: FaultTold) -> None:
    """One row; fails after it where the event is poisonous, so that a forgotten rollback shows."""
    _insert("fault_effects", event.number, "first")
    if event.poison:
        raise ValueError("poison")


@signals.on(FaultTold)
def take_second(event: FaultTold) -> None:
    """One row, whatever the first receiver did."""
    _insert("fault_effects", event.number, "second")


def change(number: int) -> None:
    """The business change that the signal tells of (inside a transaction of qc)."""
    with connections[alias_for("qc")].cursor() as cursor:
        cursor.execute("INSERT INTO fault_facts VALUES (%s)", [number])


def _insert(table: str, number: int, receiver: str) -> None:
    with connections[alias_for("tests")].cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} VALUES (%s, %s)", [number, receiver])
