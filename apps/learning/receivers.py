"""What learning hears: every fact of the other modules goes into the event log, some are remembered."""

from __future__ import annotations

from apps.learning import services
from apps.learning.logic.hearing import GROUPS
from kernel.signals import Signal, on


def log_signal(event: Signal) -> None:
    """Log the signal in its group."""
    services.note_signal(actor=event.actor, name=event.signal_name, event=event, key="")


for _module in GROUPS:
    on(f"{_module}.*")(log_signal)
